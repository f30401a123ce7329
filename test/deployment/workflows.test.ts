import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseActionReference, versionOfAction } from '../../src/deployment/workflows/action-reference.ts'
import { oldRuntimeOf } from '../../src/deployment/workflows/action-runtimes.ts'
import { endOfRunner, shutdownOf } from '../../src/deployment/workflows/removed-services.ts'
import { lint } from '../../src/lint.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'

function action(text: string, comment?: string) {
  const found = parseActionReference(text, { path: 'ci.yml', start: 10, end: 10 + text.length }, comment)
  if (found.kind !== 'repository') throw new Error(found.kind)
  return found
}

describe('what uses names', () => {
  test.each([
    ['actions/checkout@v4', 'version', [4]],
    ['actions/cache/restore@v4.2.0', 'version', [4, 2, 0]],
    ['acme/a@release-2.1', 'version', undefined],
    ['acme/a@feature/v2', 'branch', undefined],
    ['acme/a@main', 'branch', undefined],
    ['acme/a@main2', 'version', undefined],
    ['acme/a', 'none', undefined],
    [`acme/a@${SHA}`, 'commit', undefined],
  ] as const)('%s', (text, kind, version) => {
    const found = action(text)
    expect(found.refKind).toBe(kind)
    expect(versionOfAction(found)).toEqual(version)
    if (found.ref)
      expect(text.slice(found.ref.span.start - 10, found.ref.span.end - 10)).toBe(found.ref.value)
  })

  test('a comment tells the version of a commit', () => {
    expect(versionOfAction(action(`actions/checkout@${SHA}`, 'v4.2.2'))).toEqual([4, 2, 2])
    expect(versionOfAction(action(`actions/checkout@${SHA}`, 'pin @v5'))).toBeUndefined()
    expect(versionOfAction(action(`actions/checkout@${SHA}`, 'tag=v5 zizmor: ignore'))).toEqual([5])
  })

  test.each([
    ['./.github/actions/a', 'local'],
    ['docker://alpine:3', 'image'],
    ['${{ inputs.action }}', 'unknown'],
    ['checkout@v4', 'unknown'],
  ])('%s is %s', (text, kind) => {
    expect(parseActionReference(text, { path: 'a', start: 0, end: text.length }, undefined).kind).toBe(kind)
  })
})

/** On the last day before and on the first day of each date. */
test.each([
  ['actions/checkout@v4', '2025-09-18', undefined],
  ['actions/checkout@v4', '2025-09-19', { runsOn: 20, isRemoved: false, moveTo: 'v5' }],
  ['actions/checkout@v4', '2026-06-15', { runsOn: 20, isRemoved: false }],
  ['actions/checkout@v4', '2026-06-16', { runsOn: 24, isRemoved: false }],
  ['actions/checkout@v4', '2026-09-15', { runsOn: 24, isRemoved: false }],
  ['actions/checkout@v4', '2026-09-16', { runsOn: 24, isRemoved: true }],
  ['actions/checkout@v3', '2024-06-02', { node: 16, runsOn: 16 }],
  ['actions/checkout@v3', '2024-06-03', { node: 16, runsOn: 20 }],
  ['actions/checkout@v5', '2030-01-01', undefined],
  ['actions/checkout@v1', '2026-11-22', undefined],
  ['actions/setup-go@v6', '2026-11-22', undefined],
  ['actions/setup-go@v6.1.0', '2026-11-22', { node: 20, moveTo: 'v6.2.0' }],
  ['actions/setup-go@v6.2.0', '2026-11-22', undefined],
  ['actions/upload-artifact@v5', '2026-11-22', { node: 20, moveTo: 'v6' }],
  ['actions/download-artifact@v3.1.0', '2026-11-22', undefined],
  ['Docker/Setup-Buildx-Action@v3', '2026-11-22', { node: 20, moveTo: 'v4' }],
] as const)('the runtime of %s on %s', (text, day, wanted) => {
  const found = oldRuntimeOf(action(text), new Date(day))
  if (wanted === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(wanted)
})

test('what is shut down, and when', () => {
  const day = (text: string) => shutdownOf(action(text))?.day.toISOString().slice(0, 10)
  expect(day('actions/upload-artifact@v2')).toBe('2024-06-30')
  expect(day('actions/upload-artifact@v3.2.1')).toBe('2025-01-30')
  expect(day('actions/upload-artifact@v4')).toBeUndefined()
  expect(day('actions/cache@v3')).toBeUndefined()
  expect(day('actions/cache@v3.3.3')).toBe('2025-03-01')
  expect(day('actions/cache@v4.1.2')).toBe('2025-03-01')
  const runner = (value: string) => endOfRunner({ value, span: { path: 'a', start: 0, end: 0 } })?.moveTo
  expect(runner('macos-13-xlarge')).toBe('macos-15')
  expect(runner('ubuntu-24.04')).toBeUndefined()
})

test('the day decides what is said', async () => {
  const files = {
    '.github/workflows/ci.yml':
      'on: push\njobs:\n  a:\n    runs-on: macos-14\n    steps:\n      - uses: actions/checkout@v4\n',
  }
  const on = async (day: string) => {
    const only = ['no-old-action-runtime', 'no-removed-runner']
    const { findings } = await lint({ files, only, config: { extends: [] }, now: new Date(day) })
    return findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n')
  }
  expect(await on('2025-09-01')).toBe('')
  expect(await on('2026-03-01')).toContain('from 2026-06-16 on it is forced')
  expect(await on('2026-07-01')).toContain('leaves the runner on 2026-09-16')
  expect(await on('2026-11-01')).not.toContain('macos-14')
  expect(await on('2026-11-03')).toContain('GitHub took macos-14 away')
})

test('no workflow and no manifest of a platform breaks a rule, whatever stands in it', async () => {
  const value = fc.constantFrom(
    'push',
    '[a, b]',
    '{ a: b }',
    '',
    '~',
    '"${{ secrets.X }}"',
    '${{ github.head_ref }}',
    '|\n      echo ${{ github.head_ref }}\n      git checkout x',
    'inherit',
    'write-all',
    '3',
    '[[]]',
    '- a',
    'actions/checkout@v4',
    'docker/build-push-action@v6',
    'npm run dev',
    '&a x',
    '*a',
  )
  const key = fc.constantFrom(
    'on',
    'jobs',
    'a',
    'runs-on',
    'steps',
    '- uses',
    '- run',
    'env',
    'with',
    'environment',
    'permissions',
    'secrets',
    'uses',
    'strategy',
    'matrix',
    'if',
    'services',
    '- type',
    'name',
    'envVars',
    '- key',
    'value',
    'deploy',
    'build',
    'startCommand',
    'numReplicas',
    'processes',
    'runs',
    'using',
  )
  const line = fc
    .tuple(fc.integer({ min: 0, max: 5 }), key, value)
    .map(([depth, name, text]) => `${'  '.repeat(depth)}${name}: ${text}`)
  const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'))
  await fc.assert(
    fc.asyncProperty(text, fc.json(), async (yaml, json) => {
      const { troubles } = await lint({
        files: {
          '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n${yaml}`,
          '.github/workflows/b.yml': yaml,
          'x/action.yml': `runs:\n  using: composite\n  steps:\n${yaml}`,
          'render.yaml': yaml,
          'railway.json': json,
          'vercel.json': json,
          'app.json': `{ "formation": {}, "env": ${json} }`,
          'fly.toml': yaml,
          Procfile: yaml,
        },
        config: { extends: ['plimsoll:strict'] },
      })
      expect(troubles).toEqual([])
    }),
    { numRuns: 100 },
  )
})
