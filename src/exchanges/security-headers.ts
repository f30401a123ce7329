import type { Span } from '../span.ts'
import type { ExchangeDocument } from './exchange-document.ts'

/** What a `Strict-Transport-Security` header says (RFC 6797). */
export interface TransportSecurity {
  /** Seconds; undefined where it is missing or no number. */
  readonly maxAge: number | undefined
  readonly includesSubdomains: boolean
  readonly isPreload: boolean
  /** Why browsers pass over it though there is an age. */
  readonly isBroken: boolean
  readonly at: Span
}

/** The header of an answer; undefined where there is none. */
export function readTransportSecurity(document: ExchangeDocument): TransportSecurity | undefined {
  const lines = document.all('strict-transport-security')
  const first = lines[0]
  if (!first) return undefined
  const directives = first.value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const names = directives.map((part) => /^[^=]*/.exec(part)![0].toLowerCase())
  const ages = directives.flatMap((part) => /^max-age="?(\d+)"?$/i.exec(part)?.[1] ?? [])
  return {
    maxAge: ages.length > 0 ? Number(ages[0]) : undefined,
    includesSubdomains: names.includes('includesubdomains'),
    isPreload: names.includes('preload'),
    isBroken: lines.length > 1 || first.value.includes(',') || new Set(names).size < names.length,
    at: first.span,
  }
}

const REFERRER_POLICIES: Readonly<Record<string, boolean>> = {
  'no-referrer': true,
  'same-origin': true,
  'strict-origin': true,
  'strict-origin-when-cross-origin': true,
  origin: false,
  'origin-when-cross-origin': false,
  'no-referrer-when-downgrade': false,
  'unsafe-url': false,
}

/** The policy that counts is the last that is known; a `meta` comes after the header. */
export function lastReferrerPolicy(document: ExchangeDocument): {
  readonly isPresent: boolean
  readonly policy: { readonly name: string; readonly isPrivate: boolean } | undefined
  readonly at: Span
} {
  const written = [
    ...document.all('referrer-policy').map(({ value, span }) => ({ value, span })),
    ...document.metas('name', 'referrer'),
  ].filter(({ value }) => value !== '')
  const words = written.flatMap(({ value, span }) =>
    value.split(',').map((word) => ({ name: word.trim().toLowerCase(), span })),
  )
  const last = words.findLast(({ name }) => Object.hasOwn(REFERRER_POLICIES, name))
  return {
    isPresent: written.length > 0,
    policy: last && { name: last.name, isPrivate: REFERRER_POLICIES[last.name]! },
    at: last?.span ?? written.at(-1)?.span ?? document.statusSpan,
  }
}

/** Whether a policy of a header says who may frame the page, well or badly. */
export function isFramedByHeader(document: ExchangeDocument): boolean {
  const policies = document.contentPolicies.filter(({ from }) => from === 'header')
  const isBroken = policies.some(({ repeated }) => repeated.some(({ name }) => !name.startsWith('report-')))
  return (
    !isBroken && policies.some(({ directives }) => directives.some(({ name }) => name === 'frame-ancestors'))
  )
}

/** A value of `X-Frame-Options` that keeps others from framing the page. */
export function hasClosedFrames(value: string): boolean {
  return /^(?:deny|sameorigin)$/i.test(value.trim())
}

/**
 * The token of a header that is a structured field with parameters (`same-origin; report-to="x"`); undefined where it
 * is a string, a list or cannot be read. Capitals count.
 */
export function tokenOf(value: string, hasParameters: boolean): string | undefined {
  const [head = '', ...parameters] = value.trim().split(';')
  const token = /^[a-zA-Z*][\w!#$%&'*+.^`|~:/-]*$/.exec(head.trim())?.[0]
  if (token === undefined) return undefined
  if (!hasParameters && parameters.length > 0) return undefined
  const isParameter = (text: string) =>
    /^ *[a-z*][a-z0-9_.*-]*(?:=(?:"[^"]*"|[\w!#$%&'*+.^`|~:/?-]+))?$/.test(text.trimEnd())
  return parameters.every(isParameter) ? token : undefined
}
