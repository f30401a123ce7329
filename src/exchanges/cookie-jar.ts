import { isIP } from 'node:net'
import { parseSetCookie } from 'set-cookie-parser'
import { getDomain } from 'tldts'

interface StoredCookie {
  readonly name: string
  readonly value: string
  /** The host it came from, or the domain it is for. */
  readonly domain: string
  readonly isOfHost: boolean
  readonly path: string
  readonly isSecure: boolean
}

/** Against a server that sets cookies without end. */
const MOST_COOKIES = 100

/** The cookies of one chain of redirects, kept and sent as a browser does (RFC 6265, 5.3 and 5.4). */
export class CookieJar {
  #cookies: StoredCookie[] = []

  /** Takes the values of the headers Set-Cookie of an answer. */
  store(url: URL, lines: readonly string[]): void {
    const host = url.hostname
    for (const { name, value, domain, path, secure, maxAge, expires } of parseSetCookie(lines, {
      decodeValues: false,
      silent: true,
    })) {
      const wanted = domain?.replace(/^\./, '').toLowerCase() || undefined
      if (wanted !== undefined && wanted !== host && !covers(wanted, host)) continue
      if (secure && url.protocol !== 'https:') continue
      const cookie: StoredCookie = {
        name,
        value,
        domain: wanted ?? host,
        isOfHost: wanted === undefined || isIP(host) !== 0,
        path: path?.startsWith('/') ? path : url.pathname.replace(/\/[^/]*$/, '') || '/',
        isSecure: secure === true,
      }
      this.#cookies = this.#cookies.filter((each) => !isSame(each, cookie))
      const isGone =
        maxAge !== undefined ? maxAge <= 0 : expires !== undefined && expires.getTime() <= Date.now()
      if (!isGone && this.#cookies.length < MOST_COOKIES) this.#cookies.push(cookie)
    }
  }

  /** The header Cookie for a request; undefined where there is none to send. */
  header(url: URL): string | undefined {
    const sent = this.#cookies.filter(
      ({ domain, isOfHost, path, isSecure }) =>
        (url.hostname === domain || (!isOfHost && covers(domain, url.hostname))) &&
        (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)) &&
        (!isSecure || url.protocol === 'https:'),
    )
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }
}

/** Whether a cookie for a domain goes to a host below it: never for one that strangers share, `co.uk`, `github.io`. */
function covers(domain: string, host: string): boolean {
  return (
    host.endsWith(`.${domain}`) &&
    isIP(host) === 0 &&
    getDomain(domain, { allowPrivateDomains: true }) !== null
  )
}

const isSame = (a: StoredCookie, b: StoredCookie) =>
  a.name === b.name && a.domain === b.domain && a.path === b.path
