import { createServer as createHttp, type RequestListener } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { createServer as createHttps, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer as createNet, type Server, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/** A server on a port of its own, gone after the tests of the file. */
export interface Running {
  readonly port: number
  /** With the scheme and 127.0.0.1. */
  readonly url: string
  /** Ends every connection without a word. */
  cutOff(): void
}

const started: { server: Server; sockets: Set<Socket> }[] = []

afterAll(async () => {
  for (const { server, sockets } of started) {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
})

async function start(server: Server, scheme: string): Promise<Running> {
  const sockets = new Set<Socket>()
  started.push({ server, sockets })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  const cutOff = () => {
    for (const socket of sockets) socket.destroy()
  }
  return { port, url: `${scheme}://127.0.0.1:${port}`, cutOff }
}

export function serveHttp(listener: RequestListener): Promise<Running> {
  return start(createHttp({ keepAlive: true }, listener), 'http')
}

export function serveHttps(options: ServerOptions, listener: RequestListener): Promise<Running> {
  return start(
    createHttps(options, listener).on('tlsClientError', () => {}),
    'https',
  )
}

export function serveHttp2(
  options: { readonly cert: string; readonly key: string },
  listener: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
): Promise<Running> {
  return start(createSecureServer({ ...options, allowHTTP1: true }, listener), 'https')
}

/** Writes bytes and does what no HTTP server would. */
export function serveRaw(onSocket: (socket: Socket) => void): Promise<Running> {
  return start(createNet(onSocket), 'http')
}

/** A port where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createNet()
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((settle) => server.close(() => settle()))
  return port
}
