import { describe, expect, test } from 'vitest'
import type { Graph, GraphEdge } from '../src/graph.ts'
import { type GraphOptions, graph } from '../src/load-graph.ts'

const PROJECT = {
  'plimsoll.yaml': 'extends: []\n',
  'compose.yaml': `name: shop
services:
  proxy:
    image: nginx:1.29
    ports: ["80:8080", "127.0.0.1:9000:9000/udp"]
    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]
    networks: [edge]
    depends_on: { api: { condition: service_healthy } }
  api:
    build: { context: ., target: run }
    env_file: [api.env, missing.env]
    environment: { LOG_LEVEL: debug, REDIS_URL: "redis://cache:6379" }
    networks: [edge, data]
    depends_on: [migrate]
    secrets: [token]
  migrate:
    build: .
    restart: "no"
    networks: [data]
    environment: { DATABASE_URL: "postgres://app:S3cretS3cret@db/app" }
  db:
    image: postgres:\${TAG}
    volumes: ["data:/var/lib/postgresql/data"]
    networks: [data]
networks: { edge: {}, data: { internal: true } }
volumes: { data: {} }
secrets: { token: { file: ./token } }
`,
  'nginx.conf':
    'server {\n  listen 8080;\n  location / { proxy_pass http://api:8000; }\n  location /x { proxy_pass http://gone:1; }\n}\n',
  'api.env': 'LOG_LEVEL=info\nAPI_TOKEN=abcdefghijklmnop1234\n',
  Dockerfile:
    'FROM python:3.13 AS build\nRUN make\nFROM python:3.13-slim AS run\nENV LOG_LEVEL=warn\nCOPY --from=build /a /a\nUSER 1000\n',
}

async function load(options: GraphOptions = {}): Promise<Graph> {
  return (await graph({ files: PROJECT, ...options })).graph
}

function edgesOf({ edges }: Graph, kind: GraphEdge['kind']): string[] {
  return edges
    .filter((edge) => edge.kind === kind)
    .map(({ from, to, label }) => `${from} → ${to}${label ? ` (${label})` : ''}`)
}

const nodeOf = ({ nodes }: Graph, id: string) => nodes.find((node) => node.id === id)

describe('the graph of a project', () => {
  test('services have a role, a place and what is known of them', async () => {
    const found = await load()
    const roles = found.nodes.filter(({ kind }) => kind === 'service').map(({ label, role }) => [label, role])
    expect(roles).toEqual([
      ['proxy', 'proxy'],
      ['api', 'app'],
      ['migrate', 'job'],
      ['db', 'data-store'],
      ['cache:6379', undefined],
    ])
    expect(nodeOf(found, 'service:api')).toMatchObject({
      group: 'stack:',
      place: { path: 'compose.yaml', line: 9 },
      details: { build: 'Dockerfile, stage run', user: '1000', healthcheck: 'absent' },
    })
    expect(found.groups).toEqual([
      { id: 'stack:', kind: 'stack', label: 'shop', environments: ['default'], files: ['compose.yaml'] },
      { id: 'dockerfile:Dockerfile', kind: 'dockerfile', label: 'Dockerfile', files: ['Dockerfile'] },
    ])
  })

  test('what joins them says how', async () => {
    const found = await load()
    expect(edgesOf(found, 'depends-on')).toEqual([
      'service:proxy → service:api (healthy)',
      'service:api → service:migrate (started)',
    ])
    expect(edgesOf(found, 'builds')).toEqual([
      'service:api → stage:Dockerfile#run',
      'service:migrate → stage:Dockerfile#run',
    ])
    expect(edgesOf(found, 'based-on')).toEqual([
      'stage:Dockerfile#build → image:python:3.13',
      'stage:Dockerfile#run → image:python:3.13-slim',
    ])
    expect(edgesOf(found, 'copies-from')).toEqual(['stage:Dockerfile#run → stage:Dockerfile#build'])
    expect(edgesOf(found, 'publishes')).toEqual([
      'service:proxy → port:80 (8080)',
      'service:proxy → port:127.0.0.1:9000/udp (9000/udp)',
    ])
    expect(edgesOf(found, 'mounts')).toEqual([
      'service:proxy → host-path:./nginx.conf (/etc/nginx/conf.d/default.conf:ro)',
      'service:db → volume:data (/var/lib/postgresql/data)',
    ])
    expect(edgesOf(found, 'proxies-to')).toEqual([
      'service:proxy → route:proxy/api:8000',
      'route:proxy/api:8000 → service:api (:8000)',
      'service:proxy → route:proxy/gone:1',
    ])
    expect(edgesOf(found, 'connects-to')).toContain('service:migrate → service:db (DATABASE_URL)')
    expect(edgesOf(found, 'uses')).toEqual(['service:api → secret:token'])
    expect(edgesOf(found, 'attached-to')).toContain('service:db → network:data')
  })

  test('every edge joins two nodes that are there, and ids are unique', async () => {
    const { nodes, edges } = await load()
    const ids = nodes.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]))
  })

  test('a variable knows its origin and what it won over, and its value is nowhere', async () => {
    const found = await load()
    expect(nodeOf(found, 'variable:api/LOG_LEVEL')).toMatchObject({
      origin: { kind: 'service-environment', place: { path: 'compose.yaml', line: 12 } },
      overrides: [
        { kind: 'env-file', place: { path: 'api.env', line: 1 } },
        { kind: 'image-environment', place: { path: 'Dockerfile', line: 4 } },
      ],
      isSecret: false,
    })
    expect(nodeOf(found, 'variable:api/API_TOKEN')).toMatchObject({ isSecret: true })
    expect(nodeOf(found, 'variable:migrate/DATABASE_URL')).toMatchObject({ isSecret: true })
    expect(edgesOf(found, 'comes-from')).toContain('variable:api/API_TOKEN → env-file:api.env')
    expect(JSON.stringify(found)).not.toMatch(/abcdefghijklmnop1234|S3cretS3cret|debug|redis:\/\//)
  })

  test('what does not resolve says why', async () => {
    const { nodes } = await load()
    const open = nodes.filter(({ unresolved }) => unresolved).map(({ id, unresolved }) => [id, unresolved])
    expect(open).toEqual([
      ['env-file:missing.env', 'there is no such file here'],
      ['route:proxy/gone:1', 'the stack has no service gone'],
      ['service:?cache:6379', 'the stack has no service cache'],
      ['reference:TAG', 'it has no value and no default'],
    ])
  })

  test.each([
    ['a service', 'depends_on: [gone]', 'service:?gone'],
    ['a network', 'networks: [gone]', 'network:?gone'],
    ['a volume', 'volumes: ["gone:/data"]', 'volume:?gone'],
    ['a secret', 'secrets: [gone]', 'secret:?gone'],
    ['a config', 'configs: [gone]', 'config:?gone'],
  ])('%s that is not declared', async (_what, line, id) => {
    const files = { 'compose.yaml': `services:\n  api:\n    image: a:1\n    ${line}\n` }
    const found = await load({ files })
    expect(nodeOf(found, id)?.unresolved).toMatch(/the stack (?:has|declares) no \w+ gone/)
    expect(found.edges.filter(({ isUnresolved }) => isUnresolved)).toHaveLength(1)
  })

  test.each([
    ['a context', 'build: ./gone', 'stage:./gone'],
    ['a Dockerfile', 'build: { context: ., dockerfile: Gone }', 'stage:Gone'],
    ['a stage', 'build: { context: ., target: gone }', 'stage:Dockerfile#gone'],
  ])('%s that is not there', async (_what, line, id) => {
    const compose = `services:\n  api:\n    ${line}\n`
    const found = await load({ files: { 'compose.yaml': compose, Dockerfile: 'FROM alpine:3\n' } })
    expect(nodeOf(found, id)?.unresolved).toBeDefined()
  })

  test('where a reference gets its value', async () => {
    const files = { 'compose.yaml': 'services:\n  db:\n    image: postgres:${TAG}\n', '.env': 'TAG=17\n' }
    expect(edgesOf(await load({ files }), 'interpolates-from')).toEqual(['service:db → env-file:.env (TAG)'])
  })

  test('a given reference is no error: an example declares it', async () => {
    const files = {
      'compose.yaml': 'services:\n  db:\n    image: postgres:${TAG:?}\n',
      '.env.example': 'TAG=\n',
    }
    expect(nodeOf(await load({ files }), 'reference:TAG')).toMatchObject({
      details: { value: 'from outside' },
    })
    expect((await load({ files, unresolved: true })).nodes).toEqual([])
  })

  test('a reader that is no container: a URL with a token in it is hidden', async () => {
    const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`
    const files = { 'compose.yaml': `services:\n  api:\n    build: https://${token}@github.com/a/b.git\n` }
    expect(JSON.stringify(await load({ files }))).not.toContain(token)
  })
})

describe('environments', () => {
  const service = (name: string, image: string) => `services:\n  ${name}:\n    image: ${image}\n`

  test('a stack that is the same in several is there once', async () => {
    const files = { 'compose.yaml': service('api', 'a:1'), '.env.production': 'A=1\n', '.env.local': 'A=2\n' }
    const { groups, nodes } = await load({ files })
    expect(groups.map(({ environments }) => environments)).toEqual([['production', 'local']])
    expect(nodes.filter(({ kind }) => kind === 'service')).toHaveLength(1)
  })

  test('and twice where it differs', async () => {
    const files = {
      'compose.yaml': service('api', 'a:${TAG}'),
      '.env.production': 'TAG=1\n',
      '.env.local': 'TAG=2\n',
    }
    const { groups, nodes } = await load({ files })
    expect(groups.map(({ environments }) => environments)).toEqual([['production'], ['local']])
    expect(nodes.filter(({ kind }) => kind === 'service').map(({ details }) => details.image)).toEqual([
      'a:1',
      'a:2',
    ])
  })

  test('one may be asked for', async () => {
    const files = {
      'compose.production.yaml': service('api', 'a:1'),
      'compose.local.yaml': service('dev', 'a:2'),
    }
    const labels = async (options: GraphOptions) =>
      (await load({ files, ...options })).nodes
        .filter(({ kind }) => kind === 'service')
        .map(({ label }) => label)
    expect((await labels({})).sort()).toEqual(['api', 'dev'])
    expect(await labels({ environment: 'local' })).toEqual(['dev'])
  })
})

describe('parts of a graph', () => {
  test('--focus: a node, its neighbours, and what a route joins', async () => {
    const { nodes } = await load({ focus: 'API' })
    expect(nodes.filter(({ kind }) => kind === 'service').map(({ label }) => label)).toEqual([
      'proxy',
      'api',
      'migrate',
      'cache:6379',
    ])
    const variables = nodes.filter(({ kind }) => kind === 'variable')
    expect(variables.every(({ id }) => id.startsWith('variable:api/'))).toBe(true)
    expect(variables.length).toBeGreaterThan(2)
  })

  test('--focus on a variable: who gets it and where it comes from', async () => {
    const { nodes } = await load({ focus: 'API_TOKEN' })
    expect(nodes.map(({ id }) => id).sort()).toEqual([
      'env-file:api.env',
      'service:api',
      'variable:api/API_TOKEN',
    ])
  })

  test('--focus on nothing suggests a name', async () => {
    await expect(load({ focus: 'prxy' })).rejects.toThrow('Did you mean "proxy"?')
  })

  test('--unresolved: what is not there, and what leads to it', async () => {
    const { nodes, edges } = await load({ unresolved: true })
    expect(nodes.map(({ id }) => id)).toEqual([
      'service:proxy',
      'service:api',
      'env-file:missing.env',
      'service:db',
      'route:proxy/gone:1',
      'service:?cache:6379',
      'reference:TAG',
    ])
    expect(edges.every(({ isUnresolved }) => isUnresolved)).toBe(true)
  })
})

test('a file with syntax errors is told of', async () => {
  const { troubles } = await graph({ files: { 'compose.yaml': 'services: [\n' } })
  expect(troubles.map(({ path }) => path)).toEqual(['compose.yaml'])
})
