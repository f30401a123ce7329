import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fix, lint, openProject } from '../src/lint.ts'
import { Lines } from '../src/span.ts'
import { isInstalled } from './programs.ts'

const only = ['no-shell-fault']

/** What ShellCheck says of a Dockerfile: each code with the text it points at. */
async function faults(text: string, policy: object = { extends: ['plimsoll:all'] }): Promise<string[]> {
  const { findings, troubles } = await lint({ files: { Dockerfile: text }, config: policy, only })
  expect(troubles).toEqual([])
  const lines = new Lines(text)
  return findings.map(({ aliases, range }) => {
    const at = ({ line, column }: { line: number; column: number }) => lines.startOf(line) + column - 1
    return `${aliases} ${text.slice(at(range.start), at(range.end))}`
  })
}

describe.skipIf(!isInstalled('shellcheck'))('with ShellCheck', () => {
  test.each([
    ['on one line', 'FROM debian\nRUN echo $X\n'],
    ['behind a tab and other scripts', 'FROM debian\nRUN\techo "日本 👩‍🚀 é"\t$X\n'],
    ['on a continued line', 'FROM debian\nRUN true && \\\n    # a comment\n\n    true; echo $X\n'],
    ['in a file with CR', 'FROM debian\r\nRUN true && \\\r\n  echo $X && \\\r\n  true\r\n'],
    ['in a heredoc', 'FROM debian\nRUN <<EOF\ntrue\n  echo $X\nEOF\n'],
    ['in a heredoc without its tabs', 'FROM debian\nRUN <<-EOF\n\ttrue\n\techo $X\n\tEOF\n'],
    ['in a heredoc with a shebang', 'FROM debian\nRUN <<EOF\n#!/bin/bash\necho $X\nEOF\n'],
    ['behind ONBUILD and flags', 'FROM debian\nONBUILD RUN --network=none echo $X\n'],
    ['with another escape', '# escape=`\nFROM debian\nRUN true && `\n  echo $X\n'],
    ['with many variables known', `FROM debian\nENV ${'A=1 '.repeat(50)}B=2\nRUN echo "$A$B" $X\n`],
  ])('points at the place: %s', async (_, text) => {
    expect(await faults(text)).toEqual(['shellcheck:SC2086 $X'])
  })

  test('points at the end of a text that ends too soon', async () => {
    const found = await faults('FROM debian\nRUN echo "a\nRUN echo b\n')
    expect(found).toContain('shellcheck:SC1073 "')
  })

  test.each([
    ['the default', 'FROM debian\nRUN echo $RANDOM\n', ['shellcheck:SC3028 $RANDOM']],
    ['SHELL', 'FROM debian\nSHELL ["/bin/bash", "-c"]\nRUN echo $RANDOM\n', []],
    [
      'a comment in a stage',
      'FROM debian\n# hadolint shell=bash\nRUN echo $RANDOM\nFROM a\nRUN echo $RANDOM\n',
      ['shellcheck:SC3028 $RANDOM'],
    ],
    [
      'a comment before the stages',
      '# hadolint shell=bash\nFROM debian\nRUN echo $RANDOM\nFROM a\nRUN echo $RANDOM\n',
      [],
    ],
    ['SHELL and its -e', 'FROM debian\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN cd a; make\n', []],
    ['the default, without -e', 'FROM debian\nRUN cd a; make\n', ['shellcheck:SC2164 cd a']],
    ['a shebang', 'FROM debian\nRUN <<EOF\n#!/bin/bash\necho $RANDOM\nEOF\n', []],
    ['a Windows image', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN echo $RANDOM\n', []],
  ])('takes the shell from %s', async (_, text, expected) => {
    expect(await faults(text)).toEqual(expected)
  })

  test('says no more than the level asked for', async () => {
    const text = 'FROM debian\nRUN echo $X $y\n'
    const policy = (level: string) => ({
      extends: [],
      rules: { 'no-shell-fault': { severity: 'warning', options: { level } } },
    })
    expect(await faults(text, policy('warning'))).toEqual(['shellcheck:SC2154 $y'])
    expect(await faults(text, policy('error'))).toEqual([])
  })

  test('writes what it proposes when asked', async () => {
    const files = { Dockerfile: 'FROM debian\nRUN echo $X && \\\n    printf "%s" "`id`"\n' }
    const config = { extends: ['plimsoll:all'] }
    expect((await fix({ files, config, only })).applied).toBe(0)
    const result = await fix({ files, config, only, unsafe: true })
    expect(result.files.Dockerfile).toBe('FROM debian\nRUN echo "$X" && \\\n    printf "%s" "$(id)"\n')
    expect(result.report.findings).toEqual([])
  })

  test('an ignore comment of hadolint silences it', async () => {
    expect(await faults('FROM debian\n# hadolint ignore=SC2086\nRUN echo $X\n')).toEqual([])
  })
})

describe('with a program in its place', () => {
  const before = {
    PATH: process.env.PATH,
    TMPDIR: process.env.TMPDIR,
    SHELLCHECK_OPTS: process.env.SHELLCHECK_OPTS,
  }
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
    mkdirSync(join(folder, 'tmp'))
    Object.assign(process.env, {
      PATH: `${folder}:/usr/bin:/bin`,
      TMPDIR: join(folder, 'tmp'),
      SHELLCHECK_OPTS: '-x',
    })
  })

  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(folder, { recursive: true })
  })

  /** A `shellcheck` that notes how it was called and prints what it is told. */
  function pretend(script: string): () => string[] {
    const log = join(folder, 'log')
    writeFileSync(log, '')
    writeFileSync(join(folder, 'shellcheck'), `#!/bin/sh\necho "$# $SHELLCHECK_OPTS" >> ${log}\n${script}\n`)
    chmodSync(join(folder, 'shellcheck'), 0o755)
    return () => readFileSync(log, 'utf8').split('\n').filter(Boolean)
  }

  const Dockerfile = 'FROM debian\nRUN echo $X\nRUN echo $Y\nRUN echo $X\n'
  const config = { extends: ['plimsoll:all'] }

  test('asks once for all texts, each but once, and leaves nothing behind', async () => {
    const calls = pretend(
      `echo '{"comments":[{"file":"0.sh","line":3,"endLine":3,"column":6,"endColumn":8,"level":"info","code":2086,"message":"a","fix":null}]}'; exit 1`,
    )
    const project = await openProject({ files: { Dockerfile }, config, only })
    expect((await project.lint()).findings.map(({ range }) => range.start)).toEqual([
      { line: 2, column: 10 },
      { line: 4, column: 10 },
    ])
    await project.lint()
    expect(calls()).toEqual(['6 '])
    expect(readdirSync(join(folder, 'tmp'))).toEqual([])
  })

  test('is not asked where nobody wants to hear of it', async () => {
    const calls = pretend(`echo '{"comments":[]}'`)
    await lint({ files: { Dockerfile }, config: { extends: [] } })
    await lint({
      files: { Dockerfile },
      config: { extends: [], overrides: [{ files: ['other'], rules: { 'no-shell-fault': 'error' } }] },
    })
    await lint({ files: { Dockerfile: 'FROM debian\nRUN ["a"]\n' }, config })
    expect(calls()).toEqual([])
  })

  test.each([
    ['ends with an error', 'echo "bad option" >&2; exit 4', 'ShellCheck failed: bad option'],
    ['prints something else', 'echo hello', 'ShellCheck failed: it printed something else than JSON.'],
  ])('one that %s is a trouble', async (_, script, message) => {
    pretend(script)
    const { findings, troubles } = await lint({ files: { Dockerfile }, config, only })
    expect(findings).toEqual([])
    expect(troubles).toEqual([{ kind: 'unreadable', message: expect.stringMatching(message) }])
    expect(readdirSync(join(folder, 'tmp'))).toEqual([])
  })

  test('one that is not there is a note', async () => {
    process.env.PATH = folder
    const { findings, notes, troubles } = await lint({ files: { Dockerfile }, config, only })
    expect({ findings, troubles }).toEqual({ findings: [], troubles: [] })
    expect(notes).toEqual([expect.stringContaining('shellcheck is not on the PATH')])
    expect(await lint({ files: { Dockerfile: 'FROM a:1\n' }, config, only })).not.toHaveProperty('notes')
  })
})
