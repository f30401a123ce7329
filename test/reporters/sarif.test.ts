import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { sarif } from '../../src/reporters/sarif.ts'
import { emptyReport, manyFindings, options, paths, reportWithFindings } from './report.ts'

function runOf(report: Report = reportWithFindings()) {
  return JSON.parse(sarif(report, options)).runs[0]
}

const filled = expect.stringMatching(/\S/)

test('the log says what it is', () => {
  const log = JSON.parse(sarif(reportWithFindings(), options))
  expect(log.$schema).toMatch(/^https:.*sarif.*2\.1\.0.*\.json$/)
  expect(log.version).toBe('2.1.0')
  expect(log.runs).toHaveLength(1)
  expect(log.runs[0].columnKind).toBe('utf16CodeUnits')
})

test('results are there even when empty', () => {
  const run = runOf(emptyReport())
  expect(run.results).toEqual([])
  expect(run.tool.driver).toEqual({ name: 'plimsoll', semanticVersion: '1.2.3', rules: [] })
  expect(run.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
})

describe('rules', () => {
  const rules = runOf().tool.driver.rules

  test('stand once each, those of findings alone included', () => {
    const ids = rules.map((rule: { id: string }) => rule.id)
    expect(ids).toEqual([...new Set(ids)])
    expect(ids).toEqual([
      'no-port-mismatch',
      'no-secret-in-env-file',
      'no-unpinned-apt-packages',
      'no-decoration',
      'no-tabs',
      'no-long-lines',
    ])
  })

  test('hold every field that GitHub requires, never empty, never too long', () => {
    for (const rule of rules) {
      expect(rule.id).toEqual(filled)
      expect(rule.shortDescription.text).toEqual(filled)
      expect(rule.fullDescription.text).toEqual(filled)
      expect(rule.help.text).toEqual(filled)
      expect(rule.help.markdown).toEqual(filled)
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024)
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024)
      expect(rule.properties.tags).toHaveLength(1)
      expect(rule).not.toHaveProperty('helpUri')
    }
    expect(rules[1].shortDescription.text).toHaveLength(1024)
  })

  test('carry their level', () => {
    expect(
      rules.map((rule: { defaultConfiguration: { level: string } }) => rule.defaultConfiguration.level),
    ).toEqual(['error', 'error', 'warning', 'note', 'error', 'note'])
  })

  test('carry a security severity only where they are about security, as a string', () => {
    const scores = rules.map(
      (rule: { properties: Record<string, unknown> }) => rule.properties['security-severity'],
    )
    expect(scores).toEqual([undefined, '8.0', undefined, undefined, undefined, undefined])
    const severities = ['error', 'warning', 'info'] as const
    const report = {
      ...emptyReport(),
      rules: severities.map((severity) => ({
        ...reportWithFindings().rules[1]!,
        id: severity,
        severity,
      })),
    }
    expect(
      runOf(report).tool.driver.rules.map(
        (rule: { properties: Record<string, unknown> }) => rule.properties['security-severity'],
      ),
    ).toEqual(['8.0', '5.5', '3.0'])
  })
})

describe('results', () => {
  const run = runOf()

  test('hold every field that GitHub requires', () => {
    expect(run.results).toHaveLength(7)
    for (const result of run.results) {
      expect(result.message.text).toEqual(filled)
      expect(result.locations).toHaveLength(1)
      const { artifactLocation, region } = result.locations[0].physicalLocation
      expect(artifactLocation.uri).toEqual(filled)
      expect(Object.keys(region)).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn'])
      for (const number of Object.values(region)) expect(number).toBeGreaterThanOrEqual(1)
      expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:\d+$/)
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
    }
  })

  test('keep two occurrences of one text apart', () => {
    const prints = run.results.map(
      (result: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        result.partialFingerprints.primaryLocationLineHash,
    )
    expect(new Set(prints).size).toBe(prints.length)
  })

  test('point at the place, with an end behind the last character', () => {
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'docker/production/compose.yaml' },
      region: { startLine: 5, startColumn: 12, endLine: 5, endColumn: 16 },
    })
  })

  test('name files by relative, percent-encoded URIs', () => {
    const uris = run.results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]!.physicalLocation.artifactLocation.uri,
    )
    expect(uris[5]).toBe('images/web%20und%20mehr/Dockerfile.gr%C3%B6%C3%9Fe')
    for (const uri of uris)
      expect(uri).toMatch(
        /^(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-F]{2})(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*$/,
      )
    expect(decodeURIComponent(uris[4])).toBe(paths.env)
    const [finding] = manyFindings(1, 'info')
    const report = { ...emptyReport(), findings: [{ ...finding!, path: './a/b.yaml' }] }
    expect(runOf(report).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a/b.yaml')
  })

  test('link related places from the message', () => {
    const [first] = run.results
    expect(first.message.text).toMatch(/\n\[The image exposes 8080 here\.\]\(1\)$/)
    expect(first.relatedLocations).toEqual([
      {
        id: 1,
        physicalLocation: {
          artifactLocation: { uri: 'images/web%20und%20mehr/Dockerfile.gr%C3%B6%C3%9Fe' },
          region: { startLine: 5, startColumn: 8, endLine: 5, endColumn: 12 },
        },
        message: { text: 'The image exposes 8080 here.' },
      },
    ])
  })

  test('make no links out of scanned text', () => {
    const { text } = run.results[4].message
    const links = [...text.matchAll(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)/g)]
    expect(links.map((link) => link[2])).toEqual(['1'])
  })

  test('carry fixes with the edits of each file', () => {
    expect(run.results[1].fixes).toEqual([
      {
        description: { text: 'Publish port 8080' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'docker/production/compose.yaml' },
            replacements: [
              {
                deletedRegion: { startLine: 6, startColumn: 12, endLine: 6, endColumn: 16 },
                insertedContent: { text: '8080' },
              },
            ],
          },
          {
            artifactLocation: { uri: 'images/web%20und%20mehr/Dockerfile.gr%C3%B6%C3%9Fe' },
            replacements: [
              {
                deletedRegion: { startLine: 5, startColumn: 8, endLine: 5, endColumn: 12 },
                insertedContent: { text: '3000' },
              },
            ],
          },
        ],
      },
    ])
    expect(run.results[2]).not.toHaveProperty('fixes')
  })
})

test('troubles are notifications and the run is no success', () => {
  const [invocation] = runOf().invocations
  expect(invocation.executionSuccessful).toBe(false)
  expect(invocation.toolExecutionNotifications).toMatchObject([
    {
      descriptor: { id: 'unreadable' },
      level: 'error',
      message: { text: filled },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'secret/%1B%5B2J.env' } } }],
    },
    { descriptor: { id: 'internal' }, level: 'error', message: { text: 'The rule no-x broke.' } },
  ])
})

test('more results than GitHub takes are cut by severity, and the file says so', () => {
  const findings = [...manyFindings(24_000, 'info'), ...manyFindings(2_000, 'error')]
  const run = runOf({ ...emptyReport(), findings })
  expect(run.results).toHaveLength(25_000)
  expect(run.results.filter((result: { level: string }) => result.level === 'error')).toHaveLength(2_000)
  expect(run.results[0].ruleId).toBe('rule-info')
  expect(run.invocations[0].executionSuccessful).toBe(true)
  expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
    'Only the 25000 worst results are given; left out: 0 errors, 0 warnings, 1000 info.',
  )
})
