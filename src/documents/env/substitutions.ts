import type { Span } from '../../span.ts'
import type { EnvDocument, EnvEntry } from './document.ts'

/** A `$` of a value with what belongs to it, as readers take it that know only `$NAME` and `${NAME}`. */
export interface Substitution {
  readonly name: string
  /** From the `$` to the brace that closes it, else to the end of the name. */
  readonly span: Span
  /**
   * `plain`: `$NAME` or `${NAME}`; `open`: its brace is never closed; `filled`: more than a name is in its
   * braces; `stray`: a brace closes what none has opened.
   */
  readonly form: 'plain' | 'open' | 'filled' | 'stray'
}

/** The substitutions of a value as written; those with a backslash or another `$` before them are none. */
export function substitutionsIn({ text, path }: EnvDocument, entry: EnvEntry): Substitution[] {
  if (entry.quote === 'single' || entry.quote === 'absent') return []
  const { start, end } = entry.valueSpan
  const found: Substitution[] = []
  for (const { index, isEscaped } of dollarsIn(text, start, end)) {
    if (isEscaped) continue
    const { name, form, length } = readAt(text, index, end, start)
    found.push({ name, form, span: { path, start: index, end: index + length } })
  }
  return found
}

/** The value with every substitution closed behind its name; nothing else is taken away or added. */
export function withClosedNames({ text }: EnvDocument, { valueSpan: { start, end } }: EnvEntry): string {
  let written = ''
  let at = start
  for (const { index, isEscaped } of dollarsIn(text, start, end)) {
    const match = /^\$\{?([A-Za-z0-9_]+)(\}?)/.exec(text.slice(index, end))
    if (isEscaped || !match) continue
    written += `${text.slice(at, index)}\${${match[1]}}`
    at = index + match[0].length
  }
  return written + text.slice(at, end)
}

function* dollarsIn(
  text: string,
  start: number,
  end: number,
): Iterable<{ index: number; isEscaped: boolean }> {
  for (
    let index = text.indexOf('$', start);
    index !== -1 && index < end;
    index = text.indexOf('$', index + 1)
  ) {
    let slashes = 0
    while (text[index - 1 - slashes] === '\\') slashes += 1
    const isDouble = text[index + 1] === '$'
    yield { index, isEscaped: isDouble || slashes % 2 === 1 }
    if (isDouble) index += 1
  }
}

function readAt(
  text: string,
  index: number,
  end: number,
  valueStart: number,
): { name: string; form: Substitution['form']; length: number } {
  const next = text.indexOf('$', index + 1)
  const segment = text.slice(index + 1, next === -1 || next > end ? end : next)
  const isOpened = segment.startsWith('{')
  const name = /^\{?([A-Za-z0-9_]*)/.exec(segment)![1]!
  const close = segment.indexOf('}')
  const nameLength = 1 + Number(isOpened) + name.length
  if (isOpened) {
    if (close === -1) return { name, form: 'open', length: nameLength }
    return { name, form: close === name.length + 1 ? 'plain' : 'filled', length: close + 2 }
  }
  // JSON has braces of its own.
  const isStray = close !== -1 && !opensBrace(text.slice(valueStart, index) + segment.slice(0, close))
  return { name, form: isStray ? 'stray' : 'plain', length: isStray ? close + 2 : nameLength }
}

/** Whether more braces of its own are opened than closed, those of substitutions left aside. */
function opensBrace(text: string): boolean {
  const own = text.replace(/\$\{[^{}]*\}?/g, '')
  return own.split('{').length > own.split('}').length
}
