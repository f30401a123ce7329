import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { formats } from '../../src/reporters/index.ts'
import { serveHttp } from '../exchanges/servers.ts'
import { ensureBuilt, plimsoll, writeProject } from './command-line.ts'

beforeAll(ensureBuilt)

const SECRETS = {
  KEY: 'key-e1c2b7a9-planted',
  TOKEN: 'tok.f00ba4.planted-bearer',
  COOKIE: 'cook1e-planted-9f8e7d',
  BODY: 'body-planted-55aa66',
}

const policy = (url: string) => `extends: [plimsoll:all]
environments:
  production:
    endpoints:
      - url: ${url}/
        headers:
          X-Own-Thing: "\${KEY}"
          Authorization: "Bearer \${TOKEN}"
          Cookie: "session=\${COOKIE}"
        expect: { status: 418, headers: { x-none: present }, body: { contains: [never] } }
      - url: ${url}/sign-in
        method: POST
        active: true
        body: { password: "\${BODY}" }
        expect: { status: 418 }
`

test.each(['probe', 'verify'])(
  '%s: no secret is in a recording, a report or what is logged',
  async (command) => {
    const sent = new Set<string>()
    // A server that gives away everything it was told, in every place there is.
    const { url } = await serveHttp((request, response) => {
      let body = ''
      request
        .on('data', (chunk) => (body += chunk))
        .on('end', () => {
          const told = `${JSON.stringify(request.headers)} ${body}`
          for (const secret of Object.values(SECRETS)) if (told.includes(secret)) sent.add(secret)
          const value = Object.values(SECRETS).find((secret) => told.includes(secret)) ?? 'nothing'
          response.writeHead(500, {
            'content-type': 'text/html',
            'x-echo': value,
            'set-cookie': [`session=${value}; Domain=${value}`, `${value}=1`],
            'access-control-allow-origin': value,
            server: `app/1.2 ${value}`,
          })
          response.end(`<script src="/${value}.js"></script>Traceback (most recent call last): ${told}`)
        })
    })
    const cwd = writeProject({
      'plimsoll.yaml': policy(url),
      'compose.yaml': 'services:\n  api:\n    image: example/api:1\n',
    })
    const args = [command, '--environment', 'production', '--active', '--verbose', '--statistics']
    const output: string[] = []
    const record = ['--record', 'seen.json', '--metrics', 'seen.prom']
    const files = formats.flatMap((format) => ['-f', `${format}=out.${format}`])
    const ended = await plimsoll([...args, ...record, ...files, '-f', 'pretty'], { cwd, env: SECRETS })
    expect(ended.code, ended.stderr).toBe(1)
    expect(ended.stderr).toMatch(/At most \d+ requests to 127\.0\.0\.1:\d+, \d+ of them for active checks/)
    output.push(ended.stdout, ended.stderr)
    for (const name of ['seen.json', 'seen.prom']) output.push(readFileSync(join(cwd, name), 'utf8'))
    for (const format of formats) output.push(readFileSync(join(cwd, `out.${format}`), 'utf8'))
    // They were really sent, and there was something to say.
    expect(sent.size).toBe(Object.keys(SECRETS).length)
    expect(ended.stdout).toContain('no-leaked-error')
    for (const text of output) {
      for (const secret of Object.values(SECRETS)) {
        for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
          expect(
            text.includes(form),
            text.slice(Math.max(0, text.indexOf(form) - 200), text.indexOf(form) + 80),
          ).toBe(false)
      }
    }
  },
)
