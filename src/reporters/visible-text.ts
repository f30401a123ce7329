/**
 * Characters that steer a terminal, change the direction of text or cannot be seen: C0, DEL, C1, soft hyphen,
 * bidi controls, zero-width and separator characters, tags, non-characters and lone surrogates. The joiners
 * U+200C and U+200D stay, since emoji and several scripts cannot be written without them.
 */
export const hidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu

const short: { readonly [character: string]: string } = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Shows characters that act or hide as escapes (`\x1b`, `\u202e`), so that text from a file is only read. */
export function visibleText(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0)!
    const digits = code.toString(16)
    if (code > 0xffff) return `\\u{${digits}}`
    return (
      short[character] ?? (code > 0xff ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`)
    )
  })
}

/**
 * Text for the output of a terminal, which may be the log of a workflow: the runner of GitHub obeys `::` at the
 * beginning of a line and `##[` anywhere in it.
 */
export function terminalText(text: string): string {
  return visibleText(text)
    .replace(/^:(?=:)/, '\\x3a')
    .replace(/#(?=#\[)/g, '\\x23')
}

/** Cuts to `length` UTF-16 code units, the mark of the cut included, never inside a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  let end = length - 1
  const last = text.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end--
  return `${text.slice(0, end)}…`
}
