import type { Comment } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import type { CaddyWord } from './document.ts'

/** A word with its line, in which line ends within a word do not count; `{` and `}` are words too. */
export interface CaddyToken extends CaddyWord {
  readonly line: number
  readonly isQuoted: boolean
}

/** The words of a Caddyfile with its comments. Caddy's rules: quotes and backticks, heredocs, `\` before a line end. */
export function readTokens(
  path: string,
  text: string,
): {
  readonly tokens: readonly CaddyToken[]
  readonly comments: readonly Comment[]
  readonly problems: readonly DocumentProblem[]
} {
  const tokens: CaddyToken[] = []
  const comments: Comment[] = []
  const problems: DocumentProblem[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 0
  let lineStart = at
  const add = (start: number, end: number, value: string, isQuoted: boolean, isVerbatim: boolean) =>
    tokens.push({ value, span: { path, start, end }, line, isQuoted, isVerbatim })

  while (at < text.length) {
    const character = text[at]!
    if (character === '\n') {
      line += 1
      at += 1
      lineStart = at
    } else if (/\s/.test(character)) at += 1
    else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      // The next line goes on with this one.
      at = text.indexOf('\n', at) + 1
    } else if (character === '#') {
      const end = endOfLine(text, at)
      const ownLine = text.slice(lineStart, at).trim() === ''
      comments.push({ text: text.slice(at + 1, end), span: { path, start: at, end }, ownLine })
      at = end
    } else if (character === '"' || character === '`') {
      const end = closing(text, at, character)
      const inner = text.slice(at + 1, end === -1 ? text.length : end)
      if (end === -1) {
        problems.push({
          at: { path, start: at, end: endOfLine(text, at) },
          message: `The quote ${character} is never closed.`,
          severity: 'error',
        })
      }
      const value = character === '"' ? inner.replace(/\\(["\\])/g, '$1') : inner
      const stop = end === -1 ? text.length : end + 1
      add(at, stop, value, true, false)
      at = stop
    } else {
      let end = at
      while (end < text.length && !/\s/.test(text[end]!)) end += 1
      const word = text.slice(at, end)
      const marker = /^<<([A-Za-z0-9_-]+)$/.exec(word)?.[1]
      const close = marker === undefined ? -1 : endOfHeredoc(text, end, marker)
      if (close !== -1) {
        const body = text.slice(endOfLine(text, end) + 1, close)
        add(at, close, body.slice(0, Math.max(0, body.lastIndexOf('\n'))), true, false)
        at = close
      } else {
        add(at, end, word.replace(/\\([{}"`\\])/g, '$1'), false, !word.includes('\\'))
        at = end
      }
    }
  }
  return { tokens, comments, problems }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** The quote that closes one; a backslash before it escapes it only between double quotes. */
function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1
    else if (text[at] === quote) return at
  }
  return -1
}

/** Where the marker ends that closes a heredoc, first on a line of its own. */
function endOfHeredoc(text: string, from: number, marker: string): number {
  for (let at = endOfLine(text, from) + 1; at < text.length; at = endOfLine(text, at) + 1) {
    const indent = /^[ \t]*/.exec(text.slice(at, endOfLine(text, at)))![0].length
    const end = at + indent + marker.length
    if (text.startsWith(marker, at + indent) && !/[A-Za-z0-9_-]/.test(text[end] ?? '')) return end
  }
  return -1
}
