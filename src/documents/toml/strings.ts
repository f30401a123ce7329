import type { Span } from '../../span.ts'
import { TomlScalar } from './scalar.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
}

/** What is wrong with a string, and where. */
export interface StringFault {
  readonly at: number
  readonly message: string
}

const FORMS = [
  { open: '"""', style: 'literal', escapes: true, lines: true },
  { open: "'''", style: 'literal', escapes: false, lines: true },
  { open: '"', style: 'double-quoted', escapes: true, lines: false },
  { open: "'", style: 'single-quoted', escapes: false, lines: false },
] as const

/** Reads the string that begins at an offset, if one does. Never throws. */
export function readString(
  path: string,
  text: string,
  start: number,
  allowsLines: boolean,
): { scalar: TomlScalar; end: number } | StringFault | undefined {
  const form = FORMS.find(({ open, lines }) => text.startsWith(open, start) && (allowsLines || !lines))
  if (!form) return undefined
  const { open, style, escapes, lines } = form
  const pieces: { value: string; span: Span; whole?: boolean }[] = []
  const span = (from: number, to: number): Span => ({ path, start: from, end: to })
  let at = start + open.length
  // A line end right behind the opening quotes is not part of the text.
  if (lines) at += /^\r?\n/.exec(text.slice(at, at + 2))?.[0].length ?? 0
  for (;;) {
    if (at >= text.length) return { at: start, message: 'This string has no end' }
    if (text.startsWith(open, at)) {
      // Up to two quotes may stand before the closing ones.
      let extra = 0
      while (lines && extra < 2 && text[at + open.length + extra] === open[0]) extra += 1
      if (extra > 0) pieces.push({ value: open[0]!.repeat(extra), span: span(at, at + extra) })
      const end = at + extra + open.length
      const value = pieces.map((piece) => piece.value).join('')
      return { scalar: new TomlScalar(value, value, style, span(start, end), pieces), end }
    }
    const character = text[at]!
    if (!lines && (character === '\n' || character === '\r')) {
      return { at: start, message: 'This string does not end on its line' }
    }
    if (escapes && character === '\\') {
      const escaped = readEscape(text, at, lines)
      if (!escaped) return { at, message: 'TOML has no such escape' }
      if (escaped.value !== '')
        pieces.push({ value: escaped.value, span: span(at, escaped.end), whole: true })
      at = escaped.end
      continue
    }
    if (character === '\r' && text[at + 1] === '\n') {
      pieces.push({ value: '\n', span: span(at, at + 2), whole: true })
      at += 2
      continue
    }
    if (/[\0-\x08\x0b-\x1f\x7f]/.test(character)) {
      return { at, message: 'A control character has to be written as an escape' }
    }
    const from = at
    while (at < text.length && !isSpecial(text, at, open, escapes, lines)) at += 1
    pieces.push({ value: text.slice(from, at), span: span(from, at) })
  }
}

function isSpecial(text: string, at: number, open: string, escapes: boolean, lines: boolean): boolean {
  const character = text[at]!
  if (character === open[0]) return text.startsWith(open, at)
  if (character === '\\') return escapes
  return character === '\r' || (character === '\n' && !lines) || /[\0-\x08\x0b-\x1f\x7f]/.test(character)
}

function readEscape(text: string, at: number, lines: boolean): { value: string; end: number } | undefined {
  const next = text[at + 1] ?? ''
  if (Object.hasOwn(ESCAPES, next)) return { value: ESCAPES[next]!, end: at + 2 }
  const digits = /^(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/.exec(text.slice(at + 1, at + 10))?.[0]
  if (digits !== undefined) {
    const code = Number.parseInt(digits.slice(1), 16)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
    return { value: String.fromCodePoint(code), end: at + 1 + digits.length }
  }
  if (!lines) return undefined
  // A backslash at the end of a line takes away all blanks up to the next text.
  const folded = /\\[ \t]*\r?\n[ \t\r\n]*/y
  folded.lastIndex = at
  const blanks = folded.exec(text)?.[0]
  return blanks === undefined ? undefined : { value: '', end: at + blanks.length }
}
