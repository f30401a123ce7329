import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { expect, test } from 'vitest'
import { type ControlPlaneProgram, programsOf } from '../../../src/deployment/kubernetes/control-plane.ts'
import { PROGRAM_NAMES } from '../../../src/deployment/kubernetes/control-plane-source.ts'
import { clusterOf } from './manifests.ts'

async function programsIn(text: string): Promise<ControlPlaneProgram[]> {
  const { objects } = await clusterOf(text)
  return objects.flatMap((object) => programsOf(object, ...PROGRAM_NAMES))
}

const podOf = (container: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'acme/tools:1', ...container }] },
  })

test.each([
  [{ command: ['kube-apiserver'] }, 'kube-apiserver'],
  [{ command: ['/usr/local/bin/etcd'], args: ['--name=a'] }, 'etcd'],
  [{ command: ['sh', '-c', 'exec kubelet --v=2'] }, 'kubelet'],
  [{ command: ['/hyperkube', 'apiserver', '--v=2'] }, 'kube-apiserver'],
  [{ image: 'registry.k8s.io/kube-scheduler-amd64:v1.9.0', args: ['--v=2'] }, 'kube-scheduler'],
  // What the image does without arguments is not known.
  [{ image: 'registry.k8s.io/kube-scheduler:v1.33.0' }, undefined],
  [{ command: ['scheduler'] }, undefined],
  [{ command: ['kubelet-wrapper'] }, undefined],
])('%j runs %s', async (container, name) => {
  expect((await programsIn(podOf(container))).map((program) => program.name)).toEqual(name ? [name] : [])
})

test('settings are read from flags in each way to write them', async () => {
  const words = [
    '--authorization-mode=Node',
    '--authorization-mode=RBAC,ABAC',
    '--client-ca-file',
    '/pki/ca.crt',
    '-tls-cert-file=',
    '--profiling',
    '--anonymous-auth=False',
  ]
  const [program] = await programsIn(podOf({ command: ['kube-apiserver', ...words] }))
  expect(program?.list('authorization-mode')).toEqual(['Node', 'RBAC', 'ABAC'])
  expect(program?.setting('client-ca-file')?.value).toBe('/pki/ca.crt')
  expect(program?.lacks('client-ca-file')).toBe(false)
  expect(program?.lacks('tls-cert-file')).toBe(true)
  expect(program?.isOn('profiling')).toBe(true)
  expect(program?.isOff('anonymous-auth')).toBe(true)
  expect(program?.lacks('etcd-cafile')).toBe(true)
})

test('what may come from elsewhere is not missing', async () => {
  const [file] = await programsIn(podOf({ command: ['kubelet', '--config=/kubelet.yaml'] }))
  const [variable] = await programsIn(podOf({ command: ['kube-apiserver', '$(FLAGS)'] }))
  const [shell] = await programsIn(podOf({ command: ['sh', '-c', 'kube-apiserver $FLAGS'] }))
  for (const program of [file, variable, shell]) expect(program?.lacks('client-ca-file')).toBe(false)
})

test('etcd takes settings from its variables', async () => {
  const env = [
    { name: 'ETCD_CERT_FILE', value: '/pki/a.crt' },
    { name: 'ETCD_KEY_FILE', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ]
  const [etcd] = await programsIn(podOf({ command: ['etcd'], env }))
  expect(etcd?.setting('cert-file')?.value).toBe('/pki/a.crt')
  expect(etcd?.lacks('key-file')).toBe(false)
  expect(etcd?.lacks('peer-key-file')).toBe(true)
})

test('fields of a configuration are the same settings', async () => {
  const [kubelet] = await programsIn(
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication: { anonymous: { enabled: false } }\nfeatureGates: { A: true, B: false }\ntlsCipherSuites: [X, Y]\nreadOnlyPort: 0\n',
  )
  expect(kubelet?.isOff('anonymous-auth')).toBe(true)
  expect(kubelet?.gate('B')?.value).toBe('false')
  expect(kubelet?.gate('C')).toBeUndefined()
  expect(kubelet?.list('tls-cipher-suites')).toEqual(['X', 'Y'])
  expect(kubelet?.setting('read-only-port')?.value).toBe('0')
  expect(kubelet?.spelling('tls-cert-file')).toBe('tlsCertFile')
})

test('any words are read, and every span lies in the text', async () => {
  const word = oneof(
    string(),
    constantFrom('--a', '--a=', '-a=b', '--', '-', '=', '$(A)', '--feature-gates=A=true,', 'x y'),
  )
  await assert(
    asyncProperty(array(word, { maxLength: 6 }), array(word, { maxLength: 3 }), async (command, args) => {
      const text = podOf({ command: ['kube-apiserver', ...command], args })
      for (const program of await programsIn(text)) {
        for (const flag of ['a', 'feature-gates']) {
          const { start, end } = program.placeOf(flag)
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeLessThanOrEqual(text.length)
          program.list(flag)
          program.gate('A')
        }
      }
    }),
    { numRuns: 60 },
  )
})
