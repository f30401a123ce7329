import type { AddressGuard } from './addresses.ts'
import { ACCEPTED_ENCODINGS } from './body.ts'
import { type Connection, connect, rounded } from './connect.ts'
import { CookieJar } from './cookie-jar.ts'
import type { Deadline } from './deadline.ts'
import { readUrl, type Target } from './endpoint.ts'
import type { ExchangeResponse, Failure, Hop, Timings, Tls } from './exchange.ts'
import { Stopped } from './failure.ts'
import type { RequestOptions } from './options.ts'
import { type Answer, ask, type Head, headerOf, type WireRequest } from './request.ts'

/** As browsers and crawlers do not follow for ever. */
const MOST_REDIRECTS = 10

/** A request with all that its redirects led to. */
export interface Chain {
  readonly hops: readonly Hop[]
  /** Where it ended. */
  readonly url: URL
  /** The answer of the last request; undefined where it got none. */
  readonly response: ExchangeResponse | undefined
  /** Of the last connection; null for plain http, undefined where there was none. */
  readonly tls: Tls | null | undefined
  readonly address: string | undefined
  readonly timings: Timings
  readonly failure: Failure | undefined
}

/** What stays the same for all requests to one target. */
export interface Session {
  readonly target: Target
  readonly options: RequestOptions
  readonly deadline: Deadline
  readonly guard: AddressGuard
}

/** One request to be sent. */
export interface Ask {
  readonly url: URL
  readonly method: string
  readonly body?: string | undefined
  /** Names in lower case; they win over the target's. */
  readonly headers?: Readonly<Record<string, string>>
  /** Leave out what the target's headers hold of secrets, wherever it goes. */
  readonly isAnonymous?: boolean
  /** Take a redirect as the answer. */
  readonly stays?: boolean
}

/** Sends a request and follows where it is sent to. Never throws: what went wrong is in the result. */
export async function follow(first: Ask, session: Session): Promise<Chain> {
  const startedAt = performance.now()
  const jar = new CookieJar()
  const hops: Hop[] = []
  const visited = new Set<string>()
  let next = first
  const end = (rest: Omit<Chain, 'hops' | 'url' | 'timings'>): Chain => ({
    ...rest,
    hops,
    url: next.url,
    timings: sum(hops, performance.now() - startedAt),
  })
  for (;;) {
    const cookie = jar.header(next.url)
    visited.add(`${next.method} ${next.url.href} ${cookie}`)
    const reached: { connection?: Connection } = {}
    let answer: Answer
    try {
      answer = await askOnce(next, cookie, session, reached)
    } catch (error) {
      const { tls, address } = reached.connection ?? {}
      return end({ response: undefined, tls, address, failure: stoppedAt(error, next.url) })
    }
    const { tls, address } = reached.connection!
    const { response, stopped } = answer
    hops.push(hopOf(next, answer, reached.connection!))
    jar.store(next.url, [response.headers['set-cookie'] ?? []].flat())
    const at = { response, tls: tls ?? null, address }
    const location = first.stays
      ? ''
      : locationOf({ status: response.status, lines: response.rawHeaders ?? [] })
    if (location === '') return end({ ...at, failure: stopped?.at(next.url.href) })
    try {
      const target = redirected(next, response.status, location)
      if (hops.length > MOST_REDIRECTS) {
        throw new Stopped('too-many-redirects', `There are more than ${MOST_REDIRECTS} redirects.`)
      }
      if (visited.has(`${target.method} ${target.url.href} ${jar.header(target.url)}`)) {
        throw new Stopped('redirect-loop', `The redirects lead back to ${target.url.href}.`)
      }
      next = target
    } catch (error) {
      return end({ ...at, failure: stoppedAt(error, next.url) })
    }
  }
}

async function askOnce(
  { url, method, body, headers, isAnonymous, stays }: Ask,
  cookie: string | undefined,
  { target, options, deadline, guard }: Session,
  reached: { connection?: Connection },
): Promise<Answer> {
  const isOwn = url.origin === target.url.origin && !isAnonymous
  const connection = await connect(url, options, deadline, guard)
  reached.connection = connection
  const { tls, socket } = connection
  const secretHeaders = isOwn ? target.secretHeaders : new Map<string, string>()
  if (tls?.failure && !options.isInsecure && (secretHeaders.size > 0 || body !== undefined)) {
    socket.destroy()
    const message = `${tls.message} What is secret is not sent to a server that cannot say who it is.`
    throw new Stopped(`tls-${tls.failure}`, message)
  }
  const isSameHost = url.host === target.url.host
  const request: WireRequest = {
    url,
    method,
    headers: new Map([
      ['user-agent', 'plimsoll'],
      ['accept', 'text/html,application/json;q=0.9,*/*;q=0.8'],
      ['accept-encoding', ACCEPTED_ENCODINGS.join(', ')],
      ...[...target.publicHeaders].filter(([name]) => name !== 'host' || isSameHost),
      ...secretHeaders,
      ...Object.entries(headers ?? {}),
      ...cookiePair(cookie, secretHeaders.get('cookie')),
    ]),
    body,
  }
  return ask(connection, request, options, deadline, (head) => stays === true || locationOf(head) === '')
}

function cookiePair(cookie: string | undefined, given: string | undefined): [string, string][] {
  const all = [given, cookie].filter((each) => each !== undefined)
  return all.length === 0 ? [] : [['cookie', all.join('; ')]]
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Where an answer sends us; empty where it does not. */
function locationOf({ status, lines }: Pick<Head, 'status' | 'lines'>): string {
  return REDIRECTS.has(status) ? headerOf({ lines }, 'location').trim() : ''
}

/** The request that a redirect asks for, with the method that browsers take (Fetch, 4.4). */
function redirected({ url, method, body, headers, isAnonymous }: Ask, status: number, location: string): Ask {
  const to = targetOf(location, url)
  const becomesGet =
    (status === 303 && method !== 'GET' && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST')
  if (becomesGet || body === undefined) {
    return {
      url: to,
      method: becomesGet ? 'GET' : method,
      ...(headers && { headers }),
      ...(isAnonymous && { isAnonymous }),
    }
  }
  // The body was written for this server.
  if (to.origin !== url.origin) {
    throw new Stopped('bad-redirect', `The body of the request is not sent on to ${to.origin}.`)
  }
  return { url: to, method, body, ...(headers && { headers }) }
}

function targetOf(location: string, from: URL): URL {
  let to: URL
  try {
    // Bytes above ASCII are UTF-8 in practice.
    to = readUrl(new URL(Buffer.from(location, 'latin1').toString('utf8'), from).href)
  } catch {
    throw new Stopped('bad-redirect', `Location is no URL that can be followed: ${location.slice(0, 200)}`)
  }
  // Credentials in a redirect are the server's to give and not ours to use.
  to.username = ''
  to.password = ''
  return to
}

function hopOf(
  { url, method }: Ask,
  { response, timings }: Answer,
  { address, tls, timings: made }: Connection,
): Hop {
  const { processing, transfer = 0 } = timings
  const { resolve = 0, connect: connected, tls: secured = 0 } = made
  return {
    url: url.href,
    method,
    status: response.status,
    headers: response.headers,
    ...(response.rawHeaders && { rawHeaders: response.rawHeaders }),
    ...(response.httpVersion && { httpVersion: response.httpVersion }),
    ...(tls && { tls }),
    address,
    timings: {
      ...made,
      ...timings,
      total: rounded(resolve + connected + secured + processing + transfer),
    },
  }
}

function sum(hops: readonly Hop[], total: number): Timings {
  const phases = ['resolve', 'connect', 'tls', 'processing', 'transfer'] as const
  const sums = phases.flatMap((phase) => {
    const all = hops.flatMap(({ timings }) => timings?.[phase] ?? [])
    return all.length === 0 ? [] : [[phase, rounded(all.reduce((a, b) => a + b, 0))]]
  })
  return { ...Object.fromEntries(sums), total: rounded(total) }
}

function stoppedAt(error: unknown, url: URL): Failure {
  const stopped = error instanceof Stopped ? error : new Stopped('internal', String(error))
  return stopped.at(url.href)
}
