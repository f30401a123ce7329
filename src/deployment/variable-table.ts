import type { Span } from '../span.ts'
import type { ComposeReference } from './compose/model.ts'
import { lacksOf } from './contract-lacks.ts'
import { settingsUnder } from './contracts.ts'
import { differencesOf, pairStacks } from './environment-differences.ts'
import { isSecret } from './graph-variables.ts'
import type { Deployment } from './project.ts'
import { readsOf } from './service-sources.ts'
import { undefinedReferences } from './undefined-references.ts'
import { unusedVariables } from './unused-variables.ts'
import type { EffectiveVariable, Variable } from './variable.ts'
import { undeclaredVariables, unwiredVariables } from './variable-gaps.ts'
import { isSecretName } from './variable-names.ts'

/**
 * What is known of a value without saying it: `default`: that of a `${NAME:-…}`; `unknown`: it comes from outside
 * or holds something that does; `missing`: nothing sets it.
 */
export type ValueState = 'set' | 'empty' | 'default' | 'unknown' | 'missing'

/** A place that sets a variable. */
export interface Setter {
  readonly kind: Variable['place']
  readonly span: Span
  readonly state: ValueState
  /** Never print it unasked. */
  readonly value: string | undefined
  /** Names of the variables that its value is made of, in a compose file. */
  readonly madeOf: readonly string[]
}

/** Somebody who gets a variable. */
interface Receipt {
  /** Of the service or the container. */
  readonly receiver: string
  /** `build`: as a build argument. */
  readonly at: 'run' | 'build'
  readonly setter: Setter
  /** What that won over, strongest first. */
  readonly overrides: readonly Setter[]
}

/** A place that uses a variable without setting it. */
interface Use {
  readonly kind: 'reference' | 'source'
  readonly span: Span
  /** The service whose code it is. */
  readonly service: string | undefined
  /** A default stands with it. */
  readonly hasDefault: boolean
}

export type GapKind = 'undefined' | 'undeclared' | 'unwired' | 'required' | 'unused' | 'differs'

/** Something that does not fit together. */
interface Gap {
  readonly kind: GapKind
  readonly says: string
  readonly span: Span | undefined
  /** What runs without it fails or falls back. The others are only worth knowing. */
  readonly isWrong: boolean
}

/** One variable of one environment. */
export interface VariableRow {
  readonly name: string
  readonly isSecret: boolean
  readonly state: ValueState
  readonly setters: readonly Setter[]
  readonly receipts: readonly Receipt[]
  readonly uses: readonly Use[]
  readonly gaps: readonly Gap[]
  /** Where an example lists it, and where the policy speaks of it. */
  readonly mentions: readonly Span[]
}

type Draft = {
  -readonly [K in keyof VariableRow]: VariableRow[K] extends readonly (infer T)[] ? T[] : VariableRow[K]
}

/** Every variable of an environment by name: who sets it, who gets it, who uses it, and what is missing between them. */
export function variableTable(deployment: Deployment): readonly VariableRow[] {
  const rows = new Map<string, Draft>()
  const rowOf = (name: string): Draft => {
    const known = rows.get(name)
    if (known) return known
    const contract = deployment.environment.policy.variables?.find((each) => each.name === name)
    const row: Draft = {
      name,
      isSecret: contract?.secret ?? isSecretName(name),
      state: 'missing',
      setters: [],
      receipts: [],
      uses: [],
      gaps: [],
      mentions: [],
    }
    rows.set(name, row)
    return row
  }
  addSetters(deployment, rowOf)
  addReceipts(deployment, rowOf)
  addUses(deployment, rowOf)
  addGaps(deployment, rowOf)
  for (const { isExample, variables } of deployment.project.envFiles) {
    if (!isExample) continue
    for (const { name, nameSpan } of variables) if (rows.has(name)) rowOf(name).mentions.push(nameSpan)
  }
  for (const row of rows.values()) row.state = stateOf(row)
  return [...rows.values()].sort(({ name: a }, { name: b }) => (a < b ? -1 : a > b ? 1 : 0))
}

type RowOf = (name: string) => Draft

function addSetters(deployment: Deployment, rowOf: RowOf): void {
  for (const { variables } of deployment.envFiles) {
    for (const variable of variables) if (!variable.commentedOut) addSetter(rowOf(variable.name), variable)
  }
}

function addSetter(row: Draft, variable: Variable): Setter {
  if (isSecret(variable)) row.isSecret = true
  const { start, path } = variable.nameSpan
  const known = row.setters.find(({ span }) => span.start === start && span.path === path)
  if (known) return known
  const { place, nameSpan, value } = variable
  const references = referencesIn(variable)
  const isDefault = references.some((reference) => reference.state === 'default')
  const state = value === undefined ? 'unknown' : value === '' ? 'empty' : 'set'
  const madeOf = [...new Set(references.map((reference) => reference.name))]
  const setter: Setter = { kind: place, span: nameSpan, state: isDefault ? 'default' : state, value, madeOf }
  row.setters.push(setter)
  return setter
}

function referencesIn({ valueSpan, service }: Variable): readonly ComposeReference[] {
  const references = service?.stack.references ?? []
  return references.filter(
    ({ span }) => span.path === valueSpan.path && span.start >= valueSpan.start && span.end <= valueSpan.end,
  )
}

function addReceipts({ services, kubernetes }: Deployment, rowOf: RowOf): void {
  const add = (receiver: string, at: Receipt['at'], { name, origin, overrides }: EffectiveVariable) => {
    const row = rowOf(name)
    const setter = addSetter(row, origin)
    row.receipts.push({ receiver, at, setter, overrides: overrides.map((each) => addSetter(row, each)) })
  }
  for (const { name, variables, build } of services) {
    for (const variable of variables.values()) add(name.value, 'run', variable)
    for (const origin of build?.arguments ?? [])
      add(name.value, 'build', { name: origin.name, value: origin.value, origin, overrides: [] })
  }
  for (const { name, workload, variables } of kubernetes.containers) {
    for (const variable of variables.values()) {
      add([workload.name?.value, name?.value].filter(Boolean).join('/'), 'run', variable)
    }
  }
}

function addUses({ stacks, services, project }: Deployment, rowOf: RowOf): void {
  for (const { references } of stacks) {
    for (const { name, span, state } of references) {
      const { uses } = rowOf(name)
      if (!uses.some((use) => use.span.path === span.path && use.span.start === span.start))
        uses.push({
          kind: 'reference',
          span,
          service: undefined,
          hasDefault: state === 'default' || state === 'alternative',
        })
    }
  }
  for (const service of services) {
    for (const { name, span } of readsOf(service, project)) {
      rowOf(name).uses.push({ kind: 'source', span, service: service.name.value, hasDefault: false })
    }
  }
}

function addGaps(deployment: Deployment, rowOf: RowOf): void {
  const { stacks, environment, project, envFiles } = deployment
  const add = (name: string, kind: GapKind, says: string, span: Span | undefined) =>
    rowOf(name).gaps.push({ kind, says, span, isWrong: kind !== 'unused' && kind !== 'differs' })
  for (const stack of stacks) {
    for (const { name, span } of undefinedReferences(stack, project).references)
      add(name, 'undefined', 'a compose file refers to it, and it has no value', span)
  }
  for (const { name, service, read } of undeclaredVariables(deployment))
    add(name, 'undeclared', `the code of ${service.name.value} fails without it`, read)
  for (const { variable, service, read } of unwiredVariables(deployment))
    add(
      variable.name,
      'unwired',
      `the code of ${service.name.value} reads it, and nothing hands it over`,
      read,
    )
  for (const contract of environment.policy.variables ?? []) {
    if (contract.span) rowOf(contract.name).mentions.push(contract.span)
    const lacks = contract.required ? lacksOf(contract, deployment) : []
    for (const lack of lacks)
      add(contract.name, 'required', `the policy requires it, and ${lack}`, contract.span)
    const empty = settingsUnder(contract, deployment).find(({ value }) => value === '')
    if (contract.required && empty)
      add(contract.name, 'required', 'the policy requires it, and it is empty', empty.origin.nameSpan)
  }
  const own = new Set(envFiles.flatMap(({ variables }) => variables))
  for (const variable of unusedVariables(project)) {
    if (own.has(variable)) add(variable.name, 'unused', 'nothing in the project reads it', variable.nameSpan)
  }
  for (const { production, local } of pairStacks(project)) {
    for (const [stack, other] of [
      [production, local],
      [local, production],
    ] as const) {
      if (!stacks.includes(stack)) continue
      for (const { service, variables } of differencesOf(stack, other, project)) {
        for (const { name, origin } of variables)
          add(
            name,
            'differs',
            `${service.name.value} does not get it in ${other.environment.name}`,
            origin.nameSpan,
          )
      }
    }
  }
}

function stateOf({ setters, receipts, uses }: Draft): ValueState {
  const effective = receipts.length > 0 ? receipts.map(({ setter }) => setter) : setters
  const states = new Set(effective.map(({ state }) => state))
  const order: readonly ValueState[] = ['set', 'default', 'unknown', 'empty']
  const isDefault = uses.length > 0 && uses.every(({ hasDefault }) => hasDefault)
  return order.find((state) => states.has(state)) ?? (isDefault ? 'default' : 'missing')
}
