import { isBlank, isSpace } from './characters.ts'
import type { Word } from './document.ts'
import type { LogicalLine, Segment } from './logical-line.ts'

/** A word's place in a logical line. */
export interface WordRange extends Segment {
  /** A quote in it is not closed. */
  readonly open: boolean
}

/** Splits at blanks alone; quotes do not hold a word together (FROM, COPY, EXPOSE, VOLUME). */
export function splitBlanks(value: string, start: number, end: number): Segment[] {
  const words: Segment[] = []
  let at = start
  while (at < end) {
    while (at < end && isBlank(value.charCodeAt(at))) at += 1
    const from = at
    while (at < end && !isBlank(value.charCodeAt(at))) at += 1
    if (at > from) words.push({ start: from, end: at })
  }
  return words
}

/** Splits at white space outside quotes (ENV, LABEL, ARG). The escape character keeps the next character. */
export function splitQuoted(value: string, start: number, end: number, escapeMark: string): WordRange[] {
  const words: WordRange[] = []
  let at = start
  while (at < end) {
    while (at < end && isSpace(value.charCodeAt(at))) at += 1
    if (at >= end) break
    const from = at
    let quote = ''
    for (; at < end; at += 1) {
      const character = value[at]!
      if (character === escapeMark && quote !== "'") at += 1
      else if (quote !== '') quote = character === quote ? '' : quote
      else if (character === '"' || character === "'") quote = character
      else if (isSpace(value.charCodeAt(at))) break
    }
    at = Math.min(at, end)
    words.push({ start: from, end: at, open: quote !== '' })
  }
  return words
}

/** A part of the line as one word, its quotes and escapes resolved. */
export function makeWord(line: LogicalLine, start: number, end: number, escapeMark: string): Word {
  const { value, quote } = resolve(line.value, start, end, escapeMark)
  return { value, raw: line.raw(start, end), quote, span: line.span(start, end) }
}

/** A part of the line as one word, taken as it stands. */
export function makePlainWord(line: LogicalLine, start: number, end: number): Word {
  return {
    value: line.value.slice(start, end),
    raw: line.raw(start, end),
    quote: 'none',
    span: line.span(start, end),
  }
}

function resolve(
  text: string,
  start: number,
  end: number,
  escapeMark: string,
): { value: string; quote: Word['quote'] } {
  let value = ''
  let quoted: 'none' | 'single' | 'double' | 'mixed' = 'none'
  let at = start
  let closesBraces = true
  /** Copies what begins at a `$` and leaves `at` after it: `${…}` keeps the quotes inside as written. */
  const copyReference = () => {
    const close = closesBraces && text[at + 1] === '{' ? closingBrace(text, at, end, escapeMark) : -1
    if (text[at + 1] === '{' && close === -1) closesBraces = false
    const to = close === -1 ? at + 1 : close + 1
    value += text.slice(at, to)
    at = to
  }
  while (at < end) {
    const character = text[at]!
    if (character === "'") {
      let close = text.indexOf("'", at + 1)
      if (close === -1 || close >= end) close = end
      const inside = text.slice(at + 1, close)
      if (at === start && close === end - 1) return { value: inside, quote: 'single' }
      // The other parts of the word are expanded later, this one must not be.
      value += inside.replaceAll('$', '\\$')
      quoted = 'mixed'
      at = close + 1
    } else if (character === '"') {
      const open = at
      at += 1
      while (at < end && text[at] !== '"') {
        const next = text[at + 1]
        if (text[at] === '$') copyReference()
        else if (
          text[at] === escapeMark &&
          at + 1 < end &&
          (next === '"' || next === '$' || next === escapeMark)
        ) {
          value += next === '$' ? '\\$' : next
          at += 2
        } else {
          value += text[at]
          at += 1
        }
      }
      quoted = open === start && at === end - 1 ? 'double' : 'mixed'
      at += 1
    } else if (character === '$') {
      copyReference()
    } else if (character === escapeMark) {
      if (at + 1 < end) value += text[at + 1] === '$' ? '\\$' : text[at + 1]
      at += 2
    } else {
      value += character
      at += 1
    }
  }
  return { value, quote: quoted }
}

/** Offset of the brace that closes the `${` at `start`, or -1. */
function closingBrace(text: string, start: number, end: number, escapeMark: string): number {
  let depth = 0
  for (let at = start; at < end; at += 1) {
    if (text[at] === escapeMark) at += 1
    else if (text[at] === '$' && text[at + 1] === '{') {
      depth += 1
      at += 1
    } else if (text[at] === '}') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return -1
}
