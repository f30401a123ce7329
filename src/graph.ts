/** What a node stands for. `reference` is a `${VARIABLE}` without a value. */
type GraphNodeKind =
  | 'service'
  | 'stage'
  | 'image'
  | 'network'
  | 'volume'
  | 'host-path'
  | 'port'
  | 'route'
  | 'env-file'
  | 'secret'
  | 'config'
  | 'variable'
  | 'reference'

/** What a service is for, as far as its image and its compose file tell. */
export type ServiceRole = 'app' | 'proxy' | 'data-store' | 'job'

/** Reads as a sentence: `from` <kind> `to`. */
type GraphEdgeKind =
  | 'depends-on'
  | 'connects-to'
  | 'proxies-to'
  | 'publishes'
  | 'builds'
  | 'runs'
  | 'based-on'
  | 'copies-from'
  | 'attached-to'
  | 'mounts'
  | 'uses'
  | 'reads'
  | 'interpolates-from'
  | 'receives'
  | 'comes-from'
  | 'refers-to'

/** Where something is written; the line counts from 1. */
export interface GraphPlace {
  readonly path: string
  readonly line: number
}

/** Where a variable's value was taken from, or would have been: `env-file`, `service-environment` … */
export interface VariableOrigin {
  readonly kind: string
  readonly place: GraphPlace
}

export interface GraphNode {
  /** Unique in the graph, and the same in each run. */
  readonly id: string
  readonly kind: GraphNodeKind
  readonly label: string
  /** Only of a service. */
  readonly role?: ServiceRole | undefined
  /** Id of the group that it is part of. */
  readonly group?: string | undefined
  readonly place?: GraphPlace | undefined
  /** What else is known of it, in the order in which a reader wants it. Never the value of a variable. */
  readonly details: Readonly<Record<string, string>>
  /** Why what was referred to is not there. */
  readonly unresolved?: string | undefined
  /** Only of a variable: its origin, and what that won over, strongest first. */
  readonly origin?: VariableOrigin | undefined
  readonly overrides?: readonly VariableOrigin[] | undefined
  readonly isSecret?: boolean | undefined
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly kind: GraphEdgeKind
  /** A condition, a port, a path in the container … */
  readonly label?: string | undefined
  readonly place?: GraphPlace | undefined
  /** What it leads to is not there. */
  readonly isUnresolved?: boolean | undefined
}

/** Nodes that belong together: the services of a stack, the stages of a Dockerfile. */
export interface GraphGroup {
  readonly id: string
  readonly kind: 'stack' | 'dockerfile'
  readonly label: string
  /** Environments that a stack runs in. */
  readonly environments?: readonly string[] | undefined
  /** The files that it is made of. */
  readonly files: readonly string[]
}

/** A deployment as plain data. Ids are unique, and each edge joins two nodes that are there. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly groups: readonly GraphGroup[]
}
