/**
 * Shell patterns with `*` (any characters) and `?` (one character), none of them a line feed, as BuildKit has
 * them in `${NAME#pattern}`. Matched by following all ways at once, so no pattern takes exponential time.
 */
type Token = { readonly kind: 'char'; readonly char: string } | { readonly kind: 'one' | 'any' }

/** Steps after which a replacement gives up and leaves the text as it is. */
const MOST_STEPS = 10_000_000

/** Drops the shortest or longest beginning of `value` that the pattern matches. */
export function withoutPrefix(value: string, pattern: string, longest: boolean): string {
  const end = matchEnd(value, 0, tokensOf(pattern), longest).end
  return end === -1 ? value : value.slice(end)
}

/** Drops the shortest or longest end of `value` that the pattern matches. */
export function withoutSuffix(value: string, pattern: string, longest: boolean): string {
  const backwards = [...value].reverse().join('')
  const { end } = matchEnd(backwards, 0, tokensOf(pattern).reverse(), longest)
  return end === -1 ? value : value.slice(0, value.length - end)
}

/** Replaces the first longest match, or all of them. */
export function withReplacement(value: string, pattern: string, replacement: string, all: boolean): string {
  const tokens = tokensOf(pattern)
  if (tokens.length === 0) return all ? value : replacement + value
  let result = ''
  let steps = 0
  let at = 0
  while (at < value.length) {
    const match = matchEnd(value, at, tokens, true)
    steps += match.steps
    if (steps > MOST_STEPS) return value
    if (match.end > at) {
      result += replacement
      at = match.end
      if (!all) break
    } else {
      result += value[at]
      at += 1
    }
  }
  return result + value.slice(at)
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = []
  const chars = [...pattern]
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index]!
    if (char === '\\' && index + 1 < chars.length) {
      index += 1
      tokens.push({ kind: 'char', char: chars[index]! })
    } else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' })
    } else tokens.push(char === '?' ? { kind: 'one' } : { kind: 'char', char })
  }
  return tokens
}

/** Where a match that begins at `start` ends, -1 where there is none; and the work it took. */
function matchEnd(
  value: string,
  start: number,
  tokens: readonly Token[],
  longest: boolean,
): { end: number; steps: number } {
  let steps = 0
  let end = -1
  // Indexes of tokens that may come next, in ascending order.
  let states = withSkips([0], tokens)
  for (let at = start; ; ) {
    if (states.at(-1) === tokens.length) {
      end = at
      if (!longest) break
    }
    const code = value.codePointAt(at)
    if (code === undefined || states.length === 0 || steps > MOST_STEPS) break
    const char = String.fromCodePoint(code)
    const next: number[] = []
    for (const state of states) {
      steps += 1
      const token = tokens[state]
      if (!token) continue
      if (token.kind === 'char') {
        if (token.char === char) next.push(state + 1)
      } else if (char !== '\n') next.push(token.kind === 'any' ? state : state + 1)
    }
    states = withSkips(next, tokens)
    at += char.length
  }
  return { end, steps }
}

/** A `*` may match nothing, so what follows it may come next as well. */
function withSkips(states: readonly number[], tokens: readonly Token[]): number[] {
  const all: number[] = []
  for (const state of states) {
    let one = state
    if (one > (all.at(-1) ?? -1)) all.push(one)
    while (tokens[one]?.kind === 'any') {
      one += 1
      if (one > (all.at(-1) ?? -1)) all.push(one)
    }
  }
  return all
}
