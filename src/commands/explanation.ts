import type { AnyRule } from '../engine/rule.ts'
import type { Severity } from '../finding.ts'
import { stateOf } from '../judge.ts'
import type { RuleState } from '../policies/settings.ts'
import { markdownExplanation } from './explanation-markdown.ts'
import { prettyExplanation } from './explanation-pretty.ts'
import {
  type Fixability,
  fixabilityOf,
  presetSeverities,
  type RuleBook,
  runExamples,
  type ShownExample,
} from './rule-book.ts'

/** One option of a rule. */
export interface OptionDescription {
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly default: unknown
}

/** All there is to say of a rule. */
export interface RuleDescription {
  readonly rule: AnyRule
  readonly examples: readonly ShownExample[]
  readonly fix: Fixability
  readonly presets: Readonly<Record<string, Severity | 'off'>>
  /** What the project's policy makes of it. */
  readonly state: RuleState
  readonly options: readonly OptionDescription[]
}

/** Collects what there is to say of a rule; its examples are run for it. */
export async function describeRule(rule: AnyRule, { policy }: RuleBook): Promise<RuleDescription> {
  const examples = await runExamples(rule)
  const properties = Object.entries(rule.options?.properties ?? {}) as [string, Record<string, unknown>][]
  return {
    rule,
    examples,
    fix: fixabilityOf(examples),
    presets: await presetSeverities(rule),
    state: stateOf(rule, policy.severityOf(rule.id)),
    options: properties.map(([name, { default: value, ...schema }]) => ({ name, schema, default: value })),
  }
}

/** The explanations of rules as one text. */
export function explanationIn(
  format: 'pretty' | 'json' | 'markdown',
  rules: readonly RuleDescription[],
): string {
  if (format === 'json') return `${JSON.stringify(rules.map(jsonExplanation), undefined, 2)}\n`
  const page = format === 'markdown' ? markdownExplanation : prettyExplanation
  return rules.map(page).join('\n')
}

function jsonExplanation({ rule, examples, fix, presets, state, options }: RuleDescription): object {
  const { id, on, category, severity, summary, why, like = [] } = rule
  const shown = (wanted: ShownExample['kind']) =>
    examples
      .filter(({ kind }) => kind === wanted)
      .map(({ files, findings }) => ({
        files,
        findings: findings.map(({ path, range, message }) => ({ path, range, message })),
      }))
  return {
    id,
    on,
    category,
    severity,
    summary,
    why,
    like,
    fix,
    presets,
    policy: { severity: state.severity, setBy: state.origin?.policy ?? null, locked: state.locked },
    options,
    bad: shown('bad'),
    good: shown('good').map(({ files }) => ({ files })),
  }
}
