import { describe, expect, test } from 'vitest'
import type { Exchange } from '../src/exchanges/exchange.ts'
import { inspect } from '../src/inspect.ts'
import { formats, loadReporter } from '../src/reporters/index.ts'
import { plimsoll, writeProject } from './commands/command-line.ts'
import { randomFrom } from './deployment/secret-lines.ts'

// Every format of a project holds values that stand nowhere else; none of them may leave, whole or in its middle.

const planted = new Map<string, string>()

const random = randomFrom(7)
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A value that is the same in each run. */
function plant(where: string): string {
  const value = Array.from({ length: 26 }, () => LETTERS[random(LETTERS.length)]).join('')
  planted.set(where, value)
  return value
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const inBase64 = plant('data of a Secret')

const FILES: Record<string, string> = {
  '.env': [
    `DB_PASSWORD=${plant('.env')}`,
    `DB_PASSWORD='${plant('.env in quotes')}'`,
    `DATABASE_URL=postgres://app:${plant('address in .env')}@db/app`,
    `# OLD_API_TOKEN=${plant('comment in .env')}`,
    `export "SESSION_SECRET=${plant('broken line of .env')}`,
    `SMTP_PASSWORD="${plant('open quote in .env')}`,
    '',
  ].join('\n'),
  '.env.production': `JWT_SECRET=${plant('.env.production')}\nVITE_API_SECRET=${plant('public variable')}\n`,
  '.env.example': `API_TOKEN=${plant('.env.example')}\n`,
  'compose.yaml': `services:
  web:
    image: a
    image: b
    env_file: .env
    environment:
      API_TOKEN: ${plant('environment of compose')}
      ADDRESS: redis://:${plant('address in compose')}@cache:6379
      COOKIE_SECRET: \${COOKIE_SECRET:-${plant('fallback in compose')}}
    command: ./web --api-key ${plant('command of compose')}
    labels:
      com.example.api-token: ${plant('label of compose')}
    healthcheck:
      test: curl -H "X-Api-Key: ${plant('healthcheck of compose')}" http://localhost
  list:
    build:
      context: .
      args:
        - NPM_TOKEN=${plant('build argument of compose')}
    environment:
      - ADMIN_PASSWORD=${plant('list of compose')}
    entrypoint: ["./run", "--password=${plant('entrypoint of compose')}"]
configs:
  app:
    content: |
      password = ${plant('content of a config')}
`,
  Dockerfile: `FROM node:24
ARG NPM_TOKEN=${plant('ARG')}
ENV API_SECRET=${plant('ENV')} LEGACY_PASSWORD ${plant('old ENV')}
ENV OLD_TOKEN ${plant('ENV without equals sign')}
LABEL api.token="${plant('LABEL')}"
RUN curl -u app:${plant('curl -u')} https://example.com && cd /tmp && sudo apt-get install -y x
RUN wget --header="Authorization: Bearer ${plant('header of wget')}" https://example.com/a.tgz
RUN mysql -uroot -p${plant('mysql -p')} shop
RUN redis-cli -a ${plant('redis-cli -a')} ping
RUN git clone https://ci:${plant('git clone')}@example.com/a.git
FETCH --token=${plant('unknown instruction')}
`,
  'k8s/secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: s }
data:
  password: ${base64(inBase64)}
  wrong: "*${plant('no base64')}"
stringData:
  token: ${plant('stringData')}
  app.ini: |
    [db]
    password = ${plant('file in a Secret')}
`,
  'k8s/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: app
          image: acme/app
          env:
            - name: CLIENT_SECRET
              value: ${plant('env of a container')}
          args: ["--db-password", "${plant('args of a container')}"]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
data:
  API_TOKEN: ${plant('ConfigMap')}
  app.properties: |
    spring.datasource.password=${plant('file in a ConfigMap')}
`,
  'nginx.conf': `server {
  listen 80
  location / {
    set $api_key ${plant('set of nginx')};
    proxy_set_header Authorization "Bearer ${plant('header of nginx')}";
    proxy_set_header X-Api-Key ${plant('key of nginx')};
    proxy_pass http://app:${plant('address of nginx')}@api:80;
  }
}
`,
  Caddyfile: `example.com {
  reverse_proxy api:80 {
    header_up Authorization "Bearer ${plant('header of Caddy')}"
    header_up X-Api-Key ${plant('key of Caddy')}
  }
`,
  '.github/workflows/ci.yml': `on: push
env:
  DEPLOY_TOKEN: ${plant('env of a workflow')}
jobs:
  a:
    runs-on: ubuntu-20.04
    steps:
      - uses: actions/checkout@v1
        with:
          token: ${plant('input of an action')}
      - run: docker login -u ci -p ${plant('command of a workflow')} && echo ::set-output name=a::b
`,
  'render.yaml': `services:
  - type: web
    name: api
    runtime: node
    envVars:
      - key: JWT_SECRET
        value: ${plant('render.yaml')}
`,
  'fly.toml': `app = "shop"\n[env]\n  SESSION_SECRET = "${plant('fly.toml')}"\n`,
  'plimsoll.yaml': `extends: [plimsoll:all]
environments:
  production:
    hosts: [example.com]
    endpoints:
      - url: https://example.com/
        headers:
          Authorization: Bearer ${plant('header of an endpoint')}
          X-Api-Key: ${plant('key of an endpoint')}
`,
}

/** What of the planted values a text holds, by where they were planted. */
function leaked(text: string): string[] {
  const values = [...planted, ['base64 of a Secret', base64(inBase64)] as const]
  return values.flatMap(([where, value]) =>
    text.includes(value) || text.includes(value.slice(6, 18)) ? [where] : [],
  )
}

const project = writeProject(FILES)
const COMMANDS: readonly (readonly string[])[] = [
  ...formats.map((format) => ['lint', '--format', format, '--verbose', '--statistics']),
  ['lint', '--diff'],
  ['lint', '--no-config', '--rule', 'plimsoll:all=error'],
  ['lint', '--list-files'],
  ['lint', '--as', 'hadolint'],
  ...['text', 'json', 'markdown'].flatMap((format) => [
    ['env', '--format', format, '--values'],
    ['env', '--format', format, '--gaps'],
  ]),
  ...['mermaid', 'dot', 'json', 'svg'].map((format) => ['graph', '--format', format]),
  ['alerts'],
  ['config'],
  ['config', '--format', 'json'],
  ['rules'],
  ['status'],
  ['explain', 'no-secret-in-compose'],
  ['policy', 'check', 'plimsoll.yaml'],
  ['policy', 'test', 'plimsoll.yaml'],
  ['probe', '--timeout', '1ms', '--resolve', 'example.com:443:127.0.0.1'],
  ['verify', '--timeout', '1ms', '--resolve', 'example.com:443:127.0.0.1'],
]

describe('no command prints a secret of the project', () => {
  test.each(COMMANDS.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { stdout, stderr, code } = await plimsoll([...words], { cwd: project, env: { DEBUG: '*' } })
    expect(stdout.length + stderr.length, `exit code ${code}`).toBeGreaterThan(0)
    expect(leaked(stdout)).toEqual([])
    expect(leaked(stderr)).toEqual([])
  })

  test('a policy that is wrong beside a secret', async () => {
    const secret = plant('wrong policy')
    const policies = [
      `extends: []\nenvironments:\n  production:\n    endpoints:\n      - url: https://app:${secret}@example.com/\n        headerz: { Authorization: "Bearer ${secret}" }\n`,
      `extends: []\nenvironments:\n  production:\n    variables:\n      JWT_SECRET: { equals: ${secret}, matchez: x }\n`,
      `extends: []\nDB_PASSWORD: ${secret}\nrules: {\n`,
      `extends: []\nrules:\n  no-x: "token: ${secret}"\n`,
    ]
    for (const policy of policies) {
      const folder = writeProject({ 'plimsoll.yaml': policy, Dockerfile: 'FROM debian:13\n' })
      for (const words of [['lint'], ['config'], ['policy', 'check', 'plimsoll.yaml']]) {
        const { stdout, stderr } = await plimsoll(words, { cwd: folder })
        expect(leaked(stdout + stderr), `${words.join(' ')}: ${policy.replaceAll(secret, '…')}`).toEqual([])
      }
    }
  })
})

describe.each(formats)('what an endpoint says, printed as %s', (format) => {
  test('holds no secret', async () => {
    const exchange: Exchange = {
      request: {
        url: 'https://example.com/login',
        method: 'POST',
        headers: {
          authorization: `Bearer ${plant(`${format}: asked`)}`,
          'x-api-key': plant(`${format}: key`),
        },
      },
      response: {
        status: 500,
        headers: {
          'set-cookie': [`session=${plant(`${format}: cookie`)}; Path=/`],
          'x-auth-token': plant(`${format}: answered`),
          location: `https://app:${plant(`${format}: location`)}@example.com/`,
          'content-type': 'application/json',
        },
        body: `{"access_token":"${plant(`${format}: token`)}","password":"${plant(`${format}: password`)}","error":"Error: connect postgres://app:${plant(`${format}: address`)}@db/app\\n    at main (/srv/app.js:1:2)"}`,
      },
    }
    const report = await inspect({ exchanges: [exchange], config: { extends: ['plimsoll:all'] } })
    expect(report.findings.length).toBeGreaterThan(3)
    const print = await loadReporter(format)
    expect(leaked(print(report, { color: false, width: 200, version: '0', verbose: true }))).toEqual([])
    expect(leaked(JSON.stringify(report))).toEqual([])
  })
})
