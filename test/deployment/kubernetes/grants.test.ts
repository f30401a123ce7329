import { expect, test } from 'vitest'
import { grantsOf, isBoundInItsScope, isBoundToMachine } from '../../../src/deployment/kubernetes/grants.ts'
import { clusterOf } from './manifests.ts'

const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: secrets, labels: { to: operator } }
rules:
  - { apiGroups: [""], resources: [pods, secrets], verbs: [get, list] }
  - { apiGroups: ["*"], resources: ["*"], verbs: [delete] }
  - { apiGroups: [""], resources: ["pods/*", "*/scale"], verbs: ["*"] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: operator }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: operator } }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: operators }
roleRef: { kind: ClusterRole, name: operator, apiGroup: rbac.authorization.k8s.io }
subjects: [{ kind: User, name: jane }, { kind: ServiceAccount, name: operator, namespace: shop }]
`

test('a role says what it grants, by names, stars and sub-resources', async () => {
  const cluster = await clusterOf(ROLES)
  const secrets = cluster.find('ClusterRole', '', 'secrets')!
  const granted = (resource: string, verb: string, acceptWildcards = true) =>
    grantsOf(secrets, { resources: [resource], verbs: [verb] }, { acceptWildcards }).map((grant) => [
      grant.resource.value,
      grant.verb.value,
    ])
  expect(granted('secrets', 'list')).toEqual([['secrets', 'list']])
  expect(granted('secrets', 'delete')).toEqual([])
  expect(granted('secrets', 'delete', false)).toEqual([['*', 'delete']])
  expect(granted('pods/exec', 'create')).toEqual([['pods/*', '*']])
  expect(granted('deployments/scale', 'update')).toEqual([['*/scale', '*']])
  expect(granted('nodes/proxy', 'get')).toEqual([])
  expect(
    grantsOf(
      cluster.find('ClusterRoleBinding', '', 'operators')!,
      { resources: ['pods'], verbs: ['get'] },
      { acceptWildcards: false },
    ),
  ).toEqual([])
})

test('a role is given by the binding of one that aggregates it, too', async () => {
  const cluster = await clusterOf(ROLES)
  for (const name of ['secrets', 'operator']) {
    const role = cluster.role('ClusterRole', '', name)!
    expect(cluster.grantingBindingsOf(role).map(({ object }) => object.name?.value)).toEqual(['operators'])
    expect([isBoundInItsScope(role), isBoundToMachine(role)]).toEqual([true, true])
  }
  const alone = await clusterOf(ROLES.replace('kind: ServiceAccount', 'kind: Group'))
  expect(isBoundToMachine(alone.role('ClusterRole', '', 'secrets')!)).toBe(false)
})
