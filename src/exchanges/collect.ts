import { setTimeout as sleep } from 'node:timers/promises'
import { type ExchangeOptions, exchange, isTransient } from './ask-endpoint.ts'
import { type Endpoint, readEndpoint, type Target } from './endpoint.ts'
import type { Exchange } from './exchange.ts'
import { inParallel } from './in-parallel.ts'
import { type Aside, mostRequests } from './related.ts'

/** How endpoints are asked. Everything may be left out. */
export interface CollectOptions extends Omit<ExchangeOptions, 'asides'> {
  /** How many endpoints are asked at once. */
  readonly concurrency?: number
  /** Milliseconds to wait for an endpoint that is not there yet, as after a deployment. */
  readonly waitFor?: number
  /** Also ask endpoints that are marked `active`, send bursts where endpoints want them, and ask as attackers do. */
  readonly active?: boolean
  /** Ask for nothing but the endpoints themselves. */
  readonly isBare?: boolean
  readonly onProgress?: (progress: Progress) => void
}

/** An endpoint that is asked now, or was. */
export interface Progress {
  /** Its place in the list. */
  readonly index: number
  readonly endpoint: Endpoint
  /** Undefined while it is asked. */
  readonly exchange?: Exchange
}

const CONCURRENCY = 4

/** Milliseconds between two looks whether an endpoint is there. */
const LOOK_AGAIN = 500

/**
 * Asks endpoints, several at once, and returns what was seen in their order. Those that are marked `active` are
 * left out unless the options say otherwise.
 * @throws EndpointError where one is written wrongly; no request was sent then
 */
export async function collect(
  all: readonly Endpoint[],
  {
    concurrency = CONCURRENCY,
    waitFor = 0,
    active = false,
    isBare = false,
    onProgress,
    ...options
  }: CollectOptions = {},
): Promise<Exchange[]> {
  const jobs = plan(all, { active, isBare, ...options }).map(({ endpoint, asides }, index) => async () => {
    onProgress?.({ index, endpoint })
    const found = await askWhenThere(endpoint, { ...options, asides }, waitFor)
    onProgress?.({ index, endpoint, exchange: found })
    return found
  })
  return inParallel(jobs, concurrency)
}

/** How much asking endpoints may come to. */
export interface Budget {
  /** Requests and tries of a connection, without redirects that are followed. */
  readonly requests: number
  /** Those of them that are sent only because somebody asked for active checks. */
  readonly active: number
  readonly hosts: readonly string[]
}

/**
 * The most that `collect` sends for the same arguments.
 * @throws EndpointError as `collect` does
 */
export function budgetOf(all: readonly Endpoint[], options: CollectOptions = {}): Budget {
  const tries = 1 + (options.retries ?? 0)
  const planned = plan(all, options)
  const sum = (counts: readonly number[]) => tries * counts.reduce((one, other) => one + other, 0)
  const asides = (wanted: (aside: Aside) => boolean) =>
    planned.flatMap(({ target, asides: own }) =>
      own.filter(wanted).map((aside) => mostRequests(aside, target)),
    )
  const own = planned.filter(({ endpoint }) => endpoint.active)
  return {
    requests: sum([planned.length, ...asides(() => true)]),
    active: sum([own.length, ...asides((aside) => ACTIVE_ASIDES.has(aside))]),
    hosts: [...new Set(planned.map(({ target }) => target.url.host))],
  }
}

const ACTIVE_ASIDES: ReadonlySet<Aside> = new Set(['trace', 'host', 'look-alikes', 'open-redirect', 'burst'])

interface Planned {
  readonly endpoint: Endpoint
  readonly target: Target
  readonly asides: readonly Aside[]
}

/** What is asked, in which order, and what beside each. */
function plan(
  all: readonly Endpoint[],
  { active = false, isBare = false, env = process.env, headers }: CollectOptions,
): Planned[] {
  const endpoints = all.filter((each) => active || each.active !== true)
  const targets = endpoints.map((each) => readEndpoint(each, env, headers))
  const asked = new Set<string>()
  return endpoints.map((endpoint, index) => {
    const target = targets[index]!
    const { url, method, burst, origins, ports } = target
    const isRead = method === 'GET' || method === 'HEAD'
    const isFirst = !asked.has(url.origin)
    if (!endpoint.isAlone) asked.add(url.origin)
    const asides = [
      ...(endpoint.isAlone ? [] : asidesFor(isRead, isFirst, active)),
      ...(origins.length > 0 ? (['own-origins'] as const) : []),
      ...(ports.length > 0 ? (['ports'] as const) : []),
      ...(active && burst > 0 ? (['burst'] as const) : []),
    ]
    return { endpoint, target, asides: isBare ? [] : asides }
  })
}

/** What is true of a whole origin is asked for with its first endpoint only. */
function asidesFor(isRead: boolean, isFirst: boolean, isActive: boolean): Aside[] {
  return [
    ...(isRead ? (['redirects', 'cors', 'origin', 'scripts'] as const) : []),
    ...(isFirst ? (['old-protocols', 'missing-page', 'exposed-files'] as const) : []),
    ...(isFirst && isActive ? (['trace', 'host'] as const) : []),
    ...(isRead && isActive ? (['look-alikes', 'open-redirect'] as const) : []),
  ]
}

async function askWhenThere(
  endpoint: Endpoint,
  options: ExchangeOptions,
  waitFor: number,
): Promise<Exchange> {
  const endsAt = performance.now() + waitFor
  while (waitFor > 0 && performance.now() < endsAt) {
    const left = Math.max(1, endsAt - performance.now())
    const timeout = Math.min(left, options.timeout ?? left)
    // A method that changes something is not sent only to see who is there.
    const look = { url: endpoint.url, ...(isRead(endpoint) && endpoint) }
    const seen = await exchange(look, { ...options, asides: [], retries: 0, timeout })
    if (!isTransient(seen)) break
    await sleep(Math.min(LOOK_AGAIN, left))
  }
  return exchange(endpoint, options)
}

const isRead = ({ method = 'GET' }: Endpoint) => /^(?:get|head)$/i.test(method)
