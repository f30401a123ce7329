import type { AnyRule } from '../engine/rule.ts'
import type { Category, Severity } from '../finding.ts'
import { stateOf } from '../judge.ts'
import { markdownCode } from '../reporters/markdown-text.ts'
import { count } from '../reporters/tally.ts'
import { cutText, terminalText } from '../reporters/visible-text.ts'
import { proseText } from './explanation-markdown.ts'
import { type Fixability, fixabilityOf, type RuleBook, runExamples } from './rule-book.ts'
import { colorsFor, widthOf } from './terminal.ts'

/** Which rules are listed. */
export interface RuleSelection {
  readonly category?: Category | undefined
  readonly fixable: boolean
  readonly enabled: boolean
  readonly format: 'pretty' | 'json' | 'markdown'
}

/** A rule in the list. */
export interface ListedRule {
  readonly rule: AnyRule
  /** As the policy has it where no override matches. */
  readonly severity: Severity | 'off'
  /** Undefined where nobody asked: to know it, the rule's examples are run. */
  readonly fix: Fixability | undefined
}

/** The rules that are asked for, by id. */
export async function chooseRules(
  { rules, policy }: RuleBook,
  { category, fixable, enabled, format }: RuleSelection,
): Promise<ListedRule[]> {
  const listed: ListedRule[] = []
  for (const rule of rules) {
    const { severity } = stateOf(rule, policy.severityOf(rule.id))
    if (category !== undefined && rule.category !== category) continue
    if (enabled && severity === 'off' && !policy.canBeOn(rule.id)) continue
    const isAsked = fixable || format !== 'pretty'
    const fix = isAsked ? fixabilityOf(await runExamples(rule)) : undefined
    if (!fixable || fix !== 'none') listed.push({ rule, severity, fix })
  }
  return listed
}

/** A list of rules as text. */
export function ruleListIn(format: 'pretty' | 'json' | 'markdown', rules: readonly ListedRule[]): string {
  if (format === 'json') return `${JSON.stringify(rules.map(jsonRule), undefined, 2)}\n`
  return format === 'markdown' ? markdownList(rules) : prettyList(rules)
}

function jsonRule({ rule, severity, fix }: ListedRule): object {
  const { id, on, category, summary, like = [] } = rule
  return { id, on, category, severity: rule.severity, policySeverity: severity, fix, summary, like }
}

function markdownList(rules: readonly ListedRule[]): string {
  const rows = rules.map(
    ({ rule, severity, fix }) =>
      `| ${markdownCode(rule.id)} | ${severity} | ${rule.category} | ${fix} | ${proseText(rule.summary)} |`,
  )
  return ['| Rule | Severity | Category | Fix | |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n')
}

function prettyList(rules: readonly ListedRule[]): string {
  const colors = colorsFor(process.stdout)
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue, off: colors.dim }
  const width = Math.max(0, ...rules.map(({ rule }) => rule.id.length))
  // Where nobody looks at a terminal, somebody may search.
  const room = process.stdout.isTTY
    ? Math.max(20, widthOf(process.stdout) - width - 13)
    : Number.POSITIVE_INFINITY
  const blocks = [...new Set(rules.map(({ rule }) => rule.category))].sort().map((category) => {
    const lines = rules
      .filter(({ rule }) => rule.category === category)
      .map(({ rule: { id, summary }, severity, fix }) => {
        const text = cutText(`${terminalText(summary)}${fix === 'unsafe' ? ' (fix: unsafe)' : ''}`, room)
        return `  ${paint[severity](severity.padEnd(7))}  ${id.padEnd(width)}  ${text}\n`
      })
    return `${colors.bold(category)}\n${lines.join('')}`
  })
  const on = rules.filter(({ severity }) => severity !== 'off').length
  return `${[...blocks, `${count(rules.length, 'rule')}, ${on} on. plimsoll explain RULE says more of one.`].join('\n')}\n`
}
