import { array, assert, asyncProperty, constantFrom, oneof, string, stringMatching, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { referencesOf } from '../../../src/deployment/kubernetes/references.ts'
import { readSelector } from '../../../src/deployment/kubernetes/selectors.ts'
import { clusterOf, projectOf, textAt } from './manifests.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { team: shop } }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      serviceAccountName: web
      volumes: [{ name: data, persistentVolumeClaim: { claimName: disk } }, { name: conf, configMap: { name: web } }]
      containers:
        - name: app
          image: acme/web:2
          ports: [{ name: http, containerPort: 8080 }]
          volumeMounts: [{ name: data, mountPath: /data, readOnly: true }]
`

test('all ways to write objects are read: documents, lists, JSON, quotes, indentation', async () => {
  const { deployments } = await projectOf({
    'many.yaml': `# first\n---\n${DEPLOYMENT}---\n\n---\nkind: Service\nmetadata: { name: half }\n`,
    'list.yml':
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n- { apiVersion: v1, kind: ConfigMapList, items: [{ kind: ConfigMap, apiVersion: v1 }] }\n',
    'pod.json': '{"kind": "Pod", "apiVersion": "v1"}',
    'quoted.yaml': '"apiVersion": v1\n"kind": Secret\n',
    'indented.yaml': '  # indented\n  apiVersion: v1\n  kind: Namespace\n',
    'package.json': '{"kind": "Pod", "apiVersion": "v1"}',
    'data.json': '{"kind": "x"}',
    'template.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n',
    'workflow.yaml':
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: { args: ['{{inputs.parameters.name}}'] }\n",
    'compose.yaml': 'services: { web: { image: "nginx:1" } }\n',
    'values.yaml': 'kind: Deployment\nreplicas: 1\n',
  })
  const kinds = deployments[0]!.kubernetes.objects.map((each) => `${each.path} ${each.kind}`)
  expect(kinds.sort()).toEqual([
    'indented.yaml Namespace',
    'list.yml ConfigMap',
    'list.yml Pod',
    'many.yaml Deployment',
    'many.yaml Service',
    'pod.json Pod',
    'quoted.yaml Secret',
    'workflow.yaml Workflow',
  ])
})

test('one broken document does not hide the others', async () => {
  const cluster = await clusterOf(`apiVersion: v1\nkind: Pod\nmetadata: { name: a\n---\n${DEPLOYMENT}`)
  expect(cluster.find('Deployment', '', 'web')?.labels.get('team')?.value).toBe('shop')
})

test('pods are found in every kind of workload, and custom kinds of the same name are none', async () => {
  const kinds = [
    ['batch/v1beta1', 'CronJob', 'spec: { jobTemplate: { spec: { template: POD } } }'],
    ['batch/v1', 'Job', 'spec: { template: POD }'],
    ['extensions/v1beta1', 'Deployment', 'spec: { template: POD }'],
    ['apps.openshift.io/v1', 'DeploymentConfig', 'spec: { template: POD }'],
    ['v1', 'PodTemplate', 'template: POD'],
    ['v1', 'Deployment', 'spec: { template: POD }'],
    ['serving.knative.dev/v1', 'Service', 'spec: { template: POD }'],
    ['serving.knative.dev/v1', 'Revision', 'spec: { containers: [{ name: c }] }'],
    ['batch.volcano.sh/v1', 'Job', 'spec: { template: POD }'],
    ['v1', 'Service', 'spec: { template: POD }'],
  ]
  const cluster = await clusterOf(
    kinds
      .map(([version, kind, spec]) => `apiVersion: ${version}\nkind: ${kind}\n${spec}\n`)
      .join('---\n')
      .replaceAll(
        'POD',
        '{ spec: { initContainers: [{ name: i, restartPolicy: Always }], containers: [{ name: c }] } }',
      ),
  )
  const seen = cluster.workloads.map(
    ({ kind, containers }) => `${kind} ${containers.map((c) => c.kind).join()}`,
  )
  expect(seen).toEqual([
    'CronJob sidecar,regular',
    'Job sidecar,regular',
    'Deployment sidecar,regular',
    'DeploymentConfig sidecar,regular',
    'PodTemplate sidecar,regular',
    'Deployment sidecar,regular',
    'Service sidecar,regular',
    'Revision regular',
  ])
})

test('a security context is inherited where the API inherits it', async () => {
  const cluster = await clusterOf(`apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations:
    container.apparmor.security.beta.kubernetes.io/one: runtime/default
spec:
  securityContext: { runAsUser: 1000, runAsNonRoot: true, privileged: true, seccompProfile: { type: Unconfined } }
  containers:
    - name: one
      securityContext: { runAsUser: 0, seccompProfile: { type: RuntimeDefault }, capabilities: { add: [cap_net_raw], drop: [all] } }
    - { name: two, securityContext: wrong }
`)
  const [one, two] = cluster.containers.map(({ security }) => security)
  expect(one).toMatchObject({
    isMalformed: false,
    privileged: undefined,
    runAsUser: { value: 0, from: 'container' },
    runAsNonRoot: { value: true, from: 'pod' },
    seccompProfile: { value: 'RuntimeDefault', from: 'container' },
    appArmorProfile: { value: 'RuntimeDefault', from: 'annotation' },
    capabilities: { dropsAll: true, added: [{ value: 'NET_RAW' }] },
  })
  expect(one!.capabilities.drops('NET_RAW')).toBe(true)
  expect(one!.capabilities.adds('SYS_ADMIN')).toBe(false)
  expect(two).toMatchObject({ isMalformed: true, runAsUser: { value: 1000, from: 'pod' } })
})

test('selectors know every operator, and what is wrong with them', async () => {
  const cluster = await clusterOf(`kind: A
apiVersion: v1
labels: { app: web, tier: front }
good:
  - { matchLabels: { app: web } }
  - { matchExpressions: [{ key: app, operator: In, values: [web, api] }] }
  - { matchExpressions: [{ key: other, operator: NotIn, values: [x] }, { key: tier, operator: Exists }] }
  - { matchExpressions: [{ key: other, operator: DoesNotExist }] }
  - {}
bad:
  - { matchLabels: { app: api } }
  - { matchExpressions: [{ key: tier, operator: NotIn, values: [front] }] }
  - { matchExpressions: [{ key: app, operator: Equals, values: [web] }] }
  - { matchExpressions: [{ key: app, operator: In }] }
  - text
`)
  const [object] = cluster.objects
  const labels = object!.map('labels')
  expect(object!.list('good').map((field) => readSelector(field).matches(labels))).toEqual(
    Array(5).fill(true),
  )
  expect(object!.list('bad').map((field) => readSelector(field).matches(labels))).toEqual(
    Array(5).fill(false),
  )
  const faults = object!.list('bad').map((field) => readSelector(field).faults.length)
  expect(faults).toEqual([0, 0, 1, 1, 1])
})

test('objects are linked within their namespaces', async () => {
  const cluster = await clusterOf(`${DEPLOYMENT}---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: web, port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: other, namespace: shop }
spec: { selector: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: new }
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
  rules: [{ http: { paths: [{ backend: { service: { name: web, port: { name: www } } } }, { backend: { resource: { kind: X } } }] } }]
---
apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: old }
spec: { rules: [{ http: { paths: [{ backend: { serviceName: web, servicePort: web } }] } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: route, namespace: shop }
spec: { rules: [{ backendRefs: [{ name: other, port: 80 }, { name: web, namespace: '', port: 80 }] }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec: { scaleTargetRef: { apiVersion: extensions/v1beta1, kind: Deployment, name: web }, minReplicas: 2 }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: keda }
spec: { scaleTargetRef: { name: web }, minReplicaCount: 3 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget }
spec: { minAvailable: 50%, selector: { matchLabels: { tier: front } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: policy }
spec: { podSelector: {}, egress: [{}] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web }
`)
  const [web] = cluster.workloads
  expect(cluster.servicesOf(web!).map(({ object }) => object.title)).toEqual(['Service web'])
  const [port] = cluster.service('', 'web')!.ports
  expect(
    port?.targets.map(({ container, port: target }) => [container.name?.value, target.port?.value]),
  ).toEqual([['app', 8080]])
  const backends = cluster.backends.map((each) => [
    each.object.name?.value,
    each.service?.object.name?.value,
    each.servicePort?.name?.value,
  ])
  expect(backends).toEqual([
    ['new', 'web', 'web'],
    ['new', 'web', undefined],
    ['old', 'web', 'web'],
    ['route', 'other', undefined],
    ['route', 'web', 'web'],
  ])
  const scalers = cluster
    .scalersOf(web!)
    .map((each) => [each.object.kind, each.target?.kind, each.minReplicas?.value])
  expect(scalers).toEqual([
    ['HorizontalPodAutoscaler', undefined, 2],
    ['ScaledObject', 'Deployment', 3],
  ])
  expect(cluster.budgetsOf(web!).map(({ minAvailable }) => minAvailable?.value)).toEqual(['50%'])
  expect(cluster.networkPoliciesOf(web!)[0]).toMatchObject({ isOnIngress: true, isOnEgress: true })
  const references = referencesOf(web!).map(({ kind, by, name, object }) => [kind, by, name.value, !!object])
  expect(references).toEqual([
    ['PersistentVolumeClaim', 'volume', 'disk', false],
    ['ConfigMap', 'volume', 'web', true],
    ['ServiceAccount', 'serviceAccountName', 'web', false],
  ])
  expect(web!.containers[0]!.mounts[0]).toMatchObject({
    isReadOnly: true,
    volume: { type: 'persistentVolumeClaim' },
  })
})

test('roles are resolved, and aggregated ones hold the rules of others, cycles or not', async () => {
  const cluster = await clusterOf(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all, labels: { sum: 'yes' } }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: 'yes' } }] }
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: part, labels: { sum: 'yes' } }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: bound, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: all }
subjects: [{ kind: Group, name: staff }]
`)
  const role = cluster.role('ClusterRole', 'shop', 'all')!
  expect(role.effectiveRules.map(({ writtenIn }) => writtenIn.name?.value)).toEqual(['part'])
  expect(cluster.bindingsOf(role).map(({ subjects }) => subjects[0]?.name?.value)).toEqual(['staff'])
})

test('variables come from ConfigMaps and Secrets, the later and the single one winning', async () => {
  const { deployments, variables, commands } = await projectOf({
    'app.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: one }
data: { A: one, B: one }
---
apiVersion: v1
kind: Secret
metadata: { name: two }
data: { B: dHdv }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      command: [sh, -c, 'npm ci && node server.js']
      envFrom: [{ configMapRef: { name: one } }, { secretRef: { name: two } }, { configMapRef: { name: one }, prefix: X_ }]
      env: [{ name: A, value: own }, { name: C, valueFrom: { secretKeyRef: { name: two, key: B } } }, { name: D, value: $(A)-1 }]
`,
  })
  const { containers } = deployments[0]!.kubernetes
  const effective = [...containers[0]!.variables].map(([name, { value }]) => [name, value])
  expect(Object.fromEntries(effective)).toEqual({
    A: 'own',
    B: 'two',
    C: 'two',
    D: undefined,
    X_A: 'one',
    X_B: 'one',
  })
  expect(variables.map(({ name, place }) => `${place} ${name}`)).toContain('secret-object B')
  expect(commands.map(({ name, phase, writtenIn }) => `${phase} ${writtenIn} ${name}`)).toContain(
    'start kubernetes npm',
  )
})

test('a patch of a kustomization is no object by itself', async () => {
  const { deployments } = await projectOf({
    'base/web.yaml': DEPLOYMENT,
    'overlay/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\npatches: [{ path: more.yaml }]\n',
    'overlay/more.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n',
  })
  expect(deployments[0]!.kubernetes.workloads.map(({ object }) => object.path)).toEqual(['base/web.yaml'])
})

test('what a kustomization makes is not known to be missing', async () => {
  const isWhole = async (more: string) => {
    const files = {
      'kustomization.yaml': `kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1\n${more}`,
    }
    return (await projectOf(files)).deployments[0]!.kubernetes.isWhole
  }
  expect(await isWhole('resources: [web.yaml, ../base]\n')).toBe(true)
  expect(await isWhole('resources: [github.com/acme/base?ref=v1]\n')).toBe(false)
  expect(await isWhole('secretGenerator: [{ name: a }]\n')).toBe(false)
})

test('a StatefulSet has the volumes that it claims', async () => {
  const cluster = await clusterOf(
    'apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  volumeClaimTemplates: [{ metadata: { name: data } }]\n  template: { spec: { containers: [{ volumeMounts: [{ name: data }] }] } }\n',
  )
  expect(cluster.containers[0]!.mounts[0]!.volume?.type).toBe('volumeClaimTemplate')
  expect(cluster.containers[0]!.title).toBe('container without a name of this StatefulSet')
})

test('manifests belong to the environments that their paths name', async () => {
  const { deployments } = await projectOf({
    'k8s/base.yaml': DEPLOYMENT,
    'k8s/production/web.yaml': DEPLOYMENT.replace('name: web,', 'name: prod,'),
    'k8s/dev/web.yaml': DEPLOYMENT.replace('name: web,', 'name: dev,'),
  })
  const names = deployments.map(({ environment, kubernetes }) => [
    environment.kind,
    kubernetes.workloads.map(({ name }) => name?.value),
  ])
  expect(Object.fromEntries(names)).toEqual({ production: ['web', 'prod'], local: ['web', 'dev'] })
})

test('no manifest makes the model fail', async () => {
  const word = constantFrom(
    'apiVersion: v1\n',
    'kind: Pod\n',
    'kind: List\n',
    'items:\n',
    'spec:\n',
    '  containers:\n',
    '  - ',
    'name: a\n',
    'env: ',
    '[{',
    'valueFrom',
    ': ',
    '*a',
    '&a ',
    '<<: ',
    '---\n',
    'selector: text\n',
    'securityContext: []\n',
    'kind: ClusterRole\n',
    'aggregationRule: {clusterRoleSelectors: [1]}\n',
    'metadata: {name: {}}\n',
    'null',
    '"',
    '\u0000',
  )
  const text = oneof(
    array(word).map((words) => words.join('')),
    tuple(
      constantFrom('Pod', 'Service', 'Ingress', 'Role'),
      string(),
      stringMatching(/^[a-z:{}[\], \n-]*$/),
    ).map(([kind, any, rest]) => `apiVersion: v1\nkind: ${kind}\nspec: ${any}\n${rest}`),
  )
  await assert(
    asyncProperty(text, async (manifest) => {
      const { deployments } = await projectOf({ 'a.yaml': manifest })
      const { kubernetes } = deployments[0]!
      for (const object of kubernetes.objects) expect(object.place.end).toBeLessThanOrEqual(manifest.length)
      for (const workload of kubernetes.workloads) referencesOf(workload)
      for (const container of kubernetes.containers) {
        expect(textAt(container.workload.object, container.at('a', 'b').place)).toBeDefined()
        void [container.security, container.variables, container.ports, container.mounts, container.title]
      }
      const { services, backends, scalers, budgets, networkPolicies, roles, roleBindings } = kubernetes
      void [services, backends, scalers, budgets, networkPolicies, roles.map((role) => role.effectiveRules)]
      for (const { role, subjects } of roleBindings) void [role, subjects]
    }),
  )
})
