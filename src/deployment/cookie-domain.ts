import { getDomain } from 'tldts'
import { isAddress, isLoopback } from './host-names.ts'

/**
 * Why browsers would not send a cookie with this `Domain` to all of the hosts; undefined where they would.
 * An empty value is a cookie of one host only.
 * @param hosts names, also as `*.example.com`; none where only the value itself is to be judged
 */
export function cookieDomainFault(value: string, hosts: readonly string[]): string | undefined {
  const domain = value.trim().toLowerCase().replace(/^\./, '')
  if (domain === '')
    return hosts.length > 0
      ? `is empty, so each host keeps its cookies to itself${wouldCover(hosts)}`
      : undefined
  if (/[:/\s]/.test(domain)) return 'is no bare domain: leave out scheme, port and path'
  if (isAddress(domain)) return 'is an address; browsers accept only a domain'
  if (isLoopback(domain) || !domain.includes('.'))
    return 'is no domain that browsers accept for a public site'
  // Domains that a registrar's customers share (github.io) count as suffixes, as they do in browsers.
  if (getDomain(domain, { allowPrivateDomains: true }) === null) {
    return 'is a public suffix; browsers refuse cookies for it'
  }
  const outside = hosts.filter((host) => !isBelow(host, domain))
  if (outside.length === 0) return undefined
  return `does not cover ${outside.join(', ')}`
}

/** The registrable domain of a host (`example.co.uk` of `api.example.co.uk`), if it has one. */
export function registrableDomain(host: string): string | undefined {
  return getDomain(bare(host), { allowPrivateDomains: true }) ?? undefined
}

/** What to write instead, where all hosts have one parent. */
function wouldCover(hosts: readonly string[]): string {
  const parents = new Set(hosts.map(registrableDomain))
  const [parent] = parents
  return parents.size === 1 && parent !== undefined ? `; ${parent} covers them` : ''
}

function isBelow(host: string, domain: string): boolean {
  const name = bare(host)
  return name === domain || name.endsWith(`.${domain}`)
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\*\./, '')
}
