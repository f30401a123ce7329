import { resolve } from 'node:path'
import type { VariableContract } from '../deployment/environment.ts'
import { secretOf } from '../deployment/secrets.ts'
import { hideSecrets } from '../engine/hidden-text.ts'
import { HIDDEN, isCredential } from '../exchanges/secrets.ts'
import { relativeTo } from '../files/disk.ts'
import type { Severity } from '../finding.ts'
import { stateOf } from '../judge.ts'
import { openPolicy } from '../lint.ts'
import { describePolicy } from '../policies/describe.ts'
import { KnownRules } from '../policies/known-rules.ts'
import type { ResolvedPolicy } from '../policies/resolve.ts'
import type { Origin } from '../policies/settings.ts'
import type { LoadedPolicy } from '../policy-files.ts'
import { terminalText } from '../reporters/visible-text.ts'
import { rules as builtInRules } from '../rules/index.ts'
import { Lines } from '../span.ts'
import type { PlaceOptions } from './shared-flags.ts'
import { colorsFor } from './terminal.ts'

export { readPolicySchema } from '../policy-files.ts'

/** One setting with its origin, `plimsoll.yaml:3:1`. */
export interface EffectiveSetting {
  readonly address: string
  readonly value: unknown
  readonly from: string | null
}

export interface EffectiveRule {
  readonly rule: string
  readonly severity: Severity | 'off'
  readonly locked: boolean
  readonly from: string | null
  readonly options: readonly EffectiveSetting[]
}

/** What the policies of a project together say. */
export interface EffectivePolicy {
  /** The file it is for; undefined for what holds without overrides. */
  readonly file: string | undefined
  /** Weakest first. */
  readonly policies: readonly string[]
  readonly settings: readonly EffectiveSetting[]
  readonly rules: readonly EffectiveRule[]
}

/**
 * Works out what holds for a file, or where no override matches.
 * @throws UsageError for a policy with mistakes, and for a file that does not exist
 */
export async function readEffectivePolicy(
  place: PlaceOptions,
  file: string | undefined,
  environment: string | undefined,
): Promise<EffectivePolicy> {
  const loaded = await openPolicy({ ...place, ...(file !== undefined && { paths: [file] }) })
  const { resolved } = loaded
  const path = file === undefined ? undefined : relativeTo(loaded.root, resolve(place.cwd, file))
  const { byId } = new KnownRules([...resolved.checks, ...builtInRules])
  const rules = describePolicy(resolved, builtInRules, path, environment).map((row) => {
    const origins = Object.entries(row.optionOrigins)
    return {
      rule: row.rule,
      severity: stateOf(byId.get(row.rule)!, resolved.severityOf(row.rule, path, environment)).severity,
      locked: row.locked,
      from: placeOf(row.origin, loaded),
      options: Object.entries(row.options).map(([address, value]) => ({
        address,
        value,
        from: placeOf(origins.find(([name]) => name === address)?.[1], loaded),
      })),
    }
  })
  const settings = [...resolved.origins]
    // Every variable has a place of its own.
    .filter(([address]) => !/^environments\.[^.]+\.variables$/.test(address))
    .map(([address, origin]) => ({
      address,
      value: withoutSecrets(valueAt(resolved, address)),
      from: placeOf(origin, loaded),
    }))
  return { file: path, policies: resolved.policies, settings, rules }
}

function placeOf(origin: Origin | undefined, { texts }: LoadedPolicy): string | null {
  if (!origin) return null
  const text = origin.span && texts.get(origin.span.path)
  if (!origin.span || text === undefined) return origin.policy
  const { line, column } = new Lines(text).position(origin.span.start)
  return `${origin.policy}:${line}:${column}`
}

/** What stands at `failOn`, `ignore[0]` or `environments.production.hosts`. */
function valueAt({ failOn, ignore, environments }: ResolvedPolicy, address: string): unknown {
  if (address === 'failOn') return failOn
  const index = /^ignore\[(\d+)\]$/.exec(address)?.[1]
  if (index !== undefined) return ignore[Number(index)]
  const [, name, field, ...rest] = address.split('.')
  const environment = environments.find((each) => each.name === name)
  const variable = rest.join('.')
  if (variable !== '') return withoutPlace(environment?.variables?.find((each) => each.name === variable))
  return environment?.[field as keyof typeof environment]
}

/** A policy may hold what it asks endpoints with, and addresses with passwords. */
function withoutSecrets(value: unknown, key = '', around = ''): unknown {
  if (typeof value === 'string') {
    const isHidden = around === 'headers' && isCredential(key) && !/\$\{/.test(value)
    const isHeld = secretOf(key === 'equals' ? around : key, value) !== undefined
    return isHidden || isHeld ? HIDDEN : hideSecrets(value)
  }
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, key, around))
  if (value === null || typeof value !== 'object') return value
  // What `equals` demands of a variable is under the variable's name.
  const name = 'name' in value && typeof value.name === 'string' ? value.name : key
  return Object.fromEntries(
    Object.entries(value).map(([inner, each]) => [inner, withoutSecrets(each, inner, name)]),
  )
}

function withoutPlace(contract: VariableContract | undefined): object {
  return Object.fromEntries(
    Object.entries(contract ?? {}).filter(([key]) => key !== 'span' && key !== 'name'),
  )
}

/** An effective policy as text. */
export function policyIn(format: 'pretty' | 'json', policy: EffectivePolicy): string {
  if (format === 'json') return `${JSON.stringify({ ...policy, file: policy.file ?? null }, undefined, 2)}\n`
  const colors = colorsFor(process.stdout)
  const from = (place: string | null) => (place === null ? '' : colors.dim(`  ${terminalText(place)}`))
  const rows = policy.rules.filter(({ severity, from: place }) => severity !== 'off' || place !== null)
  const width = Math.max(0, ...rows.map(({ rule }) => rule.length))
  const on = rows.filter(({ severity }) => severity !== 'off').length
  const lines = [
    colors.bold(policy.file === undefined ? 'Where no override matches' : `For ${terminalText(policy.file)}`),
    '',
    `${colors.bold('Policies')}, weakest first: ${policy.policies.map(terminalText).join(', ')}`,
    '',
    ...policy.settings.map(
      ({ address, value, from: place }) =>
        `${terminalText(address)}: ${terminalText(JSON.stringify(value) ?? '')}${from(place)}`,
    ),
    ...(policy.settings.length === 0 ? [] : ['']),
    `${colors.bold('Rules')}: ${on} on, ${policy.rules.length - on} off`,
    ...rows.flatMap(({ rule, severity, locked, from: place, options }) => [
      `  ${severity.padEnd(7)}  ${rule.padEnd(width)}${locked ? '  locked' : ''}${from(place)}`,
      ...options.map(
        ({ address, value, from: where }) =>
          `           ${terminalText(address)}: ${terminalText(JSON.stringify(value) ?? '')}${from(where)}`,
      ),
    ]),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
