import type { Graph, GraphEdge, GraphGroup, GraphNode, GraphPlace } from '../graph.ts'
import { Lines, type Span } from '../span.ts'
import type { ProjectFiles } from './project-files.ts'

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined }

/** Turns places of the model into lines of files. */
export class GraphPlaces {
  readonly #files: ProjectFiles
  readonly #lines = new Map<string, Lines>()

  constructor(files: ProjectFiles) {
    this.#files = files
  }

  /** The line on which a span begins. */
  of(span: Span): GraphPlace {
    let lines = this.#lines.get(span.path)
    if (!lines) {
      lines = new Lines(this.#files.text(span.path) ?? '')
      this.#lines.set(span.path, lines)
    }
    return { path: span.path, line: lines.lineOf(span.start) }
  }

  /** What stands there, without quotes around it. */
  textAt({ path, start, end }: Span): string {
    return (this.#files.text(path) ?? '').slice(start, end).replace(/^(["'])(.*)\1$/s, '$2')
  }
}

/** A graph while it is made. What is added twice is there once. */
export class GraphDraft {
  readonly places: GraphPlaces
  readonly #nodes = new Map<string, GraphNode>()
  readonly #edges = new Map<string, GraphEdge>()
  readonly #groups = new Map<string, GraphGroup>()

  constructor(places: GraphPlaces) {
    this.places = places
  }

  /** Adds a node unless it is there already, and returns its id. */
  node({
    details,
    ...node
  }: Omit<GraphNode, 'details'> & { details?: Optional<Record<string, string>> }): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, { ...node, details: known(details ?? {}) })
    return node.id
  }

  /** Adds an edge. Where one of its kind joins the two already, the labels are put together. */
  edge(edge: GraphEdge): void {
    const key = `${edge.from}\0${edge.kind}\0${edge.to}`
    const before = this.#edges.get(key)
    if (!before) this.#edges.set(key, edge)
    else if (edge.label !== undefined && !before.label?.split(', ').includes(edge.label))
      this.#edges.set(key, {
        ...before,
        label: before.label === undefined ? edge.label : `${before.label}, ${edge.label}`,
      })
  }

  group(group: GraphGroup): string {
    if (!this.#groups.has(group.id)) this.#groups.set(group.id, group)
    return group.id
  }

  has(id: string): boolean {
    return this.#nodes.has(id)
  }

  /** Takes over everything of another draft. */
  add({ nodes, edges, groups }: Graph): void {
    for (const node of nodes) this.node(node)
    for (const edge of edges) this.edge(edge)
    for (const group of groups) this.group(group)
  }

  finish(): Graph {
    return {
      nodes: [...this.#nodes.values()],
      edges: [...this.#edges.values()],
      groups: [...this.#groups.values()],
    }
  }
}

function known(details: Optional<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
