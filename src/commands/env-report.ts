import { GraphPlaces } from '../deployment/graph-draft.ts'
import type { Deployment, Project } from '../deployment/project.ts'
import { isPlainValue, secretOf } from '../deployment/secrets.ts'
import {
  type GapKind,
  type Setter,
  type ValueState,
  type VariableRow,
  variableTable,
} from '../deployment/variable-table.ts'
import type { Redactor } from '../engine/redact.ts'
import type { GraphPlace } from '../graph.ts'

/** A place that sets a variable, and what may be said of its value. */
export interface ReportedSetter {
  readonly kind: string
  readonly place: GraphPlace
  readonly state: ValueState
  readonly value?: string
  readonly madeOf?: readonly string[]
}

export interface ReportedVariable {
  readonly name: string
  readonly isSecret: boolean
  readonly state: ValueState
  readonly setBy: readonly ReportedSetter[]
  readonly reaches: readonly {
    readonly receiver: string
    readonly at: 'run' | 'build'
    readonly from: GraphPlace
    readonly insteadOf: readonly GraphPlace[]
  }[]
  readonly usedBy: readonly {
    readonly kind: 'reference' | 'source'
    readonly place: GraphPlace
    readonly service?: string
  }[]
  readonly gaps: readonly {
    readonly kind: GapKind
    readonly says: string
    readonly place?: GraphPlace
    readonly isWrong: boolean
  }[]
  /** Examples that list it, and the policy. */
  readonly mentionedIn: readonly GraphPlace[]
}

/** The variables of one environment, ready to print: lines of files, no values but those that were asked for. */
export interface ReportedEnvironment {
  readonly name: string
  readonly services: number
  readonly variables: readonly ReportedVariable[]
}

/** What is said of the variables of an environment. */
export function reportEnvironment(
  deployment: Deployment,
  project: Project,
  redactor: Redactor,
  options: { readonly values: boolean; readonly gaps: boolean },
): ReportedEnvironment {
  const places = new GraphPlaces(project.files)
  const rows = variableTable(deployment).filter(({ gaps }) => !options.gaps || gaps.length > 0)
  const setterOf = (row: VariableRow, { kind, span, state, value, madeOf }: Setter): ReportedSetter => {
    const shown = options.values ? harmless(row, value) : undefined
    return {
      kind,
      place: places.of(span),
      state,
      ...(shown !== undefined && { value: redactor.text(shown) }),
      ...(madeOf.length > 0 && { madeOf }),
    }
  }
  const variables = rows.map(
    (row): ReportedVariable => ({
      name: redactor.text(row.name),
      isSecret: row.isSecret,
      state: row.state,
      setBy: row.setters.map((setter) => setterOf(row, setter)),
      reaches: row.receipts.map(({ receiver, at, setter, overrides }) => ({
        receiver,
        at,
        from: places.of(setter.span),
        insteadOf: overrides.map(({ span }) => places.of(span)),
      })),
      usedBy: row.uses.map(({ kind, span, service }) => ({
        kind,
        place: places.of(span),
        ...(service !== undefined && { service }),
      })),
      gaps: row.gaps.map(({ kind, says, span, isWrong }) => ({
        kind,
        says,
        ...(span && { place: places.of(span) }),
        isWrong,
      })),
      mentionedIn: row.mentions.map((span) => places.of(span)),
    }),
  )
  const { environment, services, kubernetes } = deployment
  return { name: environment.name, services: services.length + kubernetes.containers.length, variables }
}

/** A value that keeps no secret, whatever it is for. */
function harmless({ name, isSecret }: VariableRow, value: string | undefined): string | undefined {
  if (isSecret || value === undefined || value === '' || value.length > 80) return undefined
  const isWord = /^[a-z][a-z-]{0,15}$/.test(value)
  return (isPlainValue(value) || isWord) && !secretOf(name, value) ? value : undefined
}

/** One variable in two environments. */
export interface ComparedVariable {
  readonly name: string
  readonly states: readonly [ValueState, ValueState]
  /** Who gets it, in each. */
  readonly receivers: readonly [readonly string[], readonly string[]]
  readonly isDifferent: boolean
}

/** Two environments side by side. Whether values are the same is not said: they are meant to differ. */
export function compareEnvironments(
  one: ReportedEnvironment,
  other: ReportedEnvironment,
): readonly ComparedVariable[] {
  const find = ({ variables }: ReportedEnvironment, name: string) =>
    variables.find((variable) => variable.name === name)
  const names = [...new Set([...one.variables, ...other.variables].map(({ name }) => name))].sort()
  return names.map((name): ComparedVariable => {
    const [a, b] = [find(one, name), find(other, name)]
    const receiversOf = (variable: ReportedVariable | undefined) =>
      [...new Set((variable?.reaches ?? []).map(({ receiver }) => receiver))].sort()
    const states = [a?.state ?? 'missing', b?.state ?? 'missing'] as const
    const receivers = [receiversOf(a), receiversOf(b)] as const
    const isDifferent =
      (states[0] === 'missing') !== (states[1] === 'missing') ||
      (states[0] === 'empty') !== (states[1] === 'empty') ||
      receivers[0].join('\0') !== receivers[1].join('\0')
    return { name, states, receivers, isDifferent }
  })
}
