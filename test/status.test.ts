import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { EngineError, listContainers, readContainers } from '../src/commands/docker-compose.ts'
import { ensureBuilt, plimsoll, writeProject } from './commands/command-line.ts'

const COMPOSE = `name: shop
services:
  api:
    image: ghcr.io/acme/api:1
    healthcheck: { test: [CMD, /ping] }
    depends_on: { migrate: { condition: service_completed_successfully } }
  db:
    image: postgres:17
  migrate:
    image: ghcr.io/acme/api:1
`
const POLICY = 'extends: []\n'

const container = (service: string, state: string, health = '', exitCode = 0) =>
  JSON.stringify({
    Service: service,
    Name: `shop-${service}-1`,
    State: state,
    Health: health,
    ExitCode: exitCode,
  })
const HEALTHY = [
  container('api', 'running', 'healthy'),
  container('db', 'running', 'healthy'),
  container('migrate', 'exited'),
]

/** Writes a program called docker, alone in a folder, and gives a PATH on which nothing else is but the shell. */
function fakeDocker(script: string): string {
  const folder = writeProject({ 'bin/docker': `#!/bin/sh\n${script}\n` })
  chmodSync(join(folder, 'bin/docker'), 0o755)
  return join(folder, 'bin')
}

/** A docker that answers with these lines and keeps what it was asked. */
const answering = (lines: readonly string[]) =>
  fakeDocker(`printf '%s\\n' "$@" > "$(dirname "$0")/asked"\ncat <<'END'\n${lines.join('\n')}\nEND`)

const withPath = (folder: string) => ({ PATH: [folder, '/usr/bin', '/bin'].join(delimiter) })

async function status(lines: readonly string[], args: readonly string[] = [], files = {}) {
  const cwd = writeProject({ 'plimsoll.yaml': POLICY, 'compose.yaml': COMPOSE, ...files })
  return plimsoll(['status', ...args], { cwd, env: withPath(answering(lines)) })
}

async function verdicts(lines: readonly string[], files = {}) {
  const { code, stdout } = await status(lines, ['-f', 'json'], files)
  const { services } = JSON.parse(stdout) as {
    services: { service: string; verdict: string; isWrong: boolean }[]
  }
  return { code, services: Object.fromEntries(services.map(({ service, verdict }) => [service, verdict])) }
}

beforeAll(ensureBuilt)

describe('plimsoll status', () => {
  test('0: everything is as it should be; a job that has ended well is', async () => {
    const { code, stdout, stderr } = await status(HEALTHY)
    expect(stderr).toBe('')
    expect(stdout).toMatchInlineSnapshot(`
      "shop · compose.yaml

      service  healthcheck     engine            verdict
      api      compose.yaml:5  running, healthy  ok
      db       none            running, healthy  ok
      migrate  not known       exited (0)        ok · it has done its job

      All is well: 3 services.
      "
    `)
    expect(code).toBe(0)
  })

  test.each([
    ['unhealthy', [container('api', 'running', 'unhealthy')], { api: 'unhealthy' }],
    ['starting', [container('api', 'running', 'starting')], { api: 'starting' }],
    ['restarting', [container('api', 'restarting')], { api: 'not running' }],
    ['exited', [container('api', 'exited', '', 137)], { api: 'not running' }],
    ['never checked, though the files say so', [container('api', 'running')], { api: 'no healthcheck' }],
    [
      'one of two',
      [container('api', 'running', 'healthy'), container('api', 'exited', '', 1)],
      { api: 'not running' },
    ],
    ['a job that failed', [container('migrate', 'exited', '', 1)], { migrate: 'failed' }],
    ['of another file', [container('old', 'running', 'healthy')], { old: 'not in the model' }],
  ])('1: %s', async (_what, lines, expected) => {
    const names = Object.keys(expected)
    const others = HEALTHY.filter((line) => !names.some((name) => line.includes(`"${name}"`)))
    const { code, services } = await verdicts([...others, ...lines])
    expect(services).toMatchObject(expected)
    expect(Object.values(services).filter((verdict) => verdict !== 'ok')).toHaveLength(1)
    expect(code).toBe(1)
  })

  test('1: no container at all', async () => {
    const { code, services } = await verdicts([])
    expect(services).toEqual({ api: 'not running', db: 'not running', migrate: 'not running' })
    expect(code).toBe(1)
  })

  test('1: neither files nor engine have a healthcheck', async () => {
    const { code, services } = await verdicts([HEALTHY[0]!, container('db', 'running'), HEALTHY[2]!])
    expect(services).toMatchObject({ db: 'no healthcheck' })
    expect(code).toBe(1)
  })

  test('0: on the machine of a developer a service may do without', async () => {
    const cwd = writeProject({
      'plimsoll.yaml': POLICY,
      'compose.local.yaml': 'services:\n  db:\n    image: postgres:17\n',
    })
    const env = withPath(answering([container('db', 'running')]))
    expect((await plimsoll(['status'], { cwd, env })).code).toBe(0)
  })

  test('0: a service of a profile need not run', async () => {
    const files = {
      'compose.yaml': `${COMPOSE}  debug:\n    image: busybox:1\n    profiles: [debug]\n`,
    }
    const { code, services } = await verdicts(HEALTHY, files)
    expect(services).toMatchObject({ debug: 'not running' })
    expect(code).toBe(0)
  })

  test('json says where a healthcheck is declared, and what the engine has', async () => {
    const { stdout } = await status(HEALTHY, ['-f', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      stack: { name: 'shop', files: ['compose.yaml'] },
      summary: { services: 3, wrong: 0 },
    })
    expect(JSON.parse(stdout).services[0]).toEqual({
      service: 'api',
      healthcheck: { declared: 'present', place: { path: 'compose.yaml', line: 5 } },
      containers: [{ name: 'shop-api-1', state: 'running', health: 'healthy', exitCode: 0 }],
      verdict: 'ok',
      isWrong: false,
    })
  })

  test('the client is asked once, with the files of the stack and no shell', async () => {
    const path = answering(HEALTHY)
    const name = 'compose; touch $(pwned).yaml'
    const cwd = writeProject({ 'plimsoll.yaml': POLICY, [name]: COMPOSE })
    await plimsoll(['status', '--compose-file', name, '-p', 'blue'], { cwd, env: withPath(path) })
    expect(readFileSync(join(path, 'asked'), 'utf8').trimEnd().split('\n')).toEqual([
      'compose',
      '--file',
      join(cwd, name),
      '--project-name',
      'blue',
      'ps',
      '--all',
      '--format',
      'json',
    ])
  })

  test('2: nothing to look at', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': POLICY, Dockerfile: 'FROM alpine:3\n' })
    const { code, stderr } = await plimsoll(['status'], { cwd, env: withPath(answering([])) })
    expect(stderr).toContain('There is no Compose file here.')
    expect(code).toBe(2)
  })

  test('2: several stacks, and nobody says which', async () => {
    const files = { 'a/compose.yaml': COMPOSE, 'b/compose.yaml': COMPOSE, 'plimsoll.yaml': POLICY }
    const cwd = writeProject(files)
    const env = withPath(answering(HEALTHY))
    const { code, stderr } = await plimsoll(['status'], { cwd, env })
    expect(stderr).toMatch(/several stacks: a\/compose.yaml .*--compose-file or --environment/)
    expect(code).toBe(2)
    expect((await plimsoll(['status', '--cwd', 'a'], { cwd, env })).code).toBe(0)
  })

  test('the stack that docker would take comes before others', async () => {
    const { code, stdout } = await status(HEALTHY, [], { 'other/compose.yaml': COMPOSE })
    expect(stdout).toContain('compose.yaml')
    expect(code).toBe(0)
  })

  test('4: no docker', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': POLICY, 'compose.yaml': COMPOSE })
    const empty = join(writeProject({ 'bin/none': '' }), 'bin')
    const { code, stdout, stderr } = await plimsoll(['status'], { cwd, env: { PATH: empty } })
    expect(stderr).toContain('error: There is no docker on the PATH.')
    expect([code, stdout]).toEqual([4, ''])
  })

  test.each([
    ["docker: 'compose' is not a docker command.", 'no compose plugin'],
    ["unknown shorthand flag: 'f' in -f", 'no compose plugin'],
    ['unknown flag: --file', 'no compose plugin'],
    ['docker: unknown command: docker compose', 'no compose plugin'],
    [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
      'Cannot connect to the Docker daemon',
    ],
  ])('4: docker says: %s', async (said, expected) => {
    const cwd = writeProject({ 'plimsoll.yaml': POLICY, 'compose.yaml': COMPOSE })
    const path = fakeDocker(`cat >&2 <<'END'\n${said}\nEND\nexit 1`)
    const { code, stdout, stderr } = await plimsoll(['status'], { cwd, env: withPath(path) })
    expect(stderr).toContain(expected)
    expect([code, stdout]).toEqual([4, ''])
  })

  test('4: an answer that is none', async () => {
    const { code, stderr } = await status(['NAME   IMAGE   COMMAND'])
    expect(stderr).toContain('something else than a list of containers')
    expect(code).toBe(4)
  })

  test('what the engine says never acts on the terminal', async () => {
    const { stdout } = await status([container('\u001b[31mevil', 'runn\u001b]0;x\u0007ing')])
    expect(stdout).not.toMatch(/[\u001b\u0007]/)
  })
})

describe('what docker compose answers', () => {
  const list = [{ Service: 'a', Name: 'x-a-1', State: 'running', Health: 'healthy', ExitCode: 0 }]
  const read = [{ service: 'a', name: 'x-a-1', state: 'running', health: 'healthy', exitCode: 0 }]

  test.each([
    ['lines', `${JSON.stringify(list[0])}\n`, read],
    ['an array, as older ones do', JSON.stringify(list), read],
    ['an array on several lines', JSON.stringify(list, undefined, 2), read],
    ['nothing', '\n', []],
    ['an empty array', '[]', []],
    ['null', 'null', []],
  ])('%s', (_what, text, expected) => expect(readContainers(text)).toEqual(expected))

  test.each(['{}', '[1]', '{"Service":1}', 'x', '{"Service":"a","State":"running"}\nx'])('not %s', (text) =>
    expect(() => readContainers(text)).toThrow(EngineError),
  )

  test('an engine that does not answer is given up', async () => {
    const folder = writeProject({ 'bin/docker': '#!/bin/sh\nsleep 20\n' })
    chmodSync(join(folder, 'bin/docker'), 0o755)
    const before = process.env.PATH
    process.env.PATH = `${join(folder, 'bin')}${delimiter}${before}`
    try {
      const start = performance.now()
      await expect(listContainers({ cwd: folder, composeFiles: [], timeLimit: 300 })).rejects.toThrow(
        'did not answer within 0.3 seconds',
      )
      expect(performance.now() - start).toBeLessThan(5000)
    } finally {
      process.env.PATH = before
    }
  })
})
