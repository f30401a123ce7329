import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, plimsoll, writeProject } from './command-line.ts'

beforeAll(ensureBuilt)

const COMMANDS = ['lint', 'explain', 'rules', 'config', 'policy check', 'policy test']

describe('help', () => {
  test('plimsoll alone, --help and help say what there is', async () => {
    const [alone, ...others] = await Promise.all(
      [[], ['--help'], ['-h'], ['help']].map((args) => plimsoll(args)),
    )
    for (const name of COMMANDS) expect(alone?.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    expect(alone).toMatchObject({ code: 0, stderr: '' })
    for (const other of others) expect(other).toEqual(alone)
  })

  test.each(COMMANDS)('plimsoll %s --help', async (name) => {
    const { code, stdout, stderr } = await plimsoll([...name.split(' '), '--help'])
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^[A-Z].*\.$/)
    expect(lines[2]).toMatch(new RegExp(`^Usage: {3}plimsoll ${name}`))
    expect(lines[3]).toMatch(new RegExp(`^Example: plimsoll ${name}`))
    expect(stdout.match(/^ {4}\$ plimsoll /gm)?.length).toBeGreaterThanOrEqual(2)
    expect(stdout).toMatch(/Exit codes\n(?: {2}\d .*\n(?: {5}.*\n)*){5}$/)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test.each(COMMANDS)('every example of plimsoll %s is a command line that is understood', async (name) => {
    const cwd = writeProject({ 'compose.yaml': 'services: {}\n', 'api/Dockerfile': 'FROM scratch\n' })
    const { stdout } = await plimsoll([...name.split(' '), '--help'])
    for (const [, line] of stdout.matchAll(/^ {4}\$ plimsoll (.*)$/gm)) {
      for (const part of line!.split('&&')) {
        const args = part
          .replace(/^ ?plimsoll /, '')
          .replace(/ [<>].*$/, '')
          .trim()
          .split(' ')
        const { stderr } = await plimsoll(args, { cwd, input: 'FROM scratch\n' })
        expect(stderr, line).not.toMatch(/There is no (?:flag|format|command|rule)|Expected|report it/)
      }
    }
  })

  test('a topic lists its commands, and a misspelt one is named', async () => {
    expect((await plimsoll(['policy'])).stdout).toMatch(/policy check[\s\S]*policy test/)
    const { code, stderr } = await plimsoll(['policy', 'tset'])
    expect(stderr).toContain('Did you mean "plimsoll policy test"?')
    expect(code).toBe(2)
  })

  test('--version', async () => {
    expect((await plimsoll(['--version'])).stdout).toMatch(/^plimsoll\/\d+\.\d+\.\d+ /)
  })
})

describe('explain', () => {
  test('shows what the rule finds in its own examples', async () => {
    const { code, stdout } = await plimsoll(['explain', 'require-image-tag'])
    expect(stdout).toMatch(/^require-image-tag {2}warning, reliability, judges each service$/m)
    expect(stdout).toMatch(/image: nginx\n +│ +─────\n/)
    expect(stdout).toMatch(/^Options\n {2}floatingTags: array, default \[\]$/m)
    for (const title of ['Why', 'In other tools', 'Severity', 'Bad', 'Good', 'Fix'])
      expect(stdout).toMatch(new RegExp(`^${title}$`, 'm'))
    expect(code).toBe(0)
  })

  test('knows rules by the ids of other tools, with and without the tool', async () => {
    for (const name of ['hadolint:DL3014', 'DL3014', 'dl3014']) {
      const { stdout } = await plimsoll(['explain', name, '-f', 'json'])
      const ids = (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)
      expect(ids).toContain('require-apt-assume-yes')
    }
  })

  test('as JSON and as a page', async () => {
    const json = await plimsoll(['explain', 'no-unused-suppression', '-f', 'json'])
    const [rule] = JSON.parse(json.stdout) as Record<string, unknown>[]
    expect(rule).toMatchObject({ id: 'no-unused-suppression', fix: 'safe', category: 'style' })
    expect(rule?.bad).toEqual([
      expect.objectContaining({ findings: [expect.objectContaining({ path: 'compose.yaml' })] }),
    ])
    const page = await plimsoll(['explain', 'no-unused-suppression', '-f', 'markdown'])
    expect(page.stdout).toMatch(/^# no-unused-suppression\n\n[\s\S]*```yaml\n/)
  })

  test('knows the checks of the project', async () => {
    const { stdout } = await plimsoll(['explain', 'require-restart'], {
      cwd: writeProject({ 'plimsoll.yaml': OWN }),
    })
    expect(stdout).toMatch(/web:\n +│ +───\n +│ +Service web never starts again/)
    expect(stdout).toMatch(/your policy +warning \(plimsoll\.yaml\)/)
  })
})

const OWN = `extends: []
failOn: warning
environments:
  production:
    variables:
      NODE_ENV: { equals: production }
rules:
  no-syntax-error: error
overrides:
  - files: ["legacy/**"]
    rules: { require-restart: off }
checks:
  require-restart:
    on: service
    severity: warning
    category: reliability
    summary: A service starts again.
    why: Otherwise one crash is an outage.
    assert: has(service.restart)
    message: Service {service.name} never starts again.
    bad:
      - compose.yaml: "services:\\n  «web»:\\n    image: nginx\\n"
    good:
      - compose.yaml: "services:\\n  web:\\n    image: nginx\\n    restart: always\\n"
`

describe('rules', () => {
  test('lists every rule with its severity in the project', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': OWN })
    const { stdout, code } = await plimsoll(['rules'], { cwd })
    expect(stdout).toMatch(/^ {2}error +no-syntax-error +/m)
    expect(stdout).toMatch(/^ {2}warning +require-restart +A service starts again\.$/m)
    expect(stdout).toMatch(/^ {2}off +require-image-tag +/m)
    expect(stdout).toMatch(/^\d+ rules, \d+ on\./m)
    expect(code).toBe(0)
  })

  test('--enabled, --category and --fixable', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': OWN })
    const ids = async (...args: string[]) => {
      const { stdout } = await plimsoll(['rules', '-f', 'json', ...args], { cwd })
      return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)
    }
    const enabled = await ids('--enabled')
    expect(enabled).toEqual(expect.arrayContaining(['no-syntax-error', 'require-restart']))
    expect(enabled).not.toContain('require-image-tag')
    expect(await ids('--enabled', '--category', 'reliability')).toEqual(['require-restart'])
    const fixable = await ids('--fixable', '--category', 'style')
    expect(fixable).toContain('no-unused-suppression')
    expect(fixable).not.toContain('require-restart')
  })

  test('as a table', async () => {
    const { stdout } = await plimsoll(['rules', '--category', 'syntax', '-f', 'markdown'])
    expect(stdout).toMatch(
      /^\| Rule \|.*\n\| --- \|.*\n(?:\|.*\n)*\| `no-syntax-error` \| error \| syntax \| none \|/,
    )
  })
})

describe('config', () => {
  test('shows each setting with its place', async () => {
    const { stdout, code } = await plimsoll(['config'], { cwd: writeProject({ 'plimsoll.yaml': OWN }) })
    expect(stdout).toMatch(/^failOn: "warning" {2}plimsoll\.yaml:2:9$/m)
    expect(stdout).toMatch(
      /^environments\.production\.variables\.NODE_ENV: \{"equals":"production"\} {2}plimsoll\.yaml:6:7$/m,
    )
    expect(stdout).toMatch(/^ {2}error +no-syntax-error +plimsoll\.yaml:8:3$/m)
    expect(stdout).toMatch(/^ {2}warning +require-restart/m)
    expect(code).toBe(0)
  })

  test('for one file, overrides count', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': OWN, 'legacy/compose.yaml': 'services: {}\n' })
    const { stdout } = await plimsoll(['config', 'legacy/compose.yaml', '-f', 'json'], { cwd })
    const { file, rules } = JSON.parse(stdout) as { file: string; rules: { rule: string }[] }
    expect(file).toBe('legacy/compose.yaml')
    expect(rules.find(({ rule }) => rule === 'require-restart')).toMatchObject({
      severity: 'off',
      from: 'plimsoll.yaml:11:14',
    })
  })

  test('--schema prints the schema of policies', async () => {
    const { stdout } = await plimsoll(['config', '--schema'])
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Plimsoll policy' })
  })
})

describe('policy', () => {
  test('check says that a policy is well, or what is wrong where', async () => {
    const cwd = writeProject({
      'plimsoll.yaml': OWN,
      'team.yaml': OWN.replace('service.restart', 'service.restarts'),
    })
    const well = await plimsoll(['policy', 'check'], { cwd })
    expect(well).toMatchObject({ code: 0, stdout: 'plimsoll.yaml: no mistakes, 1 check.\n' })
    const wrong = await plimsoll(['policy', 'check', 'plimsoll.yaml', 'team.yaml'], { cwd })
    expect(wrong.stderr).toMatch(/team\.yaml:19:\d+: .*restart/)
    expect(wrong.stdout).toContain('plimsoll.yaml: no mistakes')
    expect(wrong.code).toBe(2)
    const missing = await plimsoll(['policy', 'check'], { cwd: writeProject({}) })
    expect(missing.stderr).toContain('There is no policy file here')
    expect(missing.code).toBe(2)
  })

  test('test runs the examples of the checks', async () => {
    const broken = OWN.replace('«web»', 'web').replace('restart: always', 'init: true')
    const cwd = writeProject({ 'plimsoll.yaml': OWN, 'team.yaml': broken, 'none.yaml': 'extends: []\n' })
    const well = await plimsoll(['policy', 'test'], { cwd })
    expect(well.stdout).toMatch(/ok +require-restart +2 examples\n2 examples, all hold\./)
    expect(well.code).toBe(0)
    const failed = await plimsoll(['policy', 'test', 'team.yaml'], { cwd })
    expect(failed.stdout).toMatch(
      /failed +require-restart[\s\S]*bad 1: [\s\S]*good 1: [\s\S]*2 examples, 2 failed\./,
    )
    expect(failed.code).toBe(1)
    const none = await plimsoll(['policy', 'test', 'none.yaml'], { cwd })
    expect(none).toMatchObject({ code: 0, stdout: 'none.yaml: has no checks.\n' })
  })
})
