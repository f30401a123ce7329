import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { exchange } from '../../src/exchanges/ask-endpoint.ts'
import { serveHttp } from './servers.ts'

describe('encodings', () => {
  const text = 'Hello, 日本! '.repeat(20_000)
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('%s', async (encoding, bytes) => {
    const server = await serveHttp((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    )
    const { response, failure } = await exchange({ url: server.url })
    expect(failure).toBeUndefined()
    expect(response?.body).toBe(text)
    expect(response?.bodyBytes).toBe(Buffer.byteLength(text))
    expect(response?.isCut).toBeUndefined()
  })

  test('only those that can be decoded are asked for', async () => {
    const server = await serveHttp((request, response) => response.end(request.headers['accept-encoding']))
    expect((await exchange({ url: server.url })).response?.body).toMatch(/^gzip, deflate, br(, zstd)?$/)
  })

  test('an answer without a body has none, whatever it says', async () => {
    const server = await serveHttp((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
    )
    const { response, failure } = await exchange({ url: server.url, method: 'HEAD' })
    expect(failure).toBeUndefined()
    expect(response).toMatchObject({ status: 200, body: '', bodyBytes: 0 })
  })
})

test.each([
  ['text/html; charset=ISO-8859-1', Buffer.from('caf\xe9', 'latin1')],
  ['text/html; charset="utf-8"', Buffer.from('café')],
  ['text/html; charset=nonsense', Buffer.from('café')],
  ['text/html', Buffer.from('café')],
])('text of %s', async (type, bytes) => {
  const server = await serveHttp((_, response) =>
    response.writeHead(200, { 'content-type': type }).end(bytes),
  )
  expect((await exchange({ url: server.url })).response?.body).toBe('café')
})

test('a hundred megabytes in a hundred kilobytes take little memory', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  const server = await serveHttp((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  )
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bomb-'))
  try {
    const program = join(folder, 'ask.cjs')
    const entry = join(import.meta.dirname, '../../src/exchanges/ask-endpoint.ts')
    await build({
      entryPoints: [entry],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    })
    const quiet = await serveHttp((_, response) => response.end('hello'))
    const [plain, bombed] = [await peakOf(program, quiet.url), await peakOf(program, server.url)]
    expect(plain).toMatchObject({ body: 5 })
    expect(bombed).toMatchObject({ reason: 'too-large', body: 5 * 1024 * 1024 })
    console.log(`Peak memory: ${plain.megabytes} MB for a small answer, ${bombed.megabytes} MB for the bomb.`)
    // Twenty times the limit would be a hundred.
    expect(bombed.megabytes - plain.megabytes).toBeLessThan(60)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Peak {
  readonly reason?: string
  readonly body: number
  readonly megabytes: number
}

/** Asks in a process of its own and returns what the system says of its memory. */
async function peakOf(program: string, url: string): Promise<Peak> {
  const script = `
    const { exchange } = require(${JSON.stringify(program)})
    exchange({ url: ${JSON.stringify(url)} }).then(({ failure, response }) => console.log(JSON.stringify({
      reason: failure?.reason, body: response.body.length, megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    })))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((settle) => child.on('close', settle))
  return JSON.parse(output) as Peak
}
