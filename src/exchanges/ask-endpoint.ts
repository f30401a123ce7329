import { setTimeout as sleep } from 'node:timers/promises'
import { AddressGuard } from './addresses.ts'
import { Deadline } from './deadline.ts'
import { type Endpoint, readEndpoint, type Target } from './endpoint.ts'
import type { Exchange, ExchangeResponse, FailureReason, Hop, RelatedExchange } from './exchange.ts'
import { type Chain, follow, type Session } from './follow.ts'
import {
  type GivenAddress,
  MOST_BODY_BYTES,
  PHASE_LIMITS,
  type PhaseLimits,
  type RequestOptions,
  splitCertificates,
} from './options.ts'
import { type Aside, askAsides, askOldProtocols } from './related.ts'
import { withoutCookieValue, withoutCookieValues } from './secrets.ts'

/** How an endpoint is asked. Everything may be left out. */
export interface ExchangeOptions {
  /** Milliseconds for one try with all its redirects and what is asked beside it. */
  readonly timeout?: number
  readonly limits?: Partial<PhaseLimits>
  /** Bytes of a body after decoding. */
  readonly maxBytes?: number
  /** Hosts and ports that are elsewhere than the resolver says. */
  readonly resolve?: readonly GivenAddress[]
  /** Certificates in PEM that are trusted beside the system's. */
  readonly ca?: string
  /** Accept certificates that do not verify, also for what is secret. */
  readonly insecure?: boolean
  /** Headers for every endpoint; `${NAME}` is a variable of the environment. */
  readonly headers?: Readonly<Record<string, string>>
  /** What to ask for beside the endpoint itself. */
  readonly asides?: readonly Aside[]
  /** How often to try again where the network or a server in front failed. */
  readonly retries?: number
  /** Milliseconds before the first retry; each later one waits twice as long. */
  readonly retryDelay?: number
  /** Variables for `${NAME}`; those of the process where left out. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Milliseconds for one try. */
const TIMEOUT = 30_000

/** What may be otherwise a moment later. */
const TRANSIENT: ReadonlySet<FailureReason> = new Set([
  'dns',
  'connect-refused',
  'connect-unreachable',
  'timeout-connect',
  'timeout-tls',
  'timeout-headers',
  'timeout-body',
  'reset',
  'truncated',
])

/** What a proxy says whose application is not there. */
const NOT_THERE: ReadonlySet<number> = new Set([502, 503, 504])

/** Whether the endpoint did not answer as itself, so that a later try may tell more. */
export function isTransient({ response, failure }: Pick<Exchange, 'response' | 'failure'>): boolean {
  return failure ? TRANSIENT.has(failure.reason) : response !== null && NOT_THERE.has(response.status)
}

/**
 * Asks an endpoint and says all that was seen: every hop, the certificate, the times, and why something is missing.
 * @throws EndpointError where the endpoint is written wrongly; nothing that a server does throws
 */
export async function exchange(endpoint: Endpoint, options: ExchangeOptions = {}): Promise<Exchange> {
  const target = readEndpoint(endpoint, options.env ?? process.env, options.headers)
  const request: RequestOptions = {
    limits: { ...PHASE_LIMITS, ...options.limits },
    maxBytes: options.maxBytes ?? MOST_BODY_BYTES,
    resolve: options.resolve ?? [],
    authorities: authoritiesOf(options.ca),
    isInsecure: options.insecure ?? false,
  }
  const retries = options.retries ?? 0
  let delay = options.retryDelay ?? 1000
  for (let attempt = 1; ; attempt++) {
    const found = await tryOnce(target, request, options)
    if (attempt > retries || !isTransient(found)) {
      const isFlaky = attempt > 1 && !isTransient(found)
      return target.secrets.hide({ ...found, attempts: attempt, ...(isFlaky && { isFlaky }) })
    }
    await sleep(delay)
    delay *= 2
  }
}

const split = new Map<string, readonly string[]>()

/** One list for each text, so that its roots are parsed once. */
function authoritiesOf(pem: string | undefined): readonly string[] {
  const known = split.get(pem ?? '')
  if (known) return known
  const list = splitCertificates(pem ?? '')
  split.set(pem ?? '', list)
  return list
}

async function tryOnce(target: Target, options: RequestOptions, asked: ExchangeOptions): Promise<Exchange> {
  const session: Session = {
    target,
    options,
    deadline: new Deadline(asked.timeout ?? TIMEOUT),
    guard: new AddressGuard(),
  }
  const { url, method, body } = target
  const chain = await follow({ url, method, body }, session)
  const asides = new Set(asked.asides)
  const beside =
    chain.response !== undefined
      ? await askAsides(asides, chain, session)
      : // A server that speaks only old versions answers nothing else.
        asides.has('old-protocols') && chain.failure?.reason === 'tls-protocol'
        ? await askOldProtocols(chain.url, session)
        : {}
  return exchangeOf(target, chain, beside, options)
}

function exchangeOf(
  { name, request }: Target,
  { hops, response, tls, address, timings, failure }: Chain,
  beside: Partial<Exchange>,
  { isInsecure }: RequestOptions,
): Exchange {
  const { redirects, cors, related, ...rest } = beside
  return {
    ...(name !== undefined && { name }),
    request,
    response: response ? shownResponse(response) : null,
    hops: hops.map(shownHop),
    ...(tls !== undefined && { tls }),
    timings,
    ...(address !== undefined && { address }),
    ...(failure && { failure }),
    ...(isInsecure && { isInsecure }),
    ...rest,
    ...(redirects !== undefined && { redirects: redirects?.map(shownHop) ?? null }),
    ...(cors && { cors: { ...cors, response: cors.response && shownResponse(cors.response) } }),
    ...(related && { related: related.map(shownRelated) }),
  }
}

function shownRelated(related: RelatedExchange): RelatedExchange {
  return { ...related, response: related.response && shownResponse(related.response) }
}

const shownHop = (hop: Hop): Hop => ({ ...hop, ...shownLines(hop) })

const shownResponse = (response: ExchangeResponse): ExchangeResponse => ({
  ...response,
  ...shownLines(response),
})

function shownLines({
  headers,
  rawHeaders,
}: Pick<Hop, 'headers' | 'rawHeaders'>): Pick<ExchangeResponse, 'headers'> {
  return {
    headers: withoutCookieValues(headers ?? {}),
    ...(rawHeaders && {
      rawHeaders: rawHeaders.map(([name, value]) =>
        name.toLowerCase() === 'set-cookie' ? [name, withoutCookieValue(value)] : [name, value],
      ),
    }),
  }
}
