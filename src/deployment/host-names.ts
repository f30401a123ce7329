const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/
const IPV6 = /^(?=.*:.*:)[0-9a-f:]+(?:%\w+|(?:\d{1,3}\.){3}\d{1,3})?$/i
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i

/** The parts of a URL, or of `host:port`, that say where it leads. */
export interface Target {
  /** Lower case; undefined where only host or host and port are written. */
  readonly scheme: string | undefined
  /** Lower case, without brackets and port. */
  readonly host: string
}

/** Reads a URL (`redis://user@10.0.0.5:6379/0`), `host:port` or a bare host; undefined for anything else. */
export function readTarget(text: string): Target | undefined {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase()
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3)
  const authority = rest.split(/[/?#]/, 1)[0]!
  const place = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  if (IPV6.test(place)) return { scheme, host: place }
  const host = /^(?:\[([^\]]+)\]|([^\s:]+))(?::\d{1,5})?$/.exec(place)
  return host ? { scheme, host: host[1] ?? host[2]! } : undefined
}

/** A literal IPv4 or IPv6 address. */
export function isAddress(host: string): boolean {
  return IPV4.test(host) || IPV6.test(host)
}

/** The machine itself: `localhost`, 127.0.0.0/8, `::1`, and the "any" addresses a server listens on. */
export function isLoopback(host: string): boolean {
  return (
    /^(?:.+\.)?localhost(?:\.localdomain)?$/.test(host) ||
    (IPV4.test(host) && /^(?:127|0)\./.test(host)) ||
    host === '::1' ||
    host === '::'
  )
}

/** An address or name that exists only in one network: RFC 1918, RFC 6598, link-local, `.local`, `.lan`. */
export function isPrivateHost(host: string): boolean {
  if (IPV4.test(host)) {
    return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
      host,
    )
  }
  if (IPV6.test(host)) return /^f[cde]/.test(host)
  return /(?:^|\.)(?:local|lan|home\.arpa|internal)$/.test(host) && host.includes('.')
}
