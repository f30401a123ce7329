import { connect, constants } from 'node:http2'
import { Stopped } from './failure.ts'
import { MOST_HEADER_BYTES } from './http1.ts'
import type { Send } from './request.ts'

/** Node ends a connection with more; what is too many here is said later, with its reason. */
const MOST_LINES = 4000

/** Headers that HTTP/2 knows not (RFC 9113, 8.2.2). */
const OF_CONNECTIONS = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])

/** Sends over HTTP/2. Node's own client tells the lines as they came; undici's joins those that came twice. */
export const sendHttp2: Send = (socket, { url, method, headers, body }, receiver) => {
  const session = connect(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: MOST_HEADER_BYTES },
    maxHeaderListPairs: MOST_LINES,
  })
  session.on('error', (error) => receiver.fail(error))
  session.on('goaway', (code) => {
    if (code !== constants.NGHTTP2_NO_ERROR) receiver.fail(refused(code))
  })
  const stream = session.request(
    {
      ':method': method,
      ':path': url.pathname + url.search,
      ':scheme': 'https',
      ':authority': headers.get('host') ?? url.host,
      ...Object.fromEntries([...headers].filter(([name]) => !OF_CONNECTIONS.has(name))),
    },
    { endStream: body === undefined },
  )
  if (body !== undefined) stream.end(body)
  let isComplete = false
  // The types do not know the lines as they came.
  stream.on('response', (named, _flags, raw: readonly string[] = []) => {
    const lines = raw.flatMap((name, index) =>
      index % 2 === 0 && !name.startsWith(':') ? [[name, raw[index + 1]!] as const] : [],
    )
    attempt(() => receiver.head({ status: Number(named[':status']), lines, httpVersion: '2' }))
  })
  stream.on('data', (chunk: Buffer) =>
    attempt(() => {
      if (!receiver.data(chunk, () => stream.resume())) stream.pause()
    }),
  )
  stream.on('end', () => {
    isComplete = stream.rstCode === constants.NGHTTP2_NO_ERROR
    if (isComplete) receiver.end()
  })
  stream.on('error', (error) => receiver.fail(stream.rstCode ? refused(stream.rstCode) : error))
  stream.on('close', () => {
    if (!isComplete) receiver.fail(stream.rstCode ? refused(stream.rstCode) : closed())
  })
  socket.once('close', () => receiver.fail(closed()))

  function attempt(act: () => void): void {
    try {
      act()
    } catch (error) {
      receiver.fail(error)
      stream.close(constants.NGHTTP2_CANCEL)
    }
  }
  return () => session.destroy()
}

function closed(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'UND_ERR_SOCKET' })
}

function refused(code: number): Error {
  if (code === constants.NGHTTP2_ENHANCE_YOUR_CALM || code === constants.NGHTTP2_FRAME_SIZE_ERROR) {
    return new Stopped('headers-too-large', 'The headers of the answer are larger than is read.')
  }
  const isProtocol = code === constants.NGHTTP2_PROTOCOL_ERROR || code === constants.NGHTTP2_COMPRESSION_ERROR
  return isProtocol
    ? new Stopped('bad-response', `The answer is no HTTP/2 that can be read (code ${code}).`)
    : new Stopped('reset', `The server ended the answer with the HTTP/2 code ${code}.`)
}
