import type { Deployment } from '../project.ts'
import { type Setting, settingsOf } from '../settings.ts'
import { placeOfValue } from '../variable.ts'
import { asBoolean } from '../variable-names.ts'
import type { CookieRole, Draft, Expected } from './declaration.ts'
import { entrancesOf } from './proxy-answers.ts'

type CookieExpectation = Extract<Expected, { kind: 'cookies' }>

/** Names of settings of cookies: whose they are, then which attribute. */
const COOKIE = /^(?:.*_)?(SESSION|CSRF|AUTH|JWT|REMEMBER)?_?COOKIES?_(DOMAIN|SECURE|HTTP_?ONLY|SAME_?SITE)$/
const SECURE_COOKIES = /^(?:.*_)?SECURE_COOKIES?$/
const ORIGINS =
  /^(?:.*_)?(?:CORS_(?:\w+_)?ORIGINS?|(?:ALLOWED|ALLOW|PERMITTED)_ORIGINS?)(?:_LIST|_WHITELIST)?$/
const REDIRECT = /^(?:.*_)?(?:SECURE_SSL_REDIRECT|SSL_REDIRECT|FORCE_(?:HTTPS|SSL))$/

/** What the variables of a deployment say that its hosts will show. */
export function* declaredBySettings(hosts: readonly string[], deployment: Deployment): Iterable<Draft> {
  if (hosts.length === 0) return
  const live = settingsOf(deployment).filter(({ name, origin }) => name.length < 200 && !origin.isExample)
  for (const [setting, shared] of unanimous(live)) {
    const { name, value, origin } = setting
    if (value === undefined) continue
    const place = placeOfValue(origin)
    const cookie = cookieOf(name, value, live)
    if (cookie) {
      const first = { url: `https://${hosts[0]}/` }
      yield { what: `${name}=${value}`, place, hosts, endpoint: first, expected: cookie }
    }
    const own = hostsOf(shared, hosts, deployment)
    for (const host of own) {
      const root = `https://${host}/`
      if (REDIRECT.test(name) && asBoolean(value)) {
        const expected = { kind: 'redirect', from: 'http', to: root, isPermanent: undefined } as const
        yield { what: `${name}=${value}`, place, hosts: [host], endpoint: { url: root }, expected }
      }
      const allowed = ORIGINS.test(name) ? originsIn(value) : undefined
      if (allowed) {
        const endpoint = { url: pageOf(host, deployment), origins: allowed }
        yield {
          what: `${name}: ${allowed.join(', ')}`,
          place,
          hosts: [host],
          endpoint,
          expected: { kind: 'origins', allowed },
        }
      }
    }
  }
}

/** Settings of one name that all who have it agree on, with everybody who has it. */
function* unanimous(settings: readonly Setting[]): Iterable<readonly [Setting, readonly Setting[]]> {
  const byName = new Map<string, Setting[]>()
  for (const setting of settings) {
    const known = byName.get(setting.name)
    if (known) known.push(setting)
    else byName.set(setting.name, [setting])
  }
  for (const all of byName.values()) {
    if (new Set(all.map(({ value }) => value)).size === 1) yield [all[0]!, all]
  }
}

function cookieOf(name: string, value: string, all: readonly Setting[]): CookieExpectation | undefined {
  const [, whose, field = ''] = SECURE_COOKIES.test(name)
    ? ['', undefined, 'SECURE']
    : (COOKIE.exec(name) ?? [])
  if (field === '') return undefined
  const role: CookieRole = whose === 'CSRF' ? 'anti-forgery' : whose === undefined ? 'any' : 'session'
  const named = all.find((each) => each.name === name.replace(/_COOKIES?_\w+$/, '_COOKIE_NAME'))?.value
  const whom = { kind: 'cookies', role, ...(named && whose && { name: named }) } as const
  if (field === 'DOMAIN') return value === '' ? undefined : { ...whom, attribute: 'domain', value }
  if (/^SAME/.test(field)) {
    const isKnown = /^(?:lax|strict|none)$/i.test(value)
    return isKnown ? { ...whom, attribute: 'samesite', value: value.toLowerCase() } : undefined
  }
  const attribute = field === 'SECURE' ? 'secure' : 'httponly'
  return asBoolean(value) === true ? { ...whom, attribute } : undefined
}

/** The origins of a list; undefined where it holds something else, such as an expression. */
function originsIn(value: string): readonly string[] | undefined {
  const items = value.split(/[\s,;|"'[\]]+/).filter((item) => item !== '')
  const isOrigin = (item: string) => /^https?:\/\/[\w.-]+(?::\d+)?\/?$/.test(item)
  if (items.length === 0 || !items.every(isOrigin)) return undefined
  return items.map((item) => new URL(item).origin)
}

/** The hosts behind which those services stand that have a setting; all there are, where there is only one. */
function hostsOf(
  settings: readonly Setting[],
  hosts: readonly string[],
  deployment: Deployment,
): readonly string[] {
  if (hosts.length === 1) return hosts
  const services = new Set(settings.flatMap(({ service }) => service ?? []))
  const found = [...services].flatMap((service) => entrancesOf(service, hosts, deployment))
  return [...new Set(found.map(({ host }) => host))]
}

/** A page of a host that answers by GET: one that the policy asks for, else the first. */
function pageOf(host: string, { environment }: Deployment): string {
  const endpoint = environment.policy.endpoints?.find(
    ({ url, method = 'GET', active }) =>
      method === 'GET' && !active && URL.canParse(url) && new URL(url).hostname === host,
  )
  return endpoint?.url ?? `https://${host}/`
}
