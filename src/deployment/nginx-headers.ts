import type { NginxDirective } from '../documents/nginx/document.ts'
import type { Span } from '../span.ts'
import { effective, type NginxLevel, outward, own, settingOf } from './nginx-levels.ts'

/** A header that nginx adds to its answers in a level. */
export interface SentHeader {
  /** Lower case. */
  readonly name: string
  /** With its variables as they are written. */
  readonly value: string
  /** It is sent with errors too. */
  readonly isAlways: boolean
  readonly nameSpan: Span
  readonly valueSpan: Span
  readonly directive: NginxDirective
}

/** Headers that protect a browser's user; where one is lost, nobody sees it. */
export const SECURITY_HEADERS: ReadonlySet<string> = new Set([
  'content-security-policy',
  'content-security-policy-report-only',
  'cross-origin-embedder-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'x-xss-protection',
])

/** The headers that `add_header` sends in a level, cookies (`set-cookie`) among them. */
export function sentHeaders(level: NginxLevel): SentHeader[] {
  if (settingOf(level, 'add_header_inherit') === 'merge') {
    return [...outward(level)].reverse().flatMap(ownHeaders)
  }
  return effective(level, 'add_header').flatMap(readHeader)
}

/** Those that the level adds itself. */
export function ownHeaders(level: NginxLevel): SentHeader[] {
  return own(level, 'add_header').flatMap(readHeader)
}

/** The headers of the levels around that a level loses by having some of its own. */
export function lostHeaders(level: NginxLevel): SentHeader[] {
  const mine = new Set(ownHeaders(level).map(({ name }) => name))
  if (mine.size === 0 || !level.parent || settingOf(level, 'add_header_inherit') === 'merge') return []
  return sentHeaders(level.parent).filter(({ name }) => !mine.has(name))
}

function readHeader(directive: NginxDirective): SentHeader[] {
  const [name, value, ...rest] = directive.words
  if (!name || !value) return []
  return [
    {
      name: name.value.toLowerCase(),
      value: value.value,
      isAlways: rest.some((word) => word.value === 'always'),
      nameSpan: name.span,
      valueSpan: value.span,
      directive,
    },
  ]
}
