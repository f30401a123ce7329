import type { Span } from '../span.ts'

/** One attribute of a `Set-Cookie`, name in lower case. */
export interface CookieAttribute {
  readonly name: string
  /** Undefined where there is no `=`. */
  readonly value: string | undefined
  readonly span: Span
}

/** A cookie as a response sets it. */
export interface SetCookie {
  readonly name: string
  readonly value: string
  readonly attributes: readonly CookieAttribute[]
  readonly nameSpan: Span
  readonly valueSpan: Span
  /** From the name to the end of the last attribute. */
  readonly span: Span
}

/**
 * Reads the value of a `Set-Cookie` as browsers do (RFC 6265, 5.2), each part with its place. A text without `=` or
 * without a name is a cookie with an empty name, which they store under no name or not at all.
 */
export function readSetCookie(text: string, at: Span): SetCookie {
  const span = (start: number, end: number): Span => ({
    path: at.path,
    start: at.start + start,
    end: at.start + end,
  })
  const parts: { text: string; start: number }[] = []
  let start = 0
  for (const part of text.split(';')) {
    parts.push({ text: part, start })
    start += part.length + 1
  }
  const pair = trimmed(parts[0]!)
  const equals = pair.text.indexOf('=')
  const name = equals === -1 ? '' : pair.text.slice(0, equals).trimEnd()
  const valueStart = pair.start + equals + 1
  const rawValue = pair.text.slice(equals + 1)
  const value = rawValue.trim()
  const valueAt = valueStart + (rawValue.length - rawValue.trimStart().length)
  const attributes = parts
    .slice(1)
    .map(trimmed)
    .filter((part) => part.text !== '')
    .map((part) => {
      const sign = part.text.indexOf('=')
      return {
        name: (sign === -1 ? part.text : part.text.slice(0, sign)).trim().toLowerCase(),
        value: sign === -1 ? undefined : part.text.slice(sign + 1).trim(),
        span: span(part.start, part.start + part.text.length),
      }
    })
  return {
    name,
    value,
    attributes,
    nameSpan: span(pair.start, pair.start + (equals === -1 ? pair.text.length : name.length)),
    valueSpan: span(valueAt, valueAt + value.length),
    span: span(0, text.trimEnd().length),
  }
}

function trimmed({ text, start }: { text: string; start: number }): { text: string; start: number } {
  return { text: text.trim(), start: start + (text.length - text.trimStart().length) }
}

/** The last attribute of a name, which is the one that counts. */
export function attributeOf(cookie: SetCookie, name: string): CookieAttribute | undefined {
  return cookie.attributes.findLast((attribute) => attribute.name === name)
}
