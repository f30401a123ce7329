import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { BodyReader } from './body.ts'
import { type Connection, rounded } from './connect.ts'
import type { Deadline } from './deadline.ts'
import type { ExchangeResponse, Headers } from './exchange.ts'
import { Stopped, stoppedBy } from './failure.ts'
import { sendHttp1 } from './http1.ts'
import { sendHttp2 } from './http2.ts'
import { later } from './later.ts'
import type { RequestOptions } from './options.ts'

/** A request as it goes over the wire, secrets and all. */
export interface WireRequest {
  readonly url: URL
  readonly method: string
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string | undefined
}

/** The lines of an answer, before its body. */
export interface Head {
  readonly status: number
  readonly lines: readonly (readonly [name: string, value: string])[]
  readonly httpVersion: string
}

/** What a client of a protocol tells while it sends one request over one connection. */
interface Receiver {
  head(head: Head): void
  /** @returns whether more is wanted at once; if not, `more` is called when it is */
  data(chunk: Buffer, more: () => void): boolean
  end(): void
  fail(error: unknown): void
}

/** Sends one request over a connection and returns what gives it up. */
export type Send = (socket: Socket | TLSSocket, request: WireRequest, receiver: Receiver) => () => void

/** What came back over one connection. */
export interface Answer {
  readonly response: ExchangeResponse
  /** Why the body is not whole. */
  readonly stopped: Stopped | undefined
  /** Milliseconds. */
  readonly timings: { readonly processing: number; readonly transfer?: number }
}

/** More lines are a flood. */
const MOST_HEADERS = 500

/**
 * Sends a request over a new connection and reads its answer; the connection is closed then.
 * @param wantsBody is asked when the headers are there
 * @throws Stopped where no headers came
 */
export async function ask(
  connection: Connection,
  request: WireRequest,
  options: Pick<RequestOptions, 'limits' | 'maxBytes'>,
  deadline: Deadline,
  wantsBody: (head: Head) => boolean = () => true,
): Promise<Answer> {
  const { socket, isHttp2 } = connection
  const send = isHttp2 ? sendHttp2 : await sendHttp1()
  const startedAt = performance.now()
  const headed = later<Head>()
  const ended = later<void>()
  let reader: BodyReader | undefined
  const giveUp = send(socket, request, {
    head(head) {
      // Informational answers come before the one that counts.
      if (head.status < 200) return
      if (head.lines.length > MOST_HEADERS) {
        const stopped = new Stopped(
          'headers-too-large',
          `The answer has more than ${MOST_HEADERS} header lines.`,
        )
        headed.fail(stopped)
        throw stopped
      }
      reader = new BodyReader(contentEncoding(head), options.maxBytes, ended.fail)
      headed.settle(head)
    },
    data: (chunk, more) => reader?.take(chunk, more) ?? true,
    end: () => ended.settle(),
    fail(error) {
      headed.fail(error)
      ended.fail(error)
    },
  })
  try {
    const head = await deadline
      .phase('headers', options.limits.headers, () => headed.promise)
      .catch((error) => {
        throw stoppedBy(error, 'headers')
      })
    const headedAt = performance.now()
    const timings = { processing: rounded(headedAt - startedAt) }
    if (!wantsBody(head)) return { response: responseOf(head, undefined), stopped: undefined, timings }
    const stopped = await deadline
      .phase('body', options.limits.body, async () => {
        await ended.promise
        await reader!.end()
      })
      .then(
        () => undefined,
        (error) => stoppedBy(error, 'body'),
      )
    return {
      response: responseOf(head, reader!),
      stopped,
      timings: { ...timings, transfer: rounded(performance.now() - headedAt) },
    }
  } finally {
    giveUp()
    reader?.close()
    socket.destroy()
  }
}

function responseOf(head: Head, reader: BodyReader | undefined): ExchangeResponse {
  const { status, lines, httpVersion } = head
  const body = reader?.body(/charset\s*=\s*"?([^\s";]+)/i.exec(headerOf(head, 'content-type'))?.[1])
  return {
    status,
    headers: headersOf(lines),
    body: body?.text ?? '',
    rawHeaders: lines,
    httpVersion,
    ...(body && { bodyBytes: body.bytes, ...(body.isCut && { isCut: true }) }),
  }
}

/** The first value of a header, empty where there is none. */
export function headerOf({ lines }: Pick<Head, 'lines'>, name: string): string {
  return lines.find(([each]) => each.toLowerCase() === name)?.[1] ?? ''
}

function contentEncoding({ lines }: Head): string {
  return lines
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .map(([, value]) => value)
    .join(', ')
}

/** Lines as values by name, in the order of the lines. */
function headersOf(lines: Head['lines']): Headers {
  const values = new Map<string, string[]>()
  for (const [name, value] of lines) {
    const key = name.toLowerCase()
    const known = values.get(key)
    if (known) known.push(value)
    else values.set(key, [value])
  }
  // Not by assignment: a server may name its header __proto__.
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]))
}
