import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDuration, readGivenAddress, readHeaders } from '../../src/commands/probe-options.ts'
import { probeExitCode } from '../../src/commands/run-probe.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import type { Finding, Report } from '../../src/finding.ts'
import { makeAuthority } from '../exchanges/certificates.ts'
import { closedPort, serveHttp, serveHttps } from '../exchanges/servers.ts'
import { ensureBuilt, plimsoll, writeProject } from './command-line.ts'

beforeAll(ensureBuilt)

describe('flags', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
  ])('%s', (written, milliseconds) => {
    expect(readDuration('--timeout', written)).toBe(milliseconds)
  })

  test.each(['', '5', '0s', '-1s', '25h', '1d', '1s1', 'NaNs'])('%j is no time', (written) => {
    expect(() => readDuration('--timeout', written)).toThrow(/^--timeout .* is no time/)
  })

  test('headers', () => {
    expect(readHeaders(['A: b', 'c:d:e', 'Empty:'])).toEqual({ A: 'b', c: 'd:e', Empty: '' })
    expect(() => readHeaders(['secret-without-colon'])).toThrow(/^(?!.*secret)/)
  })

  test.each([
    ['shop.test:443:192.0.2.7', { host: 'shop.test', port: 443, address: '192.0.2.7' }],
    [
      'Shop.test:443:192.0.2.7:8443',
      { host: 'shop.test', port: 443, address: '192.0.2.7', addressPort: 8443 },
    ],
    ['shop.test:80:2001:db8::1', { host: 'shop.test', port: 80, address: '2001:db8::1' }],
    [
      'shop.test:80:[2001:db8::1]:81',
      { host: 'shop.test', port: 80, address: '2001:db8::1', addressPort: 81 },
    ],
    ['[2001:db8::1]:80:127.0.0.1', { host: '2001:db8::1', port: 80, address: '127.0.0.1' }],
  ])('--resolve %s', (written, given) => {
    expect(readGivenAddress(written)).toEqual(given)
  })

  test.each(['', 'a:80', 'a:80:b', 'a:0:127.0.0.1', 'a:80:127.0.0.1:70000', 'a:80:1.2.3', 'a::127.0.0.1'])(
    '--resolve %j is a mistake',
    (written) => {
      expect(() => readGivenAddress(written)).toThrow(/HOST:PORT:ADDRESS/)
    },
  )
})

describe('exit codes', () => {
  const finding = (rule: string, severity: Finding['severity'] = 'error') => ({ rule, severity }) as Finding
  const report = (...findings: Finding[]): Report => ({
    findings,
    rules: [],
    excerpts: [],
    troubles: [],
    files: [],
    suppressed: 0,
  })
  const request = { url: 'https://shop.test/' }
  const good: Exchange = { request, response: { status: 200, headers: {}, body: '' } }
  const failed = (reason: 'dns' | 'internal'): Exchange => ({
    request,
    response: null,
    failure: { reason, message: '', url: request.url },
  })
  const unreachable = finding('require-reachable-endpoint')
  test.each<[string, number, Report, Exchange[]]>([
    ['nothing', 0, report(), [good]],
    ['an error', 1, report(finding('no-duplicate-header')), [good]],
    ['a warning', 0, report(finding('no-duplicate-header', 'warning')), [good]],
    ['out of reach', 4, report(), [good, failed('dns')]],
    ['out of reach, which is an error', 4, report(unreachable), [good, failed('dns')]],
    [
      'out of reach, and an error',
      1,
      report(unreachable, finding('no-duplicate-header')),
      [good, failed('dns')],
    ],
    ['a part of the answer only', 1, report(unreachable), [{ ...failed('dns'), response: good.response }]],
    ['a mistake of ours', 3, report(unreachable), [failed('internal')]],
  ])('%s: %i', (_, code, found, exchanges) => {
    expect(probeExitCode(found, exchanges, { failOn: 'error', maxWarnings: undefined })).toBe(code)
  })
})

describe('the command', () => {
  const policy = `extends: [plimsoll:all]
environments:
  production:
    endpoints:
      - name: shop
        url: URL
        headers: { Authorization: "Bearer \${TOKEN}" }
      - url: URL/delete
        method: POST
        active: true
  staging:
    endpoints:
      - url: http://staging.invalid/
`
  const json = (text: string) =>
    JSON.parse(text) as { files: string[]; findings: { rule: string; path: string }[] }

  test('asks the endpoints of an environment, and hides what is secret', async () => {
    const asked: (string | undefined)[] = []
    const { url } = await serveHttp((request, response) => {
      if (request.headers.authorization) asked.push(`${request.url} ${request.headers.authorization}`)
      response.writeHead(200, { 'content-type': 'text/html', server: 'shop/1.2.3' })
      response.end(`your token is ${request.headers.authorization}`)
    })
    const cwd = writeProject({ 'plimsoll.yaml': policy.replaceAll('URL', url) })
    const env = { TOKEN: 'tok-very-secret' }
    const args = ['probe', '--environment', 'production', '--record', 'seen.json', '-f', 'json']
    const ended = await plimsoll(args, { cwd, env })
    expect(asked).toEqual(['/ Bearer tok-very-secret'])
    expect(ended.stderr).toBe('1 endpoint marked active not asked: --active asks them.\n')
    expect(json(ended.stdout).files).toContain(`${url}/`)
    const recording = join(cwd, 'seen.json')
    expect(statSync(recording).mode & 0o777).toBe(0o600)
    expect(ended.stdout + readFileSync(recording, 'utf8')).not.toContain('tok-very-secret')

    const replayed = await plimsoll(
      ['probe', '--replay', 'seen.json', '--environment', 'production', '-f', 'json'],
      { cwd },
    )
    expect(json(replayed.stdout).findings).toEqual(json(ended.stdout).findings)
    expect(replayed.code).toBe(ended.code)
  })

  test('says what is wrong with how it was called', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': policy.replaceAll('URL', 'http://127.0.0.1:1') })
    const says = async (...args: string[]) => {
      const { code, stdout, stderr } = await plimsoll(['probe', ...args], { cwd })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      return stderr
    }
    expect(await says()).toContain(
      'The policy has endpoints of production, staging: choose with --environment.',
    )
    expect(await says('--environment', 'produktion')).toContain('Did you mean "production"?')
    expect(await says('--environment', 'production')).toContain(
      'shop, header authorization: the variable TOKEN is not set',
    )
    expect(await says('--no-config')).toContain('There is nothing to ask')
    expect(await says('shop.test')).toContain('"shop.test" is no URL of http or https.')
    expect(await says('http://127.0.0.1:1', '--timeout', '5')).toContain('--timeout 5 is no time')
    expect(await says('http://127.0.0.1:1', '--ca', 'plimsoll.yaml')).toContain('holds no certificate')
    expect(await says('--replay', 'plimsoll.yaml')).toMatch(
      /recording .*plimsoll\.yaml cannot be read. It is no JSON/,
    )
    expect(await says('http://127.0.0.1:1', '--replay', 'a.json')).toContain('leave out the URLs')
  })

  test('has a code for what cannot be reached', async () => {
    const cwd = writeProject({})
    const url = `http://127.0.0.1:${await closedPort()}/`
    const { code, stdout, stderr } = await plimsoll(['probe', url, '--no-config'], { cwd })
    expect(code).toBe(4)
    expect(stdout + stderr).toContain('refused')
  })

  test('trusts an authority on request, and says where nothing was trusted', async () => {
    const authority = makeAuthority()
    const { port } = await serveHttps(authority.serve(), (_, response) => response.end('hello'))
    const cwd = writeProject({ 'ca.pem': authority.ca })
    const args = [
      'probe',
      'https://shop.test/',
      '--no-config',
      '--resolve',
      `shop.test:443:127.0.0.1:${port}`,
    ]
    const seen = async (...more: string[]) => {
      const ended = await plimsoll([...args, ...more, '--record', 'seen.json'], { cwd })
      const { exchanges } = JSON.parse(readFileSync(join(cwd, 'seen.json'), 'utf8'))
      return { ...ended, exchange: exchanges[0] as Exchange }
    }
    expect((await seen('--ca', 'ca.pem')).exchange.tls?.verified).toBe(true)
    expect((await seen()).exchange.tls?.failure).toBe('untrusted')
    const insecure = await seen('--insecure', '-f', 'json')
    expect(insecure.exchange).toMatchObject({ isInsecure: true, tls: { verified: false } })
    expect(insecure.stderr).toContain('Certificates that do not verify were accepted on request')
    expect(insecure.stdout).toContain('Certificates that do not verify were accepted on request')
  })

  test('what it needs is not loaded to judge files', async () => {
    const cwd = writeProject({
      Dockerfile: 'FROM scratch\n',
      'modules.cjs':
        "process.on('exit', () => process.stderr.write(process.moduleLoadList.filter((name) => / (?:http2|tls)$/.test(name)).join()))",
    })
    const env = { NODE_OPTIONS: `--require ${join(cwd, 'modules.cjs')}` }
    const url = `http://127.0.0.1:${await closedPort()}/`
    expect((await plimsoll(['probe', url, '--no-config'], { cwd, env })).stderr).toContain(
      'NativeModule http2',
    )
    expect((await plimsoll(['lint', 'Dockerfile', '--no-config'], { cwd, env })).stderr).not.toContain(
      'NativeModule',
    )
  })
})
