import type { AnyRule } from '../engine/rule.ts'
import type { Severity } from '../finding.ts'
import type { ResolvedPolicy } from './resolve.ts'
import type { Origin } from './settings.ts'

/** One rule as the policies of a run leave it. */
export interface PolicyRow {
  readonly rule: string
  readonly severity: Severity | 'off'
  readonly locked: boolean
  readonly options: Readonly<Record<string, unknown>>
  /** What set the severity; undefined where no policy speaks of the rule. */
  readonly origin: Origin | undefined
  /** What set each option that a policy speaks of. */
  readonly optionOrigins: Readonly<Record<string, Origin>>
}

/**
 * What holds for every rule, with the policy and place that says so: for one file, or where no override
 * matches. `rules` are those in TypeScript; the checks of the policies are added. Sorted by id.
 */
export function describePolicy(
  resolved: ResolvedPolicy,
  rules: readonly AnyRule[],
  path?: string,
  environment?: string,
): PolicyRow[] {
  const ids = new Set([...rules, ...resolved.checks].map((rule) => rule.id))
  return [...ids].sort().map((rule) => {
    const { severity, locked, options, origin, optionOrigins } = resolved.severityOf(rule, path, environment)
    return { rule, severity, locked, options, origin, optionOrigins: Object.fromEntries(optionOrigins) }
  })
}
