import picocolors from 'picocolors'
import type { Finding, FindingFix, RelatedPlace, Report, RuleSummary, Severity } from '../finding.ts'
import { displayWidth } from './display-width.ts'
import { type FrameStyle, frame } from './frame.ts'
import { groupByPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { SourceLines } from './source-lines.ts'
import { tallyParts } from './tally.ts'
import { terminalText } from './visible-text.ts'

type Colors = ReturnType<typeof picocolors.createColors>

interface Page {
  readonly options: ReporterOptions
  readonly colors: Colors
  readonly unicode: boolean
  readonly width: number
  readonly source: SourceLines
  readonly rules: ReadonlyMap<string, RuleSummary>
  /** Rules whose reason was given already. */
  readonly explained: Set<string>
}

const indent = '      '
const narrowest = 40

function paint(colors: Colors, severity: Severity): (text: string) => string {
  if (severity === 'error') return colors.red
  return severity === 'warning' ? colors.yellow : colors.blue
}

function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => (line === '' ? '' : by + line))
}

function frameStyle(page: Page, mark: (text: string) => string, context: number, by: string): FrameStyle {
  return {
    width: page.width - by.length,
    unicode: page.unicode,
    mark,
    faint: page.colors.dim,
    context,
  }
}

function position(range: { readonly start: { readonly line: number; readonly column: number } }): string {
  return `${range.start.line}:${range.start.column}`
}

function relatedText(place: RelatedPlace, page: Page): string[] {
  const { colors } = page
  const inner = `${indent}  `
  const where = colors.bold(`${terminalText(place.path)}:${position(place.range)}`)
  const style = frameStyle(page, colors.cyan, 0, inner)
  return [
    `${indent}${where} ${terminalText(place.message)}`,
    ...indented(frame(place.path, place.range, page.source, style), inner),
  ]
}

function fixText(fix: FindingFix, page: Page): string {
  const how = fix.safe ? 'safe: plimsoll lint --fix' : 'check the result: plimsoll lint --fix-unsafe'
  return `${indent}${page.colors.green('fix:')} ${terminalText(fix.title)} ${page.colors.dim(`(${how})`)}`
}

function whyText(finding: Finding, page: Page): string[] {
  const why = page.rules.get(finding.rule)?.why
  if (!page.options.verbose || !why || page.explained.has(finding.rule)) return []
  page.explained.add(finding.rule)
  const lines: string[] = []
  let line = 'why:'
  for (const word of terminalText(why).split(' ')) {
    if (displayWidth(`${indent}${line} ${word}`) > page.width) {
      lines.push(indent + line)
      line = `    ${terminalText(word)}`
    } else {
      line += ` ${word}`
    }
  }
  return [...lines, indent + line]
}

function findingText(finding: Finding, page: Page): string[] {
  const { colors } = page
  const color = paint(colors, finding.severity)
  const names = [colors.cyan(terminalText(finding.rule))]
  if (finding.aliases.length > 0) names.push(colors.dim(`(${finding.aliases.map(terminalText).join(', ')})`))
  if (finding.environment !== undefined)
    names.push(colors.dim(`[only in ${terminalText(finding.environment)}]`))
  const lines = [
    `  ${position(finding.range)}  ${color(finding.severity)}  ${terminalText(finding.message)}  ${names.join(' ')}`,
  ]
  const blocks = [
    indented(frame(finding.path, finding.range, page.source, frameStyle(page, color, 1, indent)), indent),
    ...finding.related.map((place) => relatedText(place, page)),
    finding.fix ? [fixText(finding.fix, page)] : [],
    whyText(finding, page),
  ]
  for (const block of blocks) if (block.length > 0) lines.push('', ...block)
  return lines
}

function statisticsText(report: Report): string[] {
  const counts = new Map<string, number>()
  for (const finding of report.findings) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1)
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const width = String(rows[0]?.[1] ?? 0).length
  return rows.map(([rule, number]) => `  ${String(number).padStart(width)}  ${terminalText(rule)}`)
}

/** For people at a terminal: by file, each finding with its lines, related places and fix. */
export function pretty(report: Report, options: ReporterOptions): string {
  const colors = picocolors.createColors(options.color)
  const page: Page = {
    options,
    colors,
    unicode: options.unicode ?? true,
    width: Math.max(narrowest, options.width),
    source: new SourceLines(report.excerpts),
    rules: new Map(report.rules.map((rule) => [rule.id, rule])),
    explained: new Set(),
  }
  const lines: string[] = []
  for (const [path, findings] of groupByPath(report.findings)) {
    lines.push(colors.bold(terminalText(path)), '')
    for (const finding of findings) lines.push(...findingText(finding, page), '')
  }
  if (options.statistics && report.findings.length > 0) lines.push(...statisticsText(report), '')
  if (report.troubles.length > 0) {
    lines.push(colors.bold('Not everything could be judged:'))
    for (const trouble of report.troubles) {
      const where = trouble.path === undefined ? '' : `${terminalText(trouble.path)}: `
      lines.push(`  ${colors.red(trouble.kind)}  ${where}${terminalText(trouble.message)}`)
    }
    lines.push('')
  }
  if (options.verbose && report.notes?.length) {
    lines.push(...report.notes.map((note) => colors.dim(`note: ${terminalText(note)}`)), '')
  }
  const [found, ...rest] = tallyParts(report)
  if (options.elapsed !== undefined) rest.push(duration(options.elapsed))
  const separator = page.unicode ? ' · ' : ' - '
  const bare = report.findings.length === 0 && report.troubles.length === 0
  lines.push([bare ? found : colors.bold(found), ...rest.map((part) => colors.dim(part))].join(separator))
  return `${lines.join('\n')}\n`
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
