import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExchangeOptions, exchange } from '../../src/exchanges/ask-endpoint.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { closedPort, type Running, serveHttp, serveRaw } from './servers.ts'

// Servers here hang for ever; only our deadlines end a request. What is asserted is the reason, never a time.
const limits = { connect: 5000, tls: 1000, headers: 700, body: 700 }
const ask = (url: string, options: ExchangeOptions = {}): Promise<Exchange> =>
  exchange({ url }, { limits, timeout: 20_000, ...options })

/** What a server says to a plain socket: that the fault is there, and not only in our client. */
function listen({ port }: Running, until: (text: string, isClosed: boolean) => boolean): Promise<string> {
  return new Promise((settle) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
    const look = (isClosed: boolean) => {
      if (!until(text, isClosed)) return
      settle(text)
      socket.destroy()
    }
    socket.on('data', (chunk) => {
      text += chunk
      look(false)
    })
    socket.on('error', () => {})
    socket.on('close', () => look(true))
  })
}

test('answers that come have no failure', async () => {
  const { url } = await serveHttp((_, response) => response.setHeader('x-a', ['1', '2']).end('hello'))
  const found = await ask(url)
  expect(found.failure).toBeUndefined()
  expect(found.response).toMatchObject({ status: 200, body: 'hello', bodyBytes: 5, httpVersion: '1.1' })
  expect(found.response?.headers['x-a']).toEqual(['1', '2'])
  expect(found.timings).toMatchObject({ connect: expect.any(Number), processing: expect.any(Number) })
  expect(found).toMatchObject({ address: '127.0.0.1', attempts: 1, tls: null })
})

test('refused', async () => {
  const { failure, response } = await ask(`http://127.0.0.1:${await closedPort()}/`)
  expect(failure?.reason).toBe('connect-refused')
  expect(response).toBeNull()
})

test('a name without an address', async () => {
  expect((await ask('http://shop.invalid/')).failure?.reason).toBe('dns')
})

test('a server that accepts and says nothing', async () => {
  const server = await serveRaw(() => {})
  expect((await ask(server.url)).failure?.reason).toBe('timeout-headers')
})

test('a server that says nothing where TLS is expected', async () => {
  const { port } = await serveRaw(() => {})
  expect((await ask(`https://127.0.0.1:${port}/`)).failure?.reason).toBe('timeout-tls')
})

test('a server without TLS where TLS is expected', async () => {
  const { port } = await serveHttp((_, response) => response.end())
  expect((await ask(`https://127.0.0.1:${port}/`)).failure?.reason).toBe('tls-protocol')
})

test('headers that drip for ever', async () => {
  const server = await serveRaw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write(`x-${Math.random()}: 1\r\n`), 20)
    socket.on('close', () => clearInterval(timer))
  })
  await listen(server, (text) => text.split('\n').length > 5)
  expect((await ask(server.url)).failure?.reason).toBe('timeout-headers')
})

test('a body that drips for ever', async () => {
  const server = await serveHttp((_, response) => {
    const timer = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(timer))
  })
  await listen(server, (text) => text.includes('\r\n\r\n1\r\na\r\n1\r\na'))
  const found = await ask(server.url)
  expect(found.failure?.reason).toBe('timeout-body')
  expect(found.response?.body).toMatch(/^a+$/)
  expect(found.response?.isCut).toBe(true)
})

test('one deadline for all, whatever the limits of phases are', async () => {
  const { url } = await serveHttp((request, response) => {
    const step = Number(new URL(request.url!, 'http://a').searchParams.get('step'))
    setTimeout(() => response.writeHead(302, { location: `/?step=${step + 1}` }).end(), 100)
  })
  const found = await ask(url, { timeout: 450, limits: { headers: 60_000 } })
  expect(found.failure?.reason).toMatch(/^timeout-/)
})

test('a body that is shorter than announced', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello'))
  })
  expect(await listen(server, (_, isClosed) => isClosed)).toMatch(/hello$/)
  const found = await ask(server.url)
  expect(found.failure?.reason).toBe('truncated')
  expect(found.response?.body).toBe('hello')
})

test('chunks that do not end', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    )
  })
  expect((await ask(server.url)).failure?.reason).toBe('truncated')
})

test('a compressed body that ends too soon', async () => {
  const whole = gzipSync('hello '.repeat(1000))
  const server = await serveRaw((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${whole.length}\r\n\r\n`)
      socket.end(whole.subarray(0, 30))
    })
  })
  expect((await ask(server.url)).failure?.reason).toBe('truncated')
})

test('a reset before the answer', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.resetAndDestroy())
  })
  expect((await ask(server.url)).failure?.reason).toBe('reset')
})

test('a reset within the body', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello', () =>
        setTimeout(() => socket.resetAndDestroy(), 50),
      )
    })
  })
  const { failure, response } = await ask(server.url)
  expect(failure?.reason).toBe('reset')
  expect(response?.status).toBe(200)
})

test('a close without a word', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end())
  })
  expect((await ask(server.url)).failure?.reason).toBe('reset')
})

test.each([
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['a status that is none', 'HTTP/1.1 abc\r\n\r\n'],
  ['a NUL in a header', 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'],
])('%s', async (_, text) => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end(text))
  })
  expect((await ask(server.url)).failure?.reason).toBe('bad-response')
})

test('a thousand headers', async () => {
  const server = await serveHttp((_, response) => {
    for (let index = 0; index < 1000; index++) response.setHeader(`x-${index}`, 'a'.repeat(20))
    response.end()
  })
  const { failure, response } = await ask(server.url)
  expect(failure?.reason).toBe('headers-too-large')
  expect(response).toBeNull()
})

test('headers without end', async () => {
  const server = await serveRaw((socket) => {
    const more = () => {
      while (socket.writable && socket.write(`x: ${'a'.repeat(5000)}\r\n`));
    }
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n')
      socket.on('drain', more)
      more()
    })
  })
  expect((await ask(server.url)).failure?.reason).toBe('headers-too-large')
})

test('a body without end', async () => {
  const server = await serveHttp((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('a'.repeat(65536)));
    }
    response.on('drain', more)
    more()
  })
  const { failure, response } = await ask(server.url, { maxBytes: 100_000, limits: { body: 60_000 } })
  expect(failure?.reason).toBe('too-large')
  expect(response?.body.length).toBe(100_000)
  expect(response?.isCut).toBe(true)
})

test.each([
  ['is not what it says', 'gzip', Buffer.from('hello')],
  ['was not asked for', 'snappy', Buffer.from('hello')],
  ['is layered', 'gzip, gzip', gzipSync(gzipSync('hello'))],
  ['ends too soon', 'gzip', gzipSync('hello '.repeat(1000)).subarray(0, 30)],
])('an encoding that %s', async (_, encoding, bytes) => {
  const server = await serveHttp((_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
  )
  expect((await ask(server.url)).failure?.reason).toBe('bad-encoding')
})

test('whatever bytes come, there is an answer or a reason', async () => {
  let text = ''
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.end(text, 'latin1'))
  })
  const pieces = [
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\n\r\n',
    'HTTP/1.1 302 Found\r\n',
    'Location: //[\r\n',
    'Location: /\r\n',
    'Content-Length: 5\r\n',
    'Content-Encoding: gzip\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Set-Cookie: a=b; Domain=\xff\r\n',
    '__proto__: a\r\n',
    ' folded\r\n',
    '\r\n',
    '\n',
    '5\r\nhello\r\n',
    '0\r\n\r\n',
    'hello',
    '\0',
    '\xff\xfe',
  ]
  const bytes = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(bytes, async (parts) => {
      text = parts.join('')
      const { response, failure } = await ask(server.url)
      expect(response !== null || failure !== undefined).toBe(true)
      expect(failure?.reason, failure?.message).not.toBe('internal')
    }),
    { numRuns: 300, endOnFailure: true },
  )
})

test('what a server does not end with is not waited for', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  })
  const { failure, response } = await ask(server.url)
  expect(failure).toBeUndefined()
  expect(response?.status).toBe(204)
})
