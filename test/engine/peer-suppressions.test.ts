import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../src/documents/dockerfile/parse.ts'
import type { DocumentBase } from '../../src/documents/document.ts'
import { parseEnv } from '../../src/documents/env/parse.ts'
import { parseYaml } from '../../src/documents/yaml/parse.ts'
import { readPeerSilences } from '../../src/engine/peer-suppressions.ts'

/** Whether a finding of that name on that line is silent. */
function isSilent(document: DocumentBase, name: string, line: number): boolean {
  return readPeerSilences(document).some(
    ({ firstLine, lastLine, silences }) => line >= firstLine && line <= lastLine && silences(name),
  )
}

/** The lines of 1 to 9 on which a name is silent. */
const silentLines = (document: DocumentBase, name: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((line) => isSilent(document, name, line))

const dockerfile = (text: string) => parseDockerfile('Dockerfile', text)

describe('hadolint', () => {
  test('ignore covers the instruction that starts on the next line, with all its lines', () => {
    const text = 'FROM a\n# hadolint ignore=DL3008, DL3015 # a note\nRUN x \\\n  y\nRUN z\n'
    expect(silentLines(dockerfile(text), 'hadolint:DL3008')).toEqual([3, 4])
    expect(silentLines(dockerfile(text), 'hadolint:DL3015')).toEqual([3, 4])
    expect(silentLines(dockerfile(text), 'hadolint:DL3009')).toEqual([])
  })

  test('ignore covers nothing when something stands between', () => {
    expect(silentLines(dockerfile('FROM a\n# hadolint ignore=DL3008\n\nRUN x\n'), 'hadolint:DL3008')).toEqual(
      [],
    )
  })

  test('a code that cannot be one voids the list', () => {
    expect(silentLines(dockerfile('# hadolint ignore=crazy,DL3002\nUSER root\n'), 'hadolint:DL3002')).toEqual(
      [],
    )
  })

  test('stage ignore covers the stage behind its FROM', () => {
    const text = 'FROM a\nRUN x\n# hadolint stage ignore=DL3011\nFROM b\nRUN y\nRUN z\nFROM c\nRUN w\n'
    expect(silentLines(dockerfile(text), 'hadolint:DL3011')).toEqual([5, 6])
  })

  test('global ignore covers the file from anywhere', () => {
    expect(
      silentLines(dockerfile('FROM a\nRUN x\n# hadolint global ignore=DL3011\n'), 'hadolint:DL3011'),
    ).toHaveLength(9)
  })

  test('silences findings of ShellCheck by their codes', () => {
    expect(silentLines(dockerfile('# hadolint ignore=SC2086\nRUN x\n'), 'shellcheck:SC2086')).toEqual([2])
  })
})

describe('BuildKit', () => {
  test('a directive covers the file, and all leaves the experimental check', () => {
    const document = dockerfile('# check=skip=all;error=true\nFROM a\n')
    expect(silentLines(document, 'buildkit:StageNameCasing')).toHaveLength(9)
    expect(silentLines(document, 'buildkit:InvalidDefinitionDescription')).toEqual([])
    expect(silentLines(document, 'hadolint:DL3006')).toEqual([])
  })

  test('a comment above an instruction covers that one', () => {
    const text = 'FROM a\n# check=skip=JSONArgsRecommended\nENTRYPOINT x\nCMD y\n'
    expect(silentLines(dockerfile(text), 'buildkit:JSONArgsRecommended')).toEqual([3])
    expect(silentLines(dockerfile(text), 'buildkit:jsonargsrecommended')).toEqual([])
  })
})

test('checkov covers the file', () => {
  expect(
    silentLines(dockerfile('FROM a\n# checkov:skip=CKV_DOCKER_2: no need\n'), 'checkov:CKV_DOCKER_2'),
  ).toHaveLength(9)
})

test.each(['AVD-DS-0002', 'DS-0002', 'DS002'])('trivy:ignore:%s covers the next instruction', (id) => {
  expect(
    silentLines(dockerfile(`FROM a\n# trivy:ignore:${id}\nUSER root\nRUN x\n`), 'trivy:DS-0002'),
  ).toEqual([2, 3])
})

test('KICS covers a line or a file', () => {
  expect(silentLines(dockerfile('FROM a\n# kics-scan ignore-line\nUSER root\nRUN x\n'), 'kics:any')).toEqual([
    2, 3,
  ])
  expect(silentLines(dockerfile('# kics-scan ignore\nFROM a\n'), 'kics:any')).toHaveLength(9)
})

test('dclint covers a file or a line, some rules or all', () => {
  const yaml = (text: string) => parseYaml('compose.yaml', text)
  expect(silentLines(yaml('# dclint disable\na: 1\n'), 'dclint:any')).toHaveLength(9)
  expect(silentLines(yaml('# dclint disable no-version-field\na: 1\n'), 'dclint:other')).toEqual([])
  expect(
    silentLines(yaml('a: 1\nb: 2 # dclint disable-line no-version-field\n'), 'dclint:no-version-field'),
  ).toEqual([2])
})

test('dclint covers what its comment stands above, and lists as a whole', () => {
  const yaml = (text: string) => parseYaml('compose.yaml', text)
  const above = 'a:\n  # dclint disable-line no-version-field\n  b: 1\n'
  expect(silentLines(yaml(above), 'dclint:no-version-field')).toEqual([3])
  const list = 'a:\n  ports: # dclint disable-line\n    - 1\n    - 2\n  b: 1\n'
  expect(silentLines(yaml(list), 'dclint:no-unbound-port-interfaces')).toEqual([2, 3, 4])
  expect(silentLines(yaml(list), 'dclint:require-quotes-in-ports')).toEqual([2])
})

test('dclint reads what is for the file in its first line only', () => {
  const yaml = (text: string) => parseYaml('compose.yaml', text)
  expect(silentLines(yaml('\n---\n# dclint disable\na: 1\n'), 'dclint:any')).toHaveLength(9)
  expect(silentLines(yaml('a: 1 # dclint disable\n'), 'dclint:any')).toHaveLength(9)
  expect(silentLines(yaml('# dclint disable-file\na: 1\n'), 'dclint:any')).toHaveLength(9)
  expect(silentLines(yaml('# a\n# dclint disable\na: 1\n'), 'dclint:any')).toEqual([])
})

test('dotenv-linter is off until it is on again', () => {
  const text =
    'A=1\n# dotenv-linter:off LowercaseKey, DuplicatedKey\nb=2\n# dotenv-linter:on LowercaseKey\nc=3\n'
  const document = parseEnv('.env', text)
  expect(silentLines(document, 'dotenv-linter:LowercaseKey')).toEqual([2, 3, 4])
  expect(silentLines(document, 'dotenv-linter:DuplicatedKey')).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
})

test('zizmor: ignore covers its own line', () => {
  const text =
    'steps:\n  - uses: a/b@main # zizmor: ignore[unpinned-uses, artipacked] known\n  - uses: a/b@main\n'
  const document = parseYaml('.github/workflows/ci.yml', text)
  expect(silentLines(document, 'zizmor:unpinned-uses')).toEqual([2])
  expect(silentLines(document, 'zizmor:artipacked')).toEqual([2])
  expect(silentLines(document, 'zizmor:template-injection')).toEqual([])
})
