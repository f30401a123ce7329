import picocolors from 'picocolors'
import type { Report } from '../finding.ts'
import type { ReporterOptions } from './reporter.ts'
import { terminalText } from './visible-text.ts'

/**
 * One line per finding in the form of compilers, `path:line:column: severity: message [rule]`, which editors and
 * grep read. Nothing at all when nothing was found.
 */
export function compact(report: Report, options: ReporterOptions): string {
  const colors = picocolors.createColors(options.color)
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue }
  let text = ''
  for (const { path, range, severity, message, rule } of report.findings) {
    const where = `${terminalText(path)}:${range.start.line}:${range.start.column}`
    text += `${where}: ${paint[severity](severity)}: ${terminalText(message)} ${colors.dim(`[${terminalText(rule)}]`)}\n`
  }
  for (const { kind, message, path } of report.troubles) {
    const where = path === undefined ? 'plimsoll' : terminalText(path)
    text += `${where}: ${colors.red('error')}: ${terminalText(message)} ${colors.dim(`[${kind}]`)}\n`
  }
  return text
}
