/**
 * Whether two values of a header mean the same or the second is stricter, so that nobody need hear of it: white
 * space, case where it does not count, order of what is a set, a longer HSTS.
 * @param name in lower case
 */
export function isEquivalentHeader(name: string, declared: string, live: string): boolean {
  const [one, other] = [normal(declared), normal(live)]
  if (one === other) return true
  if (SETS.has(name) && isSameSet(one, other, /\s*[;,]\s*/)) return true
  if (CASELESS.has(name) && one.toLowerCase() === other.toLowerCase()) return true
  switch (name) {
    case 'strict-transport-security':
      return isAsStrictTransport(one, other)
    case 'content-security-policy':
      return isAsStrictPolicy(one, other)
    case 'x-frame-options':
      return one.toUpperCase() === 'SAMEORIGIN' && other.toUpperCase() === 'DENY'
    default:
      return false
  }
}

/** Headers whose parts come in any order. */
const SETS: ReadonlySet<string> = new Set([
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'allow',
  'cache-control',
  'permissions-policy',
  'vary',
])

const CASELESS: ReadonlySet<string> = new Set([
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
  'access-control-allow-credentials',
  'cache-control',
  'vary',
])

function normal(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/\s*([;,=])\s*/g, '$1')
    .replace(/;+$/, '')
    .trim()
}

function isSameSet(one: string, other: string, separator: RegExp): boolean {
  const parts = (text: string) => [...new Set(text.toLowerCase().split(separator))].sort().join()
  return parts(one) === parts(other)
}

function isAsStrictTransport(declared: string, live: string): boolean {
  const read = (text: string) => {
    const parts = text.toLowerCase().split(';')
    const age = parts.find((part) => part.startsWith('max-age='))?.slice('max-age='.length) ?? ''
    return { age: Number(age.replaceAll('"', '')), has: (name: string) => parts.includes(name) }
  }
  const [one, other] = [read(declared), read(live)]
  return (
    other.age >= one.age &&
    ['includesubdomains', 'preload'].every((name) => !one.has(name) || other.has(name))
  )
}

/** Every directive that is declared is there, with the same sources or fewer; others beside them only forbid more. */
function isAsStrictPolicy(declared: string, live: string): boolean {
  const read = (text: string) =>
    new Map(
      text.split(';').map((part) => {
        const [name = '', ...sources] = part.trim().split(' ')
        return [name.toLowerCase(), sources] as const
      }),
    )
  const [one, other] = [read(declared), read(live)]
  const fallback = other.get('default-src')
  const isFetch = (name: string) => name.endsWith('-src')
  const declaredHas = (name: string) => one.has(name) || (isFetch(name) && one.has('default-src'))
  const isNarrower = (name: string, sources: readonly string[]) => {
    const found = other.get(name) ?? (isFetch(name) ? fallback : undefined)
    // `'none'` and no source at all allow nothing.
    return found?.every((source) => source === "'none'" || sources.includes(source)) === true
  }
  // A directive of its own overrides the default that the files speak of.
  const others = [...other].filter(([name]) => isFetch(name) && !one.has(name) && declaredHas(name))
  return (
    [...one].every(([name, sources]) => isNarrower(name, sources)) &&
    others.every(([name]) => isNarrower(name, one.get('default-src') ?? []))
  )
}

/** The same page but for what browsers do not tell apart: case of the host, default port, slash at the end. */
export function isSameUrl(one: string, other: string): boolean {
  const plain = (url: string) => {
    if (!URL.canParse(url)) return url
    const { origin, pathname, search } = new URL(url)
    return origin + pathname.replace(/\/+$/, '') + search
  }
  return plain(one) === plain(other)
}

/** Success of any kind is the same, and so is a refusal of any kind. */
export function isSameStatus(declared: number, live: number): boolean {
  const kind = (status: number) =>
    status === 401 || status === 403 || status === 404 ? 'refused' : Math.floor(status / 100)
  return declared === live || kind(declared) === kind(live)
}
