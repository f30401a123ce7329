import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../src/reporters/index.ts'
import { ensureBuilt, plimsoll, writeProject } from './commands/command-line.ts'

beforeAll(ensureBuilt)

/** A policy that no change of the shipped ones can touch. */
const POLICY = `extends: []
rules:
  no-syntax-error: error
  require-image-tag: error
  no-unused-suppression: warning
`
const CLEAN = 'services:\n  web:\n    image: nginx:1.29\n'
const UNTAGGED = 'services:\n  web:\n    image: nginx\n'
/** A warning with a safe fix. */
const IDLE_COMMENT = `# plimsoll-ignore no-syntax-error -- was needed once\n${CLEAN}`

const project = (files: Readonly<Record<string, string | Uint8Array>>) =>
  writeProject({ 'plimsoll.yaml': POLICY, ...files })

describe('exit codes', () => {
  test('0: nothing was found', async () => {
    const { code, stdout, stderr } = await plimsoll(['lint'], { cwd: project({ 'compose.yaml': CLEAN }) })
    expect(code).toBe(0)
    expect(stdout).toContain('no findings')
    expect(stderr).toBe('')
  })

  test('0: what was found is below --fail-on', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    expect((await plimsoll(['lint'], { cwd })).code).toBe(0)
    expect(
      (await plimsoll(['lint', '--fail-on', 'never'], { cwd: project({ 'compose.yaml': UNTAGGED }) })).code,
    ).toBe(0)
  })

  test('1: a finding at --fail-on, or at failOn of the policy', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    expect((await plimsoll(['lint'], { cwd: project({ 'compose.yaml': UNTAGGED }) })).code).toBe(1)
    expect((await plimsoll(['lint', '--fail-on', 'warning'], { cwd })).code).toBe(1)
    writeFileSync(join(cwd, 'plimsoll.yaml'), `${POLICY}failOn: warning\n`)
    expect((await plimsoll(['lint'], { cwd })).code).toBe(1)
    expect((await plimsoll(['lint', '--fail-on', 'error'], { cwd })).code).toBe(0)
  })

  test('1: more warnings than --max-warnings', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    expect((await plimsoll(['lint', '--max-warnings', '1'], { cwd })).code).toBe(0)
    const { code, stderr } = await plimsoll(['lint', '--max-warnings', '0'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('--max-warnings 0')
  })

  test('1: a file that is no YAML', async () => {
    const { code, stdout } = await plimsoll(['lint'], { cwd: project({ 'compose.yaml': 'services: [\n' }) })
    expect(code).toBe(1)
    expect(stdout).toContain('no-syntax-error')
  })

  test.each([
    ['a path that does not exist', ['lint', 'nowhere'], 'nowhere does not exist'],
    ['a folder for --cwd that does not exist', ['lint', '--cwd', 'nowhere'], '--cwd nowhere is no folder'],
    ['a misspelt command', ['lnt'], 'Did you mean "plimsoll lint"?'],
    ['a path in place of a command', ['compose.yaml'], 'plimsoll lint compose.yaml'],
    ['a misspelt flag', ['lint', '--formt', 'json'], 'Did you mean --format?'],
    ['a misspelt format', ['lint', '-f', 'jsn'], 'Did you mean "json"?'],
    ['a misspelt rule', ['lint', '--only', 'no-sintax-error'], 'Did you mean "no-syntax-error"?'],
    ['a tool that nobody knows', ['lint', '--as', 'hadolnt'], 'Did you mean "hadolint"?'],
    ['a level that is none', ['lint', '--rule', 'no-syntax-error=eror'], 'the level must be one of'],
    ['a severity that is none', ['lint', '--fail-on', 'fatal'], 'error, warning, info, never'],
    ['a number that is none', ['lint', '--max-warnings', 'ten'], '--max-warnings'],
    ['a date that is none', ['lint', '--now', '2026-02-30'], '--now 2026-02-30 is no date'],
    ['a build argument without a value', ['lint', '--build-arg', 'A'], 'KEY=VALUE'],
    ['two documents on one output', ['lint', '-f', 'json', '-f', 'sarif'], 'Only one report'],
    ['two reports in one file', ['lint', '-f', 'json=a', '-f', 'sarif=a'], 'Two reports'],
    ['a policy that does not exist', ['lint', '-c', 'nowhere.yaml'], 'nowhere.yaml'],
    ['an environment that does not exist', ['lint', '--env', 'nowhere'], 'nowhere'],
    ['a flag without effect', ['lint', '--statistics', '-f', 'json'], '--statistics'],
    ['flags that exclude each other', ['lint', '-q', '-v'], '--verbose'],
    ['standard input without a name', ['lint', '-'], '--stdin-filename'],
    ['a name without standard input', ['lint', '--stdin-filename', 'Dockerfile'], '--stdin-filename needs -'],
    ['a rule that nobody knows', ['explain', 'no-such-thing-at-all'], 'There is no rule'],
    ['a command that needs an argument', ['explain'], 'rule'],
  ])('2: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await plimsoll(args, { cwd: project({ 'compose.yaml': CLEAN }) })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('2: nothing to judge', async () => {
    const cwd = project({ 'README.md': '# Nothing\n' })
    for (const args of [['lint'], ['lint', 'README.md'], ['lint', '--list-files']]) {
      const { code, stderr } = await plimsoll(args, { cwd })
      expect(stderr).toContain('nothing to judge')
      expect(code).toBe(2)
    }
  })

  test('2: a policy with mistakes, each with its place', async () => {
    const cwd = project({
      'compose.yaml': UNTAGGED,
      'plimsoll.yaml': 'extends: []\nrulez: {}\nfailOn: eror\n',
    })
    const { code, stderr } = await plimsoll(['lint'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(/plimsoll\.yaml:2:1: .*rules/)
    expect(stderr).toMatch(/plimsoll\.yaml:3:9: .*error/)
  })

  test('3: a mistake in plimsoll says how to report it', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const preload = join(cwd, 'break.mjs')
    writeFileSync(
      preload,
      `import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
crypto.createHash = () => { throw new Error('broken on purpose') }
syncBuiltinESMExports()\n`,
    )
    const { code, stderr } = await plimsoll(['lint'], { cwd, env: { NODE_OPTIONS: `--import=${preload}` } })
    expect(stderr).toContain('broken on purpose')
    expect(stderr).toContain('Please report it')
    expect(code).toBe(3)
  })

  test('4: a file could not be read and nothing else is wrong', async () => {
    const cwd = project({ 'compose.yaml': CLEAN })
    symlinkSync('nowhere', join(cwd, 'Dockerfile'))
    const { code, stdout } = await plimsoll(['lint'], { cwd })
    expect(stdout).toContain('Dockerfile')
    expect(code).toBe(4)
  })

  test('1 over 4: a finding is worse than a file that could not be read', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    symlinkSync('nowhere', join(cwd, 'Dockerfile'))
    expect((await plimsoll(['lint'], { cwd })).code).toBe(1)
  })

  test('a signal ends a run as it ends any program', async () => {
    const args = ['lint', '-', '--stdin-filename', 'Dockerfile']
    expect((await plimsoll(args, { kill: 'SIGTERM' })).signal).toBe('SIGTERM')
    expect((await plimsoll(args, { kill: 'SIGINT' })).signal).toBe('SIGINT')
  })
})

describe('what is judged', () => {
  test('folders and files that are named, from --cwd on', async () => {
    const cwd = project({ 'a/compose.yaml': UNTAGGED, 'b/compose.yaml': UNTAGGED })
    const found = async (...args: string[]) =>
      (await plimsoll(['lint', '-f', 'compact', ...args], { cwd })).stdout
    expect(await found('a')).toMatch(/^a\/compose\.yaml:3:12: error: .*\n$/)
    expect(await found('--cwd', 'b')).toMatch(/compose\.yaml:3:12: error: .*\n$/)
    expect((await found()).match(/\n/g)).toHaveLength(2)
  })

  test('--list-files says which files are judged', async () => {
    const cwd = project({
      'compose.yaml': UNTAGGED,
      'api/Dockerfile': 'FROM scratch\n',
      '.env': 'A=1\n',
      'x.txt': '',
    })
    const { code, stdout } = await plimsoll(['lint', '--list-files'], { cwd })
    expect(stdout.split('\n').map((line) => line.split(/\s+/).at(-1))).toEqual(
      expect.arrayContaining(['.env', 'api/Dockerfile', 'compose.yaml']),
    )
    expect(stdout).not.toContain('x.txt')
    expect(code).toBe(0)
  })

  test('a file that is named and not judged is spoken of', async () => {
    const cwd = project({ 'compose.yaml': CLEAN, 'x.txt': '' })
    const { code, stderr } = await plimsoll(['lint', 'compose.yaml', 'x.txt'], { cwd })
    expect(stderr).toContain('x.txt')
    expect(code).toBe(0)
  })

  test('--rule, --only and --skip', async () => {
    const cwd = project({ 'compose.yaml': `# plimsoll-ignore no-syntax-error -- once\n${UNTAGGED}` })
    const rules = async (...args: string[]) => {
      const { stdout } = await plimsoll(['lint', '-f', 'json', ...args], { cwd })
      const report = JSON.parse(stdout) as { findings: { rule: string; severity: string }[] }
      return report.findings.map(({ rule, severity }) => `${rule} ${severity}`).sort()
    }
    const both = ['no-unused-suppression warning', 'require-image-tag error']
    expect(await rules()).toEqual(both)
    expect(await rules('--skip', 'require-image-tag')).toEqual([both[0]])
    expect(await rules('--only', 'require-image-tag')).toEqual([both[1]])
    expect(await rules('--only', 'dclint:service-image-require-explicit-tag')).toEqual([both[1]])
    expect(await rules('--rule', 'require-image-tag=info')).toEqual([both[0], 'require-image-tag info'])
    expect(await rules('--rule', 'require-image-tag=off')).toEqual([both[0]])
    expect(
      await rules('--no-config', '--only', 'require-image-tag', '--rule', 'require-image-tag=info'),
    ).toEqual(['require-image-tag info'])
  })

  test('--rule turns on what the policy does not know', async () => {
    const cwd = writeProject({ 'plimsoll.yaml': 'extends: []\n', 'compose.yaml': UNTAGGED })
    expect((await plimsoll(['lint'], { cwd })).code).toBe(0)
    const { stdout } = await plimsoll(['lint', '--rule', 'require-image-tag', '-f', 'compact'], { cwd })
    expect(stdout).toContain('require-image-tag')
  })

  test('--no-inline-ignores: comments silence nothing', async () => {
    const ignored = UNTAGGED.replace('nginx', 'nginx # plimsoll-ignore require-image-tag -- a reason')
    const cwd = project({ 'compose.yaml': ignored })
    expect((await plimsoll(['lint'], { cwd })).code).toBe(0)
    expect((await plimsoll(['lint', '--no-inline-ignores'], { cwd })).code).toBe(1)
  })

  test('--compose-file and --build-arg reach the model', async () => {
    const cwd = project({ 'a.yaml': CLEAN, 'b.yaml': UNTAGGED })
    const args = ['lint', '--compose-file', 'a.yaml', '-f', 'compact']
    expect((await plimsoll(args, { cwd })).code).toBe(0)
    expect((await plimsoll([...args, '--compose-file', 'b.yaml'], { cwd })).code).toBe(1)
    expect((await plimsoll([...args, '--build-arg', 'A=1'], { cwd })).code).toBe(0)
  })

  test('--as another tool: its checks by its names', async () => {
    const cwd = project({ Dockerfile: 'FROM debian\n', 'compose.yaml': UNTAGGED })
    const { stdout, code } = await plimsoll(['lint', '--as', 'hadolint', '-f', 'compact'], { cwd })
    expect(stdout).toMatch(/^Dockerfile:1:.* warning: .*\[DL3006\]\n$/)
    // As with that tool, unless it is said otherwise.
    expect(code).toBe(1)
  })

  test('--now sets the day', async () => {
    const until = '# plimsoll-ignore require-image-tag until=2026-06-01 -- soon\n'
    const cwd = project({ 'compose.yaml': UNTAGGED.replace('    image', `    ${until}    image`) })
    expect((await plimsoll(['lint', '--now', '2026-05-31'], { cwd })).code).toBe(0)
    expect((await plimsoll(['lint', '--now', '2026-06-02'], { cwd })).code).toBe(1)
  })
})

describe('reports', () => {
  test('several at once, into files', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const formats = ['-f', 'compact', '-f', 'sarif=out/a.sarif', '-f', 'junit=out/b.xml', '-f', 'json=c.json']
    const { stdout, code } = await plimsoll(['lint', ...formats], { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^compose\.yaml:3:12: error: /)
    expect(JSON.parse(readFileSync(join(cwd, 'out/a.sarif'), 'utf8'))).toHaveProperty('runs')
    expect(readFileSync(join(cwd, 'out/b.xml'), 'utf8')).toMatch(/^<\?xml/)
    expect(JSON.parse(readFileSync(join(cwd, 'c.json'), 'utf8'))).toHaveProperty('findings')
  })

  test('a report that cannot be written is an error', async () => {
    const cwd = project({ 'compose.yaml': CLEAN })
    const { code, stderr } = await plimsoll(['lint', '-f', 'json=compose.yaml/x.json'], { cwd })
    expect(stderr).toContain('cannot be written')
    expect(code).toBe(2)
  })

  test('annotations come on top in a workflow of GitHub, unless formats are given', async () => {
    const options = { cwd: project({ 'compose.yaml': UNTAGGED }), env: { GITHUB_ACTIONS: 'true' } }
    const { stdout } = await plimsoll(['lint'], options)
    expect(stdout).toMatch(/^::error file=compose\.yaml,/m)
    expect(stdout).toMatch(/^compose\.yaml$/m)
    expect((await plimsoll(['lint', '-f', 'compact'], options)).stdout).not.toContain('::error')
  })

  test('--quiet shows errors only and changes no exit code', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT, 'b/compose.yaml': UNTAGGED })
    const { stdout, code } = await plimsoll(['lint', '--quiet', '-f', 'compact'], { cwd })
    expect(stdout).toMatch(/^b\/compose\.yaml.*\n$/)
    expect(code).toBe(1)
    const silent = await plimsoll(['lint', '-q'], { cwd: project({ 'compose.yaml': CLEAN }) })
    expect(silent).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const hidden = await plimsoll(['lint', '-q', '--fail-on', 'warning'], {
      cwd: project({ 'compose.yaml': IDLE_COMMENT }),
    })
    expect(hidden.code).toBe(1)
    expect(hidden.stderr).toContain('1 finding made the run fail')
  })

  test('--verbose says why, and by which policies', async () => {
    const { stdout, stderr } = await plimsoll(['lint', '-v'], { cwd: project({ 'compose.yaml': UNTAGGED }) })
    expect(stdout).toContain('why:')
    expect(stderr).toBe('Judged by plimsoll.yaml.\n')
  })

  test('--statistics counts', async () => {
    const { stdout } = await plimsoll(['lint', '--statistics'], {
      cwd: project({ 'compose.yaml': UNTAGGED }),
    })
    expect(stdout).toMatch(/^ {2}1 {2}require-image-tag$/m)
  })

  test('colours only on a terminal, or where they are asked for', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const isColored = async (args: string[], env = {}) =>
      (await plimsoll(['lint', ...args], { cwd, env })).stdout.includes('\u001b[')
    expect(await isColored([])).toBe(false)
    expect(await isColored([], { FORCE_COLOR: '1' })).toBe(true)
    expect(await isColored([], { FORCE_COLOR: '0' })).toBe(false)
    expect(await isColored([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(await isColored(['--color', 'always'], { NO_COLOR: '1' })).toBe(true)
    expect(await isColored(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false)
    await plimsoll(['lint', '-f', 'compact=report.txt'], { cwd, env: { FORCE_COLOR: '1' } })
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).not.toContain('\u001b')
  })
})

describe('fixes', () => {
  test('--fix writes, and keeps the mode', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    const file = join(cwd, 'compose.yaml')
    chmodSync(file, 0o640)
    const { code, stderr, stdout } = await plimsoll(['lint', '--fix'], { cwd })
    expect(readFileSync(file, 'utf8')).toBe(CLEAN)
    expect(statSync(file).mode & 0o777).toBe(0o640)
    expect(stderr).toBe('1 fix changed 1 file.\n')
    expect(stdout).toContain('no findings')
    expect(code).toBe(0)
    expect(readdirSync(cwd).sort()).toEqual(['.git', 'compose.yaml', 'plimsoll.yaml'])
  })

  test('--fix with nothing to do writes nothing', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const before = statSync(join(cwd, 'compose.yaml')).mtimeMs
    const { code } = await plimsoll(['lint', '--fix'], { cwd })
    expect(statSync(join(cwd, 'compose.yaml')).mtimeMs).toBe(before)
    expect(code).toBe(1)
  })

  test('--fix keeps the line ends, the byte order mark and UTF-16', async () => {
    const cwd = project({ 'a/compose.yaml': `\ufeff${IDLE_COMMENT.replaceAll('\n', '\r\n')}` })
    await plimsoll(['lint', '--fix'], { cwd })
    expect(readFileSync(join(cwd, 'a/compose.yaml'), 'utf8')).toBe(`\ufeff${CLEAN.replaceAll('\n', '\r\n')}`)
    const wide = project({ 'compose.yaml': Buffer.from(`\ufeff${IDLE_COMMENT}`, 'utf16le') })
    await plimsoll(['lint', '--fix'], { cwd: wide })
    expect(readFileSync(join(wide, 'compose.yaml'))).toEqual(Buffer.from(`\ufeff${CLEAN}`, 'utf16le'))
  })

  test('a link within the project stays one, and its file is mended', async () => {
    const cwd = project({ 'real/stack.txt': IDLE_COMMENT })
    symlinkSync('real/stack.txt', join(cwd, 'compose.yaml'))
    await plimsoll(['lint', '--fix'], { cwd })
    expect(lstatSync(join(cwd, 'compose.yaml')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(cwd, 'real/stack.txt'), 'utf8')).toBe(CLEAN)
  })

  test('nothing outside the project is read or written through a link', async () => {
    const outside = project({ 'secret.yaml': IDLE_COMMENT })
    const cwd = project({ 'a/compose.yaml': CLEAN })
    symlinkSync(join(outside, 'secret.yaml'), join(cwd, 'compose.yaml'))
    const { code, stdout } = await plimsoll(['lint', '--fix'], { cwd })
    expect(readFileSync(join(outside, 'secret.yaml'), 'utf8')).toBe(IDLE_COMMENT)
    expect(stdout).toContain('leads out of the project')
    expect(code).toBe(4)
  })

  test('--diff shows the change and writes nothing', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    const before = statSync(join(cwd, 'compose.yaml')).mtimeMs
    const { code, stdout, stderr } = await plimsoll(['lint', '--diff', '--fix'], { cwd })
    expect(stdout).toBe(
      [
        '--- a/compose.yaml',
        '+++ b/compose.yaml',
        '@@ -1,4 +1,3 @@',
        '-# plimsoll-ignore no-syntax-error -- was needed once',
        ' services:',
        '   web:',
        '     image: nginx:1.29',
        '',
      ].join('\n'),
    )
    expect(stderr).toBe('1 fix would change 1 file. Nothing was written.\n')
    expect(readFileSync(join(cwd, 'compose.yaml'), 'utf8')).toBe(IDLE_COMMENT)
    expect(statSync(join(cwd, 'compose.yaml')).mtimeMs).toBe(before)
    expect(code).toBe(0)
  })

  test('--diff leaves standard output to the diff: a report goes to standard error or a file', async () => {
    const cwd = project({ 'compose.yaml': IDLE_COMMENT })
    const args = ['lint', '--diff', '-f', 'compact', '-f', 'json=report.json']
    const { stdout, stderr } = await plimsoll(args, { cwd })
    expect(stdout).toMatch(/^--- a/)
    expect(stderr).toMatch(/^compose\.yaml:1:1: warning/)
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).findings).toHaveLength(1)
  })
})

describe('standard input', () => {
  const judge = (cwd: string, input: string | Uint8Array, ...args: string[]) =>
    plimsoll(['lint', '-', '--stdin-filename', 'compose.yaml', '-f', 'compact', ...args], { cwd, input })

  test('is judged in place of the file on disk, with the others beside it', async () => {
    const cwd = project({
      'plimsoll.yaml': `${POLICY}  no-missing-dockerfile: error\n`,
      'compose.yaml': CLEAN,
      'api/Dockerfile': 'FROM debian:13\n',
      'b/compose.yaml': UNTAGGED,
    })
    const found = await judge(cwd, 'services:\n  web:\n    build: ./api\n')
    expect(found).toMatchObject({ code: 0, stdout: '' })
    const missing = await judge(cwd, 'services:\n  web:\n    build: ./b\n')
    expect(missing.stdout).toMatch(/^compose\.yaml:3:.*no-missing-dockerfile\]\n$/)
    expect(missing.code).toBe(1)
    expect(readFileSync(join(cwd, 'compose.yaml'), 'utf8')).toBe(CLEAN)
  })

  test('need not be on disk', async () => {
    const { stdout, code } = await judge(project({}), UNTAGGED)
    expect(stdout).toMatch(/^compose\.yaml:3:12: error/)
    expect(code).toBe(1)
  })

  test('--fix prints the mended text, and the report on standard error', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const mended = await judge(cwd, IDLE_COMMENT.replace(':1.29', ''), '--fix')
    expect(mended.stdout).toBe(UNTAGGED)
    expect(mended.stderr).toMatch(/^compose\.yaml:3:12: error/)
    expect(mended.code).toBe(1)
    expect(readFileSync(join(cwd, 'compose.yaml'), 'utf8')).toBe(UNTAGGED)
    const same = await judge(cwd, CLEAN, '--fix')
    expect(same).toMatchObject({ code: 0, stdout: CLEAN })
  })

  test('that is no text is incomplete', async () => {
    const { code, stdout } = await judge(project({}), Uint8Array.of(0xc3, 0x28))
    expect(stdout).toContain('not UTF-8')
    expect(code).toBe(4)
  })

  test('manifests of Kubernetes need no name, and stand alone', async () => {
    const cwd = writeProject({ 'compose.yaml': UNTAGGED })
    const input =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: web, image: shop}]\n'
    const { code, stdout } = await plimsoll(['lint', '-', '-f', 'json', '--fail-on', 'never'], { cwd, input })
    const report = JSON.parse(stdout) as { findings: readonly { path: string }[] }
    expect(code).toBe(0)
    expect(new Set(report.findings.map(({ path }) => path))).toEqual(new Set(['stdin.yaml']))
  })

  test('of a name that nobody judges is nothing to judge', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    const { code } = await plimsoll(['lint', '-', '--stdin-filename', 'x.txt'], { cwd, input: 'x' })
    expect(code).toBe(2)
  })

  test('outside of the project is an error', async () => {
    const args = ['lint', '-', '--stdin-filename', '../compose.yaml']
    const { code, stderr } = await plimsoll(args, { cwd: project({}), input: CLEAN })
    expect(stderr).toContain('outside the project')
    expect(code).toBe(2)
  })
})

describe('hostile files', () => {
  const escapes = '\u001b]0;owned\u0007\u001b[31m\u202e'
  const acting = {
    'plimsoll.yaml': `${POLICY}  require-apt-assume-yes: warning\n`,
    'compose.yaml': `services:\n  "w${escapes.replaceAll(/[\u001b\u0007]/g, '')}":\n    image: "nginx" # ${escapes}\n`,
    'd\u001b[2J/Dockerfile': `FROM debian:13\nRUN apt-get install ${escapes}curl\n`,
    'b/compose.yaml': `# plimsoll-ignore no-syntax-error -- ${escapes}\n${CLEAN}`,
  }

  test.each([...formats.map((format) => ['-f', format]), ['--diff', '--fix-unsafe'], ['--list-files']])(
    'nothing in them acts on the terminal: lint %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await plimsoll(['lint', ...args.filter(Boolean)], {
        cwd: project(acting),
      })
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
      expect(code).not.toBe(3)
    },
  )

  test('commands for the runner of GitHub in them are not obeyed', async () => {
    const cwd = project({
      'compose.yaml': `# plimsoll-ignore no-syntax-error -- x\n::set-output name=a::b\n##[error]x\n${CLEAN}`,
    })
    for (const args of [
      ['-f', 'pretty'],
      ['-f', 'compact'],
      ['--diff', '--fix-unsafe'],
    ]) {
      const { stdout } = await plimsoll(['lint', ...args], { cwd })
      expect(stdout).not.toMatch(/^\s*::set-output|##\[error\]/m)
    }
  })

  test('a link that leads to itself is not followed', async () => {
    const cwd = project({ 'compose.yaml': UNTAGGED })
    symlinkSync('.', join(cwd, 'loop'))
    symlinkSync('Dockerfile', join(cwd, 'Dockerfile'))
    const { code, stdout } = await plimsoll(['lint', '-f', 'compact'], { cwd })
    expect(stdout).toContain('compose.yaml:3:12: error')
    expect(stdout).toContain('leads to itself')
    expect(code).toBe(1)
  })

  test('a folder with the name of a file is searched, not read', async () => {
    const cwd = project({ 'Dockerfile/compose.yaml': UNTAGGED })
    mkdirSync(join(cwd, 'compose.yaml'))
    const { code, stdout } = await plimsoll(['lint', '-f', 'compact'], { cwd })
    expect(stdout).toMatch(/^Dockerfile\/compose\.yaml:3:12: error.*\n$/)
    expect(code).toBe(1)
  })
})

/** What may stand in a file that should be a Dockerfile, a Compose file, an env file or any YAML. */
const GARBAGE: Readonly<Record<string, { content: string | Uint8Array; isRead: boolean }>> = {
  empty: { content: '', isRead: true },
  'cut off': { content: 'services:\n  web:\n    image: "ngi', isRead: true },
  binary: { content: Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256), isRead: false },
  'a NUL': { content: 'A=1\u0000\n', isRead: false },
  'no UTF-8': { content: Uint8Array.of(0x41, 0x3d, 0xff, 0xfe, 0xc3, 0x28, 0x0a), isRead: false },
  '10 MB': { content: 'A=1 # padding\n'.repeat(750_000), isRead: false },
  'deep nesting': { content: `services: ${'['.repeat(20_000)}`, isRead: true },
  'deep blocks': {
    content: Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    isRead: true,
  },
  'an alias bomb': {
    content: `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('')}services: *a30\n`,
    isRead: true,
  },
  CRLF: { content: 'FROM x\r\nRUN \\\r\n', isRead: true },
  'a byte order mark': { content: '\ufeffFROM x\nA=1\n', isRead: true },
  'odd keys': {
    content:
      '__proto__: { a: 1 }\nconstructor: x\nservices:\n  __proto__: { image: x }\n  toString: { image: y }\n',
    isRead: true,
  },
  'odd assignments': { content: '__proto__=1\nconstructor=${__proto__}\nhasOwnProperty=x\n', isRead: true },
  'one long line': { content: `RUN ${'a'.repeat(200_000)} && ${'"'.repeat(999)}\n`, isRead: true },
  'many substitutions': { content: `A=${'${A:-'.repeat(5000)}\n`, isRead: true },
  'many continuations': { content: `RUN a${' \\\n'.repeat(20_000)}`, isRead: true },
}
const NAMES = [
  'Dockerfile',
  'compose.yaml',
  '.env',
  'manifest.yaml',
  '.github/workflows/ci.yml',
  'scripts/start.sh',
]

describe.each(Object.entries(GARBAGE))('%s where a file should be', (_, { content, isRead }) => {
  test('the other files are judged all the same', async () => {
    const garbage = Object.fromEntries(NAMES.map((name) => [name, content]))
    const cwd = project({ ...garbage, 'good/compose.yaml': UNTAGGED })
    const { code, stdout, stderr } = await plimsoll(['lint', '-f', 'compact'], { cwd })
    expect(stdout).toContain('good/compose.yaml:3:12: error')
    expect(stdout.includes('[unreadable]')).toBe(!isRead)
    expect(stderr).toBe('')
    expect(code).toBe(1)
    const lenient = await plimsoll(['lint', '--fail-on', 'never', '--fix-unsafe'], { cwd })
    expect(lenient.code).toBe(isRead ? 0 : 4)
  })
})

test.each(Object.entries(GARBAGE))(
  '%s where a policy should be is an error of the policy',
  async (_, { content }) => {
    const cwd = project({ 'plimsoll.yaml': content, 'compose.yaml': CLEAN })
    const { code, stderr } = await plimsoll(['lint'], { cwd })
    expect(stderr).not.toContain('Please report it')
    expect([0, 2]).toContain(code)
  },
)

describe('secrets', () => {
  const PLANTED = [
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'Vq7xN2mP9rT4kW8s',
    'hunter2-but-much-longer',
    'ghp_1234567890abcdefghijklmnopqrstuvwxyz',
    'Zk3-url-Pass9w0rd',
  ]
  const [stripe, token, password, github, inUrl] = PLANTED
  const files = {
    'plimsoll.yaml': 'extends: [plimsoll:all]\n',
    '.env': `STRIPE_SECRET_KEY=${stripe}\nAPI_TOKEN="${token}"\n# OLD_PASSWORD=${password}\nDATABASE_URL=postgres://app:${inUrl}@db:5432/app\nAPI_TOKEN=${token}\n`,
    '.env.example': `NEXT_PUBLIC_STRIPE_SECRET_KEY=${stripe}\n`,
    'compose.yaml': `services:\n  web:\n    build: .\n    env_file: .env\n    environment:\n      JWT_SECRET: ${token}\n      GITHUB_TOKEN: "${github}"\n      DB_PASSWORD: \${DB_PASSWORD:-${password}}\n    command: ["curl", "-H", "Authorization: Bearer ${github}"]\n  db:\n    image: postgres\n    environment: ["POSTGRES_PASSWORD=${password}"]\n`,
    Dockerfile: `FROM debian\nARG API_TOKEN=${token}\nENV STRIPE_SECRET_KEY=${stripe}\nENV DB_PASSWORD=${password}\nRUN curl -u app:${password} https://x && apt-get install curl\nRUN echo ${github}\n`,
  }

  test.each([
    ...formats.map((format) => ['-f', format]),
    ['--diff', '--fix-unsafe'],
    ['--verbose'],
    ['--list-files'],
    ['--fix-unsafe'],
  ])('are in no output of lint %s %s', async (...args) => {
    const cwd = writeProject(files)
    const { code, stdout, stderr } = await plimsoll(['lint', ...args.filter(Boolean)], { cwd })
    for (const secret of PLANTED) expect(stdout + stderr).not.toContain(secret)
    expect(code).not.toBe(3)
    expect(existsSync(join(cwd, '.env'))).toBe(true)
  })
})
