import { getDomain } from 'tldts'
import {
  effectiveSources,
  isBroad,
  isBroken,
  joinPolicies,
  type PolicySource,
  sourcesFor,
} from './content-policy.ts'
import type { Exchange } from './exchange.ts'
import { type Cookie, type ExchangeDocument, hostOf, makeExchangeDocuments } from './exchange-document.ts'
import { scriptsOf } from './loaded-scripts.ts'
import { isPreloaded } from './preload.ts'
import {
  hasClosedFrames,
  isFramedByHeader,
  lastReferrerPolicy,
  readTransportSecurity,
  tokenOf,
} from './security-headers.ts'
import { attributeOf } from './set-cookie.ts'

/**
 * The twelve tests of Mozilla's HTTP Observatory: its names, its verdicts, its numbers
 * (developer.mozilla.org/observatory). Rules say more and more exactly; this says what that tool would.
 */
interface ObservatoryVerdict {
  readonly result: string
  readonly modifier: number
  readonly pass: boolean
}

export interface ObservatoryGrade {
  readonly score: number
  readonly grade: string
  readonly tests: Readonly<Record<string, ObservatoryVerdict>>
}

type Tests = Readonly<Record<string, ObservatoryVerdict>>

const known = new WeakMap<ExchangeDocument, Tests>()

/** The verdict of each test by its name. */
export function observatoryTests(document: ExchangeDocument): Tests {
  let tests = known.get(document)
  if (!tests) {
    tests = {
      'content-security-policy': contentPolicy(document),
      cookies: cookies(document),
      'cross-origin-embedder-policy': token(document, 'coep', 'cross-origin-embedder-policy', {
        'require-corp': 10,
        credentialless: 10,
        'unsafe-none': 0,
      }),
      'cross-origin-opener-policy': token(document, 'coop', 'cross-origin-opener-policy', {
        'same-origin': 10,
        'same-origin-allow-popups': 10,
        'noopener-allow-popups': 10,
        'unsafe-none': 0,
      }),
      'cross-origin-resource-policy': token(document, 'corp', 'cross-origin-resource-policy', {
        'same-origin': 10,
        'same-site': 10,
        'cross-origin': 0,
      }),
      'cross-origin-resource-sharing': sharing(document),
      redirection: redirection(document),
      'referrer-policy': referrerPolicy(document),
      'strict-transport-security': transportSecurity(document),
      'subresource-integrity': integrity(document),
      'x-content-type-options': contentTypeOptions(document),
      'x-frame-options': frameOptions(document),
    }
    known.set(document, tests)
  }
  return tests
}

/** Score and grade of an exchange, and the verdicts they come from. */
export function observatoryGrade(exchange: Exchange | ExchangeDocument): ObservatoryGrade {
  const document = 'kind' in exchange ? exchange : makeExchangeDocuments([exchange])[0]!
  const tests = observatoryTests(document)
  const modifiers = Object.values(tests).map(({ modifier }) => modifier)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 100)
  const withoutBonus = sum(modifiers.filter((modifier) => modifier < 0))
  // Bonuses count only where little is wrong.
  const score = Math.max(0, withoutBonus >= 90 ? sum(modifiers) : withoutBonus)
  return { score, grade: gradeOf(score), tests }
}

/** The grade of a score, in steps of five. */
export function gradeOf(score: number): string {
  const step = Math.min(100, Math.max(0, Math.floor(score / 5) * 5))
  return GRADES.find(([least]) => step >= least)?.[1] ?? 'F'
}

const GRADES: readonly (readonly [number, string])[] = [
  [100, 'A+'],
  [90, 'A'],
  [85, 'A-'],
  [80, 'B+'],
  [70, 'B'],
  [65, 'B-'],
  [60, 'C+'],
  [50, 'C'],
  [45, 'C-'],
  [40, 'D+'],
  [30, 'D'],
  [25, 'D-'],
]

/** The `observatory:` ids among the wanted that are the verdict on this exchange. */
export function saidByObservatory(document: ExchangeDocument, ...results: readonly string[]): string[] {
  const verdicts = new Set(Object.values(observatoryTests(document)).map(({ result }) => result))
  return results.filter((result) => verdicts.has(result)).map((result) => `observatory:${result}`)
}

function verdict(result: string, modifier: number, pass = modifier >= 0): ObservatoryVerdict {
  return { result, modifier, pass }
}

/** Everything but pictures and sound can change what a page does. */
const PASSIVE = new Set(['img-src', 'media-src'])
const NOT_FETCHED = new Set('report-uri report-to frame-ancestors sandbox plugin-types referrer'.split(' '))

function contentPolicy(document: ExchangeDocument): ObservatoryVerdict {
  const policies = document.contentPolicies
  if (
    policies.length === 0 ||
    policies.every(({ directives, from }) => from === 'meta' && directives.length === 0)
  ) {
    const isReporting = (document.valueOf('content-security-policy-report-only') ?? '') !== ''
    return verdict(isReporting ? 'csp-not-implemented-but-reporting-enabled' : 'csp-not-implemented', -25)
  }
  if (policies.some((policy) => policy.from === 'header' && isBroken(policy)))
    return verdict('csp-header-invalid', -25)
  if (policies.some((policy) => policy.from === 'meta' && policy.repeated.length > 0))
    return verdict('csp-header-invalid', -25)
  const joined = joinPolicies(policies)
  const written = (name: string) => sourcesFor(joined, name)?.map(({ value }) => value)
  const script = written('script-src')
  if (isDynamicWithoutTrust(joined.get('script-src') ?? joined.get('default-src') ?? [])) {
    return verdict('csp-header-invalid', -25)
  }
  const effective = (name: string) =>
    effectiveSources(sourcesFor(joined, name) ?? [{ value: '*', span: document.statusSpan }]).map(
      ({ value }) => value,
    )
  const scripts = effective('script-src')
  const styles = effective('style-src')
  const objects = effective('object-src')
  const isOpen = (source: string) => isBroad(source) || source === "'unsafe-inline'"
  if (scripts.some((source) => isOpen(source) || source === 'data:') || objects.some(isBroad)) {
    return verdict('csp-implemented-with-unsafe-inline', -20)
  }
  const isInsecure = (source: string) => document.isHttps && /^(?:http|ftp):/.test(source)
  const insecure = [...joined].filter(
    ([name, sources]) => !NOT_FETCHED.has(name) && sources.some(({ value }) => isInsecure(value)),
  )
  if (insecure.some(([name]) => !PASSIVE.has(name)))
    return verdict('csp-implemented-with-insecure-scheme', -20)
  if ([...(script ?? []), ...(written('style-src') ?? [])].includes("'unsafe-eval'")) {
    return verdict('csp-implemented-with-unsafe-eval', -10)
  }
  if (insecure.length > 0) {
    return verdict('csp-implemented-with-insecure-scheme-in-passive-content-only', -10, true)
  }
  if (styles.some((source) => isOpen(source) || source === 'data:')) {
    return verdict('csp-implemented-with-unsafe-inline-in-style-src-only', 0)
  }
  if (policies.some(({ repeated }) => repeated.length > 0)) {
    return verdict('csp-implemented-but-duplicate-directives', 0)
  }
  const fallback = joined.get('default-src')
  return fallback?.length === 1 && fallback[0]!.value === "'none'"
    ? verdict('csp-implemented-with-no-unsafe-default-src-none', 10)
    : verdict('csp-implemented-with-no-unsafe', 5)
}

function isDynamicWithoutTrust(sources: readonly PolicySource[]): boolean {
  return (
    sources.some(({ value }) => value === "'strict-dynamic'") &&
    !sources.some(({ value }) => /^'(?:nonce|sha(?:256|384|512))-.+'$/.test(value))
  )
}

/** Mild to bad; the worst cookie decides. */
const COOKIE_RESULTS: readonly (readonly [string, number])[] = [
  ['cookies-without-secure-flag-but-protected-by-hsts', -5],
  ['cookies-without-secure-flag', -20],
  ['cookies-session-without-secure-flag-but-protected-by-hsts', -10],
  ['cookies-samesite-flag-invalid', -20],
  ['cookies-anticsrf-without-samesite-flag', -20],
  ['cookies-session-without-httponly-flag', -30],
  ['cookies-session-without-secure-flag', -40],
]

function cookies(document: ExchangeDocument): ObservatoryVerdict {
  const kept = document.cookies.filter(
    (cookie) => isKept(cookie) && cookie.name !== 'heroku-session-affinity',
  )
  if (kept.length === 0) return verdict('cookies-not-found', 0)
  const isProtected = transportSecurity(document).pass
  const found = new Set(kept.flatMap((cookie) => cookieResults(cookie, isProtected)))
  const worst = COOKIE_RESULTS.findLast(([result]) => found.has(result))
  if (worst) return verdict(...worst)
  return kept.every((cookie) => sameSiteOf(cookie) !== undefined)
    ? verdict('cookies-secure-with-httponly-sessions-and-samesite', 5)
    : verdict('cookies-secure-with-httponly-sessions', 0)
}

function cookieResults(cookie: Cookie, isProtected: boolean): string[] {
  const isSession = /login|sess/i.test(cookie.name)
  const isSecure = attributeOf(cookie, 'secure') !== undefined
  const sameSite = sameSiteOf(cookie)
  const suffix = isProtected ? '-but-protected-by-hsts' : ''
  return [
    ...(isSecure ? [] : [`cookies-without-secure-flag${suffix}`]),
    ...(isSecure || !isSession ? [] : [`cookies-session-without-secure-flag${suffix}`]),
    ...(attributeOf(cookie, 'samesite') && (sameSite === undefined || (sameSite === 'none' && !isSecure))
      ? ['cookies-samesite-flag-invalid']
      : []),
    ...(/csrf/i.test(cookie.name) && sameSite === undefined
      ? ['cookies-anticsrf-without-samesite-flag']
      : []),
    ...(isSession && !attributeOf(cookie, 'httponly') ? ['cookies-session-without-httponly-flag'] : []),
  ]
}

function sameSiteOf(cookie: Cookie): string | undefined {
  const value = attributeOf(cookie, 'samesite')?.value?.toLowerCase()
  return value === 'strict' || value === 'lax' || value === 'none' ? value : undefined
}

/** A browser refuses a cookie whose prefix or domain does not hold. */
function isKept(cookie: Cookie): boolean {
  const { exchange, name } = cookie
  if (name === '') return false
  const isSecure = attributeOf(cookie, 'secure') !== undefined
  const domain = attributeOf(cookie, 'domain')?.value?.toLowerCase().replace(/^\./, '') ?? ''
  if (/^__secure-/i.test(name) && !isSecure) return false
  if (/^__host-/i.test(name) && (!isSecure || domain !== '' || attributeOf(cookie, 'path')?.value !== '/'))
    return false
  if (domain === '') return true
  const isBelow = exchange.host === domain || exchange.host.endsWith(`.${domain}`)
  return isBelow && (domain === exchange.host || getDomain(domain, { allowPrivateDomains: true }) !== null)
}

function sharing(document: ExchangeDocument): ObservatoryVerdict {
  const answer = document.related.find(({ purpose }) => purpose === 'preflight') ?? document
  const prefix = 'cross-origin-resource-sharing'
  const allowed = answer.valueOf('access-control-allow-origin')?.trim()
  if (allowed === undefined || allowed === '') return verdict(`${prefix}-not-implemented`, 0)
  if (allowed === '*') return verdict(`${prefix}-implemented-with-public-access`, 0)
  const origin = answer.exchange.request.headers?.origin
  const isOpen =
    allowed === origin && answer.valueOf('access-control-allow-credentials')?.trim().toLowerCase() === 'true'
  return isOpen
    ? verdict(`${prefix}-implemented-with-universal-access`, -50)
    : verdict(`${prefix}-implemented-with-restricted-access`, 0)
}

function redirection(document: ExchangeDocument): ObservatoryVerdict {
  const { redirects, tls } = document.exchange
  if (!redirects || redirects.length === 0) return verdict('redirection-not-needed-no-http', 0)
  const urls = redirects.map(({ url }) => url)
  const [first, second] = urls
  const isHttps = (url: string | undefined) => /^https:/i.test(url ?? '')
  if (tls?.verified === false && isHttps(first)) return verdict('redirection-invalid-cert', -20)
  // A browser that knows all hosts from its list never speaks http to them, if there is https at all.
  if (urls.every((url) => isPreloaded(hostOf(url))) && isHttps(urls.at(-1))) {
    return verdict('redirection-all-redirects-preloaded', 0)
  }
  if (second === undefined)
    return isHttps(first) ? verdict('redirection-to-https', 0) : verdict('redirection-missing', -20)
  if (!isHttps(urls.at(-1))) return verdict('redirection-not-to-https', -20)
  if (!isHttps(second)) return verdict('redirection-not-to-https-on-initial-redirection', -10)
  if (hostOf(first!) !== hostOf(second)) return verdict('redirection-off-host-from-http', -5)
  return verdict('redirection-to-https', 0)
}

function referrerPolicy(document: ExchangeDocument): ObservatoryVerdict {
  const { isPresent, policy } = lastReferrerPolicy(document)
  if (!isPresent) return verdict('referrer-policy-not-implemented', 0)
  if (!policy) return verdict('referrer-policy-header-invalid', -5)
  return policy.isPrivate ? verdict('referrer-policy-private', 5) : verdict('referrer-policy-unsafe', -5)
}

/** Days times seconds: six months as that tool counts them. */
export const HALF_A_YEAR = 180 * 86_400

function transportSecurity(document: ExchangeDocument): ObservatoryVerdict {
  if (!document.isHttps) return verdict('hsts-not-implemented-no-https', -20)
  if (isPreloaded(document.host)) return verdict('hsts-preloaded', 5)
  if (document.exchange.tls?.verified === false) return verdict('hsts-invalid-cert', -20)
  const policy = readTransportSecurity(document)
  if (!policy) return verdict('hsts-not-implemented', -20)
  if (policy.maxAge === undefined || policy.isBroken) return verdict('hsts-header-invalid', -20)
  return policy.maxAge < HALF_A_YEAR
    ? verdict('hsts-implemented-max-age-less-than-six-months', -10)
    : verdict('hsts-implemented-max-age-at-least-six-months', 0)
}

function integrity(document: ExchangeDocument): ObservatoryVerdict {
  if (!document.isPage) return verdict('sri-not-implemented-response-not-html', 0)
  const scripts = scriptsOf(document)
  if (!document.tags.some(({ name }) => name === 'script')) {
    return verdict('sri-not-implemented-but-no-scripts-loaded', 0)
  }
  if (scripts.some((script) => !script.hasIntegrity && !script.isSecure && !script.isSameSite)) {
    return verdict('sri-not-implemented-and-external-scripts-not-loaded-securely', -50)
  }
  if (scripts.some((script) => !script.hasIntegrity && !script.isSameSite)) {
    return verdict('sri-not-implemented-but-external-scripts-loaded-securely', -5)
  }
  if (scripts.some(({ hasIntegrity, isSecure }) => hasIntegrity && !isSecure)) {
    return verdict('sri-implemented-but-external-scripts-not-loaded-securely', -20)
  }
  if (!scripts.some(({ hasIntegrity }) => hasIntegrity)) {
    return verdict('sri-not-implemented-but-all-scripts-loaded-from-secure-origin', 0)
  }
  return scripts.some(({ hasIntegrity, isSameSite }) => hasIntegrity && isSameSite)
    ? verdict('sri-implemented-and-all-scripts-loaded-securely', 5)
    : verdict('sri-implemented-and-external-scripts-loaded-securely', 5)
}

function contentTypeOptions(document: ExchangeDocument): ObservatoryVerdict {
  const value = document.valueOf('x-content-type-options')
  if (value === undefined || value === '') return verdict('x-content-type-options-not-implemented', -5)
  return value.trim().toLowerCase() === 'nosniff'
    ? verdict('x-content-type-options-nosniff', 0)
    : verdict('x-content-type-options-header-invalid', -5)
}

function frameOptions(document: ExchangeDocument): ObservatoryVerdict {
  if (isFramedByHeader(document)) return verdict('x-frame-options-implemented-via-csp', 5)
  const value = document.valueOf('x-frame-options')?.trim().toLowerCase()
  if (value === undefined || value === '') return verdict('x-frame-options-not-implemented', -20)
  if (hasClosedFrames(value)) return verdict('x-frame-options-sameorigin-or-deny', 5)
  return value.startsWith('allow-from')
    ? verdict('x-frame-options-allow-from-origin', 0, true)
    : verdict('x-frame-options-header-invalid', -20)
}

function token(
  document: ExchangeDocument,
  prefix: string,
  header: string,
  values: Readonly<Record<string, number>>,
): ObservatoryVerdict {
  const written = document.valueOf(header)
  if (written === undefined || written === '') return verdict(`${prefix}-not-implemented`, 0)
  const word = tokenOf(written, prefix !== 'corp')
  return word !== undefined && Object.hasOwn(values, word)
    ? verdict(`${prefix}-implemented-with-${word}`, values[word]!)
    : verdict(`${prefix}-header-invalid`, -5)
}
