import type { Graph, GraphEdge, GraphGroup, GraphNode, GraphPlace } from '../../graph.ts'

/** What an edge means to a reader of a picture, strongest first. */
export type Tone = 'traffic' | 'needs' | 'stores' | 'builds' | 'reads' | 'joins'

/** A node as it is drawn: what belongs to it alone stands in it. */
export interface PictureNode extends GraphNode {
  /** Smaller text below the label. */
  readonly lines: readonly string[]
}

/** Everything that joins two nodes, as one line in the direction in which it is read. */
export interface PictureEdge {
  readonly from: string
  readonly to: string
  readonly tone: Tone
  readonly label?: string | undefined
  /** What the line says in full, with places. */
  readonly titles: readonly string[]
  readonly isUnresolved: boolean
}

/** The variables of one service, by the file that they come from. */
export interface VariableList {
  readonly service: GraphNode
  /** The service by its name, and by its stack where there are several. */
  readonly name: string
  readonly variables: readonly GraphNode[]
}

/** A graph made ready to be looked at: what would only clutter it is folded into what it belongs to. */
export interface Picture {
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly PictureEdge[]
  readonly groups: readonly GraphGroup[]
  /** Empty where no variables are asked for. */
  readonly variables: readonly VariableList[]
}

export interface PictureOptions {
  /** Whether the variables of the graph are shown. */
  readonly variables: boolean
}

const TONES: { readonly [K in GraphEdge['kind']]: Tone } = {
  publishes: 'traffic',
  'proxies-to': 'traffic',
  'connects-to': 'traffic',
  'depends-on': 'needs',
  mounts: 'stores',
  builds: 'builds',
  runs: 'builds',
  'based-on': 'builds',
  'copies-from': 'builds',
  reads: 'reads',
  'interpolates-from': 'reads',
  'refers-to': 'reads',
  uses: 'reads',
  receives: 'reads',
  'comes-from': 'reads',
  'attached-to': 'joins',
}
const ORDER: readonly Tone[] = ['traffic', 'needs', 'stores', 'builds', 'reads', 'joins']

/** `path:line`, as people write it. */
export function placeText({ path, line }: GraphPlace): string {
  return `${path}:${line}`
}

/** Makes a graph ready to be looked at. */
export function pictureOf(graph: Graph, options: PictureOptions): Picture {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const uses = new Map<string, GraphEdge[]>()
  for (const edge of graph.edges) uses.set(edge.to, [...(uses.get(edge.to) ?? []), edge])
  const folded = new Set(
    graph.nodes.filter((node) => isFolded(node, uses.get(node.id) ?? [], graph)).map(({ id }) => id),
  )
  const linesOf = foldedLines(graph, byId, folded)
  const edges = mergeEdges(withoutRoutes(graph.edges, byId, folded), byId, folded)
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const nodes = graph.nodes.filter(
    (node) => !folded.has(node.id) && (joined.has(node.id) || standsAlone(node)),
  )
  const groupSizes = new Map<string | undefined, number>()
  for (const { group } of nodes) groupSizes.set(group, (groupSizes.get(group) ?? 0) + 1)
  // A frame around one stage would say what can stand in its box.
  const groups = graph.groups.filter(
    ({ id, kind }) => (groupSizes.get(id) ?? 0) > (kind === 'dockerfile' ? 1 : 0),
  )
  const fileOf = ({ kind, group, label, details }: GraphNode) =>
    kind === 'stage' && label !== details.dockerfile && !groups.some(({ id }) => id === group)
      ? [details.dockerfile ?? '']
      : []
  return {
    nodes: nodes.map((node) => ({
      ...node,
      lines: [...fileOf(node), ...ownLines(node), ...(linesOf.get(node.id) ?? [])].filter(Boolean),
    })),
    edges,
    groups,
    variables: options.variables ? variableLists(graph, byId) : [],
  }
}

/** Whether a node is no box of its own. */
function isFolded(node: GraphNode, uses: readonly GraphEdge[], { nodes, edges }: Graph): boolean {
  if (node.unresolved !== undefined) return false
  switch (node.kind) {
    case 'variable':
      return true
    case 'reference':
      return true
    case 'secret':
    case 'config':
      return uses.length > 0
    case 'image':
      return uses.length > 0 && uses.every(({ kind }) => kind === 'runs')
    case 'host-path':
      return uses.length === 1 && !/docker\.sock/.test(node.label)
    case 'route':
      return edges.some(({ from }) => from === node.id)
    case 'network': {
      // The one network that all are on says nothing.
      const isOnly = !nodes.some(
        (other) => other !== node && other.kind === 'network' && other.group === node.group,
      )
      return isOnly && node.label === 'default' && node.group !== undefined
    }
    default:
      return false
  }
}

function standsAlone({ kind, unresolved }: GraphNode): boolean {
  return kind === 'service' || kind === 'stage' || unresolved !== undefined
}

function ownLines({ kind, details, unresolved }: GraphNode): string[] {
  if (unresolved !== undefined) return [unresolved]
  const lines: (string | undefined)[] = []
  if (kind === 'service') {
    lines.push(details.image ?? details.build)
    if (details.healthcheck === 'absent') lines.push('no healthcheck')
    if (details.healthcheck === 'disabled') lines.push('healthcheck disabled')
    lines.push(
      details.instances && `× ${details.instances}`,
      details.profiles && `profile ${details.profiles}`,
    )
    lines.push(details.network && `network ${details.network}`, details.privileged && 'privileged')
  } else if (kind === 'stage')
    lines.push(details.user && `user ${details.user}`, details.ports && `port ${details.ports}`)
  else if (kind === 'env-file') {
    const secrets = details.secrets === undefined ? '' : `, ${count(details.secrets, 'secret')}`
    lines.push(details.variables && `${count(details.variables, 'variable')}${secrets}`)
  } else if (kind === 'network' || kind === 'volume') {
    lines.push(
      [details.external && 'external', details.internal && 'internal', details.host]
        .filter(Boolean)
        .join(', '),
    )
  } else if (kind === 'port') lines.push(details.address === 'all interfaces' ? 'every interface' : undefined)
  return lines.filter((line) => line !== undefined && line !== '') as string[]
}

function count(number: string, noun: string): string {
  return `${number} ${noun}${number === '1' ? '' : 's'}`
}

/** What stands in a service's box because it is the service's alone. */
function foldedLines(
  { edges }: Graph,
  byId: ReadonlyMap<string, GraphNode>,
  folded: ReadonlySet<string>,
): Map<string, string[]> {
  const lists = new Map<string, { paths: string[]; files: string[] }>()
  for (const { from, to, kind } of edges) {
    if (!folded.has(to) || (kind !== 'mounts' && kind !== 'uses')) continue
    const own = lists.get(from) ?? { paths: [], files: [] }
    lists.set(from, own)
    const node = byId.get(to)!
    if (kind === 'mounts') own.paths.push(node.label)
    else own.files.push(`${node.kind} ${node.label}`)
  }
  return new Map(
    [...lists].map(([id, { paths, files }]) => [
      id,
      [
        ...(paths.length > 1 ? [`${paths.length} host paths`] : paths.map((path) => `mounts ${path}`)),
        ...files,
      ],
    ]),
  )
}

/** A route that leads to a service is a line and no box. */
function withoutRoutes(
  edges: readonly GraphEdge[],
  byId: ReadonlyMap<string, GraphNode>,
  folded: ReadonlySet<string>,
): GraphEdge[] {
  return edges.flatMap((edge) => {
    const route = byId.get(edge.to)
    if (route?.kind !== 'route' || !folded.has(route.id)) return [edge]
    return edges.filter(({ from }) => from === route.id).map((second) => ({ ...second, from: edge.from }))
  })
}

function mergeEdges(
  edges: readonly GraphEdge[],
  byId: ReadonlyMap<string, GraphNode>,
  folded: ReadonlySet<string>,
): PictureEdge[] {
  const merged = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    if (folded.has(edge.from) || folded.has(edge.to)) continue
    // Requests come in at a port, though it is the service that publishes it.
    const ends = edge.kind === 'publishes' ? [edge.to, edge.from] : [edge.from, edge.to]
    const key = ends.join('\0')
    merged.set(key, [...(merged.get(key) ?? []), edge])
  }
  return [...merged].map(([key, parts]) => {
    const [from = '', to = ''] = key.split('\0')
    const tones = parts.map(({ kind }) => TONES[kind])
    return {
      from,
      to,
      tone: ORDER.find((tone) => tones.includes(tone))!,
      label: labelOf(parts, byId),
      titles: parts.map((edge) => titleOf(edge, byId)),
      isUnresolved: parts.some(({ isUnresolved }) => isUnresolved),
    }
  })
}

/** The shortest that says what the arrow itself does not. */
function labelOf(parts: readonly GraphEdge[], byId: ReadonlyMap<string, GraphNode>): string | undefined {
  const of = (kind: GraphEdge['kind']) => parts.find((edge) => edge.kind === kind)
  const upstream = of('proxies-to')?.label
  if (upstream !== undefined) return upstream
  const condition = of('depends-on')?.label
  if (condition === 'healthy') return 'healthy'
  if (condition === 'completed_successfully') return 'completed'
  if (of('copies-from')) return 'copies'
  const port = of('publishes')
  // A port that is the same on both sides says it itself.
  return port && byId.get(port.to)?.label.split(':').at(-1) !== port.label ? `to ${port.label}` : undefined
}

function titleOf({ from, to, kind, label, place }: GraphEdge, byId: ReadonlyMap<string, GraphNode>): string {
  const names = [byId.get(from)?.label ?? '', kind.replace('-', ' '), byId.get(to)?.label ?? '']
  return `${names.join(' ')}${label ? ` (${label})` : ''}${place ? `, ${placeText(place)}` : ''}`
}

function variableLists({ edges, groups }: Graph, byId: ReadonlyMap<string, GraphNode>): VariableList[] {
  const lists = new Map<string, GraphNode[]>()
  for (const { from, to, kind } of edges) {
    if (kind === 'receives') lists.set(from, [...(lists.get(from) ?? []), byId.get(to)!])
  }
  return [...lists].map(([id, variables]) => ({
    service: byId.get(id)!,
    name: nameOf(byId.get(id)!),
    variables: variables.toSorted((a, b) => (a.label < b.label ? -1 : 1)),
  }))

  function nameOf({ label, group }: GraphNode): string {
    const stack = groups.find(({ id }) => id === group)
    return lists.size > 1 && stack ? `${label} in ${stack.label}` : label
  }
}

/** How a variable came to be: its origin and what that won over. */
export function originText({ origin, overrides = [] }: GraphNode): string {
  if (!origin) return ''
  const weaker =
    overrides.length > 0 ? ` over ${overrides.map(({ place }) => placeText(place)).join(', ')}` : ''
  return `${placeText(origin.place)}${weaker}`
}
