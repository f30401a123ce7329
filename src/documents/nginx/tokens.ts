import type { Comment, Span } from '../../span.ts'
import type { NginxWord } from './document.ts'

export type NginxToken =
  | (NginxWord & {
      readonly kind: 'word'
      /** Nothing but white space stands before it on its line. */
      readonly startsLine: boolean
    })
  | { readonly kind: ';' | '{' | '}'; readonly span: Span }

/**
 * Splits a configuration as nginx does (ngx_conf_read_token): a word ends at a blank, `;` or `{`, so that a `}`
 * or `#` inside one is a part of it; quotes count only where a word begins.
 */
export class Tokens {
  readonly comments: Comment[] = []
  readonly #path: string
  readonly #text: string
  readonly #report: (at: Span, message: string) => void
  #at: number

  constructor(path: string, text: string, report: (at: Span, message: string) => void) {
    this.#path = path
    this.#text = text
    this.#report = report
    this.#at = text.startsWith('\ufeff') ? 1 : 0
  }

  /** Goes on behind `offset`: what lay between was read by somebody else. */
  skipTo(offset: number): void {
    this.#at = offset
  }

  next(): NginxToken | undefined {
    this.#skipBlanks()
    const start = this.#at
    const character = this.#text[start]
    if (character === undefined) return undefined
    if (character === ';' || character === '{' || character === '}') {
      this.#at += 1
      return { kind: character, span: this.#span(start) }
    }
    return character === '"' || character === "'" ? this.#quoted(character) : this.#plain()
  }

  #skipBlanks(): void {
    for (;;) {
      while (isBlank(this.#text[this.#at])) this.#at += 1
      if (this.#text[this.#at] !== '#') return
      const start = this.#at
      const lineEnd = this.#text.indexOf('\n', start)
      const end = lineEnd === -1 ? this.#text.length : lineEnd
      const source = this.#text.slice(start, end).replace(/\r$/, '')
      this.comments.push({
        span: { path: this.#path, start, end: start + source.length },
        text: source.slice(1).trim(),
        ownLine: this.#startsLine(start),
      })
      this.#at = end
    }
  }

  #plain(): NginxToken {
    const start = this.#at
    let value = ''
    let afterDollar = false
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at]!
      // `${` belongs to the word; any other brace opens a block.
      if (isBlank(character) || character === ';' || (character === '{' && !afterDollar)) break
      afterDollar = character === '$'
      value += character === '\\' ? this.#escape() : character
    }
    return this.#word(start, value, 'none')
  }

  #quoted(mark: string): NginxToken {
    const start = this.#at
    let value = ''
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at]!
      if (character === mark) {
        this.#at += 1
        this.#demandBreak()
        return this.#word(start, value, mark === '"' ? 'double' : 'single')
      }
      value += character === '\\' ? this.#escape() : character
    }
    // The rest of the file is no value anybody meant.
    const lineEnd = this.#text.indexOf('\n', start)
    this.#at = lineEnd === -1 ? this.#text.length : lineEnd
    this.#report(this.#span(start), 'The quote that is opened here is never closed.')
    return this.#word(
      start,
      this.#text.slice(start + 1, this.#at).trimEnd(),
      mark === '"' ? 'double' : 'single',
    )
  }

  /** At a backslash: leaves the reader on the last character of the escape. */
  #escape(): string {
    const next = this.#text[this.#at + 1]
    if (next === undefined) return '\\'
    this.#at += 1
    if (next === 't') return '\t'
    if (next === 'r') return '\r'
    if (next === 'n') return '\n'
    return next === '"' || next === "'" || next === '\\' ? next : `\\${next}`
  }

  /** A closing quote must be followed by a blank, `;`, `{` or the `)` of an `if`. */
  #demandBreak(): void {
    const next = this.#text[this.#at]
    if (next === undefined || isBlank(next) || /[;{)]/.test(next)) return
    const span = { path: this.#path, start: this.#at, end: this.#at + 1 }
    this.#report(
      span,
      `Put a blank between the closing quote and ${next === '}' ? 'the brace' : 'what follows'}.`,
    )
  }

  #word(start: number, value: string, quote: NginxWord['quote']): NginxToken {
    return { kind: 'word', value, quote, span: this.#span(start), startsLine: this.#startsLine(start) }
  }

  #startsLine(offset: number): boolean {
    let before = offset - 1
    while (this.#text[before] === ' ' || this.#text[before] === '\t' || this.#text[before] === '\ufeff')
      before -= 1
    return before < 0 || this.#text[before] === '\n'
  }

  #span(start: number): Span {
    return { path: this.#path, start, end: this.#at }
  }
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}
