import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { Graph, GraphEdge, GraphNode } from '../src/graph.ts'
import { drawGraph, type GraphFormat } from '../src/reporters/graph/index.ts'
import { layOut } from '../src/reporters/graph/layout.ts'

/** Reads what we write, where it is installed. */
const GRAPHVIZ = 'dot'

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  kind: 'service',
  role: 'app',
  label: id,
  details: {},
  ...more,
})
const edge = (
  from: string,
  to: string,
  kind: GraphEdge['kind'],
  more: Partial<GraphEdge> = {},
): GraphEdge => ({
  from,
  to,
  kind,
  ...more,
})

const SMALL: Graph = {
  groups: [
    { id: 'stack:', kind: 'stack', label: 'shop', environments: ['production'], files: ['compose.yaml'] },
  ],
  nodes: [
    node('proxy', { role: 'proxy', group: 'stack:', details: { image: 'nginx:1.29' } }),
    node('api', {
      group: 'stack:',
      details: { healthcheck: 'absent' },
      place: { path: 'compose.yaml', line: 4 },
    }),
    node('port:80', { kind: 'port', label: '80', group: 'stack:', details: { address: 'all interfaces' } }),
    node('route', { kind: 'route', label: 'api:8000', group: 'stack:' }),
    node('image', { kind: 'image', label: 'nginx:1.29' }),
    node('edge', { kind: 'network', label: 'edge', group: 'stack:' }),
    node('gone', { label: 'gone', unresolved: 'the stack has no service gone', group: 'stack:' }),
    node('api/KEY', {
      kind: 'variable',
      label: 'KEY',
      origin: { kind: 'env-file', place: { path: '.env', line: 3 } },
      overrides: [{ kind: 'image-environment', place: { path: 'Dockerfile', line: 7 } }],
      isSecret: true,
    }),
  ],
  edges: [
    edge('proxy', 'port:80', 'publishes', { label: '8080' }),
    edge('proxy', 'route', 'proxies-to'),
    edge('route', 'api', 'proxies-to', { label: ':8000' }),
    edge('proxy', 'api', 'depends-on', { label: 'healthy' }),
    edge('proxy', 'image', 'runs'),
    edge('proxy', 'edge', 'attached-to'),
    edge('api', 'gone', 'depends-on', { label: 'started', isUnresolved: true }),
    edge('api', 'api/KEY', 'receives'),
  ],
}
const draw = (graph: Graph, format: GraphFormat, variables = false) => drawGraph(graph, format, { variables })

test('json: everything, as it is', async () => {
  expect(JSON.parse(await draw(SMALL, 'json'))).toEqual({ schemaVersion: 1, ...SMALL })
})

test('mermaid: a flowchart in the direction of requests', async () => {
  const text = await draw(SMALL, 'mermaid')
  expect(text).toContain('flowchart LR\n  subgraph g0["shop #183; production #183; compose.yaml"]\n')
  expect(text).toContain('n0{{"proxy<br>nginx:1.29"}}:::proxy')
  expect(text).toContain('n1["api<br>no healthcheck"]:::app')
  expect(text).toContain('n2 ==>|"to 8080"| n0')
  expect(text).toContain('n0 ==>|":8000"| n1')
  expect(text).toContain('n1 -.-> n4')
  expect(text).toMatch(/n4\["gone<br>the stack has no service gone"\]:::unresolved/)
  expect(text).not.toContain('KEY')
})

test.each(['mermaid', 'dot', 'svg'] as const)(
  '%s: variables where they are asked for, never values',
  async (format) => {
    expect(await draw(SMALL, format)).not.toContain('KEY')
    const text = await draw(SMALL, format, true)
    for (const part of ['KEY', 'secret', '.env:3', 'Dockerfile:7']) expect(text).toContain(part)
  },
)

test('dot: clusters, and red for what leads nowhere', async () => {
  const text = await draw(SMALL, 'dot')
  expect(text).toMatch(/^digraph deployment \{\n/)
  expect(text).toContain('subgraph cluster_0 {')
  expect(text).toMatch(/"api" -> "gone" \[.*color="#dc2626" style="dashed"\]/)
})

test('svg: boxes, lines, networks as marks, a legend of what occurs', async () => {
  const text = await draw(SMALL, 'svg')
  expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 [\d.]+ [\d.]+"/)
  expect(text).toContain('prefers-color-scheme:dark')
  expect(text).toContain('<circle class="dot-0"')
  expect(text).toContain('>network edge</text>')
  expect(text).toContain('>leads nowhere</text>')
  expect(text).not.toContain('>volume</text>')
  expect(text).not.toMatch(/NaN|undefined|Infinity/)
})

describe('what comes from files cannot leave its place', () => {
  const HOSTILE =
    '"]\n  click n0 "javascript:alert(1)" <script>alert(1)</script> & \\" \\N `x` #quot; %% -- \u202e\x1b[31m ]]>'
  const graph: Graph = {
    groups: [{ id: HOSTILE, kind: 'stack', label: HOSTILE, files: [HOSTILE] }],
    nodes: [
      node('a', { label: HOSTILE, group: HOSTILE, place: { path: HOSTILE, line: 1 } }),
      node(HOSTILE, { details: { image: HOSTILE }, unresolved: HOSTILE }),
      node('end', { label: '1. end' }),
    ],
    edges: [edge('a', HOSTILE, 'proxies-to', { label: HOSTILE }), edge('a', 'end', 'depends-on')],
  }

  test.each(['mermaid', 'dot', 'svg', 'json'] as const)('%s', async (format) => {
    const text = await draw(graph, format)
    expect(text).not.toMatch(/[\u202e\x1b]/)
    if (format === 'json') return
    if (format !== 'dot') expect(text).not.toContain('<script>')
    expect(text).not.toMatch(/^\s*click /m)
  })

  test('mermaid: nothing but letters, digits and entities stands in quotes', async () => {
    for (const [, inside = ''] of (await draw(graph, 'mermaid')).matchAll(/"([^"]*)"/g))
      expect(inside.replaceAll('<br>', '')).toMatch(/^(?:[\p{L}\p{N} _/:=,+@.-]|#\d+;)*$/u)
    expect(await draw(graph, 'mermaid')).toContain('1#46; end')
  })

  test('dot: every quote in a text is escaped', async () => {
    const text = await draw(graph, 'dot')
    for (const line of text.split('\n'))
      expect((line.replace(/\\./g, '').match(/"/g) ?? []).length % 2).toBe(0)
    if (spawnSync(GRAPHVIZ, ['-V']).error === undefined) execFileSync(GRAPHVIZ, ['-Tsvg'], { input: text })
  })
})

describe('layout', () => {
  const box = (id: string, more = {}) => ({ id, width: 100, height: 40, region: 1, band: id, ...more })
  const overlaps = (boxes: Iterable<{ x: number; y: number; width: number; height: number }>) => {
    const all = [...boxes]
    return all.some((a, index) =>
      all
        .slice(index + 1)
        .some(
          (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
        ),
    )
  }

  test('links lead to the right, circles too but for one of theirs', () => {
    const links = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
    ]
    const { boxes, routes } = layOut([box('a'), box('b'), box('c')], links, () => false)
    expect(boxes.get('a')!.x).toBeLessThan(boxes.get('b')!.x)
    expect(boxes.get('b')!.x).toBeLessThan(boxes.get('c')!.x)
    // The one that is turned around still begins where it begins.
    expect(routes[2]![0]!.x).toBe(boxes.get('c')!.x)
  })

  test('boxes do not overlap, frames neither, and all is within the picture', () => {
    const boxes = Array.from({ length: 60 }, (_, index) =>
      box(`n${index}`, {
        height: 30 + (index % 4) * 12,
        region: index % 5 === 0 ? 2 : 1,
        band: index % 5 === 0 ? `file${index % 3}` : `stack${index % 3}`,
      }),
    )
    const links = boxes.flatMap((_, index) => {
      const to = (index * 7 + 3) % 60
      return to === index ? [] : [{ from: `n${index}`, to: `n${to}` }]
    })
    const layout = layOut(boxes, links, (band) => band.startsWith('stack'))
    expect(overlaps(layout.boxes.values())).toBe(false)
    expect(overlaps(layout.frames.values())).toBe(false)
    for (const { x, y, width, height } of [...layout.boxes.values(), ...layout.frames.values()]) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(layout.width)
      expect(y + height).toBeLessThanOrEqual(layout.height)
    }
  })

  test('a large one is done in a moment', async () => {
    const nodes = Array.from({ length: 200 }, (_, index) => node(`s${index}`))
    const edges = nodes.flatMap((_, index) =>
      [1, 5, 11].map((step) => edge(`s${index}`, `s${(index + step) % 200}`, 'depends-on')),
    )
    const start = performance.now()
    await draw({ groups: [], nodes, edges }, 'svg')
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('nothing at all is said so', async () => {
    expect(await draw({ groups: [], nodes: [], edges: [] }, 'svg')).toContain('There is nothing to show.')
  })
})
