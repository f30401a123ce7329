import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { YamlDocument } from '../../../src/documents/yaml/node.ts'
import { parseYaml } from '../../../src/documents/yaml/parse.ts'
import { toPlain } from '../../../src/documents/yaml/plain.ts'
import { fix } from '../../../src/lint.ts'

const ORDER_RULES = [
  'require-top-level-order',
  'require-sorted-services',
  'require-service-key-order',
  'require-sorted-dependencies',
  'require-sorted-ports',
]

const comment = fc.constantFrom('', '', '# about it', '# two\n# lines', '# apart\n', '\n')
const trailing = fc.constantFrom('', '', ' # behind')
const names = fc.uniqueArray(fc.constantFrom('web', 'db', 'api', 'cache', 'worker', 'a1', 'B'), {
  minLength: 1,
  maxLength: 5,
})

/** Lines of an entry with its comments before it, all indented. */
function entry(indent: string, above: string, lines: string): string {
  const all = `${above === '' ? '' : `${above}\n`}${lines}`
  return all
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n')
}

const key = fc.oneof(
  fc.constant('image: nginx:1.29'),
  fc.constant('build:\n  context: .\n  # deeper\n  target: prod'),
  fc.constant('command: |\n  one\n\n  # no comment\n    two'),
  fc.constant('entrypoint: >-\n  folded\n  text'),
  fc.constant('labels: ["b=1", a=2]'),
  fc.constant('environment:\n- B=1\n- A=2'),
  fc.constant('depends_on: [zeta, "alpha", mid]'),
  fc.constant(
    'depends_on:\n  zeta:\n    condition: service_started\n  # alpha first\n  alpha: {condition: service_healthy}',
  ),
  fc.constant('ports:\n  # web\n  - "8080:80"\n  - 443:443 # tls\n  - target: 1\n    published: 99'),
  fc.constant('mem_limit: 1g\n# after'),
  fc.constant('x-note: "a: b # c"'),
  fc.constant('<<: *base'),
  fc.constant('restart: &restart always'),
  fc.constant('x-restart: *restart'),
)
const firstWord = (text: string) => text.split(':')[0]!

const service = fc
  .tuple(
    fc.uniqueArray(key, { minLength: 1, maxLength: 6, selector: firstWord }),
    fc.array(comment),
    trailing,
  )
  .map(([keys, comments, end]) =>
    keys
      .map((text, index) => entry('    ', comments[index] ?? '', text.includes('\n') ? text : text + end))
      .join('\n'),
  )

const compose = fc
  .tuple(
    names.chain((all) => fc.tuple(...all.map((name) => fc.tuple(fc.constant(name), comment, service)))),
    fc.shuffledSubarray(['volumes:\n  data:', 'name: shop', 'x-z: 1', 'networks: {b: , a: }']),
    fc.boolean(),
    fc.constantFrom('', '\n', '\n\n# the end\n'),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([services, sections, servicesLast, end, lineBreak]) => {
    const body = services
      .map(([name, above, text]) => `${entry('  ', above, `${name}:`)}\n${text}`)
      .join('\n')
    const all = [...sections]
    all.splice(servicesLast ? all.length : 0, 0, `services:\n${body}`)
    return `x-base: &base\n  tty: true\n${all.join('\n')}${end}`.replaceAll('\n', lineBreak)
  })

const isReadable = ({ problems }: YamlDocument) => problems.every(({ severity }) => severity !== 'error')

/** The data, with lists whose order means nothing sorted. */
function dataOf(text: string): unknown {
  const sorted = (value: unknown, under = ''): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((each) => sorted(each))
      return under === 'ports' || under === 'depends_on'
        ? items.map((each) => JSON.stringify(each)).sort()
        : items
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, each]) => [name, sorted(each, name)]),
    )
  }
  return parseYaml('compose.yaml', text).roots.map(({ root }) => root && sorted(toPlain(root)))
}

const wordsOf = (text: string) =>
  text
    .split(/[\s,[\]{}]+/)
    .filter(Boolean)
    .sort()

test('putting a compose file in order changes no data, loses no comment, and is done after one time', async () => {
  await fc.assert(
    fc.asyncProperty(compose, async (text) => {
      fc.pre(isReadable(parseYaml('compose.yaml', text)))
      const options = { config: { extends: ['plimsoll:all'] }, only: ORDER_RULES }
      const once = await fix({ ...options, files: { 'compose.yaml': text } })
      const result = once.files['compose.yaml']!
      expect(isReadable(parseYaml('compose.yaml', result))).toBe(true)
      expect(dataOf(result)).toEqual(dataOf(text))
      expect(wordsOf(result)).toEqual(wordsOf(text))
      const twice = await fix({ ...options, files: { 'compose.yaml': result } })
      expect(twice.files['compose.yaml']).toBe(result)
    }),
    { numRuns: 60 },
  )
}, 120_000)
