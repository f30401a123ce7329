import type { Graph, GraphEdge, GraphNode } from '../graph.ts'

/** Edges that say what something is made of: who uses the one uses the other. */
const STRUCTURAL = new Set<GraphEdge['kind']>(['builds', 'runs', 'based-on', 'copies-from', 'proxies-to'])

/**
 * The nodes of a name with their neighbours; undefined where there is none. Variables are there only for the
 * services that are asked for, or where they are asked for themselves.
 * @param name a label or an id, in any case
 */
export function focusOn(graph: Graph, name: string): Graph | undefined {
  const wanted = name.toLowerCase()
  const focus = new Set(
    graph.nodes
      .filter(({ id, label }) => label.toLowerCase() === wanted || id.toLowerCase() === wanted)
      .map(({ id }) => id),
  )
  if (focus.size === 0) return undefined
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const isRoute = (id: string) => byId.get(id)?.kind === 'route'
  const kept = new Set(focus)
  const take = ({ from, to, kind }: GraphEdge, around: ReadonlySet<string>) => {
    if (around.has(from) && (kind !== 'receives' || byId.get(from)?.kind === 'service')) kept.add(to)
    if (around.has(to) && (kind !== 'comes-from' || byId.get(to)?.kind === 'variable')) kept.add(from)
  }
  for (const edge of graph.edges) take(edge, focus)
  // A route stands between a proxy and a service, as an edge does.
  const routes = new Set([...kept].filter(isRoute))
  for (const edge of graph.edges) if (edge.kind === 'proxies-to') take(edge, routes)
  return partOf(graph, (node) => kept.has(node.id))
}

/** What does not resolve, and what leads to it. */
export function unresolvedOf(graph: Graph): Graph {
  const kept = new Set(graph.nodes.filter(({ unresolved }) => unresolved !== undefined).map(({ id }) => id))
  for (const { from, isUnresolved } of graph.edges) if (isUnresolved) kept.add(from)
  let size = 0
  while (size < kept.size) {
    size = kept.size
    for (const { from, to, kind } of graph.edges) if (STRUCTURAL.has(kind) && isMadeOf(to)) kept.add(from)
  }
  return partOf(
    graph,
    ({ id }) => kept.has(id),
    ({ to, isUnresolved, kind }) => isUnresolved === true || (STRUCTURAL.has(kind) && isMadeOf(to)),
  )

  /** A service uses others without being made of them. */
  function isMadeOf(id: string): boolean {
    return kept.has(id) && !id.startsWith('service:')
  }
}

/** The nodes that pass, with the edges between them and the groups that they are in. */
function partOf(
  { nodes, edges, groups }: Graph,
  isNode: (node: GraphNode) => boolean,
  isEdge: (edge: GraphEdge) => boolean = () => true,
): Graph {
  const kept = nodes.filter(isNode)
  const ids = new Set(kept.map(({ id }) => id))
  const used = new Set(kept.map(({ group }) => group))
  return {
    nodes: kept,
    edges: edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && isEdge(edge)),
    groups: groups.filter(({ id }) => used.has(id)),
  }
}
