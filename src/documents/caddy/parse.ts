import type { Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import type { CaddyDirective, CaddyDocument, CaddySite, CaddySnippet, CaddyWord } from './document.ts'
import { type CaddyToken, readTokens } from './tokens.ts'

/** Deeper nesting is no configuration; whoever walks the tree may then do so by recursion. */
const MOST_LEVELS = 50
const MOST_PROBLEMS = 100

/**
 * Reads a Caddyfile. Never throws: what is wrong is in `problems`, and reading goes on behind it. Files that
 * `import` names are not read; snippets of the file itself are in `snippets`.
 */
export function parseCaddy(path: string, text: string): CaddyDocument {
  const { tokens, comments, problems } = readTokens(path, text)
  const reader = new CaddyReader(path, tokens)
  const lines = reader.lines(0)
  const options: CaddyDirective[] = []
  const snippets: CaddySnippet[] = []
  const sites: CaddySite[] = []
  // Without braces the first line holds the addresses of the only site, and all others are its directives.
  const [first, ...rest] = lines
  const isBare = first && !first.block && first.words[0]?.value !== 'import'
  if (isBare && rest.length > 0 && !rest.some(({ words, block }) => isSnippet(words, block))) {
    const span = { ...first.span, end: rest.at(-1)!.span.end }
    sites.push({ addresses: addressesOf(first.words), directives: rest.flatMap(asDirective), span })
  } else {
    for (const line of lines) {
      const { words, block, span } = line
      if (words.length === 0) options.push(...(block ?? []))
      else if (isSnippet(words, block)) {
        snippets.push({ name: words[0]!.value.slice(1, -1), directives: block ?? [], span })
      } else if (!(words[0]!.value === 'import' && !block)) {
        sites.push({ addresses: addressesOf(words), directives: block ?? [], span })
      }
    }
  }
  const all = [...problems, ...reader.problems].slice(0, MOST_PROBLEMS)
  return { kind: 'caddy', path, text, options, snippets, sites, comments, problems: all }
}

interface Line {
  readonly words: readonly CaddyWord[]
  readonly block: readonly CaddyDirective[] | undefined
  readonly span: Span
}

class CaddyReader {
  readonly problems: DocumentProblem[] = []
  readonly #path: string
  readonly #tokens: readonly CaddyToken[]
  #at = 0

  constructor(path: string, tokens: readonly CaddyToken[]) {
    this.#path = path
    this.#tokens = tokens
  }

  /** The lines up to the brace that closes the level, or to the end. */
  lines(level: number): Line[] {
    const lines: Line[] = []
    while (this.#at < this.#tokens.length) {
      const first = this.#tokens[this.#at]!
      if (isBrace(first, '}')) {
        if (level > 0) return lines
        this.#report(first.span, 'This } closes nothing; Caddy refuses it.')
        this.#at += 1
      } else lines.push(this.#line(first, level))
    }
    return lines
  }

  #line(first: CaddyToken, level: number): Line {
    const words: CaddyToken[] = []
    let last = first
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      // A comma behind an address goes on with the next line.
      const goesOn = token.line === last.line || (level === 0 && !last.isQuoted && last.value.endsWith(','))
      if (words.length > 0 && !goesOn) break
      if (isBrace(token, '{')) {
        this.#at += 1
        return this.#blockLine(words, token, level)
      }
      if (isBrace(token, '}') && words.length > 0) break
      words.push(token)
      last = token
      this.#at += 1
    }
    return {
      words,
      block: undefined,
      span: { path: this.#path, start: first.span.start, end: last.span.end },
    }
  }

  #blockLine(words: readonly CaddyToken[], brace: CaddyToken, level: number): Line {
    const start = words[0]?.span.start ?? brace.span.start
    if (level >= MOST_LEVELS) {
      this.#report(brace.span, 'Blocks stand in each other deeper than anybody would write them.')
      this.#at = this.#tokens.length
      return { words, block: [], span: { path: this.#path, start, end: brace.span.end } }
    }
    const block = this.lines(level + 1).flatMap(asDirective)
    const close = this.#tokens[this.#at]
    if (close) this.#at += 1
    else this.#report(brace.span, 'This { is never closed.')
    const end = close?.span.end ?? this.#tokens.at(-1)!.span.end
    return { words, block, span: { path: this.#path, start, end } }
  }

  #report(at: Span, message: string): void {
    this.problems.push({ at, message, severity: 'error' })
  }
}

function isBrace({ value, isQuoted, span }: CaddyToken, brace: string): boolean {
  return value === brace && !isQuoted && span.end - span.start === 1
}

function isSnippet(words: readonly CaddyWord[], block: unknown): boolean {
  return block !== undefined && words.length === 1 && /^\([^()]+\)$/.test(words[0]!.value)
}

function asDirective({ words, block, span }: Line): CaddyDirective[] {
  const [name, ...rest] = words
  // Braces without a name before them hold nothing that Caddy would read.
  return name ? [{ name: name.value, nameSpan: name.span, words: rest, block, span }] : []
}

function addressesOf(words: readonly CaddyWord[]): CaddyWord[] {
  return words.flatMap((word) => {
    const value = word.value.replace(/,$/, '')
    if (value === '') return []
    const end = word.span.end - (word.value.length - value.length)
    return [{ ...word, value, span: { ...word.span, end } }]
  })
}
