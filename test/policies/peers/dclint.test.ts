import { describe, expect, test } from 'vitest'
import { fix, lint } from '../../../src/lint.ts'
import { readPeerPolicy } from '../../../src/policies/peers/peer-policy.ts'
import { shown } from '../places.ts'

const COMPOSE =
  'services:\n  web:\n    image: nginx:edge\n    ports:\n      - "80:80"\n  db:\n    image: postgres:17\n'
const ALL = { extends: ['plimsoll:all'] }

/** What is found, by dclint's names, with our severities. */
async function found(settings: object | string, compose = COMPOSE, path = 'compose.yaml') {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings)
  const { findings } = await lint({ files: { [path]: compose, '.dclintrc': text }, config: ALL })
  const names = findings.flatMap(({ aliases, severity }) =>
    aliases.filter((id) => id.startsWith('dclint:')).map((id) => `${id.slice('dclint:'.length)} ${severity}`),
  )
  return [...new Set(names)].sort()
}

describe('the settings of dclint', () => {
  test('give severities, and turn off', async () => {
    const rules = {
      'no-unbound-port-interfaces': 2,
      'service-image-require-explicit-tag': 1,
      'services-alphabetical-order': [2, {}],
      'require-project-name-field': 0,
      'require-quotes-in-ports': [1, { quoteType: 'double' }],
      'a-rule-of-the-future': 2,
    }
    expect(await found({ rules })).toEqual([
      'no-unbound-port-interfaces error',
      'service-image-require-explicit-tag warning',
      'services-alphabetical-order error',
    ])
  })

  test('lose against the policy itself', async () => {
    const config = { ...ALL, rules: { 'require-sorted-services': 'info' } }
    const files = { 'compose.yaml': COMPOSE, '.dclintrc.json': '{"rules":{"services-alphabetical-order":2}}' }
    const { findings } = await lint({ files, config, only: ['require-sorted-services'] })
    expect(findings.map(({ severity }) => severity)).toEqual(['info'])
  })

  test('may be YAML, empty, or about its output only', async () => {
    expect(await found('rules:\n  services-alphabetical-order: 2\n')).toContain(
      'services-alphabetical-order error',
    )
    expect(readPeerPolicy({ path: '.dclintrc.yml', text: '' })!.problems).toEqual([])
    expect(readPeerPolicy({ path: '.dclintrc', text: '{"quiet":true,"debug":false}' })!.problems).toEqual([])
  })

  test('have quotes single by default, as dclint has', async () => {
    expect(await found({ rules: { 'require-quotes-in-ports': 1 } })).toContain(
      'require-quotes-in-ports warning',
    )
    const sections = { portsSections: ['expose'] }
    expect(await found({ rules: { 'require-quotes-in-ports': [1, sections] } })).not.toContain(
      'require-quotes-in-ports warning',
    )
  })

  test('replace the tags that are prohibited', async () => {
    const rule = (tags: string[]) => ({
      rules: { 'service-image-require-explicit-tag': [1, { prohibitedTags: tags }] },
    })
    expect(await found(rule(['unstable']))).not.toContain('service-image-require-explicit-tag warning')
    expect(await found(rule(['17']))).not.toContain('service-image-require-explicit-tag error')
    expect(await found(rule(['edge']))).toContain('service-image-require-explicit-tag warning')
  })

  test('allow build and image with a pull policy, or not', async () => {
    const text = 'services:\n  a:\n    build: .\n    image: a:1\n    pull_policy: build\n'
    const rule = (checkPullPolicy: boolean) => ({ rules: { 'no-build-and-image': [2, { checkPullPolicy }] } })
    expect(await found(rule(true), text)).not.toContain('no-build-and-image error')
    expect(await found(rule(false), text)).toContain('no-build-and-image error')
  })

  test.each([
    [{ groups: { 'Core Definitions': ['ports', 'image'] } }, 'ports image environment'],
    [{ groupOrder: ['Networking', 'Core Definitions'] }, 'ports image environment'],
    [
      { groups: { Own: ['environment'] }, groupOrder: ['Own', 'Core Definitions'] },
      'environment image ports',
    ],
    [{ groupOrder: ['Nowhere'] }, undefined],
  ])('order keys by groups: %j', async (options, wanted) => {
    const compose = 'services:\n  a:\n    image: a:1\n    ports: []\n    environment: {}\n'
    const text = JSON.stringify({ rules: { 'service-keys-order': [2, options] } })
    const files = { 'compose.yaml': compose, '.dclintrc.json': text }
    const { files: fixed, applied } = await fix({ files, config: ALL, only: ['dclint:service-keys-order'] })
    const keys = [...fixed['compose.yaml']!.matchAll(/^ {4}(\w+)/gm)].map(([, key]) => key)
    expect(applied === 0 ? undefined : keys.join(' ')).toBe(wanted)
  })

  test.each([
    ['legacy', 'legacy/compose.yaml', []],
    ['./legacy/', 'old-legacy/compose.yaml', []],
    ['old/compose', 'old/compose.yaml', []],
    ['legacy', 'app/compose.yaml', ['services-alphabetical-order error']],
  ])('leave out %s: %s', async (exclude, path, names) => {
    const settings = { exclude: [exclude], rules: { 'services-alphabetical-order': 2 } }
    const all = await found(settings, COMPOSE, path)
    expect(all.filter((name) => name.startsWith('services-'))).toEqual(names)
  })

  test.each([
    ['[]', '1:1 «[]» Must be a mapping.'],
    ['{"rules": []}', '1:11 «[]» Must be a mapping.'],
    ['{"rules": {"a": 3}}', '1:17 «3» Must be 0, 1 or 2, or a list of one of them and options.'],
    ['{"rules": {"a": [1, 2]}}', '1:21 «2» Must be a mapping.'],
    ['{"exclude": "a"}', '1:13 «"a"» Must be a list.'],
  ])('have a problem at its place: %s', (text, problem) => {
    expect(shown(readPeerPolicy({ path: '.dclintrc.json', text })!.problems, text)).toEqual([problem])
  })
})

test('speaking as dclint, its defaults hold', async () => {
  const { findings } = await lint({ files: { 'compose.yaml': COMPOSE }, config: ALL, as: 'dclint' })
  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
    'require-project-name-field warning',
    'service-image-require-explicit-tag error',
    'no-unbound-port-interfaces error',
    'require-quotes-in-ports warning',
    'services-alphabetical-order warning',
  ])
})
