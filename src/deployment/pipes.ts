import type { SimpleCommand } from '../documents/shell/script.ts'

/** The simple commands of one pipe. Where one of its commands is a loop or a subshell, that one is missing. */
export interface Pipe {
  readonly commands: readonly SimpleCommand[]
  readonly length: number
}

/** The pipes among the commands of a line, in order of writing. */
export function pipesOf(commands: readonly SimpleCommand[]): readonly Pipe[] {
  const pipes: { commands: SimpleCommand[]; length: number }[] = []
  for (const command of commands) {
    const { index, length } = command.pipe
    if (length < 2) continue
    // A pipe may stand inside of another one's command: the innermost that waits for this place is the one.
    const open = pipes.findLast(
      (pipe) => pipe.length === length && pipe.commands.at(-1)!.pipe.index < index && index > 0,
    )
    if (open) open.commands.push(command)
    else pipes.push({ commands: [command], length })
  }
  return pipes
}
