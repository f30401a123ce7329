import { isBlank } from './characters.ts'
import type { KeyValue, PairsInstruction } from './document.ts'
import { refuse, type Statement } from './statement.ts'
import { makeWord, splitQuoted, type WordRange } from './words.ts'

/** ENV, LABEL, ARG. ENV and LABEL have a legacy form, `ENV KEY all the rest`. */
export function readPairs(statement: Statement): PairsInstruction {
  const keyword = statement.keyword as PairsInstruction['keyword']
  const { line, source, base, start, end } = statement
  const words = splitQuoted(line.value, start, end, source.escape)
  if (words.length === 0) refuse(statement, `${keyword} needs at least one argument.`)
  for (const word of words) reportOpenQuote(statement, word)
  const legacy = keyword !== 'ARG' && words[0] !== undefined && equalsIn(statement, words[0]) === -1
  const pairs = legacy ? [legacyPair(statement)] : words.map((word) => readPair(statement, word))
  for (const { key } of pairs) {
    if (key.raw === '') refuse(statement, `${keyword} has a value without a name.`, pairs[0]?.span)
  }
  return { ...base, keyword, pairs, legacy }
}

/** `name=value`, of which ARG may leave out the value. */
function readPair(statement: Statement, word: WordRange): KeyValue {
  const { line, source, keyword } = statement
  const equals = equalsIn(statement, word)
  const span = line.span(word.start, word.end)
  if (equals === -1) {
    if (keyword !== 'ARG') source.report(span, `${keyword} needs the form name=value here: there is no "=".`)
    return { key: makeWord(line, word.start, word.end, source.escape), value: undefined, span }
  }
  return {
    key: makeWord(line, word.start, equals, source.escape),
    value: makeWord(line, equals + 1, word.end, source.escape),
    span,
  }
}

function legacyPair({ line, source, keyword, start, end }: Statement): KeyValue {
  let keyEnd = start
  while (keyEnd < end && !isBlank(line.value.charCodeAt(keyEnd))) keyEnd += 1
  let from = keyEnd
  while (from < end && isBlank(line.value.charCodeAt(from))) from += 1
  const key = makeWord(line, start, keyEnd, source.escape)
  const span = line.span(start, end)
  if (keyEnd < end) return { key, value: makeWord(line, from, end, source.escape), span }
  source.report(span, `${keyword} needs a name and a value: ${keyword} name=value.`)
  return { key, value: undefined, span }
}

/** BuildKit cuts at the first `=`, be it quoted or not. */
function equalsIn({ line }: Statement, word: WordRange): number {
  for (let at = word.start; at < word.end; at += 1) if (line.value[at] === '=') return at
  return -1
}

/** BuildKit's parser lets it pass and its builder stops at it. */
function reportOpenQuote({ source, line }: Statement, word: WordRange): void {
  if (word.open) source.report(line.span(word.start, word.end), 'A quote is not closed.', 'warning')
}
