import type { Span } from '../span.ts'
import type {
  BodyExpectation,
  CookieExpectation,
  EndpointExpectation,
  HeaderExpectation,
} from './endpoint-policy.ts'
import type { Cookie, ExchangeDocument } from './exchange-document.ts'
import { attributeOf } from './set-cookie.ts'
import { shownUrl } from './transcript.ts'

/** What an answer is and was not to be. No message holds a value of a body or a cookie. */
export interface ExpectationFault {
  readonly at: Span
  readonly message: string
  readonly related?: readonly { readonly at: Span; readonly message: string }[]
}

/** The headers that Helmet sets without being told anything (helmetjs.github.io), and what makes each of them good. */
const HELMET: readonly HeaderExpectation[] = [
  { name: 'content-security-policy', present: true },
  { name: 'cross-origin-opener-policy', matches: '^same-origin' },
  { name: 'cross-origin-resource-policy', matches: '^same-(?:origin|site)$' },
  { name: 'origin-agent-cluster', equals: '?1' },
  { name: 'referrer-policy', present: true },
  { name: 'strict-transport-security', matches: 'max-age=[1-9]' },
  { name: 'x-content-type-options', equals: 'nosniff' },
  { name: 'x-dns-prefetch-control', present: true },
  { name: 'x-download-options', equals: 'noopen' },
  { name: 'x-frame-options', matches: '^(?:SAMEORIGIN|DENY)$' },
  { name: 'x-permitted-cross-domain-policies', present: true },
  { name: 'x-xss-protection', equals: '0' },
  { name: 'x-powered-by', present: false },
]

/** Everything in which an answer is not what the policy expects. */
export function* faultsOf(
  document: ExchangeDocument,
  expect: EndpointExpectation,
  now: Date,
): Iterable<ExpectationFault> {
  const { exchange } = document
  if (exchange.response === null) return
  yield* statusFaults(document, expect)
  const headers = [...(expect.hasHelmetHeaders ? HELMET : []), ...(expect.headers ?? [])]
  for (const header of headers) yield* headerFaults(document, header)
  for (const cookie of expect.cookies ?? []) yield* cookieFaults(document, cookie)
  if (expect.body) yield* bodyFaults(document, expect.body)
  for (const { source, holds } of expect.cel ?? []) {
    const outcome = holds?.(document) ?? 'unknown'
    if (outcome === true || outcome === 'unknown') continue
    const reason = outcome === false ? 'does not hold' : `cannot be judged: ${outcome.failed}`
    yield { at: document.statusSpan, message: `${source} ${reason}.` }
  }
  if (expect.finalUrl !== undefined && shownUrl(expect.finalUrl) !== shownUrl(document.finalUrl)) {
    const at = document.hops.at(-1)?.span ?? document.requestSpan
    yield { at, message: `It ends at ${shownUrl(document.finalUrl)}, not at ${shownUrl(expect.finalUrl)}.` }
  }
  const took = exchange.timings?.total
  if (expect.within !== undefined && took !== undefined && took > expect.within) {
    yield {
      at: document.noteSpan('time'),
      message: `It took ${Math.round(took)} ms, more than ${expect.within} ms.`,
    }
  }
  yield* certificateFaults(document, expect, now)
  if (expect.limited === false) yield* limitFaults(document)
}

function* statusFaults(document: ExchangeDocument, expect: EndpointExpectation): Iterable<ExpectationFault> {
  const { status } = document
  const wanted = expect.status
  if (!wanted || status === undefined) return
  if (!isStatusOf(status, wanted))
    yield { at: document.statusSpan, message: `It answers ${status}, not ${wanted.join(' or ')}.` }
}

/** Whether a status is one of these numbers, or of these classes (`2xx`). */
export function isStatusOf(status: number, wanted: readonly (number | string)[]): boolean {
  return wanted.some((each) => each === status || each === `${Math.floor(status / 100)}xx`)
}

function* headerFaults(document: ExchangeDocument, wanted: HeaderExpectation): Iterable<ExpectationFault> {
  const { name, present, equals, contains, matches, every = false } = wanted
  const lines = document.all(name)
  const first = lines[0]
  if (present === false) {
    if (first) yield { at: first.span, message: `${name} is sent and should not be.` }
    return
  }
  if (!first) {
    yield { at: document.statusSpan, message: `${name} is not sent.` }
    return
  }
  const pattern = matches === undefined ? undefined : new RegExp(matches, 'i')
  const fits = ({ value }: { readonly value: string }) =>
    (equals === undefined || value === equals) &&
    (contains === undefined || value.includes(contains)) &&
    (pattern === undefined || pattern.test(value))
  const wrong = lines.find((line) => !fits(line))
  if (!wrong || (!every && lines.some(fits))) return
  const said = [
    ...(equals === undefined ? [] : [`"${equals}"`]),
    ...(contains === undefined ? [] : [`something with "${contains}"`]),
    ...(matches === undefined ? [] : [`what fits ${matches}`]),
  ]
  yield { at: wrong.span, message: `${name} is not ${said.join(' and ')}.` }
}

function* cookieFaults(document: ExchangeDocument, wanted: CookieExpectation): Iterable<ExpectationFault> {
  const cookie = document.cookies.find(({ name }) => name === wanted.name)
  if (wanted.present === false) {
    if (cookie) yield { at: cookie.nameSpan, message: `The cookie ${wanted.name} is set and should not be.` }
    return
  }
  if (!cookie) {
    yield { at: document.statusSpan, message: `The cookie ${wanted.name} is not set.` }
    return
  }
  yield* flagFaults(cookie, 'HttpOnly', wanted.httpOnly)
  yield* flagFaults(cookie, 'Secure', wanted.secure)
  if (wanted.sameSite !== undefined) {
    const attribute = attributeOf(cookie, 'samesite')
    const value = attribute?.value?.toLowerCase() ?? ''
    // Stricter than what is asked for is right too.
    if (STRENGTHS.indexOf(value) < STRENGTHS.indexOf(wanted.sameSite)) {
      const is = value === '' ? 'no SameSite' : `SameSite=${value}`
      yield {
        at: attribute?.span ?? cookie.nameSpan,
        message: `${cookie.name} has ${is}, not ${wanted.sameSite} or stricter.`,
      }
    }
  }
  for (const key of ['domain', 'path'] as const) {
    if (wanted[key] === undefined) continue
    const attribute = attributeOf(cookie, key)
    const plain = (text: string | undefined) => (text ?? '').toLowerCase().replace(/^\./, '')
    if (plain(attribute?.value) === plain(wanted[key])) continue
    const is = attribute ? `is ${attribute.value ?? ''}` : 'is not said'
    yield {
      at: attribute?.span ?? cookie.nameSpan,
      message: `${cookie.name}: its ${key} ${is}, and should be ${wanted[key]}.`,
    }
  }
}

const STRENGTHS = ['', 'none', 'lax', 'strict']

function* flagFaults(cookie: Cookie, name: string, wanted: boolean | undefined): Iterable<ExpectationFault> {
  const attribute = attributeOf(cookie, name.toLowerCase())
  if (wanted === undefined || wanted === (attribute !== undefined)) return
  yield {
    at: attribute?.span ?? cookie.nameSpan,
    message: `${cookie.name} is ${wanted ? `not ${name} and should be` : `${name} and should not be`}.`,
  }
}

function* bodyFaults(document: ExchangeDocument, wanted: BodyExpectation): Iterable<ExpectationFault> {
  const { body, bodySpan } = document
  // A body may be long; its first line stands for it.
  const end = body.indexOf('\n')
  const at = end === -1 ? bodySpan : { ...bodySpan, end: bodySpan.start + end }
  for (const text of wanted.contains ?? []) {
    if (!body.includes(text)) yield { at, message: `The body lacks "${text}".` }
  }
  for (const text of wanted.lacks ?? []) {
    const found = body.indexOf(text)
    if (found !== -1)
      yield {
        at: document.inBody(found, found + text.length),
        message: `The body holds "${text}" and should not.`,
      }
  }
  for (const pattern of wanted.matches ?? []) {
    if (!new RegExp(pattern).test(body)) yield { at, message: `The body does not fit ${pattern}.` }
  }
  if (!wanted.json && !wanted.jsonLacks && !wanted.faultsBySchema) return
  const data = document.json
  if (data === undefined) {
    yield { at, message: 'The body is no JSON.' }
    return
  }
  for (const [path, value] of Object.entries(wanted.json ?? {})) {
    const found = valueAt(data, path)
    if (found === undefined) yield { at, message: `The body has no ${path}.` }
    else if (!isSame(found, value))
      yield { at, message: `${path} in the body is not ${JSON.stringify(value)}.` }
  }
  for (const path of wanted.jsonLacks ?? []) {
    const name = path.slice(path.lastIndexOf('.') + 1)
    if (!(path.includes('.') ? valueAt(data, path) !== undefined : hasName(data, path))) continue
    const found = body.indexOf(JSON.stringify(name))
    const place = found === -1 ? at : document.inBody(found, found + JSON.stringify(name).length)
    yield { at: place, message: `The body holds ${path}, which must not leave the server.` }
  }
  for (const fault of wanted.faultsBySchema?.(data) ?? []) {
    yield { at, message: `The body does not fit its schema: ${fault}.` }
  }
}

function* certificateFaults(
  document: ExchangeDocument,
  { tlsDays }: EndpointExpectation,
  now: Date,
): Iterable<ExpectationFault> {
  const leaf = document.certificates[0]
  if (tlsDays === undefined) return
  if (!leaf) {
    if (!document.isHttps)
      yield { at: document.requestSpan, message: 'It is not reached by https, so it has no certificate.' }
    return
  }
  const days = Math.floor((Date.parse(leaf.certificate.notAfter) - now.getTime()) / 86_400_000)
  if (days < tlsDays)
    yield { at: leaf.span, message: `Its certificate holds for ${days} days more, less than ${tlsDays}.` }
}

/** Nginx refuses with 503 where it is not told otherwise. What the endpoint answers to one request is no limit. */
function* limitFaults(document: ExchangeDocument): Iterable<ExpectationFault> {
  const burst = document.related.filter(({ purpose }) => purpose === 'burst')
  const isRefusal = ({ status }: ExchangeDocument) => status === 429 || status === 503
  const refused = burst.find((each) => isRefusal(each) && each.status !== document.status)
  if (!refused) return
  // Which of them it is changes with every run, and the finding should not.
  yield {
    at: document.statusSpan,
    message: `A burst of requests is refused with ${refused.status}; take this address out of the limit.`,
    related: [{ at: refused.statusSpan, message: 'This is the refusal.' }],
  }
}

/** What stands at a dotted path; names of a list are its places from 0. */
function valueAt(data: unknown, path: string): unknown {
  let value = data
  for (const name of path.replace(/^\$\.?/, '').split('.')) {
    if (name === '') continue
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function hasName(data: unknown, name: string): boolean {
  const open = [data]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value) && Object.hasOwn(value, name)) return true
    for (const each of Object.values(value)) open.push(each)
  }
  return false
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const names = Object.keys(one)
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) &&
        isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
    )
  )
}
