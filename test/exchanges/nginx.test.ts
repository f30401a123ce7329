import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ExchangeOptions, exchange } from '../../src/exchanges/ask-endpoint.ts'
import { collect } from '../../src/exchanges/collect.ts'
import { isInstalled } from '../programs.ts'
import { makeAuthority } from './certificates.ts'
import { closedPort } from './servers.ts'

/** Answers when something listens there. */
async function isListening(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      settle(true)
    }).on('error', () => settle(false))
  })
}

describe.skipIf(!isInstalled('nginx'))('a real nginx', () => {
  const authority = makeAuthority()
  let folder = ''
  let server: ChildProcess
  let ports = { plain: 0, secure: 0, old: 0, bare: 0 }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-nginx-'))
    ports = {
      plain: await closedPort(),
      secure: await closedPort(),
      old: await closedPort(),
      bare: await closedPort(),
    }
    // Its workers run as somebody else where it is started by root.
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'site'))
    writeFileSync(join(folder, 'site/index.html'), `<!doctype html>${'<p>hello</p>'.repeat(500)}`)
    const whole = authority.serve()
    const lone = authority.serve({ issuer: authority.intermediate })
    for (const [name, { cert, key }] of Object.entries({ whole, lone })) {
      writeFileSync(join(folder, `${name}.pem`), cert)
      writeFileSync(join(folder, `${name}.key`), key)
    }
    const certificate = (name: string) => `ssl_certificate ${name}.pem; ssl_certificate_key ${name}.key;`
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        types { text/html html; }
        server {
          listen 127.0.0.1:${ports.plain};
          server_name shop.test;
          return 301 https://shop.test$request_uri;
        }
        server {
          listen 127.0.0.1:${ports.secure} ssl http2;
          server_name shop.test;
          ${certificate('whole')}
          ssl_protocols TLSv1.2 TLSv1.3;
          root site;
          gzip on;
          add_header X-Frame-Options DENY;
          add_header X-Twice 1;
          add_header X-Twice 2;
          add_header X-Always yes always;
          location /gone { return 502; }
          location /many { return 200 "$http_x_forwarded_for"; }
        }
        server {
          listen 127.0.0.1:${ports.old} ssl;
          ${certificate('whole')}
          ssl_protocols TLSv1;
          ssl_ciphers DEFAULT@SECLEVEL=0;
        }
        server {
          listen 127.0.0.1:${ports.bare} ssl;
          ${certificate('lone')}
        }
      }`,
    )
    server = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    server.stderr?.on('data', (chunk) => {
      said += chunk
    })
    while (!(await isListening(ports.bare))) {
      if (server.exitCode !== null) throw new Error(said)
      await new Promise((settle) => setTimeout(settle, 50))
    }
  })

  afterAll(async () => {
    if (server && server.exitCode === null) {
      const ended = new Promise((settle) => server.once('close', settle))
      server.kill('SIGTERM')
      await ended
    }
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const at = (url: string, port: number, options: ExchangeOptions = {}) =>
    exchange(
      { url },
      {
        ca: authority.ca,
        resolve: [
          { host: 'shop.test', port: 443, address: '127.0.0.1', addressPort: port },
          { host: 'shop.test', port: 80, address: '127.0.0.1', addressPort: ports.plain },
        ],
        ...options,
      },
    )

  test('speaks HTTP/2 and compresses', async () => {
    const { response, tls, failure } = await at('https://shop.test/', ports.secure)
    expect(failure).toBeUndefined()
    expect(response).toMatchObject({ status: 200, httpVersion: '2', bodyBytes: 6015 })
    expect(response?.headers).toMatchObject({ 'content-encoding': 'gzip', 'x-twice': ['1', '2'] })
    expect(response?.body).toMatch(/^<!doctype html><p>hello/)
    expect(tls).toMatchObject({ verified: true, alpn: 'h2', protocol: 'TLSv1.3' })
  })

  test('redirects from http', async () => {
    const { hops } = await at('http://shop.test/?a=b', ports.secure)
    expect(hops?.map(({ status, url, httpVersion }) => [status, url, httpVersion])).toEqual([
      [301, 'http://shop.test/?a=b', '1.1'],
      [200, 'https://shop.test/?a=b', '2'],
    ])
    expect(hops?.[0]?.headers?.server).toMatch(/^nginx\//)
  })

  test('forgets headers on errors unless told always, which the missing page shows', async () => {
    const found = await at('https://shop.test/', ports.secure, { asides: ['missing-page'] })
    const missing = found.related?.[0]?.response
    expect(missing?.status).toBe(404)
    expect(missing?.headers['x-always']).toBe('yes')
    expect(missing?.headers['x-frame-options']).toBeUndefined()
    expect(found.response?.headers['x-frame-options']).toBe('DENY')
  })

  test('with old TLS alone', async () => {
    const { failure, oldProtocols } = await at('https://shop.test/', ports.old, { asides: ['old-protocols'] })
    expect(failure?.reason).toBe('tls-protocol')
    expect(oldProtocols).toEqual(['TLSv1'])
  })

  test('without its intermediate', async () => {
    const { tls } = await at('https://shop.test/', ports.bare)
    expect(tls).toMatchObject({ verified: false, failure: 'missing-intermediate' })
    expect(tls?.chain).toHaveLength(1)
  })

  test('many endpoints at once', async () => {
    const endpoints = Array.from({ length: 100 }, (_, index) => ({ url: `https://shop.test/many?${index}` }))
    const found = await collect(endpoints, {
      ca: authority.ca,
      resolve: [{ host: 'shop.test', port: 443, address: '127.0.0.1', addressPort: ports.secure }],
      isBare: true,
      concurrency: 16,
    })
    expect(found.filter(({ response }) => response?.status === 200)).toHaveLength(100)
  })
})
