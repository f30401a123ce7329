import type { AnyRule } from '../engine/rule.ts'
import type { Finding, Severity } from '../finding.ts'
import { stateOf } from '../judge.ts'
import { lintExample, openPolicy } from '../lint.ts'
import { KnownRules } from '../policies/known-rules.ts'
import type { ResolvedPolicy } from '../policies/resolve.ts'
import { unmark } from '../policies/test.ts'
import { loadPolicy, loadShippedChecks, PRESETS } from '../policy-files.ts'
import { rules as builtInRules } from '../rules/index.ts'
import { UsageError } from '../usage-error.ts'
import type { PlaceOptions } from './shared-flags.ts'

/** Every rule there is for a project: in TypeScript, in the shipped policies, in its own. */
export interface RuleBook {
  readonly known: KnownRules
  /** By id. */
  readonly rules: readonly AnyRule[]
  readonly policy: ResolvedPolicy
}

/**
 * Collects all rules for a project.
 * @throws UsageError for a policy with mistakes
 */
export async function loadRuleBook(place: PlaceOptions): Promise<RuleBook> {
  const { resolved } = await openPolicy(place)
  const known = new KnownRules([...(await loadShippedChecks()), ...resolved.checks, ...builtInRules])
  const rules = [...known.byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { known, rules, policy: resolved }
}

/**
 * The rules that a name means: an id, a peer's id of the same check, or the latter without the peer, `DL3008`.
 * @throws UsageError for a name that nobody knows
 */
export function rulesNamed(name: string, { known, rules }: RuleBook): readonly AnyRule[] {
  const named = known.named(name)
  if (named.length > 0) return named
  const suffix = `:${name.toLowerCase()}`
  const same = rules.filter(({ like }) => like?.some((peer) => peer.toLowerCase().endsWith(suffix)))
  if (same.length === 0) throw new UsageError(known.unknown(name))
  return same
}

/** What a rule's own examples show of it. */
export interface ShownExample {
  readonly kind: 'bad' | 'good'
  readonly files: Readonly<Record<string, string>>
  readonly findings: readonly Finding[]
}

/** Whether a rule can mend what it finds; `unsafe` where the result must be looked at. */
export type Fixability = 'safe' | 'unsafe' | 'none'

/** Runs a rule's examples, so that what is told of it is what it does. */
export async function runExamples(rule: AnyRule): Promise<ShownExample[]> {
  const shown: ShownExample[] = []
  for (const kind of ['bad', 'good'] as const) {
    for (const example of rule[kind]) {
      const { files } = unmark(example)
      const findings = kind === 'bad' ? await lintExample(files, rule) : []
      shown.push({ kind, files, findings: findings.filter((finding) => finding.rule === rule.id) })
    }
  }
  return shown
}

/** Whether any finding of the examples comes with a fix. */
export function fixabilityOf(examples: readonly ShownExample[]): Fixability {
  const fixes = examples.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix ?? []))
  if (fixes.some(({ safe }) => safe)) return 'safe'
  return fixes.length > 0 ? 'unsafe' : 'none'
}

/** The severity that each shipped preset gives to a rule. */
export async function presetSeverities(rule: AnyRule): Promise<Record<string, Severity | 'off'>> {
  const severities: Record<string, Severity | 'off'> = {}
  for (const preset of PRESETS) {
    const policy = await loadPolicy({ config: { extends: [`plimsoll:${preset}`] }, root: undefined })
    severities[preset] = stateOf(rule, policy.severityOf(rule.id)).severity
  }
  return severities
}
