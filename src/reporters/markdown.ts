import type { Finding, Report } from '../finding.ts'
import { markdownCode, markdownText } from './markdown-text.ts'
import { groupByPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { count, tallyParts } from './tally.ts'
import { cutText } from './visible-text.ts'

/** By this a rerun finds its own comment and updates it. */
const marker = '<!-- plimsoll -->'

// A comment on GitHub holds 65,536 characters; the rest is for the lines that close what was cut.
const longest = 65_535
const reserve = 400
/** One endless message must not push out all others. */
const longestMessage = 600

const tableHead = '| Line | Severity | Finding | Rule |\n| ---: | --- | --- | --- |\n'

function place(path: string, line: number): string {
  return markdownCode(`${cutText(path, longestMessage)}:${line}`)
}

function row(finding: Finding): string {
  const parts = [markdownText(cutText(finding.message, longestMessage))]
  for (const related of finding.related) {
    const message = markdownText(cutText(related.message, longestMessage))
    parts.push(`${place(related.path, related.range.start.line)} ${message}`)
  }
  if (finding.environment !== undefined) parts.push(`Only in ${markdownText(finding.environment)}.`)
  if (finding.fix) {
    const safety = finding.fix.safe ? 'safe' : 'check the result'
    parts.push(`Fix (${safety}): ${markdownText(cutText(finding.fix.title, longestMessage))}`)
  }
  const { line } = finding.range.start
  return `| ${line} | ${finding.severity} | ${parts.join('<br>')} | ${markdownCode(finding.rule)} |\n`
}

/** For comments on merge requests and for step summaries: a table per file, notes folded away. */
export function markdown(report: Report, _options: ReporterOptions): string {
  let text = `${marker}\n\n## Plimsoll\n\n${tallyParts(report).join(' · ')}\n`
  let findingsLeft = 0
  let troublesLeft = 0
  const fits = (addition: string): boolean => text.length + addition.length <= longest - reserve

  if (report.troubles.length > 0) text += '\n### Not everything could be judged\n\n'
  for (const { kind, message, path } of report.troubles) {
    const where = path === undefined ? '' : `${markdownCode(cutText(path, longestMessage))}: `
    const item = `- **${kind}** ${where}${markdownText(cutText(message, longestMessage))}\n`
    if (fits(item)) text += item
    else troublesLeft++
  }

  const addTables = (findings: readonly Finding[]): void => {
    for (const [path, group] of groupByPath(findings)) {
      // The head comes with the first row, so that no table stands empty.
      let head = `\n### ${markdownCode(cutText(path, longestMessage))}\n\n${tableHead}`
      for (const finding of group) {
        const line = head + row(finding)
        if (!fits(line)) {
          findingsLeft++
          continue
        }
        text += line
        head = ''
      }
    }
  }
  addTables(report.findings.filter((finding) => finding.severity !== 'info'))
  const notes = report.findings.filter((finding) => finding.severity === 'info')
  const open = `\n<details>\n<summary>${count(notes.length, 'info', 'info')}</summary>\n`
  if (notes.length > 0 && fits(open)) {
    text += open
    addTables(notes)
    text += '\n</details>\n'
  } else {
    findingsLeft += notes.length
  }

  const left = [
    findingsLeft > 0 ? count(findingsLeft, 'finding') : '',
    troublesLeft > 0 ? count(troublesLeft, 'trouble') : '',
  ].filter((part) => part !== '')
  if (left.length > 0) text += `\nLeft out for want of room: ${left.join(', ')}.\n`
  return text
}
