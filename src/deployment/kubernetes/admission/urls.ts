import type { Environment } from '@marcbachmann/cel-js'

interface Parts {
  readonly scheme: string
  readonly host: string
  readonly path: string
  readonly query: string
}

/** A URL as Go's `url.ParseRequestURI` reads it: with a scheme, or an absolute path. */
class Url {
  readonly parts: Parts
  constructor(parts: Parts) {
    this.parts = parts
  }
}

const LONGEST_URL = 8000

/** Undefined where Go does not read it. */
export function parseUrl(text: string): Url | undefined {
  if (text === '' || text.length > LONGEST_URL || /[\x00-\x1f\x7f]/.test(text)) return undefined
  if (text === '*') return new Url({ scheme: '', host: '', path: '*', query: '' })
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/i.exec(text) ?? []
  if (/^:/.test(rest) || (scheme === '' && !rest.startsWith('/'))) return undefined
  const mark = rest.indexOf('?')
  const [before, query] = mark === -1 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)]
  if (!before.startsWith('/')) return new Url({ scheme: scheme.toLowerCase(), host: '', path: '', query })
  const hasAuthority = before.startsWith('//') && (scheme !== '' || !before.startsWith('///'))
  const slash = hasAuthority ? before.indexOf('/', 2) : 0
  const authority = hasAuthority ? before.slice(2, slash === -1 ? undefined : slash) : ''
  const path = slash === -1 ? '' : before.slice(slash)
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const colons = host.startsWith('[') ? host.slice(host.indexOf(']') + 1) : host.replace(/^[^:]*/, '')
  const isHost = /^(?:\[[^\]]*\]|[^[\]\s<>"\\^`{|}]*)$/.test(host.slice(0, host.length - colons.length))
  if (!isHost || !/^(?::\d*)?$/.test(colons) || /%(?![0-9a-f]{2})/i.test(path + host)) return undefined
  return new Url({ scheme: scheme.toLowerCase(), host, path, query })
}

function hostname(host: string): string {
  const end = host.startsWith('[') ? host.indexOf(']') : -1
  return end === -1 ? host.replace(/:\d*$/, '') : host.slice(1, end)
}

/** Go leaves these as they are in a path (`url.shouldEscape`). */
function escapedPath(path: string): string {
  return path.replace(/[^\w\-.~!$&'()*+,/:;=@[\]%]+/g, (text) =>
    Buffer.from(text).reduce((all, byte) => `${all}%${byte.toString(16).toUpperCase().padStart(2, '0')}`, ''),
  )
}

function queryOf(query: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue
    const at = pair.indexOf('=')
    const [key, value] = [at === -1 ? pair : pair.slice(0, at), at === -1 ? '' : pair.slice(at + 1)].map(
      unescaped,
    )
    if (key === undefined || value === undefined) continue
    found.set(key, [...(found.get(key) ?? []), value])
  }
  return found

  function unescaped(text: string): string | undefined {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '))
    } catch {
      return undefined
    }
  }
}

/** Kubernetes' functions on URLs (k8s.io/apiserver/pkg/cel/library, urls). */
export function registerUrls(environment: Environment): void {
  const type = 'kubernetes.URL'
  environment
    .registerType(type, Url)
    .registerOperator(
      `${type} == ${type}`,
      (a: Url, b: Url) => JSON.stringify(a.parts) === JSON.stringify(b.parts),
    )
    .registerFunction(`url(string): ${type}`, (text: string) => {
      const url = parseUrl(text)
      if (!url) throw new Error(`"${text.slice(0, 60)}" is no URL`)
      return url
    })
    .registerFunction('isURL(string): bool', (text: string) => parseUrl(text) !== undefined)
    .registerFunction(`${type}.getScheme(): string`, ({ parts }: Url) => parts.scheme)
    .registerFunction(`${type}.getHost(): string`, ({ parts }: Url) => parts.host)
    .registerFunction(`${type}.getHostname(): string`, ({ parts }: Url) => hostname(parts.host))
    .registerFunction(`${type}.getPort(): string`, ({ parts }: Url) => /:(\d+)$/.exec(parts.host)?.[1] ?? '')
    .registerFunction(`${type}.getEscapedPath(): string`, ({ parts }: Url) => escapedPath(parts.path))
    .registerFunction(`${type}.getQuery(): map<string, list<string>>`, ({ parts }: Url) =>
      queryOf(parts.query),
    )
}
