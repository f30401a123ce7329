import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LintOptions, lint, openProject } from '../src/lint.ts'
import { isInstalled } from './programs.ts'

const config = { extends: [] }
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-render-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

const run = (only: readonly string[], options: LintOptions = {}) =>
  lint({ cwd: root, config, only, ...options })
/** Each finding as `path:line text that it points at`. */
async function places(only: readonly string[], options: LintOptions = {}): Promise<string[]> {
  const { findings, troubles } = await run(only, options)
  expect(troubles).toEqual([])
  const { readFileSync } = await import('node:fs')
  return findings.map(({ path, range: { start, end } }) => {
    const line = readFileSync(join(root, path), 'utf8').split('\n')[start.line - 1]!
    return `${path}:${start.line} ${line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined)}`
  })
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostPID: true
      containers:
        - name: web
          image: shop
          securityContext:
            privileged: false
        - name: log
          image: log:1
`
const BASE = {
  'k8s/base/deployment.yaml': DEPLOYMENT,
  'k8s/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
}

describe.skipIf(!isInstalled('kubectl'))('kustomizations', () => {
  test('what a resource says is found there, once for all overlays', async () => {
    write({
      ...BASE,
      'k8s/overlays/production/kustomization.yaml': 'resources: [../../base]\nnamePrefix: prod-\n',
      'k8s/overlays/staging/kustomization.yaml': 'resources: [../../base]\nnamespace: staging\n',
    })
    expect(await places(['no-pod-host-pid'])).toEqual(['k8s/base/deployment.yaml:11 true'])
  })

  test('what a patch says is found in the patch, and only in its environment', async () => {
    write({
      ...BASE,
      'k8s/overlays/production/kustomization.yaml':
        'resources: [../../base]\npatches: [{path: patch.yaml}]\n',
      'k8s/overlays/production/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          securityContext:
            privileged: true
`,
    })
    expect(await places(['no-privileged-workload'])).toEqual(['k8s/overlays/production/patch.yaml:10 true'])
  })

  test('what only the kustomization says is found there', async () => {
    write({
      ...BASE,
      'k8s/base/kustomization.yaml':
        'resources: [deployment.yaml]\nimages:\n  - name: shop\n    newTag: latest\n',
    })
    const found = await places(['no-latest-image-in-pod'])
    expect(found).toEqual(['k8s/base/kustomization.yaml:4 latest'])
  })

  test('a mended base is clean though it is broken as it is written', async () => {
    write({
      ...BASE,
      'k8s/prod/kustomization.yaml':
        'resources: [../base]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /spec/template/spec/hostPID}\n',
    })
    expect(await places(['no-pod-host-pid'])).toEqual([])
    expect(await places(['no-pod-host-pid'], { render: 'never' })).toEqual([
      'k8s/base/deployment.yaml:11 true',
    ])
  })

  test('two overlays of one mark are two deployments', async () => {
    write({
      ...BASE,
      'k8s/prod-eu/kustomization.yaml': 'resources: [../base]\n',
      'k8s/prod-us/kustomization.yaml': 'resources: [../base]\n',
    })
    const { project } = (await openProject({ cwd: root, config })).read()
    const counts = project.deployments.map(({ kubernetes }) => kubernetes.workloads.length)
    expect(counts).toEqual([1, 1])
    expect(await places(['no-pod-host-pid'])).toEqual(['k8s/base/deployment.yaml:11 true'])
  })

  test('a generated object is found where it is asked for', async () => {
    write({
      ...BASE,
      'k8s/base/kustomization.yaml':
        'resources: [deployment.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [NEXT_PUBLIC_CLIENT_SECRET=GOCSPX-0123456789abcdefghijklmnopqr]\n',
    })
    const { project } = (await openProject({ cwd: root, config })).read()
    const [object] = project.deployments[0]!.kubernetes.ofKind('ConfigMap')
    expect(object!.path).toBe('k8s/base/kustomization.yaml')
    expect(object!.annotations.size).toBe(0)
  })

  test.each([
    ['an address', 'resources: [https://example.com/app.yaml]\n', 'would have to be fetched'],
    ['a repository', 'resources: [github.com/example/app//base?ref=v1]\n', 'would have to be fetched'],
    [
      'a file of a generator',
      'configMapGenerator: [{name: a, files: ["a=https://example.com/a"]}]\n',
      'would have to be fetched',
    ],
    ['a chart', 'helmCharts: [{name: a, repo: https://example.com}]\n', 'a chart of Helm'],
    ['a folder outside', 'resources: [../../outside]\n', 'leads out of the project'],
    ['a file that is not there', 'resources: [nothing.yaml]\n', 'is not in the project'],
  ])('nothing is built that names %s', async (_, text, reason) => {
    write({ 'k8s/kustomization.yaml': text, 'k8s/deployment.yaml': DEPLOYMENT })
    const { notes, troubles, findings } = await run(['no-pod-host-pid'])
    expect(troubles).toEqual([])
    expect(notes).toEqual([expect.stringContaining(reason)])
    expect(findings).toHaveLength(1)
    const required = await run(['no-pod-host-pid'], { render: 'required' })
    expect(required.troubles).toEqual([
      { kind: 'unreadable', path: 'k8s/kustomization.yaml', message: expect.stringContaining(reason) },
    ])
  })

  test('what kustomize refuses is a trouble', async () => {
    write({ ...BASE, 'k8s/base/kustomization.yaml': 'resources: [deployment.yaml]\nnoSuchField: 1\n' })
    const { troubles } = await run(['no-pod-host-pid'])
    expect(troubles).toEqual([
      {
        kind: 'unreadable',
        path: 'k8s/base/kustomization.yaml',
        message: expect.stringContaining('noSuchField'),
      },
    ])
  })

  test('a suppression in a resource counts', async () => {
    const text = DEPLOYMENT.replace(
      'hostPID: true',
      'hostPID: true # plimsoll-ignore no-pod-host-pid -- debugging',
    )
    write({
      ...BASE,
      'k8s/base/deployment.yaml': text,
      'k8s/prod/kustomization.yaml': 'resources: [../base]\n',
    })
    const { findings, suppressed } = await run(['no-pod-host-pid'])
    expect([findings.length, suppressed]).toEqual([0, 1])
  })
})

const CHART = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'privileged: false\npod: {}\nsidecars: []\n',
  'chart/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  template:
    spec:
      {{- with .Values.pod }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
      containers:
        - name: web
          image: shop:1
          securityContext:
            privileged: {{ .Values.privileged }}
        {{- range .Values.sidecars }}
        - name: {{ .name }}
          image: {{ .image }}
        {{- end }}
`,
}

describe.skipIf(!isInstalled('helm'))('charts', () => {
  test('a value is found in the template, in the action that stands for it', async () => {
    write({ ...CHART, 'chart/values.yaml': 'privileged: true\n' })
    expect(await places(['no-privileged-workload'])).toEqual([
      'chart/templates/deployment.yaml:15 {{ .Values.privileged }}',
    ])
  })

  test('a block of values is found in the values', async () => {
    write({ ...CHART, 'chart/values.yaml': 'privileged: false\npod:\n  hostPID: true\n' })
    expect(await places(['no-pod-host-pid'])).toEqual(['chart/values.yaml:3 true'])
  })

  test('what a loop makes is found in the loop', async () => {
    write({ ...CHART, 'chart/values.yaml': 'sidecars: [{name: a, image: a:1}, {name: b, image: b}]\n' })
    expect(await places(['no-latest-image-in-pod'])).toEqual([
      'chart/templates/deployment.yaml:18 {{ .image }}',
    ])
  })

  test('each set of values is judged, as what its name says', async () => {
    write({
      ...CHART,
      'chart/values-production.yaml': 'privileged: true\n',
      'chart/values-dev.yaml': 'pod: {}\n',
    })
    const { findings } = await run(['no-privileged-workload'])
    expect(findings.map(({ environment }) => environment)).toEqual([undefined])
    const local = await run(['no-privileged-workload'], { environment: 'local' })
    expect(local.findings).toEqual([])
  })

  test('a chart that needs values is rendered with those of its tests', async () => {
    const needy = CHART['chart/templates/deployment.yaml'].replace(
      '.Values.privileged',
      'required "say it" .Values.privileged',
    )
    write({
      ...CHART,
      'chart/templates/deployment.yaml': needy,
      'chart/values.yaml': '{}\n',
      'chart/ci/full-values.yaml': 'privileged: true\n',
    })
    expect(await places(['no-privileged-workload'])).toEqual([
      'chart/templates/deployment.yaml:15 {{ required "say it" .Values.privileged }}',
    ])
  })

  test('what Helm refuses is a trouble', async () => {
    write({ ...CHART, 'chart/templates/deployment.yaml': 'kind: {{ fail "no way" }}\n' })
    const { troubles } = await run(['no-privileged-workload'])
    expect(troubles).toEqual([
      { kind: 'unreadable', path: 'chart/Chart.yaml', message: expect.stringContaining('no way') },
    ])
  })

  test('a chart without the charts that it needs is said so', async () => {
    write({
      ...CHART,
      'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [{name: postgresql, version: 1.0.0, repository: "https://example.com"}]\n`,
      'a.yaml': DEPLOYMENT,
    })
    const { notes } = await run(['no-privileged-workload'])
    expect(notes).toEqual([expect.stringContaining('lacks postgresql')])
  })

  test('a link in a chart leads nowhere', async () => {
    write(CHART)
    writeFileSync(join(root, 'secret'), 'privileged: true\n')
    symlinkSync(join(root, 'secret'), join(root, 'chart/values-production.yaml'))
    const { findings } = await run(['no-privileged-workload'])
    expect(findings).toEqual([])
  })

  test('a comment in a template silences', async () => {
    const silenced = CHART['chart/templates/deployment.yaml'].replace(
      'privileged: {{ .Values.privileged }}',
      'privileged: {{ .Values.privileged }} # plimsoll-ignore no-privileged-workload -- it mounts disks',
    )
    write({
      ...CHART,
      'chart/templates/deployment.yaml': silenced,
      'chart/values.yaml': 'privileged: true\n',
    })
    const { findings, suppressed } = await run(['no-privileged-workload'])
    expect([findings.length, suppressed]).toEqual([0, 1])
  })

  test('no fix is written into a template', async () => {
    write({ ...CHART, 'chart/values.yaml': 'privileged: true\n' })
    const { findings } = await run(['no-privileged-workload'])
    expect(findings[0]!.fix).toBeUndefined()
  })
})

describe('without the programs', () => {
  beforeEach(() => vi.stubEnv('PATH', join(tmpdir(), 'no-programs-here')))

  test('templates are not judged as YAML, which is said', async () => {
    write({ ...CHART, 'chart/templates/plain.yaml': DEPLOYMENT, 'a.yaml': DEPLOYMENT })
    const { findings, notes, troubles } = await run(['no-pod-host-pid'])
    expect(findings.map(({ path }) => path)).toEqual(['a.yaml'])
    expect(notes).toEqual([
      expect.stringMatching(/^chart\/Chart\.yaml was not rendered: helm is not on the PATH/),
    ])
    expect(troubles).toEqual([])
  })

  test('a run in which nothing else was judged is incomplete', async () => {
    write(CHART)
    const { troubles, notes } = await run(['no-pod-host-pid'])
    expect(troubles).toHaveLength(1)
    expect(notes).toBeUndefined()
  })

  test('a kustomization is judged as it is written', async () => {
    write({ ...BASE, 'k8s/prod/kustomization.yaml': 'resources: [../base]\n' })
    const { findings, notes } = await run(['no-pod-host-pid'])
    expect(findings).toHaveLength(1)
    expect(notes).toEqual([expect.stringContaining('neither kustomize nor kubectl')])
  })

  test('nothing is said where nothing is to be run', async () => {
    write({ ...BASE, ...CHART })
    const { notes, troubles } = await run(['no-pod-host-pid'], { render: 'never' })
    expect([notes, troubles]).toEqual([undefined, []])
  })
})
