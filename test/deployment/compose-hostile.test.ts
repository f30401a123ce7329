import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadCompose } from '../../src/load-compose.ts'

const word = fc.constantFrom(
  ...[
    'a',
    'web',
    'x-a',
    '$A',
    '${A}',
    '${A:-b}',
    '${A:?c}',
    '${',
    '$$',
    '80:80',
    './a:/b',
    '1',
    '',
    '__proto__',
  ],
  ...[
    'service:web',
    'base.yaml',
    'compose.yaml',
    '../x',
    'http://x',
    'K=V',
    '=',
    ':',
    '0440',
    '-1',
    '512m',
    'a "b',
  ],
)
const key = fc.constantFrom(
  ...[
    'services',
    'networks',
    'volumes',
    'secrets',
    'configs',
    'include',
    'name',
    'x-a',
    'web',
    'api',
    '__proto__',
  ],
  ...[
    'image',
    'build',
    'ports',
    'environment',
    'env_file',
    'depends_on',
    'extends',
    'command',
    'healthcheck',
    'test',
  ],
  ...[
    'labels',
    'logging',
    'driver',
    'options',
    'ulimits',
    'deploy',
    'resources',
    'limits',
    'develop',
    'watch',
    'path',
  ],
  ...[
    'file',
    'service',
    'target',
    'source',
    'type',
    'external',
    'ipam',
    'config',
    'subnet',
    'extra_hosts',
    'gpus',
  ],
  ...[
    'devices',
    'models',
    'tmpfs',
    'args',
    'context',
    'condition',
    'profiles',
    'links',
    'post_start',
    'blkio_config',
  ],
)
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string())
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))
const file = fc.dictionary(key, tree, { maxKeys: 6, noNullPrototype: true })
const services = fc.record({ services: fc.dictionary(key, fc.dictionary(key, tree, { maxKeys: 8 })) })

test('whatever the tree, loading ends and throws nothing', { timeout: 120_000 }, async () => {
  const texts = fc.oneof(file, services, tree).map((value) => JSON.stringify(value) ?? '')
  await fc.assert(
    fc.asyncProperty(texts, texts, texts, async (one, two, base) => {
      const files = { 'compose.yaml': one, 'over.yaml': two, 'base.yaml': base }
      for (const stage of ['merged', 'loaded'] as const) {
        const { project, problems } = await loadCompose({
          files,
          composeFiles: ['compose.yaml', 'over.yaml'],
          stage,
        })
        JSON.stringify(project)
        for (const { at } of problems) {
          const text = (files as Record<string, string>)[at.path]
          expect(text).toBeDefined()
          expect(at.start).toBeLessThanOrEqual(at.end)
          expect(at.end).toBeLessThanOrEqual(text!.length)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('whatever the text, loading ends and throws nothing', { timeout: 120_000 }, async () => {
  const lines = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.oneof(key, word),
      fc.oneof(word, fc.constant('!reset'), fc.constant('*a')),
    ),
    { maxLength: 14 },
  )
  const text = lines.map((all) =>
    all.map(([depth, name, value]) => `${'  '.repeat(depth)}${name}: ${value}`).join('\n'),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, fc.string()), async (one) => {
      await loadCompose({ files: { 'compose.yaml': one, 'base.yaml': 'services: {web: {extends: web}}' } })
    }),
    { numRuns: 600 },
  )
})

test('a tree of aliases does not fill the memory', async () => {
  const letters = 'abcdefghij'
  const lines = [...letters].map((letter, index) => {
    const before = letters[index - 1]
    const items = before ? `[${Array(9).fill(`*${before}`).join(', ')}]` : '{k: "${V}"}'
    return `x-${letter}: &${letter} ${items}`
  })
  const text = `${lines.join('\n')}\nservices: {web: {image: a}}\n`
  const { problems } = await loadCompose({ files: { 'compose.yaml': text } })
  expect(problems.some((one) => one.severity === 'error')).toBe(true)
})

test('a range of ports is written out only so far', async () => {
  const ports = Array.from({ length: 50 }, (_, at) => `"127.0.0.${at}:1-65535:1-65535"`).join(', ')
  const { project } = await loadCompose({
    files: { 'compose.yaml': `services: {web: {image: a, ports: [${ports}]}}` },
  })
  const web = (project.services as Record<string, { ports: unknown[] }>).web!
  expect(web.ports.length).toBeLessThan(70_000)
})
