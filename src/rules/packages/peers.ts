import type { Command } from '../../deployment/command.ts'
import { programOf } from '../../documents/shell/parse.ts'

/**
 * Those of a rule's peers that report a command too: they read nothing but RUN, and hadolint does not look behind
 * `sudo` or `/usr/bin/`, nor into the string of `sh -c`.
 */
export function peersOf(like: readonly string[], command: Command, isBare: boolean): readonly string[] {
  if (command.phase !== 'build') return []
  return isBare && !isInString(command) ? like : like.filter((peer) => !peer.startsWith('hadolint:'))
}

/**
 * Whether a command stands in the string of `sh -c` or `eval`, where hadolint sees a word. The words of an exec
 * form it joins by blanks, so that all but the first command of the string stand free.
 */
export function isInString({ span: { start, end }, line, joint }: Command): boolean {
  if (line.form === 'exec' && joint !== 'first') return false
  return line.commands.some(
    (outer) =>
      outer.span.start < start &&
      outer.span.end >= end &&
      /^(?:(?:ba|da|a|z|k)?sh|eval|su)$/.test(programOf(outer)),
  )
}
