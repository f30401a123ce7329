import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, plimsoll, writeProject } from './commands/command-line.ts'

const SECRET = 'kP3vXq8tZr5mWb2n'
const FILES = {
  'plimsoll.yaml': 'extends: []\n',
  'compose.prod.yaml':
    'services:\n  api:\n    image: api:1\n    env_file: .env.production\n    environment:\n      LEVEL: info\n',
  'compose.local.yaml': 'services:\n  api:\n    image: api:1\n    environment:\n      LEVEL: debug\n',
  '.env.production': `JWT_SECRET=${SECRET}\nLEVEL=warn\nPOOL=10\n`,
}

beforeAll(ensureBuilt)

describe('plimsoll env', () => {
  test('0: a table, without values', async () => {
    const { code, stdout, stderr } = await plimsoll(['env', '--environment', 'production'], {
      cwd: writeProject(FILES),
    })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^production · 1 service · 3 variables\n\nvariable +state +set by +reaches\n/)
    expect(stdout).toMatch(/^JWT_SECRET +set +\.env\.production:1 +api$/m)
    expect(stdout).toContain('api: compose.prod.yaml:6 instead of .env.production:2\n')
    expect(stdout).toMatch(/\nNothing is missing\.\n$/)
    for (const value of [SECRET, 'info', 'warn']) expect(stdout).not.toContain(value)
  })

  test.each(['text', 'json', 'markdown'])('--values as %s shows what is harmless', async (format) => {
    const { stdout } = await plimsoll(['env', '--values', '-f', format], { cwd: writeProject(FILES) })
    expect(stdout).toContain('info')
    expect(stdout).not.toContain(SECRET)
  })

  test('json', async () => {
    const { stdout } = await plimsoll(['env', '--env', 'local', '-f', 'json'], { cwd: writeProject(FILES) })
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      environments: [
        {
          name: 'local',
          services: 1,
          variables: [
            {
              name: 'LEVEL',
              isSecret: false,
              state: 'set',
              setBy: [
                { kind: 'service-environment', place: { path: 'compose.local.yaml', line: 5 }, state: 'set' },
              ],
              reaches: [
                {
                  receiver: 'api',
                  at: 'run',
                  from: { path: 'compose.local.yaml', line: 5 },
                  insteadOf: [],
                },
              ],
              usedBy: [],
              gaps: [],
              mentionedIn: [],
            },
          ],
        },
      ],
    })
  })

  test('1: --compare finds what one lacks', async () => {
    const cwd = writeProject(FILES)
    const { code, stdout } = await plimsoll(['env', '--compare', 'production', 'local'], { cwd })
    expect(stdout).toMatch(/^JWT_SECRET +set: api +missing +differs$/m)
    expect(stdout).toMatch(/^LEVEL +set: api +set: api$/m)
    expect(stdout).toMatch(/\n2 variables differ\.\n$/)
    expect(code).toBe(1)
    const markdown = await plimsoll(['env', '--gaps', '-f', 'markdown', '--compare', 'production', 'local'], {
      cwd,
    })
    expect(markdown.stdout).toContain('| `POOL` | set: api | missing | differs |')
    expect(markdown.stdout).not.toContain('LEVEL')
  })

  test('1: something that is used has no value', async () => {
    const cwd = writeProject({
      'compose.yaml': 'services:\n  api:\n    image: api:${TAG}\n',
      '.env': 'OTHER=1\n',
    })
    const { code, stdout } = await plimsoll(['env', '--gaps'], { cwd })
    expect(stdout).toMatch(
      /^TAG +missing\n {2}! a compose file refers to it, and it has no value \(compose\.yaml:3\)$/m,
    )
    expect(stdout).not.toContain('OTHER')
    expect(code).toBe(1)
  })

  test('2: nothing there, no such environment, one name to compare', async () => {
    const empty = await plimsoll(['env'], { cwd: writeProject({ 'a.txt': '' }) })
    expect([empty.code, empty.stdout]).toEqual([2, ''])
    expect(empty.stderr).toContain('There are no variables here')
    const cwd = writeProject(FILES)
    const misspelt = await plimsoll(['env', '--environment', 'producton'], { cwd })
    expect(misspelt.code).toBe(2)
    expect(misspelt.stderr).toContain('Did you mean "production"?')
    expect((await plimsoll(['env', '--compare', 'production'], { cwd })).code).toBe(2)
  })

  test('4: a file that cannot be read, with what the others say', async () => {
    const cwd = writeProject({ ...FILES, 'b/compose.yaml': 'services: [\n' })
    const { code, stdout, stderr } = await plimsoll(['env'], { cwd })
    expect(stderr).toContain('b/compose.yaml: has syntax errors')
    expect(stdout).toContain('JWT_SECRET')
    expect(code).toBe(4)
  })
})
