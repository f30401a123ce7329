import type { ExchangeRequest, Headers } from './exchange.ts'
import { HIDDEN, isCredential, Secrets } from './secrets.ts'

/** What is asked, as a policy or a command line says it. */
export interface Endpoint {
  /** For reports; the URL where left out. */
  readonly name?: string
  readonly url: string
  /** GET where left out. */
  readonly method?: string
  /** `${NAME}` in a value is a variable of the environment; it and what stands around it are never recorded. */
  readonly headers?: Readonly<Record<string, string>>
  /** A text, or data that is sent as JSON. `${NAME}` in its texts is a variable of the environment. */
  readonly body?: unknown
  /** The request may change something: it is sent only on explicit request. */
  readonly active?: boolean
  /** How many more such requests are sent in a row, on explicit request: whether somebody slows them down. */
  readonly burst?: number
  /** Nothing else is asked for its sake: it is there to show one thing. */
  readonly isAlone?: boolean
  /** It is also asked as pages of these origins ask it. */
  readonly origins?: readonly string[]
  /** Whether these ports of its host take connections is tried too. */
  readonly ports?: readonly number[]
}

/** An endpoint cannot be asked as it is written: the policy or the command line is to be mended. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError'
}

/** An endpoint that is ready to be asked. */
export interface Target {
  readonly name: string | undefined
  readonly url: URL
  readonly method: string
  /** Names in lower case. These may go wherever the server sends us. */
  readonly publicHeaders: ReadonlyMap<string, string>
  /** Names in lower case. These go to the endpoint's own origin only. */
  readonly secretHeaders: ReadonlyMap<string, string>
  readonly body: string | undefined
  readonly burst: number
  readonly origins: readonly string[]
  readonly ports: readonly number[]
  /** The request as evidence: without secrets. */
  readonly request: ExchangeRequest
  readonly secrets: Secrets
}

/** More would be an attack. */
const LARGEST_BURST = 500

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// RFC 9110, 5.5. A line break in a value would be another header.
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * Reads an endpoint and fills in the variables of its headers and body.
 * @param more headers for every endpoint; the endpoint's own win
 * @throws EndpointError
 */
export function readEndpoint(
  endpoint: Endpoint,
  env: Readonly<Record<string, string | undefined>>,
  more: Readonly<Record<string, string>> = {},
): Target {
  const called = endpoint.name ?? endpoint.url
  const url = readUrl(endpoint.url)
  const secrets = new Secrets()
  const method = (endpoint.method ?? 'GET').toUpperCase()
  if (!METHOD.test(method) || method === 'CONNECT')
    throw new EndpointError(`${called}: ${method} is no method.`)
  const publicHeaders = new Map<string, string>()
  const secretHeaders = new Map<string, string>()
  const shown = new Map<string, string>()
  const written = { ...lowerCased(more), ...lowerCased(endpoint.headers ?? {}) }
  const authorization = basicAuthorization(url)
  if (authorization && written.authorization === undefined) written.authorization = authorization
  url.username = ''
  url.password = ''
  for (const [name, text] of Object.entries(written)) {
    const { value, isSecret } = filled(text, env, secrets, `${called}, header ${name}`)
    if (!METHOD.test(name) || !VALUE.test(value)) {
      throw new EndpointError(`${called}: the header ${JSON.stringify(name)} cannot be sent with this value.`)
    }
    const isHidden = isSecret || isCredential(name)
    if (isHidden && !isSecret) secrets.add(value, HIDDEN)
    ;(isHidden ? secretHeaders : publicHeaders).set(name, value)
    shown.set(name, isHidden && !isSecret ? HIDDEN : text)
  }
  const body = readBody(endpoint.body, env, secrets, called)
  if (body?.isJson && !publicHeaders.has('content-type'))
    publicHeaders.set('content-type', 'application/json')
  const hidden = [...secretHeaders.keys(), ...(body === undefined ? [] : ['body'])]
  const headers: Headers = Object.fromEntries(shown)
  return {
    name: endpoint.name,
    url,
    method,
    publicHeaders,
    secretHeaders,
    body: body?.text,
    burst: Math.min(endpoint.burst ?? 0, LARGEST_BURST),
    origins: (endpoint.origins ?? []).filter((origin) => VALUE.test(origin)),
    ports: endpoint.ports ?? [],
    request: {
      url: url.href,
      ...(method !== 'GET' && { method }),
      ...(shown.size > 0 && { headers }),
      ...(hidden.length > 0 && { hidden }),
    },
    secrets,
  }
}

/**
 * Reads the URL of an endpoint or of a redirect.
 * @throws EndpointError for anything but http and https
 */
export function readUrl(text: string): URL {
  const url = URL.parse?.(text) ?? parseUrl(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new EndpointError(`${JSON.stringify(text)} is no URL of http or https.`)
  }
  url.hash = ''
  return url
}

/** Node 20 has no URL.parse. */
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), `${value}`]))
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

function filled(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
  where: string,
): { value: string; isSecret: boolean } {
  let isSecret = false
  const value = text.replace(/(\$?)\$\{([A-Za-z_]\w*)\}/g, (whole, doubled: string, name: string) => {
    if (doubled !== '') return whole.slice(1)
    const found = env[name]
    if (found === undefined || found === '') {
      throw new EndpointError(`${where}: the variable ${name} is not set in the environment.`)
    }
    isSecret = true
    secrets.add(found, `\${${name}}`)
    return found
  })
  return { value, isSecret }
}

function readBody(
  body: unknown,
  env: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
  called: string,
): { text: string; isJson: boolean } | undefined {
  if (body === undefined || body === null) return undefined
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return filled(value, env, secrets, `${called}, body`).value
    if (Array.isArray(value)) return value.map(fill)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each)]))
  }
  const value = fill(body)
  return typeof value === 'string'
    ? { text: value, isJson: false }
    : { text: JSON.stringify(value), isJson: true }
}
