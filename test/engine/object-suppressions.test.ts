import { expect, test } from 'vitest'
import { lint } from '../../src/lint.ts'

const RULES = { rules: { 'no-privileged-workload': 'error', 'no-pod-host-pid': 'error' } }
const pod = (annotation: string, name = 'web') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  annotations:\n    ${annotation}\nspec:\n  hostPID: true\n  containers:\n    - { name: app, image: "acme/web:2", securityContext: { privileged: true } }\n`

async function found(text: string): Promise<string[]> {
  const { findings } = await lint({ files: { 'pod.yaml': text }, config: RULES })
  return findings.map(({ rule, range }) => `${rule} ${range.start.line}`)
}

test('an annotation of another tool silences its check in the object that bears it', async () => {
  const silenced = {
    'ignore-check.kube-linter.io/host-pid: needed': ['no-privileged-workload 10'],
    'kube-linter.io/ignore-all: ""': [],
    'kube-score/ignore: "x, container-security-context-privileged"': ['no-pod-host-pid 8'],
    'checkov.io/skip7: CKV_K8S_17=why not': ['no-privileged-workload 10'],
    'bridgecrew.io/skipME: CKV_K8S_16': ['no-pod-host-pid 8'],
    'polaris.fairwinds.com/exempt: "True"': [],
    'polaris.fairwinds.com/hostPIDSet-exempt: "true"': ['no-privileged-workload 10'],
    'polaris.fairwinds.com/hostPIDSet-exempt: "false"': ['no-pod-host-pid 8', 'no-privileged-workload 10'],
    'other: value': ['no-pod-host-pid 8', 'no-privileged-workload 10'],
  }
  for (const [annotation, rules] of Object.entries(silenced)) {
    expect([annotation, await found(pod(annotation))]).toEqual([annotation, rules])
  }
})

test('the next object of the file is judged', async () => {
  const text = `${pod('kube-linter.io/ignore-all: reason')}---\n${pod('a: b', 'other')}`
  expect(await found(text)).toEqual(['no-pod-host-pid 19', 'no-privileged-workload 21'])
})
