import type {
  Finding,
  FindingEdit,
  FindingFix,
  RelatedPlace,
  Report,
  RuleSummary,
  Severity,
  Trouble,
} from '../finding.ts'
import type { Range } from '../span.ts'
import { jsonText } from './json-text.ts'
import { markdownText } from './markdown-text.ts'
import { groupByPath, pathUri } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { worstFirst } from './severity.ts'
import { count } from './tally.ts'
import { cutText, visibleText } from './visible-text.ts'

// Limits of GitHub code scanning; a file beyond them is rejected or cut without a word.
const mostResults = 25_000
const longestDescription = 1024
const mostRelatedPlaces = 100

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const levels = { error: 'error', warning: 'warning', info: 'note' } as const
const problemSeverities = { error: 'error', warning: 'warning', info: 'recommendation' } as const
const securitySeverities = { error: '8.0', warning: '5.5', info: '3.0' } as const

/** Text of a message: brackets make links there, so those of the text itself are escaped (SARIF 3.11.6). */
function messageText(text: string): string {
  return visibleText(text).replace(/[\\[\]]/g, '\\$&')
}

function regionOf({ start, end }: Range) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  }
}

function locationOf(path: string, range?: Range) {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathUri(path) },
      ...(range && { region: regionOf(range) }),
    },
  }
}

/** Every rule once: those of the report, then those that only findings tell of (syntax errors, for one). */
function rulesOf(report: Report): RuleSummary[] {
  const rules = new Map<string, RuleSummary>()
  for (const rule of report.rules) if (!rules.has(rule.id)) rules.set(rule.id, rule)
  for (const { rule: id, category, severity } of report.findings) {
    if (!rules.has(id)) rules.set(id, { id, category, severity, summary: '', why: '', like: [] })
  }
  return [...rules.values()]
}

function ruleData(rule: RuleSummary) {
  // GitHub takes an empty text for a missing one, and refuses the file.
  const summary = visibleText(rule.summary).trim() || rule.id
  const why = visibleText(rule.why).trim() || summary
  const like =
    rule.like.length > 0 ? `Same check in other tools: ${rule.like.map(visibleText).join(', ')}.` : ''
  const markdown = [`**${markdownText(summary)}**`, markdownText(why), markdownText(like)]
  return {
    id: rule.id,
    shortDescription: { text: cutText(summary, longestDescription) },
    fullDescription: { text: cutText(why, longestDescription) },
    help: {
      text: [summary, why, like].filter((part) => part !== '').join('\n\n'),
      markdown: markdown.filter((part) => part !== '').join('\n\n'),
    },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: [rule.category],
      'problem.severity': problemSeverities[rule.severity],
      // Any value makes GitHub list the rule as a security one.
      ...(rule.category === 'security' && { 'security-severity': securitySeverities[rule.severity] }),
    },
  }
}

function resultMessage(finding: Finding, related: readonly RelatedPlace[]): string {
  const lines = [messageText(finding.message) || finding.rule]
  // GitHub shows a related place only where the message links to it.
  related.forEach((place, index) => {
    lines.push(`[${messageText(place.message) || messageText(place.path)}](${index + 1})`)
  })
  const left = finding.related.length - related.length
  if (left > 0) lines.push(`${count(left, 'more related place')} left out.`)
  return lines.join('\n')
}

function fixData(fix: FindingFix) {
  const replacement = (edit: FindingEdit) => ({
    deletedRegion: regionOf(edit.range),
    insertedContent: { text: edit.text },
  })
  return {
    description: { text: messageText(fix.title) },
    artifactChanges: [...groupByPath(fix.edits)].map(([path, edits]) => ({
      artifactLocation: { uri: pathUri(path) },
      replacements: edits.map(replacement),
    })),
  }
}

function resultData(finding: Finding, ruleIndexes: ReadonlyMap<string, number>) {
  const related = finding.related.slice(0, mostRelatedPlaces)
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndexes.get(finding.rule)!,
    level: levels[finding.severity],
    message: { text: resultMessage(finding, related) },
    locations: [locationOf(finding.path, finding.range)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        ...locationOf(place.path, place.range),
        message: { text: messageText(place.message) },
      })),
    }),
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(finding.fix && finding.fix.edits.length > 0 && { fixes: [fixData(finding.fix)] }),
    properties: {
      aliases: [...finding.aliases],
      ...(finding.environment !== undefined && { environment: finding.environment }),
    },
  }
}

function troubleData(trouble: Trouble) {
  return {
    descriptor: { id: trouble.kind },
    level: 'error',
    message: { text: messageText(trouble.message) || trouble.kind },
    ...(trouble.path !== undefined && { locations: [locationOf(trouble.path)] }),
  }
}

/** The findings that fit, in their own order, the worst kept; with how many of each severity did not. */
function cutFindings(findings: readonly Finding[]): { kept: readonly Finding[]; left: Finding[] } {
  if (findings.length <= mostResults) return { kept: findings, left: [] }
  const ordered = worstFirst(findings)
  const kept = new Set(ordered.slice(0, mostResults))
  return { kept: findings.filter((finding) => kept.has(finding)), left: ordered.slice(mostResults) }
}

function cutData(left: readonly Finding[]) {
  const number = (severity: Severity) => left.filter((finding) => finding.severity === severity).length
  const parts = [
    count(number('error'), 'error'),
    count(number('warning'), 'warning'),
    count(number('info'), 'info', 'info'),
  ]
  return {
    descriptor: { id: 'results-left-out' },
    level: 'warning',
    message: {
      text: `Only the ${mostResults} worst results are given; left out: ${parts.join(', ')}.`,
    },
  }
}

/** SARIF 2.1.0 as GitHub code scanning reads it. */
export function sarif(report: Report, options: ReporterOptions): string {
  const rules = rulesOf(report)
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]))
  const { kept, left } = cutFindings(report.findings)
  return jsonText({
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'plimsoll', semanticVersion: options.version, rules: rules.map(ruleData) },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.troubles.length === 0,
            toolExecutionNotifications: [
              ...report.troubles.map(troubleData),
              ...(left.length > 0 ? [cutData(left)] : []),
            ],
          },
        ],
        results: kept.map((finding) => resultData(finding, ruleIndexes)),
      },
    ],
  })
}
