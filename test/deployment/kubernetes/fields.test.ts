import { expect, test } from 'vitest'
import { additionTo, removalOf } from '../../../src/deployment/kubernetes/edits.ts'
import type { Edit } from '../../../src/finding.ts'
import { clusterOf, textAt } from './manifests.ts'

const TEXT = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: yes
  hostIPC: "yes"
  priority: 10
  dnsConfig:
  tolerations: []
  containers:
    - name: app
      image: acme/web:2
      ports: [{ containerPort: 80 }, { containerPort: 443 }]
      resources:
        limits: { cpu: 500m }
`

test('a field is read as what it is asked for, and as nothing else', async () => {
  const [pod] = (await clusterOf(TEXT)).objects
  expect(pod!.text('spec', 'priority')?.value).toBe('10')
  expect(pod!.number('spec', 'priority')?.value).toBe(10)
  expect(pod!.boolean('spec', 'hostPID')?.value).toBe(true)
  expect(pod!.boolean('spec', 'hostIPC')).toBeUndefined()
  expect(pod!.isFalse('spec', 'hostNetwork')).toBe(false)
  expect(pod!.text('spec')).toBeUndefined()
  expect(pod!.list('spec', 'hostPID')).toEqual([])
  expect(pod!.list('spec', 'containers').map((each) => each.text('name')?.value)).toEqual(['app'])
  expect(pod!.text('spec', 'containers', 0, 'ports', 1, 'containerPort')?.value).toBe('443')
  expect(pod!.at('spec', 'dnsConfig').isWritten).toBe(true)
  expect(pod!.at('spec', 'dnsConfig').isSet).toBe(false)
  expect(pod!.at('spec', 'tolerations').isEmpty).toBe(true)
  expect(pod!.at('a', 'b', 0, 'c').isWritten).toBe(false)
})

test('a place is the value, the key, or the nearest thing that is written', async () => {
  const [pod] = (await clusterOf(TEXT)).objects
  const at = (...path: (string | number)[]) => textAt(pod!, pod!.at(...path).place)
  expect(at('spec', 'hostPID')).toBe('yes')
  expect(at('spec', 'dnsConfig')).toBe('dnsConfig')
  expect(at('spec', 'containers')).toBe('containers')
  expect(at('spec', 'containers', 0)).toBe('app')
  expect(at('spec', 'containers', 0, 'livenessProbe', 'exec')).toBe('app')
  expect(at('spec', 'containers', 0, 'resources', 'limits', 'memory')).toBe('limits')
  expect(at('spec', 'containers', 0, 'ports', 1, 'name')).toBe('containerPort')
  expect(at('status', 'phase')).toBe('web')
  expect(at()).toBe('web')
  expect(pod!.at('spec', 'containers', 0, 'image').address).toBe('spec.containers[0].image')
})

test('fields are taken away and added where they stand', async () => {
  const [pod] = (await clusterOf(TEXT)).objects
  const after = (edit: Edit | undefined) =>
    edit && TEXT.slice(0, edit.span.start) + edit.text + TEXT.slice(edit.span.end)
  expect(after(removalOf(pod!.at('spec', 'hostPID')))).toBe(TEXT.replace('  hostPID: yes\n', ''))
  const ports = pod!.at('spec', 'containers', 0, 'ports')
  expect(after(removalOf(ports.at(1)))).toBe(TEXT.replace(', { containerPort: 443 }', ''))
  expect(after(removalOf(ports.at(0)))).toBe(TEXT.replace('{ containerPort: 80 }, ', ''))
  expect(after(removalOf(pod!.at('spec', 'containers', 0, 'image')))).toBe(
    TEXT.replace('      image: acme/web:2\n', ''),
  )
  expect(after(removalOf(pod!.at('spec', 'containers', 0, 'name')))).toBe(
    TEXT.replace('- name: app\n      image', '- image'),
  )
  // Nothing would be left.
  expect(removalOf(pod!.at('spec', 'containers', 0))).toBeUndefined()
  const container = pod!.at('spec', 'containers', 0)
  expect(after(additionTo(container, 'stdin', 'true'))).toBe(`${TEXT.trimEnd()}\n      stdin: true\n`)
  expect(after(additionTo(container.at('resources', 'limits'), 'memory', '1Gi'))).toBe(
    TEXT.replace('cpu: 500m', 'cpu: 500m, memory: 1Gi'),
  )
  expect(after(additionTo(container.at('securityContext', 'capabilities'), 'drop', '[ALL]'))).toBe(
    `${TEXT.trimEnd()}\n      securityContext:\n        capabilities: { drop: [ALL] }\n`,
  )
  expect(after(additionTo(pod!.at('spec', 'dnsConfig'), 'searches', '[]'))).toBe(
    TEXT.replace('dnsConfig:', 'dnsConfig: { searches: [] }'),
  )
})
