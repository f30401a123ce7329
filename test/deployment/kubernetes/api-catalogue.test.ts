import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LintOptions, lint } from '../../../src/lint.ts'
import { UsageError } from '../../../src/usage-error.ts'

const RULES = [
  'no-invalid-manifest',
  'no-ignored-field',
  'no-unknown-kind',
  'no-removed-kubernetes-api',
  'no-deprecated-kubernetes-api',
  'require-known-schema',
  'no-syntax-error',
]
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))

beforeAll(() => {
  execFileSync(process.execPath, ['build/kubernetes-schemas.js'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is found, as `rule severity line:column`. */
async function found(files: Record<string, string>, options: LintOptions = {}): Promise<string[]> {
  const { findings, troubles } = await lint({ files, config: { extends: [] }, only: RULES, ...options })
  expect(troubles).toEqual([])
  return findings.map(
    ({ rule, severity, range }) => `${rule} ${severity} ${range.start.line}:${range.start.column}`,
  )
}

const DAEMON =
  'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: agent } }\n  template:\n    spec:\n      containers:\n        - { name: one, image: "acme/agent:3" }\n      containers:\n        - { name: two, image: "acme/agent:3" }\n'

test('fields that nobody reads are warnings until the version is named', async () => {
  const files = { 'daemon.yaml': DAEMON }
  expect(await found(files)).toEqual(['no-ignored-field warning 5:3', 'no-ignored-field warning 11:7'])
  for (const kubernetesVersion of ['1.20.0', '1.34', 'v1.36.1']) {
    expect(await found(files, { kubernetesVersion })).toEqual([
      'no-invalid-manifest error 5:3',
      'no-invalid-manifest error 11:7',
    ])
  }
  // Nobody knows what a version knows that is newer than we are.
  expect((await found(files, { kubernetesVersion: '1.99' }))[0]).toBe('no-ignored-field warning 5:3')
  await expect(lint({ files, kubernetesVersion: 'latest' })).rejects.toThrow(UsageError)
})

test('an API lives from one version to another', async () => {
  const files = {
    'job.yaml':
      'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: job }\nspec: { schedule: "@daily", jobTemplate: {} }\n',
  }
  expect(await found(files, { kubernetesVersion: '1.20' })).toEqual([])
  expect(await found(files, { kubernetesVersion: '1.21' })).toEqual([
    'no-deprecated-kubernetes-api warning 1:13',
  ])
  expect(await found(files, { kubernetesVersion: '1.24' })).toEqual([
    'no-deprecated-kubernetes-api warning 1:13',
  ])
  expect(await found(files, { kubernetesVersion: '1.25' })).toEqual(['no-removed-kubernetes-api error 1:13'])
  expect(await found(files)).toEqual(['no-removed-kubernetes-api error 1:13'])
  const alpha = 'apiVersion: storage.k8s.io/v1alpha1\nkind: VolumeAttributesClass\nmetadata: { name: fast }\n'
  const { findings } = await lint({ files: { 'class.yaml': alpha }, only: RULES, kubernetesVersion: '1.36' })
  expect(findings.map(({ message }) => message)).toEqual([
    'Kubernetes 1.36 has no VolumeAttributesClass of storage.k8s.io/v1alpha1, which 1.34 still had: write `apiVersion: storage.k8s.io/v1` and check its fields.',
  ])
})

test('files of several objects, Lists, and JSON', async () => {
  expect(
    await found({
      'all.yaml':
        '---\n# nothing\n---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: a }\n    data: { n: 1 }\n  - kind: ConfigMap\n---\napiVersion: v1\nkind: List\nitems: []\n---\nkind:\napiVersion: v1\n',
    }),
  ).toEqual([
    'no-invalid-manifest error 10:16',
    'no-invalid-manifest error 11:5',
    'no-invalid-manifest error 17:1',
  ])
  expect(
    await found({
      'pods.json':
        '{"apiVersion": "v1", "kind": "PodList", "items": [{"apiVersion": "v1", "kind": "Pod", "spec": {}}]}',
    }),
  ).toEqual(['no-invalid-manifest error 1:87'])
})

test('two objects that run together', async () => {
  const one = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n'
  expect(await found({ 'both.yaml': `${one}${one}` })).toEqual(['no-ignored-field warning 4:1'])
})

const DEFINITION =
  'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: jobs.example.com }\nspec:\n  group: example.com\n  scope: Cluster\n  names: { kind: Job, plural: jobs }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { name: { type: string, pattern: "^[a-z]+$" } } } } } }\n'

test('definitions in the project say what their objects are', async () => {
  const object = 'apiVersion: example.com/v1\nkind: Job\nmetadata: { name: a }\nspec: { name: A1, nme: b }\n'
  expect(await found({ 'job.yaml': object })).toEqual(['require-known-schema info 2:7'])
  expect(await found({ 'job.yaml': object, 'crd.yaml': DEFINITION })).toEqual([
    'no-invalid-manifest error 4:15',
    'no-ignored-field warning 4:19',
  ])
  const old = DEFINITION.replace(/apiextensions.k8s.io\/v1/, 'apiextensions.k8s.io/v1beta1')
  expect(await found({ 'job.yaml': object, 'crd.yaml': old })).toEqual([
    'no-removed-kubernetes-api error 1:13',
    'no-invalid-manifest error 4:15',
  ])
  // Of another version, group or kind it says nothing.
  expect(await found({ 'job.yaml': object.replace('v1', 'v2'), 'crd.yaml': DEFINITION })).toEqual([
    'require-known-schema info 2:7',
  ])
})

const SCHEMA = JSON.stringify({
  type: 'object',
  properties: { kind: { enum: ['Car'] }, wheels: { type: 'integer' }, apiVersion: {}, metadata: {} },
  required: ['wheels'],
  additionalProperties: false,
})
const CAR = 'apiVersion: cars.example.com/v1\nkind: Car\nmetadata: { name: a }\nwheel: 4\n'

test('a folder of JSON Schemas, on disk and not', async () => {
  const wanted = ['no-invalid-manifest error 2:7', 'no-invalid-manifest error 4:1']
  const names = ['car-cars-v1.json', 'car-cars.example.com-v1.json', 'cars.example.com/car_v1.json']
  for (const [index, name] of names.entries()) {
    const files = { 'car.yaml': CAR, [`schemas/${name}`]: SCHEMA }
    expect((await found(files, { schemaFolder: 'schemas/' })).sort(), name).toEqual(wanted)
    expect(await found(files), name).toEqual(['require-known-schema info 2:7'])
    const schemaFolder = join(folder, `schemas-${index}`)
    const path = join(schemaFolder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, SCHEMA)
    mkdirSync(join(folder, 'project'), { recursive: true })
    writeFileSync(join(folder, 'project/car.yaml'), CAR)
    const report = await lint({ cwd: join(folder, 'project'), config: false, only: RULES, schemaFolder })
    expect(report.findings.map(({ message }) => message).sort(), name).toEqual([
      'Car a has no field `wheel`. Did you mean `wheels`?',
      'Car a needs `wheels`.',
    ])
  }
  await expect(lint({ cwd: folder, schemaFolder: 'none' })).rejects.toThrow(UsageError)
})

test('a name made of what a manifest says does not lead out of the folder', async () => {
  writeFileSync(join(folder, 'secret-v1.json'), '{"required": ["found"]}')
  mkdirSync(join(folder, 'inner'), { recursive: true })
  writeFileSync(join(folder, 'project/car.yaml'), 'apiVersion: v1\nkind: ../secret\nmetadata: { name: a }\n')
  const schemaFolder = join(folder, 'inner')
  const report = await lint({
    cwd: join(folder, 'project'),
    config: false,
    only: ['no-invalid-manifest'],
    schemaFolder,
  })
  expect(report.findings).toEqual([])
})

test('a schema.json beside a manifest describes a kind that nobody else knows', async () => {
  const files = { 'car.yaml': CAR, 'schema.json': SCHEMA }
  expect((await found(files)).sort()).toEqual([
    'no-invalid-manifest error 2:7',
    'no-invalid-manifest error 4:1',
  ])
  // One of something else.
  expect(
    await found({ ...files, 'schema.json': '{"properties": {"name": {}}, "required": ["name"]}' }),
  ).toEqual(['require-known-schema info 2:7'])
})

test('thousands of objects take a moment', async () => {
  const object =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, labels: { app: web } }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: app\n          image: acme/web:2\n          ports: [{ name: http, containerPort: 8080 }]\n          env: [{ name: A, value: "1" }, { name: B, valueFrom: { secretKeyRef: { name: s, key: k } } }]\n          resources: { limits: { cpu: 500m, memory: 1Gi } }\n          livenessProbe: { httpGet: { path: /, port: http } }\n'
  expect(await found({ 'many.yaml': Array(1000).fill(object).join('---\n') })).toEqual([])
})
