import type { ProjectFiles } from './project-files.ts'

/** One pattern of an ignore file, compiled. */
interface IgnorePattern {
  readonly tokens: readonly Token[]
  /** Begins with `!`: what it matches comes back into the context. */
  readonly isException: boolean
}

/** Which paths of a build context never reach the builder. */
export interface Dockerignore {
  /** Project path of the file; undefined where there is none and nothing is left out. */
  readonly path: string | undefined
  /** @param path relative to the context */
  ignores(path: string): boolean
}

/**
 * The ignore file that a build obeys: `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore`
 * at the root of the context.
 */
export function dockerignoreOf(
  files: ProjectFiles,
  contextPath: string,
  dockerfilePath: string | undefined,
): Dockerignore {
  const beside = dockerfilePath === undefined ? [] : [`${dockerfilePath}.dockerignore`]
  const inContext = contextPath === '' ? '.dockerignore' : `${contextPath}/.dockerignore`
  const path = [...beside, inContext].find((each) => files.kindOf(each) === 'file')
  const patterns = parseDockerignore(path === undefined ? '' : (files.text(path) ?? ''))
  return { path, ignores: (each) => isIgnored(patterns, each) }
}

/** The patterns of a `.dockerignore`, by the rules of moby's `ignorefile` and `patternmatcher` packages. */
export function parseDockerignore(text: string): readonly IgnorePattern[] {
  const patterns: IgnorePattern[] = []
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (line.startsWith('#')) continue
    let pattern = line.trim()
    const isException = pattern.startsWith('!')
    if (isException) pattern = pattern.slice(1).trim()
    pattern = clean(pattern)
    const tokens = pattern === '' ? undefined : compile(pattern)
    if (tokens) patterns.push({ tokens, isException })
  }
  return patterns
}

/** Whether the last pattern that has a say leaves a path out; what leaves out a folder leaves out all below. */
export function isIgnored(patterns: readonly IgnorePattern[], path: string): boolean {
  let ignored = false
  for (const { tokens, isException } of patterns) {
    if (isException !== ignored) continue
    if (matches(tokens, path)) ignored = !isException
  }
  return ignored
}

/** Without `.`, empty parts and the slashes at both ends; `a/../b` is `b`. */
function clean(pattern: string): string {
  const parts: string[] = []
  for (const part of pattern.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/**
 * What one step of a pattern takes. `any` stands for any number of characters; `way` and `below` together for
 * `**` with its slash: nothing, or everything up to some slash.
 */
type Token =
  | { readonly kind: 'one' | 'any'; readonly takes: (character: string) => boolean }
  | { readonly kind: 'way' | 'below' }

const notSlash = (character: string) => character !== '/'

/** Undefined for a pattern that Docker refuses. */
function compile(pattern: string): Token[] | undefined {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    if (char === '*' && pattern[at + 1] === '*') {
      while (pattern[at + 1] === '*') at++
      if (at + 1 >= pattern.length) tokens.push({ kind: 'any', takes: () => true })
      else tokens.push({ kind: 'way' }, { kind: 'below' })
      if (pattern[at + 1] === '/') at++
    } else if (char === '*') tokens.push({ kind: 'any', takes: notSlash })
    else if (char === '?') tokens.push({ kind: 'one', takes: notSlash })
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2)
      const body = pattern.slice(at + 1, end)
      const takes = end === -1 ? undefined : characterClass(body)
      if (!takes) return undefined
      tokens.push({ kind: 'one', takes })
      at = end
    } else {
      const literal = char === '\\' && at + 1 < pattern.length ? pattern[++at]! : char
      tokens.push({ kind: 'one', takes: (character) => character === literal })
    }
  }
  return tokens
}

function characterClass(body: string): ((character: string) => boolean) | undefined {
  try {
    const regex = new RegExp(`[${body.replace(/[\\[]/g, '\\$&')}]`)
    return (character) => character !== '/' && regex.test(character)
  } catch {
    // A range such as [z-a].
    return undefined
  }
}

/**
 * Whether the path or a folder above it matches. Walks all ways through the pattern at once, so that no pattern
 * takes long, whoever wrote it.
 */
function matches(tokens: readonly Token[], path: string): boolean {
  let states = closure(tokens, [0])
  for (const character of path) {
    if (character === '/' && states.has(tokens.length)) return true
    const next: number[] = []
    for (const state of states) {
      const token = tokens[state]
      if (token?.kind === 'below') {
        next.push(state)
        if (character === '/') next.push(state + 1)
      } else if (token && 'takes' in token && token.takes(character)) {
        next.push(token.kind === 'any' ? state : state + 1)
      }
    }
    if (next.length === 0) return false
    states = closure(tokens, next)
  }
  return states.has(tokens.length)
}

/** The states themselves and those that are reached without a character. */
function closure(tokens: readonly Token[], states: readonly number[]): Set<number> {
  const reached = new Set(states)
  for (const state of reached) {
    const kind = tokens[state]?.kind
    if (kind === 'any') reached.add(state + 1)
    else if (kind === 'way') reached.add(state + 1).add(state + 2)
  }
  return reached
}
