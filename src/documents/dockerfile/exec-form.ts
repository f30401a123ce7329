import type { Word } from './document.ts'
import type { LogicalLine } from './logical-line.ts'

/**
 * Reads `["a", "b"]`. BuildKit: text that is no JSON array is taken for the shell form, an array that holds
 * anything but strings is an error.
 * @returns the words, `not-strings`, or undefined where this is no JSON array
 */
export function readExecForm(
  line: LogicalLine,
  start: number,
  end: number,
): Word[] | 'not-strings' | undefined {
  if (line.value[start] !== '[') return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(line.value.slice(start, end))
  } catch {
    return undefined
  }
  if (!Array.isArray(parsed)) return undefined
  if (!parsed.every((item) => typeof item === 'string')) return 'not-strings'
  const words: Word[] = []
  let at = start
  for (const value of parsed) {
    const open = line.value.indexOf('"', at)
    let close = open + 1
    while (line.value[close] !== '"') close += line.value[close] === '\\' ? 2 : 1
    at = close + 1
    words.push({ value, raw: line.raw(open, at), quote: 'double', span: line.span(open, at) })
  }
  return words
}
