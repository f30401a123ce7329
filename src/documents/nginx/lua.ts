/**
 * The end of a Lua block: offset of the `}` that closes it, or of the text's end. Strings and comments of Lua
 * may hold braces that count for nothing (Lua 5.1 reference manual, 2.1).
 * @param start offset behind the opening brace
 */
export function endOfLua(text: string, start: number): number {
  let depth = 1
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!
    if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) return at
    } else if (character === '"' || character === "'") at = endOfQuote(text, at)
    else if (character === '-' && text[at + 1] === '-') at = endOfComment(text, at + 2)
    else if (character === '[') at = endOfLongBracket(text, at) ?? at
  }
  return text.length
}

/** A string ends with its line at the latest; one that does not is broken, and so is all that follows. */
function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === text[start] || text[at] === '\n') return at
  }
  return text.length
}

function endOfComment(text: string, start: number): number {
  const long = text[start] === '[' ? endOfLongBracket(text, start) : undefined
  if (long !== undefined) return long
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

/** `[[ … ]]`, `[=[ … ]=]`: offset of its last bracket; undefined where the bracket is an ordinary one. */
function endOfLongBracket(text: string, start: number): number | undefined {
  let level = 0
  while (text[start + 1 + level] === '=') level += 1
  if (text[start + 1 + level] !== '[') return undefined
  const closing = `]${'='.repeat(level)}]`
  const end = text.indexOf(closing, start + level + 2)
  return end === -1 ? text.length : end + closing.length - 1
}
