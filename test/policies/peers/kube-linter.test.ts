import { describe, expect, test } from 'vitest'
import { lint } from '../../../src/lint.ts'
import { readPeerPolicy } from '../../../src/policies/peers/peer-policy.ts'

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
  containers:
    - name: web
      image: shop
`
const ALL = { extends: ['plimsoll:all'] }

/** What is found, by kube-linter's names. */
async function found(settings: string, options: { as?: string; path?: string; pod?: string } = {}) {
  const { as, path = 'k8s/pod.yaml', pod = POD } = options
  const files = { [path]: pod, '.kube-linter.yaml': settings }
  const { findings } = await lint({ files, config: ALL, ...(as !== undefined && { as }) })
  const names = findings.flatMap(({ aliases }) => aliases.filter((id) => id.startsWith('kube-linter:')))
  return [...new Set(names.map((id) => id.slice('kube-linter:'.length)))].sort()
}

describe('the settings of kube-linter', () => {
  test('turn checks off, and exclude wins', async () => {
    const names = await found('checks:\n  include: [host-pid]\n  exclude: [host-pid, latest-tag]\n')
    expect(names).not.toContain('host-pid')
    expect(names).not.toContain('latest-tag')
    expect(names).toContain('unset-cpu-requirements')
  })

  test('name the only checks that run', async () => {
    const settings = 'checks:\n  doNotAutoAddDefaults: true\n  include: [host-pid]\n'
    expect(await found(settings, { as: 'kube-linter' })).toEqual(['host-pid'])
  })

  test('add everything that is built in', async () => {
    const some = await found('', { as: 'kube-linter' })
    expect(some).not.toContain('no-readiness-probe')
    expect(some).toContain('host-pid')
    expect(await found('checks: {addAllBuiltIn: true}', { as: 'kube-linter' })).toContain('no-liveness-probe')
  })

  test.each([
    ['k8s/**', 'k8s/pod.yaml', true],
    ['k8s/', 'k8s/pod.yaml', true],
    ['/**/vendor/**', 'a/vendor/pod.yaml', true],
    ['vendor/**', 'a/vendor/pod.yaml', false],
    ['../k8s/**', 'k8s/pod.yaml', false],
    ['~/k8s/**', 'k8s/pod.yaml', false],
    ['/k8s/**', 'k8s/pod.yaml', false],
  ])('ignore paths: %s', async (glob, path, isIgnored) => {
    const names = await found(`checks:\n  ignorePaths: ["${glob}"]\n`, { path })
    expect(names.length === 0).toBe(isIgnored)
  })

  test('give parameters to templates that a rule has options for', async () => {
    const settings = `customChecks:
  - name: team
    template: required-label
    params: {key: team, value: "^[a-z]+$"}
`
    const options = { as: 'kube-linter' }
    expect(await found(settings, options)).toContain('required-label-owner')
    const labelled = POD.replace('  name: web\n', '  name: web\n  labels: {team: shop}\n')
    expect(await found(settings, { ...options, pod: labelled })).not.toContain('required-label-owner')
  })

  test('name an unknown check, and none of their own', () => {
    const text = `checks:
  include: [latest-tags, team]
customChecks: [{name: team, template: required-label, params: {key: team}}]
`
    const { problems } = readPeerPolicy({ path: '.kube-linter.yaml', text })!
    expect(problems.map(({ message }) => message)).toEqual([
      'kube-linter has no check "latest-tags". Did you mean "latest-tag"?',
    ])
  })

  test('may be empty', () => {
    expect(readPeerPolicy({ path: '.kube-linter.yaml', text: '' })!.problems).toEqual([])
  })
})

describe('in the place of another tool', () => {
  test('kube-linter calls every finding an error', async () => {
    const { findings } = await lint({ files: { 'pod.yaml': POD }, as: 'kube-linter' })
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['error']))
    expect(findings.map(({ rule }) => rule)).toContain('host-pid')
  })

  test('kube-score leaves out what has to be asked for', async () => {
    const { findings } = await lint({ files: { 'pod.yaml': POD }, as: 'kube-score' })
    const names = findings.map(({ rule }) => rule)
    expect(names).toContain('container-image-tag')
    expect(names).not.toContain('container-seccomp-profile')
  })
})
