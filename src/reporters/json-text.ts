import { hidden } from './visible-text.ts'

function escaped(character: string): string {
  // Line ends are those between the values; the ones in strings are escapes already, like the rest of C0.
  if (character === '\n') return character
  let escapes = ''
  for (let at = 0; at < character.length; at++) {
    escapes += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return escapes
}

/**
 * A value as indented JSON that is safe to show: the data is unchanged, acting characters are `\u` escapes, and so
 * is the `##[` by which a workflow command may begin anywhere in a line.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(hidden, escaped)
  return `${text.replace(/#(?=#\[)/g, '\\u0023')}\n`
}
