import type { Graph } from '../../graph.ts'
import { visibleText } from '../visible-text.ts'
import { groupText } from './group-text.ts'
import {
  originText,
  type PictureNode,
  type PictureOptions,
  pictureOf,
  placeText,
  type Tone,
} from './picture.ts'

type Attributes = Readonly<Record<string, string | undefined>>

const LOOKS: Readonly<Record<string, Attributes>> = {
  app: { shape: 'box', fillcolor: '#dbeafe', color: '#2563eb' },
  proxy: { shape: 'hexagon', fillcolor: '#ccfbf1', color: '#0f766e' },
  'data-store': { shape: 'cylinder', fillcolor: '#ede9fe', color: '#7c3aed' },
  job: { shape: 'box', style: 'filled,dashed', fillcolor: '#fef3c7', color: '#b45309' },
  stage: { shape: 'component', fillcolor: '#f1f5f9', color: '#64748b' },
  image: { shape: 'box3d', fillcolor: '#e2e8f0', color: '#64748b' },
  network: { shape: 'ellipse', fillcolor: '#fae8ff', color: '#a21caf' },
  volume: { shape: 'cylinder', fillcolor: '#f5f3ff', color: '#8b5cf6' },
  'host-path': { shape: 'folder', fillcolor: '#f1f5f9', color: '#64748b' },
  port: {
    shape: 'box',
    style: 'filled,rounded',
    fillcolor: '#1e293b',
    color: '#1e293b',
    fontcolor: '#f8fafc',
  },
  route: { shape: 'cds', fillcolor: '#f1f5f9', color: '#0f766e' },
  'env-file': { shape: 'note', fillcolor: '#ecfccb', color: '#4d7c0f' },
}
const UNRESOLVED: Attributes = {
  style: 'filled,dashed',
  fillcolor: '#fee2e2',
  color: '#dc2626',
  fontcolor: '#7f1d1d',
}
const LINES: { readonly [T in Tone]: Attributes } = {
  traffic: { color: '#0f766e', penwidth: '2' },
  needs: { color: '#334155' },
  stores: { color: '#7c3aed', arrowhead: 'none' },
  builds: { color: '#94a3b8' },
  reads: { color: '#65a30d', style: 'dotted' },
  joins: { color: '#c026d3', arrowhead: 'none', constraint: 'false' },
}

/** A graph in the language of Graphviz. */
export function dot(graph: Graph, options: PictureOptions): string {
  const picture = pictureOf(graph, options)
  const node = (each: PictureNode) => {
    const look = LOOKS[each.role ?? each.kind] ?? LOOKS.app
    return `${quoted(each.id)} ${attributes({
      label: [each.label, ...each.lines].join('\n'),
      tooltip: each.place && placeText(each.place),
      ...look,
      ...(each.unresolved !== undefined && UNRESOLVED),
    })}`
  }
  const clusters = picture.groups.flatMap((group, index) => [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(groupText(group))} style="rounded" color="#94a3b8" fontcolor="#475569"`,
    ...picture.nodes.filter((each) => each.group === group.id).map((each) => `    ${node(each)}`),
    '  }',
  ])
  const drawn = new Set(picture.groups.map(({ id }) => id))
  const free = picture.nodes.filter(({ group }) => group === undefined || !drawn.has(group))
  const edges = picture.edges.map(({ from, to, tone, label, titles, isUnresolved }) => {
    const look = { ...LINES[tone], ...(isUnresolved && { color: '#dc2626', style: 'dashed' }) }
    return `  ${quoted(from)} -> ${quoted(to)} ${attributes({ label, tooltip: titles.join('\n'), ...look })}`
  })
  const lists = picture.variables.flatMap(({ service, name, variables }) => {
    const id = quoted(`variables of ${service.id}`)
    const rows = variables.map(
      (each) => `${each.label}${each.isSecret ? ' (secret)' : ''} from ${originText(each)}`,
    )
    // `\l` ends a line that begins at the left.
    const label = [`Variables of ${name}`, ...rows].map((row) => `${inQuotes(row)}\\l`).join('')
    return [
      `  ${id} [label="${label}" shape="note" fillcolor="#fefce8" color="#a16207"]`,
      `  ${quoted(service.id)} -> ${id} [style="dotted" arrowhead="none" color="#a16207"]`,
    ]
  })
  return `${[
    'digraph deployment {',
    '  rankdir="LR" compound="true" ranksep="0.8" nodesep="0.25" fontname="Helvetica"',
    '  node [style="filled" fontname="Helvetica" fontsize="11" margin="0.15,0.08"]',
    '  edge [fontname="Helvetica" fontsize="9" fontcolor="#475569" arrowsize="0.7"]',
    ...clusters,
    ...free.map((each) => `  ${node(each)}`),
    ...edges,
    ...lists,
    '}',
  ].join('\n')}\n`
}

function attributes(values: Attributes): string {
  const known = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  )
  return `[${known.join(' ')}]`
}

function quoted(text: string): string {
  return `"${text.split('\n').map(inQuotes).join('\\n')}"`
}

/** Graphviz reads `\N` and the like in quotes, and entities of HTML. */
function inQuotes(text: string): string {
  return visibleText(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/&/g, '&amp;')
}
