import { expect, test } from 'vitest'
import { lint } from '../../src/lint.ts'

const DOCKERFILE =
  'FROM debian:13\nRUN apt-get update && \\\n  apt-get install -y curl git\n# hadolint ignore=DL3002\nUSER root\n'

async function said(files: Record<string, string>, as = 'hadolint'): Promise<string[]> {
  const { findings } = await lint({ files, as })
  return findings.map(({ path, range, rule, severity }) => `${path}:${range.start.line} ${rule} ${severity}`)
}

test('speaks as hadolint: its rules, names, severities and lines', async () => {
  expect(await said({ Dockerfile: DOCKERFILE, '.env': 'A=1\nA=2\n' })).toEqual([
    'Dockerfile:2 DL3008 warning',
    'Dockerfile:2 DL3009 info',
    'Dockerfile:2 DL3015 info',
    'Dockerfile:5 DL3066 info',
  ])
})

test('heeds the settings of hadolint, and no others', async () => {
  const files = {
    Dockerfile: DOCKERFILE,
    '.hadolint.yaml':
      'ignored: [DL3009]\noverride: { error: [DL3008], style: [DL3057] }\ndisable-ignore-pragma: true\n',
    'plimsoll.yaml': 'rules: { no-unpinned-apt-packages: off, require-healthcheck: error }\n',
  }
  expect(await said(files)).toEqual([
    'Dockerfile:1 DL3057 info',
    'Dockerfile:2 DL3008 error',
    'Dockerfile:2 DL3015 info',
    'Dockerfile:5 DL3002 warning',
    'Dockerfile:5 DL3066 info',
  ])
})

test('points at the later of two instructions, where hadolint does', async () => {
  expect(await said({ Dockerfile: 'FROM debian:13\nCMD ["a"]\nCMD ["b"]\nUSER 1\n' })).toEqual([
    'Dockerfile:3 DL4003 warning',
  ])
})

test('judges what is marked for development too, for hadolint knows no environments', async () => {
  const text = 'FROM debian:13 AS dev\nRUN sudo make\nRUN pip3.11 install --no-cache-dir a\nFROM debian:13\n'
  expect(await said({ 'docker/local/Dockerfile': text })).toEqual([
    'docker/local/Dockerfile:2 DL3004 error',
    'docker/local/Dockerfile:3 DL3013 warning',
    'docker/local/Dockerfile:3 DL3059 info',
  ])
})

test('a file that cannot be read stays an error', async () => {
  expect(await said({ Dockerfile: 'FROM debian:13\nFETCH it\n', 'compose.yaml': 'services: [' })).toEqual([
    'Dockerfile:2 DL1000 error',
  ])
})

test('another tool whose names rules have', async () => {
  const files = { '.env': 'A=1\nA=2\n', Dockerfile: 'FROM debian:13 AS Build\n' }
  expect(await said(files, 'dotenv-linter')).toEqual(['.env:2 DuplicatedKey warning'])
  // Of one that no book is kept of, with our severities.
  expect(await said(files, 'buildkit')).toEqual(['Dockerfile:1 StageNameCasing info'])
})

test('a tool that nobody knows is a mistake', async () => {
  await expect(lint({ files: {}, as: 'hadolnt' })).rejects.toThrow('Did you mean "hadolint"?')
})
