import { unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import type { Command } from './command.ts'
import { packageCommand } from './package-managers.ts'

/** The commands of the same line that stand after one. */
export function commandsAfter(command: Command): readonly SimpleCommand[] {
  const { commands } = command.line
  const at = commands.findIndex(({ nameSpan }) => nameSpan.start === command.nameSpan.start)
  return commands.slice(at + 1)
}

/**
 * Whether one of the commands deletes a folder, what is in it, or what holds it. A script or program whose name
 * says that it cleans up counts too, since nobody can see what it does.
 */
export function removesFolder(commands: readonly SimpleCommand[], ...folders: readonly string[]): boolean {
  return commands.some((simple) => {
    const { name, words } = unwrap(simple)
    if (name !== 'rm' && name !== 'find') return /clean/.test(name)
    return words.some(({ value }) => {
      const path = value.replace(/\/*\*?$/, '')
      return path !== '' && folders.some((folder) => path.includes(folder) || folder.startsWith(`${path}/`))
    })
  })
}

/** Whether one of the commands tells a package manager to do one of these. */
export function runsAction(
  commands: readonly SimpleCommand[],
  programs: readonly string[],
  actions: readonly string[],
): boolean {
  return commands.some((command) => {
    const asked = packageCommand(command)
    return asked !== undefined && programs.includes(asked.program) && actions.includes(asked.action)
  })
}

/**
 * Where ` && command` can be written so that it runs after everything a RUN does. Undefined where the RUN ends
 * in something else than a simple command: a heredoc, a loop, a comment, exec form.
 */
export function endOfRun({ line, instruction }: Command): Span | undefined {
  if (instruction?.keyword !== 'RUN' || line.form !== 'shell' || instruction.heredocs.length > 0)
    return undefined
  const { path, end } = line.span
  return line.commands.some(({ span, nested }) => !nested && span.end === end)
    ? { path, start: end, end }
    : undefined
}

/** Where a word can be written right behind the sub-command, and how; undefined where the text is not exact. */
export function placeForFlag(command: Command, flag: string): { span: Span; text: string } | undefined {
  const asked = packageCommand(command)
  if (!asked || command.writtenIn !== 'dockerfile' || !asked.actionWord.literal) return undefined
  const { span, value } = asked.actionWord
  const at = { path: span.path, start: span.end, end: span.end }
  const length = span.end - span.start
  const isWordOfList =
    command.line.form === 'exec' && command.nameSpan.start === command.line.commands[0]?.nameSpan.start
  if (isWordOfList) return length === value.length + 2 ? { span: at, text: `, "${flag}"` } : undefined
  return length === value.length ? { span: at, text: ` ${flag}` } : undefined
}
