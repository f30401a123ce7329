import type { Finding, Report, Trouble } from '../finding.ts'
import { groupByPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { xmlDeclaration, xmlElement, xmlLines } from './xml-text.ts'

// The time of a single file is not measured; the attribute has to be there all the same.
const noTime = '0.000'

function failureCase(finding: Finding): string {
  const { rule, severity, message, path, range, related, fix } = finding
  const position = `${range.start.line}:${range.start.column}`
  const lines = [`${path}:${position} ${severity} ${message}`]
  for (const place of related) {
    lines.push(`${place.path}:${place.range.start.line}:${place.range.start.column} ${place.message}`)
  }
  if (fix) lines.push(`Fix: ${fix.title}`)
  return xmlElement(
    'testcase',
    { name: `${rule} (${position})`, classname: path, time: noTime, file: path, line: range.start.line },
    [xmlElement('failure', { message, type: severity }, [xmlLines(lines)])],
  )
}

function errorCase(trouble: Trouble, path: string): string {
  return xmlElement('testcase', { name: trouble.kind, classname: path, time: noTime, file: trouble.path }, [
    xmlElement('error', { message: trouble.message, type: trouble.kind }),
  ])
}

/** JUnit XML: a suite per file, a failure per finding, an error per trouble, and a passing case per clean file. */
export function junit(report: Report, options: ReporterOptions): string {
  const findings = groupByPath(report.findings)
  const troubles = groupByPath(
    report.troubles.map((trouble) => ({ trouble, path: trouble.path ?? 'plimsoll' })),
  )
  const paths = new Set([...report.files, ...findings.keys(), ...troubles.keys()])
  const timestamp = options.startedAt?.toISOString().replace(/\.\d+Z$/, '')
  let tests = 0
  const suites = [...paths].map((path) => {
    const failed = findings.get(path) ?? []
    const broken = troubles.get(path) ?? []
    const cases = [...broken.map(({ trouble }) => errorCase(trouble, path)), ...failed.map(failureCase)]
    if (cases.length === 0) {
      cases.push(xmlElement('testcase', { name: 'no findings', classname: path, time: noTime, file: path }))
    }
    tests += cases.length
    return xmlElement(
      'testsuite',
      {
        name: path,
        tests: cases.length,
        failures: failed.length,
        errors: broken.length,
        skipped: 0,
        time: noTime,
        timestamp,
      },
      cases,
    )
  })
  const root = xmlElement(
    'testsuites',
    {
      name: 'plimsoll',
      tests,
      failures: report.findings.length,
      errors: report.troubles.length,
      skipped: 0,
      time: ((options.elapsed ?? 0) / 1000).toFixed(3),
    },
    suites,
  )
  return `${xmlDeclaration}\n${root}\n`
}
