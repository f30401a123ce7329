import { describe, expect, test } from 'vitest'
import { readPeerPolicy } from '../../../src/policies/peers/peer-policy.ts'
import { type Resolution, resolvePolicy } from '../../../src/policies/resolve.ts'
import { quietRule, shown, sourcesOf } from '../places.ts'

const LABELS = {
  type: 'object',
  properties: {
    labels: { type: 'object', default: {} },
    strict: { type: 'boolean', default: false },
  },
  additionalProperties: false,
} as const

const RULES = [
  quietRule('no-unpinned', { like: ['hadolint:DL3008'] }),
  quietRule('no-floating', { like: ['hadolint:DL3006', 'hadolint:DL3007', 'trivy:DS-0001'] }),
  quietRule('no-shell-fault', { like: ['shellcheck:SC*'] }),
  quietRule('require-labels', { like: ['hadolint:DL3049', 'hadolint:DL3050'], options: LABELS }),
  quietRule('require-check', { like: ['hadolint:DL3057'] }),
]

function resolve(text: string, own = 'extends: [plimsoll:base]\n'): Promise<Resolution> {
  const files = {
    'plimsoll:base': 'rules: { no-unpinned: warning, no-floating: warning, no-shell-fault: info }',
  }
  return resolvePolicy({
    policy: { path: 'plimsoll.yaml', text: own },
    rules: RULES,
    sources: sourcesOf(files),
    peerPolicies: [{ path: '.hadolint.yaml', text }],
  })
}

async function severityOf(text: string, rule: string, peerIds?: string[], own?: string): Promise<string> {
  const { resolved, problems } = await resolve(text, own)
  expect(problems).toEqual([])
  return resolved.severityOf(rule, 'Dockerfile', undefined, peerIds).severity
}

describe('the settings of hadolint', () => {
  test('turn checks off, and win over what the policy extends', async () => {
    expect(await severityOf('ignored: [DL3008, DL9999]', 'no-unpinned')).toBe('off')
  })

  test('lose against the policy itself', async () => {
    const own = 'extends: [plimsoll:base]\nrules: { no-unpinned: error }'
    expect(await severityOf('ignored: [DL3008]', 'no-unpinned', [], own)).toBe('error')
  })

  test('speak only of the problems that have the name', async () => {
    const text = 'ignored: [DL3007]\noverride: { error: [DL3006] }'
    expect(await severityOf(text, 'no-floating', ['hadolint:DL3007', 'trivy:DS-0001'])).toBe('off')
    expect(await severityOf(text, 'no-floating', ['hadolint:DL3006', 'trivy:DS-0001'])).toBe('error')
    expect(await severityOf('ignored: [DL3007]', 'no-floating', ['hadolint:DL3006'])).toBe('warning')
    // One that hadolint does not have is not told from those it has.
    expect(await severityOf('ignored: [DL3007]', 'no-floating', ['trivy:DS-0001'])).toBe('off')
    expect((await resolve('ignored: [DL3007]')).resolved.canBeOn('no-floating')).toBe(true)
  })

  test('turn off single checks of ShellCheck', async () => {
    expect(await severityOf('ignored: [SC2086]', 'no-shell-fault', ['shellcheck:SC2086'])).toBe('off')
    expect(await severityOf('ignored: [SC2086]', 'no-shell-fault', ['shellcheck:SC2046'])).toBe('info')
  })

  test('ignored counts more than override, and override turns on', async () => {
    expect(await severityOf('override: { warning: [DL3008] }\nignored: [DL3008]', 'no-unpinned')).toBe('off')
    expect(await severityOf('override: { style: [DL3057] }', 'require-check')).toBe('info')
    expect(await severityOf('override: { ignore: [DL3008] }', 'no-unpinned')).toBe('warning')
  })

  test('give labels to the rule that asks for them', async () => {
    const { resolved } = await resolve('label-schema: { author: "", source: url }\nstrict-labels: true')
    const { severity, options } = resolved.severityOf('require-labels', 'Dockerfile')
    expect(severity).toBe('warning')
    expect(options).toEqual({ labels: { author: 'text', source: 'url' }, strict: true })
    expect(resolved.optionSetsOf('require-labels')).toEqual([options])
  })

  test.each([
    ['failure-threshold: style', 'info'],
    ['failure-threshold: none', 'info'],
    ['failure-threshold: error', 'error'],
    ['failure-threshold: error\nno-fail: true', 'never'],
    ['no-fail: false', undefined],
  ])('%j gives failOn %s', async (text, failOn) => {
    expect((await resolve(text)).resolved.failOn).toBe(failOn)
  })

  test('void the comments', async () => {
    expect((await resolve('disable-ignore-pragma: true')).resolved.voidComments).toEqual(['hadolint'])
    expect((await resolve('ignored: []')).resolved.voidComments).toEqual([])
  })

  test('are told as the origin', async () => {
    const { resolved } = await resolve('ignored:\n  - DL3008\n')
    expect(resolved.severityOf('no-unpinned').origin).toEqual({
      policy: '.hadolint.yaml',
      span: { path: '.hadolint.yaml', start: 13, end: 19 },
    })
  })

  test.each(['', 'ignored:\n', 'format: json\nunknown: { a: 1 }\n', 'label-schema:\noverride:\n  error:\n'])(
    'may say nothing: %j',
    async (text) => expect((await resolve(text)).problems).toEqual([]),
  )

  test.each([
    ['ignored: DL3008', '1:10 «DL3008» Must be a list.'],
    ['ignored: [1]', '1:11 «1» Must be a text.'],
    ['override: [DL3008]', '1:11 «[DL3008]» Must be a mapping.'],
    ['override: { error: DL3008 }', '1:20 «DL3008» Must be a list.'],
    ['no-fail: "true"', '1:10 «"true"» Must be true or false.'],
    ['failure-threshold: warn', '1:20 «warn» "warn" is no severity. Did you mean "warning"?'],
    ['label-schema: { a: uri }', '1:20 «uri» "uri" is no type of a label. Did you mean "url"?'],
    ['- a', '1:1 «- a» Must be a mapping.'],
  ])('has a problem at its place: %j', (text, problem) => {
    const { problems } = readPeerPolicy({ path: '.hadolint.yaml', text })!
    expect(shown(problems, text)).toEqual([problem])
  })
})
