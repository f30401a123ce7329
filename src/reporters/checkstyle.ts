import type { Report } from '../finding.ts'
import { groupByPath, isEndpoint, plainPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { xmlDeclaration, xmlElement } from './xml-text.ts'

/** Checkstyle XML, one `file` per path. Troubles are errors at the first line of their file. */
export function checkstyle(report: Report, options: ReporterOptions): string {
  const entries = [
    ...report.troubles.map(({ kind, message, path }) => ({
      path: path ?? '.',
      attributes: { line: 1, severity: 'error', message: message || kind, source: `plimsoll-${kind}` },
    })),
    ...report.findings.map(({ rule, severity, message, path, range }) => ({
      path,
      attributes: {
        line: range.start.line,
        column: range.start.column,
        severity,
        message: message || rule,
        source: rule,
      },
    })),
  ]
  const files = [...groupByPath(entries)].map(([path, group]) =>
    xmlElement(
      'file',
      { name: fileName(path, options.root) },
      group.map(({ attributes }) => xmlElement('error', attributes)),
    ),
  )
  return `${xmlDeclaration}\n${xmlElement('checkstyle', { version: '4.3' }, files)}\n`
}

function fileName(path: string, root: string | undefined): string {
  if (root === undefined || isEndpoint(path)) return plainPath(path)
  return `${root.replace(/[\\/]+$/, '')}/${plainPath(path)}`
}
