/** Names as a sentence has them: `a`, `a and b`, `a, b and c`; of more than `most`, the first and a count. */
export function nameList(names: readonly string[], most: number = names.length): string {
  const shown = names.slice(0, most)
  const last = names.length > most ? `${names.length - most} more` : shown.pop()
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : `${last}`
}
