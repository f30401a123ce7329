import { type Span, TracedText } from '../../span.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  // What follows is no reference; the template grammar has this escape for it.
  $: '$$',
}

/**
 * The value of the quoted text that begins at `start`, and where it ends. It may span lines. Undefined where
 * the quote is never closed. Single quotes know only `\'`; double quotes the escapes of compose-go's
 * `dotenv` package: `\a \b \f \n \r \t \v \\ \" \$` and `\0` with three octal digits.
 */
export function unquote(
  path: string,
  text: string,
  start: number,
): { readonly value: TracedText; readonly end: number } | undefined {
  const quote = text[start]!
  const special = quote === '"' ? /["\\]/g : /['\\]/g
  const pieces: { value: string; span: Span; whole?: boolean }[] = []
  let runStart = start + 1
  const flush = (end: number) => {
    if (end > runStart)
      pieces.push({ value: text.slice(runStart, end), span: { path, start: runStart, end } })
  }
  special.lastIndex = runStart
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const at = found.index
    if (found[0] === quote) {
      flush(at)
      const end = at + 1
      return { value: TracedText.join(pieces, { path, start: start + 1, end: at }), end }
    }
    const escaped = escapeAt(text, at, quote)
    // A backslash that escapes nothing stays; it still keeps what follows from being a quote or an escape.
    special.lastIndex = at + (escaped?.length ?? 2)
    if (!escaped) continue
    flush(at)
    runStart = at + escaped.length
    pieces.push({ value: escaped.value, span: { path, start: at, end: runStart }, whole: true })
  }
  return undefined
}

function escapeAt(text: string, at: number, quote: string): { value: string; length: number } | undefined {
  const next = text[at + 1] ?? ''
  if (quote === "'") return next === "'" ? { value: "'", length: 2 } : undefined
  const octal = next === '0' ? /^[0-3][0-7]{2}/.exec(text.slice(at + 2, at + 5)) : null
  if (octal) return { value: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 5 }
  const value = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined
  return value === undefined ? undefined : { value, length: 2 }
}
