import { promises as dns, type LookupAddress } from 'node:dns'
import { readFileSync } from 'node:fs'
import { isIP, connect as openSocket, type Socket } from 'node:net'
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type SecureVersion,
  type TLSSocket,
  connect as upgrade,
} from 'node:tls'
import type { AddressGuard } from './addresses.ts'
import { readTls } from './certificates.ts'
import type { Deadline } from './deadline.ts'
import type { Tls, TriedPort } from './exchange.ts'
import { Stopped, stoppedBy } from './failure.ts'
import { type RequestOptions, splitCertificates } from './options.ts'

/** An open connection that nothing was sent over yet. */
export interface Connection {
  readonly socket: Socket | TLSSocket
  readonly address: string
  /** Undefined for plain http. */
  readonly tls: Tls | undefined
  readonly isHttp2: boolean
  /** Milliseconds. */
  readonly timings: { readonly resolve?: number; readonly connect: number; readonly tls?: number }
}

/** Where a host and port are to be found, before a connection is made. */
interface Place {
  readonly addresses: readonly LookupAddress[]
  readonly port: number
  /** The user said where it is. */
  readonly isGiven: boolean
  /** Milliseconds; undefined where nothing had to be resolved. */
  readonly elapsed: number | undefined
}

/** Protocols older than TLS 1.2 need OpenSSL to accept their signatures again. */
const OLD_CIPHERS = 'DEFAULT@SECLEVEL=0'

/** How long one of several addresses is waited for before the next is tried too. In milliseconds. */
const NEXT_ADDRESS = 1000

/**
 * Connects to the server of a URL. Names are resolved once, and what was judged is what is connected to, with the
 * name that was asked for in TLS. A certificate that does not verify is told in the result; the connection is
 * usable all the same.
 * @throws Stopped
 */
export async function connect(
  url: URL,
  options: RequestOptions,
  deadline: Deadline,
  guard: AddressGuard,
): Promise<Connection> {
  const startedAt = performance.now()
  const { place, socket } = await openTo(url, options, deadline, guard)
  const address = socket.remoteAddress ?? place.addresses[0]!.address
  const connected = performance.now() - startedAt - (place.elapsed ?? 0)
  const timings = {
    ...(place.elapsed !== undefined && { resolve: rounded(place.elapsed) }),
    connect: rounded(connected),
  }
  if (url.protocol === 'http:') return { socket, address, tls: undefined, isHttp2: false, timings }
  const host = hostOf(url)
  const before = performance.now()
  const secure = await secured(socket, host, options, deadline)
  return {
    socket: secure,
    address,
    tls: readTls(secure, host, options.authorities),
    isHttp2: secure.alpnProtocol === 'h2',
    timings: { ...timings, tls: rounded(performance.now() - before) },
  }
}

/**
 * Whether a server accepts a version of TLS.
 * @throws Stopped where it cannot be connected to at all
 */
export async function accepts(
  version: SecureVersion,
  url: URL,
  options: RequestOptions,
  deadline: Deadline,
  guard: AddressGuard,
): Promise<boolean> {
  const { socket } = await openTo(url, options, deadline, guard)
  try {
    const secure = await secured(socket, hostOf(url), options, deadline, version)
    return secure.getProtocol() === version
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Whether a port takes connections; nothing is sent. Never throws. */
export async function stateOfPort(
  url: URL,
  options: RequestOptions,
  deadline: Deadline,
  guard: AddressGuard,
): Promise<TriedPort['state']> {
  try {
    const { socket } = await openTo(url, options, deadline, guard)
    socket.destroy()
    return 'open'
  } catch (error) {
    const { reason } = stoppedBy(error, 'connect')
    if (reason === 'connect-refused') return 'closed'
    return reason === 'timeout-connect' || reason === 'connect-unreachable' ? 'silent' : 'unknown'
  }
}

/** The name or address of a URL, as certificates and resolvers take it. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

async function openTo(
  url: URL,
  options: RequestOptions,
  deadline: Deadline,
  guard: AddressGuard,
): Promise<{ place: Place; socket: Socket }> {
  const place = await resolve(url, options, deadline)
  const addresses = place.addresses.map(({ address }) => address)
  const refused = place.isGiven ? guard.accept() : guard.refuse(addresses)
  if (refused !== undefined) {
    const message = `${hostOf(url)} leads to ${refused}, in a network that the first server is not in.`
    throw new Stopped('blocked-address', message)
  }
  const socket = await deadline.phase('connect', options.limits.connect, (signal) => open(place, signal))
  return { place, socket }
}

async function resolve(url: URL, options: RequestOptions, deadline: Deadline): Promise<Place> {
  const host = hostOf(url)
  const asked = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const given = options.resolve.find((each) => each.host.toLowerCase() === host && each.port === asked)
  const address = given?.address ?? host
  const place = { port: given?.addressPort ?? asked, isGiven: given !== undefined }
  const family = isIP(address)
  if (family !== 0) return { ...place, addresses: [{ address, family }], elapsed: undefined }
  const startedAt = performance.now()
  try {
    // The resolver of the system cannot be told to stop; its answer is dropped then.
    const lookUp = () => dns.lookup(address, { all: true })
    const addresses = await deadline.phase('connect', options.limits.connect, lookUp)
    return { ...place, addresses, elapsed: performance.now() - startedAt }
  } catch (error) {
    if (error instanceof Stopped) throw new Stopped('dns', `The name ${address} was not resolved in time.`)
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const why = code === 'ENOTFOUND' || code === 'ENODATA' ? 'has no address' : `cannot be resolved (${code})`
    throw new Stopped('dns', `The name ${address} ${why}.`)
  }
}

function open({ addresses, port }: Place, signal: AbortSignal): Promise<Socket> {
  const [first] = addresses
  if (!first) throw new Stopped('dns', 'The name has no address.')
  return new Promise((settle, fail) => {
    const socket = openSocket({
      // The name is not resolved again: what is asked for here is what was judged.
      host: addresses.length === 1 ? first.address : 'judged.invalid',
      port,
      noDelay: true,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS,
      lookup: (_, { all }, done) =>
        all ? done(null, [...addresses]) : done(null, first.address, first.family),
    })
    socket.once('error', (error) => fail(stoppedBy(error, 'connect')))
    socket.once('connect', () => {
      // Later errors are those of whoever uses it; one that nobody waits for must not end the process.
      socket.removeAllListeners('error').on('error', () => {})
      settle(socket)
    })
    signal.addEventListener('abort', () => socket.destroy(), { once: true })
  })
}

function secured(
  socket: Socket,
  host: string,
  options: RequestOptions,
  deadline: Deadline,
  version?: SecureVersion,
): Promise<TLSSocket> {
  return deadline
    .phase('tls', options.limits.tls, (signal) => {
      return new Promise<TLSSocket>((settle, fail) => {
        const secure = upgrade({
          socket,
          // An address is no server name (RFC 6066, 3), nor is the dot of the root a part of one.
          ...(isIP(host) === 0 && { servername: host.replace(/\.$/, '') }),
          ALPNProtocols: ['h2', 'http/1.1'],
          // What does not verify is judged, not hidden: the verdict is in the evidence.
          rejectUnauthorized: false,
          secureContext: version ? oldContext(version) : contextFor(options.authorities),
        })
        secure.once('error', fail)
        secure.once('close', () =>
          fail(new Stopped('reset', 'The server closed the connection during the TLS handshake.')),
        )
        secure.once('secureConnect', () => {
          secure
            .removeAllListeners('error')
            .removeAllListeners('close')
            .on('error', () => {})
          settle(secure)
        })
        signal.addEventListener('abort', () => secure.destroy(), { once: true })
      })
    })
    .catch((error) => {
      socket.destroy()
      throw stoppedBy(error, 'tls')
    })
}

const oldContext = (version: SecureVersion) =>
  createSecureContext({ minVersion: version, maxVersion: version, ciphers: OLD_CIPHERS })

const contexts = new WeakMap<readonly string[], SecureContext>()

/** The system's roots are parsed once for all connections by node; with own ones beside them, once for each list. */
function contextFor(authorities: readonly string[]): SecureContext {
  const known = contexts.get(authorities)
  if (known) return known
  const context = createSecureContext(
    authorities.length === 0 ? {} : { ca: [...rootCertificates, ...extraRoots(), ...authorities] },
  )
  contexts.set(authorities, context)
  return context
}

/** Node itself forgets NODE_EXTRA_CA_CERTS where other roots are given. */
function extraRoots(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS
  if (!file) return []
  try {
    return splitCertificates(readFileSync(file, 'utf8'))
  } catch {
    return []
  }
}

/** Milliseconds, to the microsecond. */
export function rounded(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000)
}
