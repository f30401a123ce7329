import { nearest } from '../engine/nearest-name.ts'

export { nearest }

/** ` Did you mean "x"?`, else the list of what is allowed when it is short, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = nearest(word, candidates)
  if (candidate !== undefined) return ` Did you mean "${candidate}"?`
  return candidates.length > 0 && candidates.length <= 24 ? ` Allowed here: ${candidates.join(', ')}.` : ''
}
