import { expect, test } from 'vitest'
import { builtImageOf } from '../../src/deployment/built-images.ts'
import { openProject } from '../../src/lint.ts'
import { graph } from '../../src/load-graph.ts'

const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - {name: web, image: "${image}"}\n`
const step = (inputs: string, before = '') =>
  `on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n${before}      - uses: docker/build-push-action@v7\n        with:\n${inputs}`

/** What the pod's image is built from: `by Dockerfile#stage`. */
async function built(image: string, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { project } = (await openProject({ files: { 'pod.yaml': pod(image), ...files } })).read()
  const [container] = project.deployments.flatMap(({ kubernetes }) => kubernetes.containers)
  const found = builtImageOf(container!, project)
  return found && `${found.by} ${found.image.path}#${found.stage.name?.value ?? found.stage.index}`
}

const Dockerfile = 'FROM node:24 AS build\nFROM node:24 AS run\n'
const WORKFLOW = '.github/workflows/image.yaml'

test.each([
  [
    'another tag of a service',
    'ghcr.io/acme/shop:9',
    {
      'compose.yaml':
        'services:\n  a:\n    image: ghcr.io/acme/shop:${TAG:-1}\n    build: {context: ., target: build}\n',
    },
    'compose Dockerfile#build',
  ],
  [
    'another registry',
    'quay.io/acme/shop:9',
    { 'compose.yaml': 'services:\n  a:\n    image: ghcr.io/acme/shop\n    build: .\n' },
    undefined,
  ],
  [
    'a tag of a workflow',
    'ghcr.io/acme/shop:9',
    {
      [WORKFLOW]: step(
        '          tags: ghcr.io/acme/shop:latest,ghcr.io/acme/shop:${{ github.sha }}\n          target: build\n',
      ),
    },
    'workflow Dockerfile#build',
  ],
  [
    'a tag with an expression in its name',
    'ghcr.io/acme/shop:9',
    { [WORKFLOW]: step('          tags: ${{ env.REGISTRY }}/shop:${{ github.sha }}\n') },
    'workflow Dockerfile#run',
  ],
  [
    'a tag that is nothing but an expression',
    'ghcr.io/acme/shop:9',
    { [WORKFLOW]: step('          tags: ${{ env.IMAGE }}\n') },
    undefined,
  ],
  [
    'tags of the metadata action',
    'ghcr.io/acme/shop:9',
    {
      [WORKFLOW]: step(
        '          tags: ${{ steps.meta.outputs.tags }}\n',
        '      - id: meta\n        uses: docker/metadata-action@v6\n        with: {images: ghcr.io/acme/shop}\n',
      ),
    },
    'workflow Dockerfile#run',
  ],
  [
    'an artifact of Skaffold',
    'acme/shop',
    { 'skaffold.yaml': 'build:\n  artifacts:\n    - {image: acme/shop, docker: {target: build}}\n' },
    'skaffold Dockerfile#build',
  ],
  [
    'the name of a folder',
    'acme/shop:1',
    { 'services/shop/Dockerfile': 'FROM node:24\n' },
    'folder services/shop/Dockerfile#0',
  ],
  ['a folder called as a public image', 'nginx:1', { 'nginx/Dockerfile': 'FROM nginx:1\n' }, undefined],
  [
    'two folders of the name',
    'acme/shop:1',
    { 'a/shop/Dockerfile': 'FROM a\n', 'b/shop/Dockerfile': 'FROM b\n' },
    undefined,
  ],
  [
    'two services that differ',
    'acme/shop:1',
    {
      'compose.yaml':
        'services:\n  a: {image: acme/shop, build: .}\n  b: {image: acme/shop, build: {context: ., target: build}}\n',
    },
    undefined,
  ],
] as const)('%s', async (_, image, files, expected) => {
  expect(await built(image, { Dockerfile, ...files })).toBe(expected)
})

test('the graph shows what leads to a pod and what it is built from', async () => {
  const files = {
    Dockerfile: 'FROM node:24\n',
    'skaffold.yaml': 'build:\n  artifacts: [{image: acme/web}]\n',
    'k8s.yaml': [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: acme/web:2\n          envFrom: [{configMapRef: {name: settings}}, {configMapRef: {name: gone}}]\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: b}\n',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: 8080}]\n',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: site}\nspec:\n  rules:\n    - http:\n        paths:\n          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}\n          - {path: /docs, pathType: Prefix, backend: {service: {name: docs, port: {number: 80}}}}\n',
    ].join('---\n'),
  }
  const drawn = (await graph({ files })).graph
  const label = (id: string) => drawn.nodes.find((node) => node.id === id)!.label
  const edges = drawn.edges.map(({ from, to, kind }) => `${label(from)} ${kind} ${label(to)}`)
  expect(edges.filter((edge) => !edge.includes('based-on')).sort()).toEqual([
    'site proxies-to docs',
    'site proxies-to web',
    'web builds Dockerfile',
    'web proxies-to web',
    'web uses gone',
    'web uses settings',
  ])
  const unresolved = drawn.nodes.flatMap((node) => node.unresolved ?? [])
  expect(unresolved.sort()).toEqual(['there is no ConfigMap gone', 'there is no Service docs'])
})
