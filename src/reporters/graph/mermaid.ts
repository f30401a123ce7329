import type { Graph, GraphGroup } from '../../graph.ts'
import { visibleText } from '../visible-text.ts'
import { groupText } from './group-text.ts'
import {
  originText,
  type PictureEdge,
  type PictureNode,
  type PictureOptions,
  pictureOf,
  type Tone,
} from './picture.ts'

/** What stands around a node's text, by its class. */
const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  app: ['["', '"]'],
  proxy: ['{{"', '"}}'],
  'data-store': ['[("', '")]'],
  job: ['[/"', '"/]'],
  stage: ['["', '"]'],
  image: ['[["', '"]]'],
  network: ['(("', '"))'],
  volume: ['[("', '")]'],
  'host-path': ['["', '"]'],
  port: ['(["', '"])'],
  route: ['(["', '"])'],
  'env-file': ['>"', '"]'],
  list: ['["', '"]'],
}
/** The colours of lines, where they are not those of the page. */
const COLORS: readonly (readonly [Tone, string])[] = [
  ['traffic', 'stroke:#0f766e'],
  ['stores', 'stroke:#8b5cf6'],
  ['builds', 'stroke:#94a3b8'],
  ['reads', 'stroke:#65a30d'],
  ['joins', 'stroke:#c026d3,stroke-width:1px'],
]
const LINES: { readonly [T in Tone]: readonly [plain: string, unresolved: string] } = {
  traffic: ['==>', '-.->'],
  needs: ['-->', '-.->'],
  stores: ['---', '-.-'],
  builds: ['-->', '-.->'],
  reads: ['-.->', '-.->'],
  joins: ['---', '-.-'],
}
/** Colours that can be read on a light and on a dark page. */
const CLASSES = [
  'classDef app fill:#dbeafe,stroke:#2563eb,color:#172554',
  'classDef proxy fill:#ccfbf1,stroke:#0f766e,color:#042f2e',
  'classDef data-store fill:#ede9fe,stroke:#7c3aed,color:#2e1065',
  'classDef job fill:#fef3c7,stroke:#b45309,color:#451a03',
  'classDef stage fill:#f1f5f9,stroke:#64748b,color:#0f172a',
  'classDef image fill:#e2e8f0,stroke:#64748b,color:#0f172a',
  'classDef network fill:#fae8ff,stroke:#a21caf,color:#4a044e',
  'classDef volume fill:#ede9fe,stroke:#8b5cf6,color:#2e1065',
  'classDef host-path fill:#f1f5f9,stroke:#64748b,color:#0f172a',
  'classDef port fill:#1e293b,stroke:#64748b,color:#f8fafc',
  'classDef route fill:#f1f5f9,stroke:#0f766e,color:#0f172a',
  'classDef env-file fill:#ecfccb,stroke:#4d7c0f,color:#1a2e05',
  'classDef list fill:#fefce8,stroke:#a16207,color:#422006',
  'classDef unresolved fill:#fee2e2,stroke:#dc2626,color:#7f1d1d,stroke-dasharray:5 3',
]

/** A graph as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown. */
export function mermaid(graph: Graph, options: PictureOptions): string {
  const picture = pictureOf(graph, options)
  // Names of files would have to be escaped as ids, and a word such as `end` would break the diagram.
  const ids = new Map(picture.nodes.map(({ id }, index) => [id, `n${index}`]))
  const groups = picture.groups.flatMap((group, index) => subgraph(group, `g${index}`, picture.nodes, ids))
  const inGroups = new Set(picture.groups.map(({ id }) => id))
  const free = picture.nodes.filter(({ group }) => group === undefined || !inGroups.has(group))
  const edges = picture.edges.map((edge) => line(edge, ids))
  const lists = picture.variables.flatMap(({ service, name, variables }, index) => {
    const texts = variables.map(
      (each) => `${each.label}${each.isSecret ? ' (secret)' : ''} from ${originText(each)}`,
    )
    const [open, close] = SHAPES.list!
    return [
      `  v${index}${open}${[`Variables of ${name}`, ...texts].map(escaped).join('<br>')}${close}:::list`,
      `  ${ids.get(service.id)} -.- v${index}`,
    ]
  })
  const colored = COLORS.map(
    ([tone, look]) => [look, indicesOf((edge) => edge.tone === tone && !edge.isUnresolved)] as const,
  )
  const styles = [
    ...colored,
    ['stroke:#dc2626,color:#dc2626', indicesOf(({ isUnresolved }) => isUnresolved)] as const,
  ]
  return `${[
    'flowchart LR',
    ...groups,
    ...free.map((node) => `  ${shape(node, ids)}`),
    ...edges.map((each) => `  ${each}`),
    ...lists,
    ...styles.flatMap(([look, indices]) =>
      indices.length > 0 ? [`  linkStyle ${indices.join(',')} ${look}`] : [],
    ),
    ...CLASSES.filter((each) => isUsed(each.split(' ')[1]!)).map((each) => `  ${each}`),
  ].join('\n')}\n`

  function indicesOf(isWanted: (edge: PictureEdge) => boolean): number[] {
    return picture.edges.flatMap((edge, index) => (isWanted(edge) ? [index] : []))
  }

  function isUsed(name: string): boolean {
    return name === 'list' ? lists.length > 0 : picture.nodes.some((node) => classOf(node) === name)
  }
}

function subgraph(
  group: GraphGroup,
  id: string,
  nodes: readonly PictureNode[],
  ids: ReadonlyMap<string, string>,
): string[] {
  const own = nodes.filter((node) => node.group === group.id)
  const title = escaped(groupText(group))
  return [`  subgraph ${id}["${title}"]`, ...own.map((node) => `    ${shape(node, ids)}`), '  end']
}

function classOf({ kind, role, unresolved }: PictureNode): string {
  return unresolved === undefined ? (role ?? kind) : 'unresolved'
}

function shape(node: PictureNode, ids: ReadonlyMap<string, string>): string {
  const [open, close] = SHAPES[node.role ?? node.kind] ?? SHAPES.app!
  const text = [node.label, ...node.lines].map(escaped).join('<br>')
  return `${ids.get(node.id)}${open}${text}${close}:::${classOf(node)}`
}

function line(
  { from, to, tone, label, isUnresolved }: PictureEdge,
  ids: ReadonlyMap<string, string>,
): string {
  const text = label === undefined ? '' : `|"${escaped(label)}"|`
  return `${ids.get(from)} ${LINES[tone][isUnresolved ? 1 : 0]}${text} ${ids.get(to)}`
}

/**
 * Text in quotes. Mermaid takes HTML, its own entities and Markdown there, so every character that may mean
 * something is an entity; a blank after a number or a dash at the beginning would make a list.
 */
function escaped(text: string): string {
  return visibleText(text).replace(/[^\p{L}\p{N}\p{M} _/:=,+@-]|^[+-]|^:(?=:)/gu, (character) =>
    character === '.' && !/^\d+\./.test(text) ? character : `#${character.codePointAt(0)};`,
  )
}
