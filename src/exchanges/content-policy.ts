import type { Span } from '../span.ts'

/** One word of a directive: `'self'`, `https://cdn.example`. */
export interface PolicySource {
  /** Keywords, schemes and hosts in lower case; nonces, hashes and paths as they are. */
  readonly value: string
  readonly span: Span
}

interface PolicyDirective {
  /** In lower case. */
  readonly name: string
  readonly sources: readonly PolicySource[]
  readonly nameSpan: Span
  readonly span: Span
}

/** One Content-Security-Policy: of a header, or a part of it between commas, or of a `meta`. */
export interface ContentPolicy {
  readonly from: 'header' | 'meta'
  readonly directives: readonly PolicyDirective[]
  /** Directives that stand in it once more; only the first counts. */
  readonly repeated: readonly PolicyDirective[]
  readonly text: string
  readonly span: Span
}

/** These have no effect in a `meta`. */
const HEADER_ONLY = new Set(['frame-ancestors', 'report-uri', 'sandbox'])

/** Reads the value of a header, which may hold several policies, or of a `meta`. */
export function readContentPolicies(text: string, at: Span, from: ContentPolicy['from']): ContentPolicy[] {
  const isVerbatim = at.end - at.start === text.length
  const span = (start: number, end: number): Span =>
    isVerbatim ? { path: at.path, start: at.start + start, end: at.start + end } : at
  return pieces(text, ',', 0).map((piece) => {
    const directives: PolicyDirective[] = []
    const repeated: PolicyDirective[] = []
    for (const part of pieces(piece.text, ';', piece.start)) {
      const words = [...part.text.matchAll(/\S+/g)]
      const [first, ...rest] = words
      if (!first) continue
      const place = (match: RegExpExecArray) =>
        span(part.start + match.index, part.start + match.index + match[0].length)
      const last = words.at(-1)!
      const directive: PolicyDirective = {
        name: first[0].toLowerCase(),
        sources: rest.map((match) => ({ value: normalSource(match[0]), span: place(match) })),
        nameSpan: place(first),
        span: { ...place(first), end: place(last).end },
      }
      if (from === 'meta' && HEADER_ONLY.has(directive.name)) continue
      const isKnown = directives.some(({ name }) => name === directive.name)
      ;(isKnown ? repeated : directives).push(directive)
    }
    const start = piece.start + (piece.text.length - piece.text.trimStart().length)
    const trimmed = piece.text.trim()
    return { from, directives, repeated, text: trimmed, span: span(start, start + trimmed.length) }
  })
}

function pieces(text: string, separator: string, offset: number): { text: string; start: number }[] {
  let start = offset
  return text.split(separator).map((part) => {
    const piece = { text: part, start }
    start += part.length + 1
    return piece
  })
}

/** Nonces, hashes and paths tell capitals apart; nothing else does. */
function normalSource(source: string): string {
  if (/^'(?:nonce|sha\d{3})-/i.test(source)) {
    const dash = source.indexOf('-')
    return source.slice(0, dash).toLowerCase() + source.slice(dash)
  }
  const path = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*/i.exec(source)![0]
  return path.toLowerCase() + source.slice(path.length)
}

/** Whether anything of it can be enforced: no word at all, and repeats, make it another than was meant. */
export function isBroken(policy: ContentPolicy): boolean {
  return policy.text.length <= 5 || policy.repeated.some(({ name }) => !isReporting(name))
}

export function isReporting(directive: string): boolean {
  return directive === 'report-uri' || directive === 'report-to'
}

/**
 * What several policies together allow, by directive: a browser lets pass only what each of them does. Compared by
 * text and by path below a path that ends in `/`; nothing in common is `'none'`.
 */
export function joinPolicies(
  policies: readonly ContentPolicy[],
): ReadonlyMap<string, readonly PolicySource[]> {
  const joined = new Map<string, readonly PolicySource[]>()
  const names = new Set(policies.flatMap(({ directives }) => directives.map(({ name }) => name)))
  for (const name of names) {
    for (const { directives } of policies) {
      const directive =
        directives.find((each) => each.name === name) ??
        (FETCHED.test(name) ? directives.find((each) => each.name === 'default-src') : undefined)
      if (!directive) continue
      const { sources, nameSpan } = directive
      const own = sources.length > 0 ? sources : [{ value: "'none'", span: nameSpan }]
      const known = joined.get(name)
      joined.set(name, known ? common(known, own, nameSpan) : own)
    }
  }
  return joined
}

/** Directives that fall back to `default-src`. */
const FETCHED = /-src(?:-elem|-attr)?$/

function common(
  some: readonly PolicySource[],
  others: readonly PolicySource[],
  at: Span,
): readonly PolicySource[] {
  const covers = (wide: string, narrow: string) =>
    wide === narrow || (wide.endsWith('/') && /^[^']*\/\/.*\//.test(wide) && narrow.startsWith(wide))
  const both = [
    ...some.filter(({ value }) => others.some((other) => covers(other.value, value))),
    ...others.filter(({ value }) => some.some((each) => each.value !== value && covers(each.value, value))),
  ]
  return both.length > 0 ? both : [{ value: "'none'", span: at }]
}

/** The sources that hold for a kind of content, with what it falls back to; undefined where all is allowed. */
export function sourcesFor(
  joined: ReadonlyMap<string, readonly PolicySource[]>,
  directive: string,
): readonly PolicySource[] | undefined {
  return joined.get(directive) ?? joined.get('default-src')
}

/**
 * The sources of scripts or styles that still count: a nonce or hash switches `'unsafe-inline'` off, and with
 * `'strict-dynamic'` hosts, schemes and `'self'` too.
 */
export function effectiveSources(sources: readonly PolicySource[]): readonly PolicySource[] {
  const isTrusted = sources.some(({ value }) => /^'(?:nonce|sha(?:256|384|512))-.+'$/.test(value))
  if (!isTrusted) return sources
  const isDynamic = sources.some(({ value }) => value === "'strict-dynamic'")
  return sources.filter(
    ({ value }) =>
      value !== "'unsafe-inline'" && !(isDynamic && (value === "'self'" || !value.startsWith("'"))),
  )
}

/** A source that lets in whatever comes by a scheme, or all there is. */
export function isBroad(source: string): boolean {
  return /^(?:\*|(?:https?|ftp):|[a-z][a-z0-9+.-]*:\/\/\*(?:\.\*)?)$/.test(source)
}
