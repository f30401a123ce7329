import { isAntiForgeryCookie, isSessionCookie } from '../../exchanges/cookie-roles.ts'
import type { Cookie, ExchangeDocument } from '../../exchanges/exchange-document.ts'
import { hostOf } from '../../exchanges/exchange-document.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'
import { shownUrl } from '../../exchanges/transcript.ts'
import type { Span } from '../../span.ts'
import type { Project } from '../project.ts'
import type { Declaration, Expected } from './declaration.ts'
import { isEquivalentHeader, isSameStatus, isSameUrl } from './equivalence.ts'
import { declarationsOf } from './find-declarations.ts'

/** `unknown`: what came does not tell; `unreachable`: nothing came. */
export type Verdict = 'holds' | 'differs' | 'unknown' | 'unreachable'

/** A declaration beside what was seen. */
export interface Comparison {
  readonly declaration: Declaration
  readonly environment: Declaration['environment']
  readonly verdict: Verdict
  /** What was looked at; undefined where it was not asked. */
  readonly live: { readonly url: string; readonly span: Span } | undefined
  /** What is seen in place of what is declared, as the end of a sentence; only where it differs. */
  readonly says: string | undefined
  /** Every page that differs from the same words of a file in the same way, this one included; the first leads. */
  readonly alike: readonly Comparison[]
}

type Outcome = Pick<Comparison, 'verdict' | 'live' | 'says'>

const compared = new WeakMap<Project, readonly Comparison[]>()

/** Every declaration of a project beside what was seen of it; nothing where nothing was asked. */
export function comparisonsOf(project: Project): readonly Comparison[] {
  if (project.exchanges.length === 0) return []
  const known = compared.get(project)
  if (known) return known
  const found = declarationsOf(project).map((declaration) => compare(declaration, project.exchanges))
  const groups = new Map<string, Comparison[]>()
  const joined = found.map((each) => {
    const { environment, place, expected } = each.declaration
    const key = [environment.name, place.path, place.start, place.end, expected.kind, each.verdict].join('\0')
    const alike = groups.get(key) ?? []
    groups.set(key, alike)
    const comparison = { ...each, alike }
    alike.push(comparison)
    return comparison
  })
  compared.set(project, joined)
  return joined
}

/** Holds one declaration against what was seen. */
function compare(
  declaration: Declaration,
  exchanges: readonly ExchangeDocument[],
): Omit<Comparison, 'alike'> {
  const { environment } = declaration
  return { declaration, environment, ...outcomeOf(declaration, exchanges) }
}

/** Where that which differs was seen, as a finding tells of it. */
export function livePlaces({ alike }: Comparison): { readonly at: Span; readonly message: string }[] {
  return alike.flatMap(({ live, says }) =>
    live ? [{ at: live.span, message: `This is live: ${live.url} ${says}.` }] : [],
  )
}

function outcomeOf(
  { expected, endpoint, hosts }: Declaration,
  exchanges: readonly ExchangeDocument[],
): Outcome {
  if (expected.kind === 'cookies') {
    return cookieOutcome(
      expected,
      exchanges.filter(({ url }) => hosts.includes(hostOf(url))),
    )
  }
  const asked = exchanges.filter(
    ({ exchange: { request } }) =>
      (request.method ?? 'GET') === 'GET' && isSameUrl(request.url, endpoint.url),
  )
  // One that was asked as a stranger asks tells more than one with headers of its own.
  const document = asked.find(({ exchange }) => !exchange.request.headers) ?? asked[0]
  if (!document) return { verdict: 'unknown', live: undefined, says: undefined }
  if (expected.kind === 'closed-port') return portOutcome(expected.port, document)
  const { status } = document
  if (status === undefined && document.hops.length === 0)
    return outcome('unreachable', document.noteSpan('failed'), document)
  switch (expected.kind) {
    case 'answer':
      return outcome('holds', document.statusSpan, document)
    case 'redirect':
      return redirectOutcome(expected, document)
    case 'protocols':
      return protocolOutcome(document)
    case 'origins':
      return originOutcome(expected.allowed, document)
    default:
      return answerOutcome(expected, firstAnswer(document), document)
  }
}

function outcome(verdict: Verdict, span: Span, document: ExchangeDocument, says?: string): Outcome {
  return { verdict, live: { url: shownUrl(document.url), span }, says }
}

/** What the URL itself answered, be it a redirect. */
interface FirstAnswer {
  readonly status: number
  readonly span: Span
  lines(name: string): readonly { readonly value: string; readonly span: Span }[]
}

function firstAnswer(document: ExchangeDocument): FirstAnswer | undefined {
  const { status, hops } = document
  const [first] = hops
  if (first && hops.length > 1) {
    const { hop, span } = first
    const values = (name: string) => [hop.headers?.[name] ?? []].flat()
    const lines = (name: string) => values(name).map((value) => ({ value, span }))
    return { status: hop.status, span, lines }
  }
  if (status === undefined) return undefined
  const lines = (name: string) => document.all(name).map(({ value, span }) => ({ value, span }))
  return { status, span: document.statusSpan, lines }
}

/** What nginx sends headers with that are not `always`. */
const SUCCESS: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308])

function answerOutcome(
  expected: Extract<Expected, { kind: 'header' | 'status' | 'health' | 'no-version' }>,
  answer: FirstAnswer | undefined,
  document: ExchangeDocument,
): Outcome {
  if (!answer) return outcome('unreachable', document.noteSpan('failed'), document)
  const { status, span } = answer
  if (expected.kind === 'status') {
    return isSameStatus(expected.status, status)
      ? outcome('holds', span, document)
      : outcome('differs', span, document, `answers ${status}`)
  }
  if (expected.kind === 'health') {
    if (status < 400) return outcome('holds', span, document)
    const isPrivate = status === 401 || status === 403 || status === 429
    return isPrivate
      ? outcome('unknown', span, document)
      : outcome('differs', span, document, `answers ${status}`)
  }
  if (expected.kind === 'no-version') {
    const line = answer.lines('server').find(({ value }) => /\d/.test(value))
    return line
      ? outcome('differs', line.span, document, `sends Server: ${line.value}`)
      : outcome('holds', span, document)
  }
  const { name, value, isAlways } = expected
  if (!isAlways && !SUCCESS.has(status)) return outcome('unknown', span, document)
  const lines = answer.lines(name)
  const fitting = lines.find((line) => isEquivalentHeader(name, value, line.value))
  if (fitting) return outcome('holds', fitting.span, document)
  const [other] = lines
  return other
    ? outcome('differs', other.span, document, `sends another ${name}`)
    : outcome('differs', span, document, `does not send ${name}`)
}

function redirectOutcome(
  { from, to, isPermanent }: Extract<Expected, { kind: 'redirect' }>,
  document: ExchangeDocument,
): Outcome {
  const { redirects } = document.exchange
  if (from === 'http' && redirects === undefined) return outcome('unknown', document.statusSpan, document)
  const chain = from === 'http' ? document.redirects : document.hops
  const [first, second] = chain
  const live = (span: Span) => ({ url: shownUrl(first?.hop.url ?? document.url), span })
  if (!first) {
    const verdict = from === 'http' ? 'unreachable' : 'unknown'
    return { verdict, live: { url: shownUrl(document.url), span: document.requestSpan }, says: undefined }
  }
  const { status, headers, url } = first.hop
  const written = [headers?.location ?? []].flat()[0]
  const location =
    second?.hop.url ??
    (written !== undefined && URL.canParse(written, url) ? new URL(written, url).href : undefined)
  if (status < 300 || status >= 400 || location === undefined) {
    return { verdict: 'differs', live: live(first.span), says: `answers ${status} and redirects nowhere` }
  }
  // Plain http may first go to https of its own host, as the preload list wants it.
  const isThere =
    chain.some(({ hop }, index) => index > 0 && isSameUrl(hop.url, to)) || isSameUrl(location, to)
  if (!isThere)
    return { verdict: 'differs', live: live(first.span), says: `redirects to ${shownUrl(location)}` }
  const permanent = status === 301 || status === 308
  return isPermanent === true && !permanent
    ? {
        verdict: 'differs',
        live: live(first.span),
        says: `redirects with ${status}, for the time being only`,
      }
    : { verdict: 'holds', live: live(first.span), says: undefined }
}

function protocolOutcome(document: ExchangeDocument): Outcome {
  const { oldProtocols } = document.exchange
  if (oldProtocols === undefined) return outcome('unknown', document.noteSpan('tls'), document)
  return oldProtocols.length === 0
    ? outcome('holds', document.noteSpan('tls'), document)
    : outcome('differs', document.noteSpan('also'), document, `accepts ${oldProtocols.join(' and ')}`)
}

function portOutcome(port: number, document: ExchangeDocument): Outcome {
  const tried = document.ports.find((each) => each.port === port)
  if (!tried) return outcome('unknown', document.requestSpan, document)
  const live = { url: `${hostOf(document.url)}:${port}`, span: tried.span }
  const { state } = tried
  if (state === 'unknown') return { verdict: 'unknown', live, says: undefined }
  return state === 'open'
    ? { verdict: 'differs', live, says: 'takes connections' }
    : { verdict: 'holds', live, says: undefined }
}

function originOutcome(allowed: readonly string[], document: ExchangeDocument): Outcome {
  const answers = document.related.flatMap((answer) => {
    const { purpose, status, exchange } = answer
    const isAsked = purpose === 'origin' || purpose === 'own-origin' || purpose === 'preflight'
    const sent = [exchange.request.headers?.origin ?? []].flat()[0]
    if (!isAsked || sent === undefined || status === undefined) return []
    const line = answer.last('access-control-allow-origin')
    return [{ sent, line, status, answer, isLetIn: line?.value === sent || line?.value === '*' }]
  })
  const stranger = answers.find(({ sent, isLetIn }) => isLetIn && !allowed.includes(sent))
  if (stranger?.line)
    return outcome('differs', stranger.line.span, document, `lets the foreign origin ${stranger.sent} in`)
  const own = answers.filter(({ sent }) => allowed.includes(sent))
  // What is not there for anybody says nothing of who may read it.
  const shut = own.find(
    ({ isLetIn, status }) => !isLetIn && (status < 300 || status === 401 || status === 403),
  )
  if (shut) return outcome('differs', shut.answer.statusSpan, document, `does not let ${shut.sent} in`)
  const isShown = own.length > 0 && own.every(({ isLetIn }) => isLetIn)
  return outcome(isShown ? 'holds' : 'unknown', own[0]?.answer.statusSpan ?? document.statusSpan, document)
}

function cookieOutcome(
  { role, name, attribute, value }: Extract<Expected, { kind: 'cookies' }>,
  exchanges: readonly ExchangeDocument[],
): Outcome {
  const isMeant = (cookie: Cookie) => {
    if (name !== undefined) return cookie.name === name
    // Its name itself says that it stays with its host.
    if (attribute === 'domain' && /^__host-/i.test(cookie.name)) return false
    return (
      (role !== 'session' && isAntiForgeryCookie(cookie.name)) ||
      (role !== 'anti-forgery' && isSessionCookie(cookie.name))
    )
  }
  const cookies = exchanges.flatMap((document) => document.cookies).filter(isMeant)
  const [first] = cookies
  if (!first) {
    const answered = exchanges.filter(({ status }) => status !== undefined)
    const verdict = exchanges.length > 0 && answered.length === 0 ? 'unreachable' : 'unknown'
    return { verdict, live: undefined, says: undefined }
  }
  for (const cookie of cookies) {
    const found = attributeOf(cookie, attribute)
    if (isFitting(attribute, value, found && (found.value ?? ''))) continue
    const has = found
      ? `${cookie.name} with ${attribute} ${found.value ?? ''}`
      : `${cookie.name} without ${attribute}`
    return outcome('differs', found?.span ?? cookie.nameSpan, cookie.exchange, `sets ${has.trim()}`)
  }
  return outcome('holds', first.nameSpan, first.exchange)
}

const STRENGTHS = ['', 'none', 'lax', 'strict']

function isFitting(attribute: string, wanted: string | undefined, live: string | undefined): boolean {
  if (live === undefined) return false
  if (attribute === 'samesite')
    return STRENGTHS.indexOf(live.toLowerCase()) >= STRENGTHS.indexOf(wanted ?? '')
  const plain = (text: string) => text.trim().toLowerCase().replace(/^\./, '')
  return wanted === undefined || plain(wanted) === plain(live)
}
