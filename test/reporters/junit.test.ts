import { expect, test } from 'vitest'
import { junit } from '../../src/reporters/junit.ts'
import { emptyReport, options, paths, reportWithFindings } from './report.ts'
import { type Element, parseXml } from './xml.ts'

function parsed(report = reportWithFindings(), more = {}): Element {
  return parseXml(junit(report, { ...options, ...more }))
}

function all(element: Element, name: string): Element[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((child) => all(child, name)),
  ]
}

test('the counts of root and suites are those of their cases', () => {
  const root = parsed()
  expect(root.name).toBe('testsuites')
  for (const element of [root, ...root.children]) {
    expect(element.attributes).toMatchObject({
      tests: String(all(element, 'testcase').length),
      failures: String(all(element, 'failure').length),
      errors: String(all(element, 'error').length),
      skipped: '0',
      time: expect.stringMatching(/^\d+\.\d{3}$/),
    })
  }
  expect(root.attributes).toMatchObject({ tests: '10', failures: '7', errors: '2' })
})

test('there is a suite per file, and a passing case in the clean one', () => {
  const root = parsed()
  const names = root.children.map((suite) => suite.attributes.name)
  expect(names).toEqual([
    paths.compose,
    'evil/\\x1b[31mred,a:b%0A<&"\'>|\\u202e.env',
    paths.docker,
    paths.long,
    paths.clean,
    'secret/\\x1b[2J.env',
    'plimsoll',
  ])
  const clean = root.children[4]!
  expect(clean.children).toEqual([
    {
      name: 'testcase',
      attributes: { name: 'no findings', classname: paths.clean, time: '0.000', file: paths.clean },
      children: [],
      text: '',
    },
  ])
})

test('a finding is a failure with its place', () => {
  const [testcase] = parsed().children[0]!.children
  expect(testcase!.attributes).toEqual({
    name: 'no-port-mismatch (5:12)',
    classname: paths.compose,
    time: '0.000',
    file: paths.compose,
    line: '5',
  })
  const [failure] = testcase!.children
  expect(failure!.attributes).toEqual({
    message: 'The port 3000 of web is not the one its image exposes, 8080.',
    type: 'error',
  })
  expect(failure!.text).toContain('images/web und mehr/Dockerfile.größe:5:8 The image exposes 8080 here.')
})

test('hostile text arrives as text', () => {
  const failure = all(parsed(), 'failure').find((element) => element.text.includes('script'))!
  expect(failure.attributes.message).toContain('\\x1b[31mred\\x9b1m \\u202eback')
  expect(failure.text).toContain(']]> %0A %25 <script>alert("1")</script> & |')
})

test('times are given where they are known', () => {
  const root = parsed(emptyReport(), { elapsed: 1500, startedAt: new Date('2026-11-22T10:00:00.123Z') })
  expect(root.attributes.time).toBe('1.500')
  expect(root.children[0]!.attributes.timestamp).toBe('2026-11-22T10:00:00')
  expect(parsed().children[0]!.attributes).not.toHaveProperty('timestamp')
})
