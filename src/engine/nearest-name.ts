import { distance } from 'fastest-levenshtein'

/** The candidate that a misspelt word most likely means; undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const names = someOf(candidates)
  const lower = word.toLowerCase()
  // A third of the word wrong is a typing error, more is another word.
  let limit = Math.max(1, Math.floor(word.length / 3))
  let found: string | undefined
  for (const candidate of names) {
    const steps = stepsBetween(lower, candidate.toLowerCase())
    if (steps > limit || (steps === limit && found !== undefined)) continue
    found = candidate
    limit = steps
  }
  return found ?? onlyExtension(lower, names)
}

/** The candidate of which a word is surely a slip of the keyboard: one letter off, or two in the wrong order. */
export function misspelt(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < 4) return undefined
  for (const candidate of someOf(candidates)) {
    if (candidate.length < 4 || stepsBetween(word, candidate) !== 1) continue
    // `NODE_1` is not a slip for `NODE_2`.
    if (word.replace(/\d/g, '0') !== candidate.replace(/\d/g, '0')) return candidate
  }
  return undefined
}

/** A file made to hurt has thousands of names, and as many that are like none of them. */
const MOST_CANDIDATES = 2000

function someOf(candidates: Iterable<string>): readonly string[] {
  return [...candidates].slice(0, MOST_CANDIDATES)
}

/** Edits between two words; letters in the wrong order (`mots`) are one mistake, not two. */
function stepsBetween(word: string, candidate: string): number {
  const steps = distance(word, candidate)
  return steps === 2 && lettersOf(word) === lettersOf(candidate) ? 1 : steps
}

function lettersOf(word: string): string {
  return [...word].sort().join('')
}

/** `prod` for `production`, `env` for `envFile`: a beginning that only one candidate has. */
function onlyExtension(word: string, names: readonly string[]): string | undefined {
  if (word.length < 3) return undefined
  const matching = names.filter((name) => name.toLowerCase().startsWith(word))
  return matching.length === 1 ? matching[0] : undefined
}
