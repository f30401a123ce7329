import { Stopped } from './failure.ts'
import type { Send } from './request.ts'

/** Bytes of all header lines together. */
export const MOST_HEADER_BYTES = 64 * 1024

/** Loads the client of HTTP/1.1: only a run that opens sockets needs it. */
export async function sendHttp1(): Promise<Send> {
  const { default: Client } = await import('undici/lib/dispatcher/client.js')
  return (socket, { url, method, headers, body }, receiver) => {
    const client = new Client(url.origin, {
      // Undici overlooks a connection that is there before it has finished asking for it.
      connect: (_, done) => queueMicrotask(() => done(null, socket as never)),
      maxHeaderSize: MOST_HEADER_BYTES,
      // Our own deadlines hold; these would only say the same less exactly.
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
    })
    // A body that waits for its decoder: the next piece comes when it has caught up.
    let resume = () => {}
    client.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: [...headers].flat(),
        ...(body !== undefined && { body }),
        // Nothing is sent twice.
        idempotent: false,
        reset: true,
      },
      {
        onConnect() {},
        onHeaders(status, raw, resumeBody) {
          resume = resumeBody
          const lines = raw.flatMap((name, index) =>
            index % 2 === 0 ? [[latin1(name), latin1(raw[index + 1]!)] as const] : [],
          )
          receiver.head({ status, lines, httpVersion: '1.1' })
          return true
        },
        onUpgrade: () =>
          receiver.fail(new Stopped('bad-response', 'The server changes to another protocol unasked.')),
        onData: (chunk) => receiver.data(chunk, () => resume()),
        onComplete: () => receiver.end(),
        onError: (error) => receiver.fail(error),
      },
    )
    return () => {
      client.destroy().catch(() => {})
    }
  }
}

/** Bytes of headers have no charset; each is kept as the character of its number. */
const latin1 = (bytes: Buffer) => bytes.toString('latin1')
