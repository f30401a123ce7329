import { graphOf } from './deployment/graph.ts'
import { focusOn, unresolvedOf } from './deployment/graph-selection.ts'
import type { Project } from './deployment/project.ts'
import { makeRedactor, type Redactor } from './engine/redact.ts'
import type { Trouble } from './finding.ts'
import type { Graph } from './graph.ts'
import { type LintOptions, openProject } from './lint.ts'
import { nearest } from './policies/suggest.ts'
import { UsageError } from './usage-error.ts'

/** What `graph` takes. Everything may be left out. */
export interface GraphOptions
  extends Pick<
    LintOptions,
    'cwd' | 'paths' | 'files' | 'config' | 'environment' | 'env' | 'composeFiles' | 'buildArguments'
  > {
  /** Only what bears this name, by label or by id, and its neighbours. */
  readonly focus?: string
  /** Only what does not resolve, and what leads to it. */
  readonly unresolved?: boolean
}

export interface LoadedGraph {
  readonly graph: Graph
  /** What could not be read, so that the graph lacks it. */
  readonly troubles: readonly Trouble[]
}

/**
 * What a project deploys, as a graph: services, images and stages, networks, volumes, ports, routes, env files and
 * variables, with where each is written. Values of variables are not in it.
 * @throws UsageError as `lint` does, and for a focus that nothing is called by
 */
export async function graph(options: GraphOptions = {}): Promise<LoadedGraph> {
  const { focus, unresolved, ...rest } = options
  const { project, troubles } = (await openProject(rest)).read()
  const whole = graphOf(project)
  const wanted = unresolved ? unresolvedOf(whole) : whole
  const focused = focus === undefined ? wanted : focusOn(wanted, focus)
  if (!focused) throw new UsageError(noSuchNode(focus!, wanted))
  const redactor = makeRedactor(project)
  return { graph: withoutSecrets(focused, redactor), troubles: [...troubles, ...unreadParts(project)] }
}

/** Files that could be read in part only, so that what is made of them may lack something. */
export function unreadParts({ documents }: Project): Trouble[] {
  return documents.flatMap(({ path, problems }) =>
    problems.some(({ severity }) => severity === 'error')
      ? [{ kind: 'unreadable', path, message: 'has syntax errors, so that some of it may be missing' }]
      : [],
  )
}

function noSuchNode(name: string, { nodes }: Graph): string {
  const labels = [...new Set(nodes.map(({ label }) => label))]
  const near = nearest(name, labels)
  return `Nothing here is called "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`
}

/** Names hold no secrets, but a build context may be a URL with a token in it. */
function withoutSecrets(graph: Graph, redactor: Redactor): Graph {
  return JSON.parse(
    JSON.stringify(graph, (_key, value: unknown) =>
      typeof value === 'string' ? redactor.text(value) : value,
    ),
  ) as Graph
}
