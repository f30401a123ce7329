import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../exchanges/certificates.ts'
import { type RunningNginx, runNginx } from '../exchanges/run-nginx.ts'
import { closedPort, serveHttp, serveRaw } from '../exchanges/servers.ts'
import { isInstalled } from '../programs.ts'
import { ensureBuilt, plimsoll, writeProject } from './command-line.ts'

beforeAll(ensureBuilt)

const NGINX = `user nginx;
events {}
http {
    server_tokens off;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate /etc/nginx/certs/fullchain.pem;
    ssl_certificate_key /etc/nginx/certs/privkey.pem;

    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
    add_header X-Frame-Options DENY always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;
    add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'" always;

    server {
        listen 80 default_server;
        server_name _;
        return 301 https://$host$request_uri;
    }

    server {
        listen 443 ssl;
        server_name shop.test;
        location / {
            proxy_pass http://web:3000;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }
        location /internal/ {
            deny all;
        }
    }

    server {
        listen 443 ssl;
        server_name api.shop.test;
        location / {
            proxy_pass http://api:8000;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }
    }

    server {
        listen 443 ssl;
        server_name staff.shop.test;
        location / {
            proxy_pass http://web:3000;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }
    }
}
`

const COMPOSE = `name: shop
services:
  proxy:
    image: nginx:1.29.3
    ports: ["80:80", "443:443"]
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
      - /srv/certificates:/etc/nginx/certs:ro
    depends_on:
      api: { condition: service_healthy }
      web: { condition: service_healthy }
    restart: unless-stopped
    healthcheck: { test: [CMD, nginx, -t] }
  web:
    image: ghcr.io/acme/shop-web:1.4.2
    restart: unless-stopped
    expose: [3000]
    healthcheck: { test: [CMD, curl, -f, "http://localhost:3000/ready"] }
  api:
    image: ghcr.io/acme/shop-api:1.4.2
    restart: unless-stopped
    expose: [8000]
    environment:
      COOKIE_DOMAIN: .shop.test
      SESSION_COOKIE_SECURE: "True"
      CORS_ORIGINS: https://shop.test
      SECURE_SSL_REDIRECT: "True"
    healthcheck: { test: [CMD, curl, -f, "http://localhost:8000/health"] }
  db:
    image: postgres:17.2
    restart: unless-stopped
    ports: ["127.0.0.1:5432:5432"]
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck: { test: [CMD-SHELL, pg_isready] }
volumes:
  data: {}
`

const POLICY = `extends: [plimsoll:recommended]
rules: { no-end-of-life-image: off }
environments:
  production:
    hosts: [shop.test, api.shop.test]
    endpoints:
      - { url: "https://api.shop.test/me", expect: { status: 401 } }
`

const PROJECT = { 'nginx.conf': NGINX, 'compose.yaml': COMPOSE, 'plimsoll.yaml': POLICY }

const web: RequestListener = (request, response) => {
  const isThere = request.url === '/' || request.url === '/ready'
  response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
  response.end('<!doctype html><title>Shop</title>')
}

/** The API, with the domain that it gives to its cookie. */
const api =
  (domain: string): RequestListener =>
  ({ url, headers }, response) => {
    const known = url === '/' || url === '/health' || url === '/me'
    response.writeHead(url === '/me' ? 401 : known ? 200 : 404, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      vary: 'Origin',
      ...(headers.origin === 'https://shop.test' && { 'access-control-allow-origin': headers.origin }),
      'set-cookie': `sessionid=a1b2; Domain=${domain}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    })
    response.end('{}')
  }

describe.skipIf(!isInstalled('nginx'))('files and a real nginx', () => {
  const authority = makeAuthority()
  const certificate = authority.serve({ names: ['shop.test', 'api.shop.test', 'staff.shop.test'] })

  /** Runs what is live and returns the arguments by which it is found. */
  async function deploy(config: string, cookieDomain: string, databasePort: number): Promise<string[]> {
    const upstreams = {
      'web:3000': (await serveHttp(web)).port,
      'api:8000': (await serveHttp(api(cookieDomain))).port,
    }
    const ports = await runNginx(config, certificate, upstreams)
    return resolving(ports, databasePort)
  }

  function resolving({ plain, secure }: RunningNginx, databasePort: number): string[] {
    const all = ['shop.test', 'api.shop.test', 'staff.shop.test'].flatMap((host) => [
      `${host}:80:127.0.0.1:${plain}`,
      `${host}:443:127.0.0.1:${secure}`,
      `${host}:5432:127.0.0.1:${databasePort}`,
    ])
    return ['--ca', 'ca.pem', ...all.flatMap((each) => ['--resolve', each])]
  }

  const project = () => writeProject({ ...PROJECT, 'ca.pem': authority.ca })
  const findingsIn = (text: string) =>
    (
      JSON.parse(text) as {
        findings: {
          rule: string
          path: string
          range: { start: { line: number } }
          related: { path: string }[]
          message: string
        }[]
      }
    ).findings.map(({ rule, path, range, related }) => [
      rule,
      `${path}:${range.start.line}`,
      ...related.map((each) => each.path),
    ])

  test('what is deployed as it is written has no findings', async () => {
    const found = await deploy(NGINX, 'shop.test', await closedPort())
    const args = ['verify', '--environment', 'production', ...found]
    const { code, stdout, stderr } = await plimsoll([...args, '-f', 'json'], { cwd: project() })
    expect(findingsIn(stdout)).toEqual([])
    expect(code).toBe(0)
    expect(stderr).toContain('staff.shop.test (nginx.conf:48) is not asked')
    expect(stderr).toContain('Nothing differs')
    // Everything could be seen but what nothing shows.
    const verdicts = stderr.split('\n').filter((line) => /\S {2,}(?:unknown|unreachable)/.test(line))
    expect(verdicts).toEqual([])
  })

  test('three drifts are found, each with both its places, and again from a recording', async () => {
    const open = await serveRaw((socket) => socket.end())
    const drifted = NGINX.replace('X-Frame-Options DENY', 'X-Frame-Options SAMEORIGIN')
    const found = await deploy(drifted, 'api.shop.test', open.port)
    const cwd = project()
    const args = ['verify', '--environment', 'production', '-f', 'json']
    const seen = await plimsoll([...args, ...found, '--record', 'seen.json'], { cwd })
    const expected = [
      ['no-live-drift', 'compose.yaml:24', 'https://api.shop.test/'],
      ['no-reachable-data-store', 'compose.yaml:32', 'https://shop.test/', 'https://api.shop.test/'],
      [
        'no-live-drift',
        'nginx.conf:10',
        'https://shop.test/',
        'https://shop.test/internal/',
        'https://api.shop.test/',
      ],
    ]
    expect(findingsIn(seen.stdout)).toEqual(expected)
    expect(seen.code).toBe(1)
    expect(seen.stderr).toMatch(/COOKIE_DOMAIN=\.shop\.test +compose\.yaml:24 +https:\S+ +differs/)

    const again = await plimsoll([...args, '--replay', 'seen.json'], { cwd })
    expect(JSON.parse(again.stdout).findings).toEqual(JSON.parse(seen.stdout).findings)
    expect(again.code).toBe(1)
    // Every format prints it, and the table leaves standard output to a program.
    for (const format of ['sarif', 'junit', 'markdown', 'github', 'compact']) {
      const { stdout } = await plimsoll(
        ['verify', '--environment', 'production', '-f', format, '--replay', 'seen.json'],
        { cwd },
      )
      expect(stdout, format).toContain('nginx.conf')
      expect(stdout, format).not.toContain('declared')
    }
    const { stdout } = await plimsoll(['verify', '--env', 'production', '--replay', 'seen.json'], { cwd })
    expect(stdout).toContain('declared')
    expect(readFileSync(join(cwd, 'seen.json'), 'utf8')).not.toContain('a1b2')
  })

  test('only what somebody named is asked', async () => {
    const asked = new Set<string>()
    const note: RequestListener = (request, response) => {
      asked.add(`${request.headers.host}`)
      web(request, response)
    }
    const port = (await serveHttp(note)).port
    const ports = await runNginx(NGINX, certificate, { 'web:3000': port, 'api:8000': port })
    const cwd = project()
    const args = [
      'verify',
      '--environment',
      'production',
      ...resolving(ports, await closedPort()),
      '-f',
      'json',
    ]
    await plimsoll(args, { cwd })
    expect([...asked].sort()).toEqual(['api.shop.test', 'shop.test'])
    await plimsoll([...args, '--host', 'staff.shop.test'], { cwd })
    expect([...asked].sort()).toEqual(['api.shop.test', 'shop.test', 'staff.shop.test'])
  })

  test('a site that is not there has the code for it', async () => {
    const cwd = project()
    const closed = await closedPort()
    const args = resolving({ plain: closed, secure: closed }, closed)
    const { code, stderr } = await plimsoll(
      ['verify', '--environment', 'production', '-f', 'json', ...args],
      { cwd },
    )
    expect(code).toBe(4)
    expect(stderr).toContain('unreachable')
  })
})

test('says what is wrong with how it was called', async () => {
  const cwd = writeProject({ ...PROJECT, 'plimsoll.yaml': 'environments: { production: {}, local: {} }\n' })
  const says = async (...args: string[]) => {
    const { code, stdout, stderr } = await plimsoll(['verify', ...args], { cwd })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    return stderr
  }
  expect(await says()).toContain('environment')
  expect(await says('--environment', 'production')).toContain('list hosts of the environment in the policy')
  expect(await says('--environment', 'production', '--host', 'https://a.test/')).toContain(
    'write a name alone',
  )
})
