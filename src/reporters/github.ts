import type { Finding, Report, Severity, Trouble } from '../finding.ts'
import { isEndpoint, plainPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { severities, worstFirst } from './severity.ts'
import { count } from './tally.ts'
import { cutText, visibleText } from './visible-text.ts'

// The runner shows ten annotations of a type per step and drops the rest, and cuts longer messages.
const mostOfType = 10
const longestMessage = 4096

const types = { error: 'error', warning: 'warning', info: 'notice' } as const

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
}

type Properties = { readonly [name: string]: string | number | undefined }

function command(type: string, properties: Properties, lines: readonly string[]): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(visibleText(String(value)))}`)
  const message = cutText(lines.map(visibleText).join('\n'), longestMessage)
  return `::${type}${written.length > 0 ? ` ${written.join(',')}` : ''}::${escapeData(message)}\n`
}

function findingCommand(finding: Finding): string {
  const { start, end } = finding.range
  const oneLine = start.line === end.line
  const lines = [finding.message]
  for (const { path, range, message } of finding.related) {
    lines.push(`${path}:${range.start.line}:${range.start.column} ${message}`)
  }
  if (finding.fix) lines.push(`Fix: ${finding.fix.title}`)
  // An endpoint is no file of the repository, so there is no line to put the annotation on.
  const place = isEndpoint(finding.path)
    ? { title: `${finding.rule} ${finding.path}` }
    : {
        file: plainPath(finding.path),
        line: start.line,
        endLine: end.line,
        // The runner refuses columns of a range over several lines.
        col: oneLine ? start.column : undefined,
        endColumn: oneLine ? end.column : undefined,
        title: finding.rule,
      }
  return command(types[finding.severity], place, lines)
}

function troubleCommand({ kind, message, path }: Trouble): string {
  const file = path === undefined || isEndpoint(path) ? undefined : plainPath(path)
  return command('error', { file, title: `plimsoll: ${kind}` }, [message])
}

/** Workflow commands, which GitHub Actions turns into annotations: the worst that it shows, then what is missing. */
export function github(report: Report, _options: ReporterOptions): string {
  const ordered = worstFirst(report.findings)
  const number = (severity: Severity) => ordered.filter((finding) => finding.severity === severity).length
  const room = {
    error: Math.max(0, mostOfType - report.troubles.length),
    warning: mostOfType,
    info: mostOfType,
  }
  const tooMany =
    report.troubles.length > mostOfType || severities.some((severity) => number(severity) > room[severity])
  // The line that tells of the cut is a notice too, and would otherwise be the one too many.
  if (tooMany) room.info--
  const shown = severities.flatMap((severity) =>
    ordered.filter((finding) => finding.severity === severity).slice(0, room[severity]),
  )
  const troubles = report.troubles.slice(0, mostOfType)
  let text = troubles.map(troubleCommand).join('') + shown.map(findingCommand).join('')
  if (tooMany) {
    const parts = [
      count(number('error'), 'error'),
      count(number('warning'), 'warning'),
      count(number('info'), 'info', 'info'),
    ]
    if (report.troubles.length > 0) parts.push(count(report.troubles.length, 'trouble'))
    const left = ordered.length - shown.length + report.troubles.length - troubles.length
    text += command('notice', { title: 'plimsoll' }, [
      `${parts.join(', ')} in all; ${left} not shown here, since GitHub shows ${mostOfType} of a type.`,
    ])
  }
  return text
}
