import type { Expression } from '../../documents/workflow/expressions.ts'
import type { Entry, Mapping, Scalar, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span, TracedText } from '../../span.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import type { Variable } from '../variable.ts'
import type { ActionReference } from './action-reference.ts'

/** Whose runner reads the file; Gitea's and Forgejo's have actions, dates and images of their own. */
type Forge = 'github' | 'gitea' | 'forgejo'

/** An event that starts a workflow. */
export interface Trigger {
  readonly name: string
  readonly span: Span
  /** Its filters; undefined where it stands alone. */
  readonly filters: Mapping | undefined
}

/** What the token of a run may do, where something says so. */
export interface Permissions {
  /** `write-all`, `read-all`, or each scope by itself. */
  readonly all: string | undefined
  readonly scopes: ReadonlyMap<string, Located<string>>
  readonly span: Span
}

/** A workflow file, or a composite action, which is a list of steps that workflows call. */
export interface Workflow {
  readonly path: string
  readonly kind: 'workflow' | 'action'
  readonly forge: Forge
  readonly document: YamlDocument
  readonly root: Mapping
  /** Empty for an action. */
  readonly triggers: readonly Trigger[]
  readonly permissions: Permissions | undefined
  readonly hasConcurrency: boolean
  readonly jobs: readonly Job[]
  /** Those of all jobs, or of the action. */
  readonly steps: readonly Step[]
  /** Assignments of `env` on every level, and build arguments that steps give. */
  readonly variables: readonly Variable[]
}

/** A job of a workflow. */
export interface Job {
  readonly workflow: Workflow
  readonly id: Located<string>
  readonly definition: Mapping
  /** The labels of its runner; those of a matrix where `runs-on` takes them from there. */
  readonly runners: readonly Located<string>[]
  /** The deployment environment that it names. */
  readonly environment: Located<string> | undefined
  readonly permissions: Permissions | undefined
  readonly hasConcurrency: boolean
  readonly condition: Scalar | undefined
  /** The reusable workflow that it calls. */
  readonly uses: ActionReference | undefined
  /** Where it hands on every secret it has: `secrets: inherit`. */
  readonly inheritsSecrets: Span | undefined
  readonly variables: readonly Variable[]
  readonly steps: readonly Step[]
}

/** Shell text of a step. */
export interface RunScript {
  readonly text: TracedText
  /** Undefined where nothing says it and the runner's own is taken. */
  readonly shell: string | undefined
  readonly expressions: readonly PlacedExpression[]
}

/** A `${{ }}` with the place of the whole and of each of its parts. */
export interface PlacedExpression extends Expression {
  readonly span: Span
  spanOf(part: { readonly start: number; readonly end: number }): Span
}

/** A step of a job or of a composite action. */
export interface Step {
  readonly workflow: Workflow
  /** Undefined in a composite action. */
  readonly job: Job | undefined
  readonly definition: Mapping
  /** Its name, id, action, or its number: what to call it in a message. */
  readonly label: string
  readonly span: Span
  readonly uses: ActionReference | undefined
  readonly run: RunScript | undefined
  /** What `with` gives to its action. */
  readonly inputs: ReadonlyMap<string, YamlNode>
  readonly variables: readonly Variable[]
  readonly condition: Scalar | undefined
  readonly commands: readonly Command[]
  readonly environment: Environment
}

/** Whether one of some events starts a workflow. */
export function isTriggeredBy({ triggers }: Workflow, ...names: readonly string[]): boolean {
  return triggers.some(({ name }) => names.includes(name))
}

/** The text of an input, if it is one. */
export function inputOf({ inputs }: Step, name: string): Scalar | undefined {
  const node = inputs.get(name)
  return node?.kind === 'scalar' ? node : undefined
}

/** A variable that a step sees under a name: its own, else its job's, else its workflow's. */
export function variableOf({ variables, job, workflow }: Step, name: string): Variable | undefined {
  const ofWorkflow = workflow.variables.filter(({ span }) => isOnTop(workflow.root.entry('env'), span))
  return [variables, job?.variables ?? [], ofWorkflow]
    .map((level) =>
      level.find((variable) => variable.name === name && variable.place === 'workflow-environment'),
    )
    .find((variable) => variable !== undefined)
}

function isOnTop(env: Entry | undefined, { start }: Span): boolean {
  return env !== undefined && env.span.start <= start && start < env.span.end
}
