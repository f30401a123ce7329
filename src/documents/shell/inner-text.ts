import type { Word, WordPart } from 'unbash'
import { TracedText } from '../../span.ts'

/**
 * The text that a program gets as this argument, to be read as a script of its own (`sh -c "…"`). Variables
 * stay as written; a substitution, which the outer shell runs, is an empty one.
 */
export function innerText(word: Word, text: TracedText): TracedText {
  const pieces: TracedText[] = []
  if (word.parts) addParts(word.parts, text, pieces)
  else addUnescaped(word.pos, word.end, text, pieces, undefined)
  return TracedText.concat(pieces, text.spanOf(word.pos, word.end))
}

/** The arguments of `eval`, which joins them by blanks. */
export function joinedText(words: readonly Word[], text: TracedText): TracedText {
  const first = words[0]?.pos ?? 0
  const span = text.spanOf(first, words.at(-1)?.end ?? first)
  const pieces: TracedText[] = []
  for (const word of words) {
    if (pieces.length > 0) pieces.push(replacement(' ', word.pos, word.pos, text))
    pieces.push(innerText(word, text))
  }
  return TracedText.concat(pieces, span)
}

function addParts(parts: readonly WordPart[], text: TracedText, pieces: TracedText[], quote?: '"'): void {
  for (const part of parts) {
    switch (part.type) {
      case 'Literal':
        addUnescaped(part.pos, part.end, text, pieces, quote)
        break
      case 'SingleQuoted':
        // An open quote has no end to leave out.
        pieces.push(text.slice(part.pos + 1, Math.min(part.end, part.pos + 1 + part.value.length)))
        break
      case 'AnsiCQuoted':
        pieces.push(replacement(part.value, part.pos, part.end, text))
        break
      case 'DoubleQuoted':
      case 'LocaleString':
        addParts(part.parts, text, pieces, '"')
        break
      case 'ParameterExpansion':
        pieces.push(replacement(`\${${part.parameter}}`, part.pos, part.end, text))
        break
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        pieces.push(replacement('$()', part.pos, part.end, text))
        break
      default:
        pieces.push(text.slice(part.pos, part.end))
    }
  }
}

/** Within double quotes a backslash escapes only these. */
const ESCAPED_IN_QUOTES = '$`"\\\n'

function addUnescaped(
  start: number,
  end: number,
  text: TracedText,
  pieces: TracedText[],
  quote: '"' | undefined,
): void {
  let from = start
  for (let at = start; at < end - 1; at += 1) {
    if (text.value[at] !== '\\') continue
    const next = text.value[at + 1]!
    if (quote && !ESCAPED_IN_QUOTES.includes(next)) continue
    if (at > from) pieces.push(text.slice(from, at))
    from = next === '\n' ? at + 2 : at + 1
    at += 1
  }
  if (end > from) pieces.push(text.slice(from, end))
}

function replacement(value: string, start: number, end: number, text: TracedText): TracedText {
  const span = text.spanOf(start, end)
  return TracedText.join([{ value, span, whole: true }], span)
}
