import { type Span, TracedText } from '../../span.ts'
import { Commands } from './collect.ts'
import { shellInput, unwrap } from './command.ts'
import type { ShellWord, SimpleCommand } from './script.ts'

/**
 * The commands of a list of words that runs without a shell: `CMD ["a", "b"]`, a list under `command:`. The
 * first is the program itself; where it is a shell with `-c`, perhaps behind a wrapper (`tini --`, `env A=1`),
 * the commands of its string follow, with exact places where the word stands in the source as it is.
 * @param words quotes resolved; the span may include the quotes
 */
export function commandFromWords(
  words: readonly { readonly value: string; readonly span: Span; readonly traced?: TracedText }[],
): readonly SimpleCommand[] {
  const [first, ...rest] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return []
  const shellWords = rest.map(({ value, span }): ShellWord => ({ value, span, literal: true }))
  const command: SimpleCommand = {
    name: first.value,
    nameSpan: first.span,
    words: shellWords,
    assignments: [],
    redirects: [],
    span: { ...first.span, end: Math.max(first.span.end, last.span.end) },
    joint: 'first',
    pipe: { index: 0, length: 1 },
    nested: false,
  }
  const input = shellInput(unwrap(command))
  if (input === undefined || input === 'stdin') return [command]
  const inner = new Commands()
  inner.read(rest[shellWords.indexOf(input.string)]?.traced ?? textOf(input.string), true)
  return [command, ...inner.found]
}

function textOf({ value, span }: ShellWord): TracedText {
  const length = span.end - span.start
  if (length === value.length) return TracedText.verbatim(value, span)
  const isQuoted = length === value.length + 2
  if (isQuoted) return TracedText.verbatim(value, { ...span, start: span.start + 1, end: span.end - 1 })
  return TracedText.join([{ value, span, whole: true }], span)
}
