import { expect, test } from 'vitest'
import { lint, openProject } from '../../../src/lint.ts'

const object = (kind: string, name: string, owner?: readonly [string, string]) =>
  `kind: ${kind}\napiVersion: v1\nmetadata:\n  name: ${name}\n  namespace: shop\n${
    owner ? `  ownerReferences: [{kind: ${owner[0]}, name: ${owner[1]}, controller: true}]\n` : ''
  }`

test.each([
  [
    'its owner',
    [object('ReplicaSet', 'web-7d'), object('Pod', 'web-7d-x', ['ReplicaSet', 'web-7d'])],
    ['web-7d'],
  ],
  [
    'the owner of its owner',
    [object('Deployment', 'web'), object('Pod', 'web-7d-x', ['ReplicaSet', 'web-7d'])],
    ['web'],
  ],
  ['nobody', [object('Pod', 'web-7d-x', ['ReplicaSet', 'web-7d'])], ['web-7d-x']],
  [
    'a namesake',
    [object('Deployment', 'we'), object('Pod', 'web-7d-x', ['ReplicaSet', 'web-7d'])],
    ['we', 'web-7d-x'],
  ],
])('of a dump with a pod and %s', async (_, objects, expected) => {
  const { project } = (await openProject({ files: { 'dump.yaml': objects.join('---\n') } })).read()
  const names = project.deployments.flatMap(({ kubernetes }) =>
    kubernetes.objects.map(({ name }) => name?.value),
  )
  expect(names).toEqual(expected)
})

test('what is judged alone is not missed', async () => {
  const text = `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n`
  const options = { overlay: { 'stdin.yaml': text }, about: ['stdin.yaml'], only: ['require-service-target'] }
  const { findings, files } = await lint({ ...options, alone: true, cwd: 'fixtures/ticket-shop/bad' })
  expect([findings, files]).toEqual([[], ['stdin.yaml']])
})
