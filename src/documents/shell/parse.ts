import { TracedText } from '../../span.ts'
import { Commands, LONGEST_SCRIPT } from './collect.ts'
import { shellComments } from './comments.ts'
import type { Script, ShellDocument } from './script.ts'

export { flagsOf, hasFlag, operands, programOf, unwrap } from './command.ts'
export { commandFromWords } from './exec-form.ts'

/**
 * Reads shell text as bash, which sh is a part of. Never throws: what is no shell is a problem, and so is a text
 * of more than 1,000,000 characters, which is not read. Commands in strings given to `sh -c`, `bash <<EOF`,
 * `su -c` or `eval` follow the command that runs them.
 * @param options.dialect `other` for PowerShell, cmd, Python …: no commands and no problems
 */
export function parseScript(
  text: TracedText,
  options: { readonly dialect?: 'shell' | 'other' } = {},
): Script {
  if (options.dialect === 'other') return { commands: [], problems: [] }
  const commands = new Commands()
  commands.read(text, false)
  return { commands: commands.found, problems: commands.problems }
}

/** Reads a shell script file. Never throws. @param path as the project names it; it goes into the spans */
export function parseShellFile(path: string, text: string): ShellDocument {
  const span = { path, start: 0, end: text.length }
  const shebang = /^#![ \t]*([^\r\n]*)/
    .exec(text.length > LONGEST_SCRIPT ? text.slice(0, 1000) : text)?.[1]
    ?.trim()
  const commands = new Commands()
  const tree = commands.read(TracedText.verbatim(text, span), false)
  const script = { commands: commands.found, problems: commands.problems }
  return {
    kind: 'shell',
    path,
    text,
    problems: commands.problems.map(({ at, message }) => ({ at, message, severity: 'warning' })),
    comments: tree ? shellComments(path, text, tree) : [],
    shebang,
    script,
  }
}
