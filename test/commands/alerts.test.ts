import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeMetricsFile } from '../../src/commands/metrics-file.ts'
import { probeLabels } from '../../src/commands/probe-labels.ts'
import { probeMetrics } from '../../src/commands/probe-metrics.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { makeAuthority } from '../exchanges/certificates.ts'
import { closedPort, serveHttp, serveHttps } from '../exchanges/servers.ts'
import { ensureBuilt, plimsoll, writeProject } from './command-line.ts'

interface Sample {
  readonly metric: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Reads the text format of Prometheus by its grammar; anything else in it fails the test. */
function readMetrics(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true)
  const samples: Sample[] = []
  const typed = new Set<string>()
  let current = ''
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE ([a-z_]+) gauge$/.exec(line)
    if (type) {
      // The samples of a metric stand together.
      expect(typed.has(type[1]!), line).toBe(false)
      current = type[1]!
      typed.add(current)
    } else if (!/^# HELP [a-z_]+ [^\\]+$/.test(line)) {
      const found =
        /^([a-z_]+)(?:\{((?:[a-z_][a-z0-9_]*="(?:[^"\\]|\\[\\n"])*",?)+)\})? (-?\d+(?:\.\d+)?)$/.exec(line)
      expect(found, line).not.toBeNull()
      expect(found![1]).toBe(current)
      const labels = [...(found![2] ?? '').matchAll(/([a-z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map(
        ([, name, value]) => [name, value!.replace(/\\(.)/g, (_, each) => (each === 'n' ? '\n' : each))],
      )
      samples.push({ metric: current, labels: Object.fromEntries(labels), value: Number(found![3]) })
    }
  }
  const keys = samples.map(({ metric, labels }) => metric + JSON.stringify(Object.entries(labels).sort()))
  expect(new Set(keys).size).toBe(keys.length)
  return samples
}

const sampled = (samples: readonly Sample[], metric: string, labels: Sample['labels'] = {}) => {
  const found = samples.filter(
    (each) =>
      each.metric === metric &&
      Object.entries(labels).every(([name, value]) => (each.labels[name] ?? '') === value),
  )
  expect(found.length, `${metric} ${JSON.stringify(labels)}`).toBeLessThanOrEqual(1)
  return found[0]?.value
}

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** What Prometheus asks of a rule file. */
function readRules(text: string): Map<string, Rule[]> {
  const { groups, ...rest } = parse(text) as { groups: { name: string; rules: Rule[] }[] }
  expect(rest).toEqual({})
  expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length)
  for (const { name, rules, ...more } of groups) {
    expect(more).toEqual({})
    expect(name).toMatch(/^plimsoll-/)
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual(['alert', 'expr', 'for', 'labels', 'annotations'])
      expect(rule.alert).toMatch(/^[A-Za-z]+$/)
      expect(rule.for).toMatch(/^\d+(?:ms|[smh])$/)
      for (const value of [...Object.values(rule.labels), ...Object.values(rule.annotations)])
        expect(typeof value).toBe('string')
    }
    const keys = rules.map(({ alert, labels }) => alert + JSON.stringify(labels))
    expect(new Set(keys).size).toBe(keys.length)
  }
  return new Map(groups.map(({ name, rules }) => [name, rules]))
}

/** The selectors of an expression. */
const selectorsOf = (expr: string) =>
  [...expr.matchAll(/([a-z_]+)\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}/g)].map(([, metric, inner]) => ({
    metric: metric!,
    labels: Object.fromEntries(
      [...inner!.matchAll(/([a-z]+)=("(?:[^"\\]|\\.)*")/g)].map(([, name, value]) => [
        name!,
        JSON.parse(value!) as string,
      ]),
    ),
  }))

describe('metrics', () => {
  const request = { url: 'https://shop.test/?token=tok-very-secret-1' }
  const answer = (status: number): Exchange => ({ request, response: { status, headers: {}, body: '' } })
  const metricsOf = (exchange: Exchange, status?: (number | string)[]) =>
    readMetrics(
      probeMetrics({
        exchanges: [exchange],
        findings: [],
        contracts: [[{ url: request.url, ...(status && { expect: { status } }) }]],
      }),
    )

  test.each<[string, Exchange, (number | string)[] | undefined, string | undefined]>([
    ['200', answer(200), undefined, undefined],
    ['404', answer(404), undefined, 'status'],
    ['404, as expected', answer(404), [404], undefined],
    ['403, of a class', answer(403), ['4xx'], undefined],
    ['200, where it must be refused', answer(200), [401, 403], 'status'],
    ['a certificate', { ...answer(200), tls: { verified: false, failure: 'name' } }, undefined, 'tls-name'],
    [
      'a certificate, accepted',
      { ...answer(200), isInsecure: true, tls: { verified: false, failure: 'name' } },
      undefined,
      undefined,
    ],
    [
      'half an answer',
      { ...answer(200), failure: { reason: 'truncated', message: '', url: request.url } },
      undefined,
      'truncated',
    ],
    [
      'no answer',
      { request, response: null, failure: { reason: 'dns', message: '', url: request.url } },
      undefined,
      'dns',
    ],
  ])('%s', (_, exchange, status, reason) => {
    const samples = metricsOf(exchange, status)
    expect(sampled(samples, 'probe_success')).toBe(reason === undefined ? 1 : 0)
    expect(samples.find(({ metric }) => metric === 'probe_failure_info')?.labels.reason).toBe(reason)
    expect(sampled(samples, 'probe_http_status_code')).toBe(exchange.response?.status ?? 0)
    expect(JSON.stringify(samples)).not.toContain('very-secret')
  })

  test('no two endpoints have the same labels', () => {
    const url = 'https://user:password@shop.test'
    const target = 'https://shop.test/'
    expect(
      probeLabels([
        { url },
        { url, method: 'post' },
        { url, name: 'a"\n\\b' },
        { url },
        { url: `${url}/#x` },
      ]),
    ).toEqual([
      { target },
      { target, method: 'POST' },
      { target, name: 'a"\n\\b' },
      { target, number: '2' },
      { target, number: '3' },
    ])
    const exchanges = [{ ...answer(200), name: 'a"\n\\b' }]
    const samples = readMetrics(probeMetrics({ exchanges, findings: [], contracts: [] }))
    expect(samples[0]?.labels.name).toBe('a"\n\\b')
  })
})

test('a link is written through and stays one; a file is replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
  const [file, link] = [join(folder, 'a.prom'), join(folder, 'link')]
  writeFileSync(file, 'old')
  symlinkSync(file, link)
  writeMetricsFile(link, 'new')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('new')
  const before = statSync(file).ino
  writeMetricsFile(file, 'newer')
  expect(statSync(file).ino).not.toBe(before)
  expect(readFileSync(link, 'utf8')).toBe('newer')
  expect(readdirSync(folder).sort()).toEqual(['a.prom', 'link'])
  rmSync(folder, { recursive: true })
})

describe('the command line', () => {
  beforeAll(ensureBuilt)

  const policy = (url: string, gone: string) => `extends: [plimsoll:recommended]
rules: { no-version-header: error }
environments:
  production:
    endpoints:
      - url: ${url}/?api_key=k-very-secret-123
        expect: { status: 200, within: 1500ms }
      - name: 'no {{ "such" }} page'
        url: ${url}/none
        expect: { status: [404, 4xx] }
      - url: ${url}/none
        method: POST
        active: true
        expect: { tlsDays: 30 }
      - url: ${gone}/
        headers: { Authorization: "Bearer \${TOKEN}" }
  staging:
    endpoints:
      - url: https://staging.test
        expect: { tlsDays: 5 }
`

  test('probe writes what alerts ask for', async () => {
    const { url } = await serveHttp((request, response) => {
      response.writeHead(request.url?.startsWith('/none') ? 404 : 200, { server: 'shop/1.2.3' })
      response.end(`hello ${request.headers.authorization}`)
    })
    const gone = `http://127.0.0.1:${await closedPort()}`
    const cwd = writeProject({ 'plimsoll.yaml': policy(url, gone) })
    const args = ['probe', '--environment', 'production', '--quiet', '--metrics', 'shop.prom']
    const ended = await plimsoll(args, { cwd, env: { TOKEN: 'tok-very-secret' } })
    expect(ended.code, ended.stderr).toBe(1)
    const text = readFileSync(join(cwd, 'shop.prom'), 'utf8')
    expect(text).not.toContain('very-secret')
    // A collector that is somebody else must read it, and nothing else is left behind.
    expect(statSync(join(cwd, 'shop.prom')).mode & 0o400).toBe(0o400)
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'plimsoll.yaml', 'shop.prom'])
    const samples = readMetrics(text)
    const root = { target: `${url}/?api_key=***` }
    expect(sampled(samples, 'probe_success', root)).toBe(1)
    expect(sampled(samples, 'probe_http_status_code', root)).toBe(200)
    expect(sampled(samples, 'probe_http_version', root)).toBe(1.1)
    expect(sampled(samples, 'probe_ip_protocol', root)).toBe(4)
    expect(sampled(samples, 'probe_http_ssl', root)).toBe(0)
    expect(sampled(samples, 'probe_duration_seconds', root)).toBeGreaterThan(0)
    for (const phase of ['resolve', 'connect', 'tls', 'processing', 'transfer'])
      expect(sampled(samples, 'probe_http_duration_seconds', { ...root, phase })).toBeGreaterThanOrEqual(0)
    expect(sampled(samples, 'plimsoll_findings', { ...root, severity: 'error' })).toBeGreaterThan(0)
    expect(sampled(samples, 'probe_success', { target: `${url}/none` })).toBe(1)
    expect(sampled(samples, 'probe_success', { target: `${gone}/` })).toBe(0)
    expect(sampled(samples, 'probe_failure_info', { target: `${gone}/`, reason: 'connect-refused' })).toBe(1)

    const alerts = await plimsoll(['alerts', '--environment', 'production'], { cwd })
    expect(alerts).toMatchObject({ code: 0, stderr: '' })
    expect(alerts.stdout).not.toContain('very-secret')
    const rules = readRules(alerts.stdout).get('plimsoll-production')!
    const missing = rules
      .flatMap(({ expr }) => selectorsOf(expr))
      .filter(({ metric, labels }) => sampled(samples, metric, labels) === undefined)
    // Nobody asked what is active, nothing is known of what did not answer, and no file was judged.
    for (const { metric, labels } of missing)
      expect(
        labels.method === 'POST' || labels.environment === 'production' || labels.target === `${gone}/`,
        metric,
      ).toBe(true)
    const ofRoot = rules.filter(({ expr }) => selectorsOf(expr)[0]!.labels.target === root.target)
    expect(ofRoot.map(({ alert, expr }) => [alert, expr.replaceAll(root.target, 'ROOT')])).toEqual([
      ['PlimsollEndpointDown', 'probe_success{target="ROOT"} == 0'],
      [
        'PlimsollEndpointStatus',
        'probe_http_status_code{target="ROOT"} > 0 unless (probe_http_status_code{target="ROOT"} == 200)',
      ],
      ['PlimsollEndpointSlow', 'probe_duration_seconds{target="ROOT"} > 1.5'],
      ['PlimsollFindings', 'plimsoll_findings{target="ROOT",severity="error"} > 0'],
    ])
    expect(ofRoot[0]).toMatchObject({
      for: '5m',
      labels: { severity: 'critical', environment: 'production', endpoint: root.target },
      annotations: { source: 'plimsoll.yaml:6' },
    })
  })

  test('alerts take thresholds from the policy', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': policy('https://shop.test', 'http://gone.test') })
    const groups = readRules((await plimsoll(['alerts', '--for', '90s'], { cwd })).stdout)
    expect([...groups.keys()]).toEqual(['plimsoll-production', 'plimsoll-staging'])
    const rules = groups.get('plimsoll-production')!
    const none = rules.filter(({ labels }) => labels.endpoint?.startsWith('no '))
    const selector = `target="https://shop.test/none",method="",name=${JSON.stringify('no {{ "such" }} page')}`
    const status = `probe_http_status_code{${selector}}`
    expect(none[1]?.expr).toBe(`${status} > 0 unless (${status} == 404 or ${status} >= 400 < 500)`)
    // A text of the policy is no template of Go.
    expect(none[1]?.labels.endpoint).toBe('no {{ "{{" }} "such" }} page')
    const days = (found: readonly Rule[] | undefined) =>
      found
        ?.filter(({ alert }) => alert === 'PlimsollCertificateExpires')
        .map(({ labels, expr, annotations }) => [
          labels.severity,
          / - time\(\) < (\d+) \* 86400$/.exec(expr)?.[1],
          annotations.source,
        ])
    expect(days(rules)).toEqual([
      ['warning', '21', 'plimsoll.yaml:6'],
      ['critical', '7', 'plimsoll.yaml:6'],
      ['warning', '21', 'plimsoll.yaml:8'],
      ['critical', '7', 'plimsoll.yaml:8'],
      ['warning', '30', 'plimsoll.yaml:11'],
      ['critical', '7', 'plimsoll.yaml:11'],
    ])
    expect(days(groups.get('plimsoll-staging'))).toEqual([['warning', '5', 'plimsoll.yaml:19']])
    expect(rules.every((rule) => rule.for === '90s')).toBe(true)
    expect(rules.at(-1)).toMatchObject({
      alert: 'PlimsollFileFindings',
      expr: 'plimsoll_findings{environment="production",target="",severity="error"} > 0',
      annotations: { source: 'plimsoll.yaml:5' },
    })
  })

  test('verify counts what is found in files by its environment, and certificates are told', async () => {
    const authority = makeAuthority()
    const { port } = await serveHttps(authority.serve(), (_, response) => response.end('hello'))
    const cwd = writeProject({
      'ca.pem': authority.ca,
      'plimsoll.yaml':
        'extends: [plimsoll:recommended]\nenvironments: { production: { endpoints: [{ url: "https://shop.test" }] } }\n',
      'compose.yaml': 'services:\n  web:\n    image: [\n',
    })
    const where = ['--resolve', `shop.test:443:127.0.0.1:${port}`, '--resolve', 'shop.test:80:127.0.0.1:1']
    await plimsoll(
      ['verify', '--environment', 'production', '--ca', 'ca.pem', ...where, '--metrics', 'a.prom'],
      { cwd },
    )
    const samples = readMetrics(readFileSync(join(cwd, 'a.prom'), 'utf8'))
    const target = 'https://shop.test/'
    expect(sampled(samples, 'probe_success', { target })).toBe(1)
    expect(sampled(samples, 'probe_http_ssl', { target })).toBe(1)
    expect(sampled(samples, 'probe_ssl_earliest_cert_expiry', { target })).toBeGreaterThan(Date.now() / 1000)
    expect(samples.find(({ metric }) => metric === 'probe_tls_version_info')?.labels.version).toBe('TLS 1.3')
    const rules = readRules((await plimsoll(['alerts'], { cwd })).stdout).get('plimsoll-production')!
    for (const { metric, labels } of rules.flatMap(({ expr }) => selectorsOf(expr)))
      expect(sampled(samples, metric, labels), metric).toBeTypeOf('number')
    const inFiles = { environment: 'production', severity: 'error' }
    expect(sampled(samples, 'plimsoll_findings', inFiles)).toBeGreaterThan(0)
  })

  test('what cannot be done is said', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': policy('https://shop.test', 'http://gone.test') })
    const says = async (...args: string[]) => {
      const { code, stdout, stderr } = await plimsoll(args, { cwd })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      return stderr
    }
    expect(await says('alerts', '--environment', 'produktion')).toContain('Did you mean "production"?')
    expect(await says('alerts', '--no-config')).toContain('There is nothing to watch')
    expect(await says('alerts', '--for', '5')).toContain('--for 5 is no time')
    const url = `http://127.0.0.1:${await closedPort()}`
    expect(await says('probe', url, '--metrics', 'no/such/folder.prom')).toContain(
      'The metrics cannot be written to',
    )
    const help = await plimsoll(['alerts', '--help'])
    expect(help.stdout).toMatch(/^Usage: {3}plimsoll alerts/m)
    for (const line of help.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })
})
