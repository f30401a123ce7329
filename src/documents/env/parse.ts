import { type Comment, Lines, type Span, TracedText } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import { readDisabled } from './disabled.ts'
import type { EnvDocument, EnvEntry, EnvFormat, EnvQuote } from './document.ts'
import { unquote } from './quotes.ts'

/** After so many problems the file is not what it is said to be; the rest are left out. */
export const MOST_PROBLEMS = 200

const BAD_KEY_CHARACTER = /[^\p{L}\p{N}_.\-[\]]/u

/**
 * Reads an env file as Compose does (compose-go, package `dotenv`); with `format: 'raw'` as Docker's
 * `--env-file`. Never throws. A line that is wrong is reported and, as far as it can be made out, still an
 * entry; reading goes on behind it. Offsets are UTF-16 units of `text`.
 */
export function parseEnv(path: string, text: string, options: { format?: EnvFormat } = {}): EnvDocument {
  return new EnvReader(path, text, options.format ?? 'compose').read()
}

class EnvReader {
  readonly #path: string
  readonly #text: string
  readonly #format: EnvFormat
  readonly #entries: EnvEntry[] = []
  readonly #disabled: EnvEntry[] = []
  readonly #comments: Comment[] = []
  readonly #problems: DocumentProblem[] = []
  #lines: Lines | undefined

  constructor(path: string, text: string, format: EnvFormat) {
    this.#path = path
    this.#text = text
    this.#format = format
  }

  read(): EnvDocument {
    const text = this.#text
    const nul = text.indexOf('\0')
    if (nul !== -1) this.#problem(nul, nul + 1, 'The file holds a NUL and is not text')
    // A byte order mark at the beginning is no part of the first key.
    let at = nul !== -1 ? text.length : text.startsWith('\ufeff') ? 1 : 0
    while (at < text.length) {
      const end = this.#lineEnd(at)
      const start = this.#skipBlanks(at, end)
      if (start === end) at = this.#nextLine(at)
      else if (text[start] === '#') {
        this.#comment(start, end, true)
        at = this.#nextLine(at)
      } else at = this.#format === 'raw' ? this.#rawLine(start, end) : this.#statement(start, end)
    }
    return {
      kind: 'env',
      format: this.#format,
      path: this.#path,
      text,
      entries: this.#entries,
      disabled: this.#disabled,
      comments: this.#comments,
      problems: this.#problems,
    }
  }

  /** Everything behind the first `=` is the value, blanks included. */
  #rawLine(start: number, end: number): number {
    const text = this.#text
    const equals = this.#find('=', start, end)
    const isAbsent = equals === end
    const keyEnd = isAbsent ? end : equals
    const key = text.slice(start, keyEnd)
    if (key === '') this.#problem(start, end, 'The line has no key before its `=`')
    else if (/\s/.test(key)) this.#problem(start, keyEnd, 'A key cannot hold a blank')
    const value = this.#span(isAbsent ? end : equals + 1, end)
    this.#add(
      start,
      start,
      keyEnd,
      isAbsent ? '' : '=',
      isAbsent ? 'absent' : 'none',
      value,
      this.#verbatim(value),
    )
    return this.#nextLine(end)
  }

  /** One assignment, and what of its last line comes behind it. */
  #statement(start: number, end: number): number {
    const text = this.#text
    const keyword = /^export[^\S\n]+(?=[^\s=:])/.exec(text.slice(start, end))
    const keyStart = start + (keyword?.[0].length ?? 0)
    const separatorAt = Math.min(this.#find('=', keyStart, end), this.#find(':', keyStart, end))
    const isAbsent = separatorAt === end
    const keyEnd = this.#trimEnd(keyStart, separatorAt)
    this.#checkKey(keyStart, keyEnd)
    if (isAbsent) {
      const value = this.#span(keyEnd, keyEnd)
      this.#add(start, keyStart, keyEnd, '', 'absent', value, this.#verbatim(value))
      return this.#nextLine(end)
    }
    const separator = text[separatorAt] === ':' ? ':' : '='
    const valueStart = this.#skipBlanks(separatorAt + 1, end)
    const quote = text[valueStart]
    if (valueStart < end && (quote === '"' || quote === "'")) {
      return this.#quoted(start, keyStart, keyEnd, separator, valueStart, end)
    }
    const hash = this.#find(' #', valueStart, end)
    const isCommented = hash < end
    const valueEnd = this.#trimEnd(valueStart, hash)
    const value =
      valueEnd > valueStart ? this.#span(valueStart, valueEnd) : this.#span(separatorAt + 1, separatorAt + 1)
    this.#add(start, keyStart, keyEnd, separator, 'none', value, this.#verbatim(value))
    if (isCommented) this.#comment(hash + 1, end, false)
    return this.#nextLine(end)
  }

  #quoted(
    start: number,
    keyStart: number,
    keyEnd: number,
    separator: '=' | ':',
    valueStart: number,
    lineEnd: number,
  ): number {
    const text = this.#text
    const quote: EnvQuote = text[valueStart] === '"' ? 'double' : 'single'
    const unquoted = unquote(this.#path, text, valueStart)
    if (!unquoted) {
      this.#lines ??= new Lines(text)
      const key = text.slice(keyStart, keyEnd)
      const line = this.#lines.lineOf(keyStart)
      this.#problem(
        start,
        lineEnd,
        `The quote of the value of \`${key}\`, which begins on line ${line}, is never closed`,
      )
      const value = this.#span(valueStart, lineEnd)
      const inner = this.#verbatim(this.#span(valueStart + 1, lineEnd))
      this.#add(start, keyStart, keyEnd, separator, quote, value, inner)
      return this.#nextLine(lineEnd)
    }
    const { end, value } = unquoted
    this.#add(start, keyStart, keyEnd, separator, quote, this.#span(valueStart, end), value)
    const restEnd = this.#lineEnd(end)
    const rest = this.#skipBlanks(end, restEnd)
    if (text[rest] === '#' && rest < restEnd) this.#comment(rest, restEnd, false)
    else if (rest < restEnd) {
      const message = 'Behind a closing quote may stand only a comment; this is no part of the value'
      this.#problem(rest, this.#trimEnd(rest, restEnd), message, 'warning')
    }
    return this.#nextLine(end)
  }

  #checkKey(start: number, end: number): void {
    const key = this.#text.slice(start, end)
    const bad = BAD_KEY_CHARACTER.exec(key)
    if (!bad) return
    if (/\s/.test(bad[0])) {
      this.#problem(start, end, 'A key cannot hold a blank')
      return
    }
    const at = start + bad.index
    this.#problem(at, at + bad[0].length, `A key cannot hold \`${bad[0]}\``)
  }

  #add(
    start: number,
    keyStart: number,
    keyEnd: number,
    separator: EnvEntry['separator'],
    quote: EnvQuote,
    valueSpan: Span,
    value: TracedText,
  ): void {
    this.#entries.push({
      key: this.#text.slice(keyStart, keyEnd),
      keySpan: this.#span(keyStart, keyEnd),
      value,
      valueSpan,
      quote,
      exported: keyStart > start,
      separator,
      span: this.#span(start, Math.max(keyEnd, valueSpan.end)),
      commentedOut: false,
    })
  }

  #comment(start: number, lineEnd: number, ownLine: boolean): void {
    const end = this.#trimEnd(start, lineEnd)
    const span = this.#span(start, end)
    this.#comments.push({ span, text: this.#text.slice(start + 1, end).trim(), ownLine })
    const disabled = ownLine ? readDisabled(this.#text, span) : undefined
    if (disabled) this.#disabled.push(disabled)
  }

  #verbatim(span: Span): TracedText {
    return TracedText.verbatim(this.#text.slice(span.start, span.end), span)
  }

  #problem(start: number, end: number, message: string, severity: 'error' | 'warning' = 'error'): void {
    if (this.#problems.length < MOST_PROBLEMS)
      this.#problems.push({ at: this.#span(start, end), message, severity })
  }

  /** First `wanted` between the offsets, else `end`. Looks no further, lest every line searches the whole file. */
  #find(wanted: string, start: number, end: number): number {
    const found = this.#text.slice(start, end).indexOf(wanted)
    return found === -1 ? end : start + found
  }

  /** End of the line that holds `at`, its line break excluded. */
  #lineEnd(at: number): number {
    const feed = this.#text.indexOf('\n', at)
    const end = feed === -1 ? this.#text.length : feed
    return end > at && this.#text[end - 1] === '\r' ? end - 1 : end
  }

  #nextLine(at: number): number {
    const feed = this.#text.indexOf('\n', at)
    return feed === -1 ? this.#text.length : feed + 1
  }

  #skipBlanks(from: number, end: number): number {
    let at = from
    while (at < end && isBlank(this.#text[at]!)) at += 1
    return at
  }

  #trimEnd(start: number, end: number): number {
    let at = end
    while (at > start && isBlank(this.#text[at - 1]!)) at -= 1
    return at
  }

  #span(start: number, end: number): Span {
    return { path: this.#path, start, end }
  }
}

/** White space but for the line feed, as compose-go counts it. */
function isBlank(char: string): boolean {
  return /[\t\v\f\r \x85\xa0]/.test(char)
}
