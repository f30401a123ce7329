import { randomBytes } from 'node:crypto'
import { accepts, stateOfPort } from './connect.ts'
import type { Target } from './endpoint.ts'
import type { Exchange, ExchangeRequest, RelatedExchange, TriedPort } from './exchange.ts'
import { EXPOSED_PATHS } from './exposed-files.ts'
import { type Ask, type Chain, follow, type Session } from './follow.ts'
import { inParallel } from './in-parallel.ts'
import { scriptsOf, sourceMapOf } from './page-scripts.ts'

/** What can be asked for beside an endpoint's own answer. */
export type Aside =
  | 'redirects'
  | 'cors'
  | 'origin'
  | 'old-protocols'
  | 'missing-page'
  | 'exposed-files'
  | 'scripts'
  | 'trace'
  | 'own-origins'
  | 'ports'
  | 'look-alikes'
  | 'open-redirect'
  | 'host'
  | 'burst'

/** A host that nobody has (RFC 6761), for pages that are not ours. */
const FOREIGN_ORIGIN = 'https://plimsoll.invalid'

/** Bytes that are kept of an answer that only has to be recognized. */
const SMALL = 64 * 1024

/** Bytes of all scripts of a page together. */
const MOST_SCRIPT_BYTES = 20 * 1024 * 1024
const MOST_SCRIPTS = 20
const AT_ONCE = 4
/** Of a burst. */
const BURST_AT_ONCE = 10
const BURST_BYTES = 1024

/** How many requests, or tries of a connection, something beside an endpoint takes at most. */
export function mostRequests(aside: Aside, { url, burst, origins, ports }: Target): number {
  const counts: { readonly [A in Aside]: number } = {
    redirects: 1,
    cors: 1,
    origin: 1,
    'old-protocols': 2,
    'missing-page': 1,
    'exposed-files': EXPOSED_PATHS.length,
    scripts: 2 * MOST_SCRIPTS,
    trace: 1,
    'own-origins': origins.length,
    ports: ports.length,
    'look-alikes': lookAlikes(url).length,
    'open-redirect': redirectBaits(url).length,
    host: 1,
    burst,
  }
  return counts[aside]
}

/** Asks for what stands beside the answer of a chain. What fails is told in its own place and never thrown. */
export async function askAsides(
  asides: ReadonlySet<Aside>,
  { url, response }: Chain,
  session: Session,
): Promise<Partial<Exchange>> {
  const small: Session = { ...session, options: { ...session.options, maxBytes: SMALL } }
  const isPage = response !== undefined && /html/i.test(`${response.headers['content-type'] ?? ''}`)
  const jobs: (() => Promise<readonly RelatedExchange[]>)[] = []
  const askedFrom = (purpose: string, origin: string) => async () => [
    await askFor(purpose, from(origin, url), small),
  ]
  if (asides.has('missing-page'))
    jobs.push(async () => [await askFor('missing-page', missingPage(url), small)])
  if (asides.has('origin')) jobs.push(async () => [await askFor('origin', foreign(url), small)])
  if (asides.has('own-origins'))
    jobs.push(...session.target.origins.map((each) => askedFrom('own-origin', each)))
  if (asides.has('look-alikes')) jobs.push(...lookAlikes(url).map((each) => askedFrom('look-alike', each)))
  if (asides.has('open-redirect')) {
    const asks = redirectBaits(url)
    jobs.push(...asks.map((each) => async () => [await askFor('open-redirect', each, small)]))
  }
  if (asides.has('host')) jobs.push(async () => [await askFor('host', foreignHost(url), small)])
  if (asides.has('trace')) jobs.push(async () => [await askFor('trace', trace(url), small)])
  if (asides.has('exposed-files')) {
    const paths = EXPOSED_PATHS.map((path) => new URL(path, url.origin))
    jobs.push(...paths.map((path) => async () => [await askFor('exposed-file', get(path), small)]))
  }
  if (asides.has('scripts') && isPage) jobs.push(() => askScripts(scriptsOf(response.body, url), session))
  const isSecure = session.target.url.protocol === 'https:'
  const redirects = asides.has('redirects') && isSecure ? await askOverHttp(small) : {}
  const cors = asides.has('cors') ? { cors: await askPreflight(url, small) } : {}
  const oldProtocols =
    asides.has('old-protocols') && url.protocol === 'https:' ? await askOldProtocols(url, session) : {}
  const ports = asides.has('ports') ? { ports: await tryPorts(session) } : {}
  const related = (await inParallel(jobs, AT_ONCE)).flat()
  // Last, since a server that slows us down would slow down all the others.
  if (asides.has('burst')) related.push(...(await askBurst(session)))
  return { ...redirects, ...cors, ...oldProtocols, ...ports, ...(related.length > 0 && { related }) }
}

/** Tries the versions that nobody should speak any more (RFC 8996). Nothing is left out where a server is there. */
export async function askOldProtocols(url: URL, session: Session): Promise<Pick<Exchange, 'oldProtocols'>> {
  const { options, deadline, guard } = session
  try {
    const found: string[] = []
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      if (await accepts(version, url, options, deadline, guard)) found.push(version)
    }
    return deadline.left > 0 ? { oldProtocols: found } : {}
  } catch {
    return {}
  }
}

/** The chain that a visitor goes who types the name alone; null where no http service answers. */
async function askOverHttp(session: Session): Promise<Pick<Exchange, 'redirects'>> {
  const start = new URL(session.target.url)
  start.protocol = 'http:'
  start.port = ''
  const { hops } = await follow({ url: start, method: 'GET', isAnonymous: true }, session)
  if (hops.length > 0) return { redirects: hops }
  // Where there was no time left to ask, nothing is known.
  return session.deadline.left > 0 ? { redirects: null } : {}
}

async function askPreflight(url: URL, session: Session): Promise<NonNullable<Exchange['cors']>> {
  const headers = { origin: FOREIGN_ORIGIN, 'access-control-request-method': 'GET' }
  const ask: Ask = { url, method: 'OPTIONS', headers, isAnonymous: true, stays: true }
  const { response } = await follow(ask, session)
  return { request: requestOf(ask), response: response ?? null }
}

/** The endpoint's own request, again and again until it is refused. */
async function askBurst(session: Session): Promise<RelatedExchange[]> {
  const { url, method, body, burst, request } = session.target
  const small = { ...session, options: { ...session.options, maxBytes: BURST_BYTES } }
  const found: RelatedExchange[] = []
  const jobs = Array.from({ length: burst }, () => async () => {
    if (found.some(({ response }) => response?.status === 429)) return
    const { response, failure } = await follow({ url, method, body, stays: true }, small)
    const isWhole = !failure || failure.reason === 'too-large'
    found.push({ purpose: 'burst', request, response: response ?? null, ...(!isWhole && { failure }) })
  })
  await inParallel(jobs, BURST_AT_ONCE)
  return found
}

async function askScripts(urls: readonly URL[], session: Session): Promise<RelatedExchange[]> {
  const found: RelatedExchange[] = []
  let left = MOST_SCRIPT_BYTES
  for (const url of urls.slice(0, MOST_SCRIPTS)) {
    if (left <= 0) break
    const maxBytes = Math.min(left, session.options.maxBytes)
    const script = await askFor('script', get(url), { ...session, options: { ...session.options, maxBytes } })
    found.push(script)
    const { response } = script
    if (response?.status !== 200) continue
    left -= response.bodyBytes ?? 0
    const header = response.headers.sourcemap ?? response.headers['x-sourcemap']
    const map = sourceMapOf(response.body, typeof header === 'string' ? header : header?.[0], url)
    const small = { ...session, options: { ...session.options, maxBytes: SMALL } }
    if (map) found.push(await askFor('source-map', get(map), small))
  }
  return found
}

async function askFor(purpose: string, ask: Ask, session: Session): Promise<RelatedExchange> {
  const { response, failure } = await follow({ ...ask, isAnonymous: true }, session)
  // Only its beginning was wanted.
  const isWhole = failure?.reason === 'too-large'
  return {
    purpose,
    request: requestOf(ask),
    response: response ?? null,
    ...(failure && !isWhole && { failure }),
  }
}

function requestOf({ url, method, headers }: Ask): ExchangeRequest {
  return { url: url.href, ...(method !== 'GET' && { method }), ...(headers && { headers }) }
}

const get = (url: URL): Ask => ({ url, method: 'GET' })

/** A name that no site has, so that its answer is the one for what is missing. */
function missingPage(url: URL): Ask {
  return get(new URL(`/plimsoll-${randomBytes(6).toString('hex')}`, url.origin))
}

const foreign = (url: URL): Ask => from(FOREIGN_ORIGIN, url)

function from(origin: string, url: URL): Ask {
  return { url, method: 'GET', headers: { origin }, stays: true }
}

/**
 * Origins that a careless comparison takes for the host's own: its name as the beginning or the end of another, as a
 * page from a file or a sandbox, and without encryption.
 */
export function lookAlikes({ hostname, protocol, host }: URL): string[] {
  const isName = /[a-z]/i.test(hostname) && hostname.includes('.')
  return [
    ...(isName ? [`https://${hostname}.plimsoll.invalid`, `https://plimsoll-${hostname}`] : []),
    'null',
    ...(protocol === 'https:' ? [`http://${host}`] : []),
  ]
}

/** Parameters by which sites are told where to go on, and a path that some servers take for a host. */
const NEXT_PAGE = [
  'next',
  'url',
  'redirect',
  'redirect_uri',
  'redirect_to',
  'return',
  'returnTo',
  'return_to',
  'continue',
  'dest',
]

function redirectBaits(url: URL): Ask[] {
  const asked = new URL(url)
  for (const name of NEXT_PAGE) asked.searchParams.set(name, `${FOREIGN_ORIGIN}/`)
  const path = new URL(url.origin)
  path.pathname = '//plimsoll.invalid/'
  return [asked, path].map((each) => ({ ...get(each), stays: true }))
}

/** What a proxy passes on of the host that was asked for, and what an application believes of it. */
function foreignHost(url: URL): Ask {
  const { host } = new URL(FOREIGN_ORIGIN)
  return { url, method: 'GET', headers: { 'x-forwarded-host': host, 'x-host': host }, stays: true }
}

/** Milliseconds; a port behind a firewall answers never. */
const PORT_LIMIT = 3000

/** Whether ports of the endpoint's host take connections. Nothing is sent over them. */
async function tryPorts({ target, options, deadline, guard }: Session): Promise<TriedPort[]> {
  const limits = { ...options.limits, connect: Math.min(PORT_LIMIT, options.limits.connect) }
  const jobs = target.ports.map((port) => async (): Promise<TriedPort> => {
    const url = new URL(`http://${target.url.hostname}:${port}/`)
    return { port, state: await stateOfPort(url, { ...options, limits }, deadline, guard) }
  })
  return inParallel(jobs, AT_ONCE)
}

/** An answer with this header in its body shows that TRACE sends back what a browser keeps from scripts. */
function trace(url: URL): Ask {
  return { url, method: 'TRACE', headers: { 'x-plimsoll-trace': 'sent' }, stays: true }
}
