import { expect, test } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { github } from '../../src/reporters/github.ts'
import { emptyReport, manyFindings, options, reportWithFindings } from './report.ts'

const grammar = /^::(error|warning|notice) ((?:\w+=[^:,\r\n]*)(?:,\w+=[^:,\r\n]*)*)::(.*)$/

/** Reads commands as the runner does. */
function commandsOf(report: Report) {
  const decoded = (text: string) =>
    text
      .replace(/%3A/g, ':')
      .replace(/%2C/g, ',')
      .replace(/%0D/g, '\r')
      .replace(/%0A/g, '\n')
      .replace(/%25/g, '%')
  return github(report, options)
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, type, properties, message] = grammar.exec(line) ?? expect.fail(`no command: ${line}`)
      const pairs = properties!.split(',').map((pair) => pair.split('=', 2) as [string, string])
      return {
        type,
        ...Object.fromEntries(pairs.map(([name, value]) => [name, decoded(value)])),
        message: decoded(message!),
      } as { type: string; message: string; [property: string]: string }
    })
}

test('an annotation has its place, title and message', () => {
  const found = commandsOf(reportWithFindings()).find((command) => command.title === 'no-port-mismatch')
  expect(found).toEqual({
    type: 'error',
    file: 'docker/production/compose.yaml',
    line: '5',
    endLine: '5',
    col: '12',
    endColumn: '16',
    title: 'no-port-mismatch',
    message:
      'The port 3000 of web is not the one its image exposes, 8080.\nimages/web und mehr/Dockerfile.größe:5:8 The image exposes 8080 here.\nFix: Publish port 8080',
  })
})

test('columns are left out of a range over several lines', () => {
  const found = commandsOf(reportWithFindings()).find((command) => command.type === 'warning')
  expect(found).toMatchObject({ line: '2', endLine: '3' })
  expect(found).not.toHaveProperty('col')
  expect(found).not.toHaveProperty('endColumn')
})

test('percent signs, commas and colons of the text survive', () => {
  const found = commandsOf(reportWithFindings()).find((command) => command.title === 'no-secret-in-env-file')
  expect(found!.file).toBe('evil/\\x1b[31mred,a:b%0A<&"\'>|\\u202e.env')
  expect(found!.message).toContain(' ]]> %0A %25 <script>')
})

test('levels follow severity and errors come first', () => {
  const types = commandsOf(reportWithFindings()).map((command) => command.type)
  expect(types).toEqual(['error', 'error', 'error', 'error', 'error', 'error', 'warning', 'notice', 'notice'])
})

test('an endpoint has no file', () => {
  const [finding] = manyFindings(1, 'error')
  const [command] = commandsOf({
    ...emptyReport(),
    findings: [{ ...finding!, path: 'https://api.example.com/health' }],
  })
  expect(command).not.toHaveProperty('file')
  expect(command!.title).toBe('rule-error https://api.example.com/health')
})

test('ten of a type are shown without further words', () => {
  const findings = (['info', 'warning', 'error'] as const).flatMap((severity) => manyFindings(10, severity))
  expect(commandsOf({ ...emptyReport(), findings })).toHaveLength(30)
})

test('more than ten of a type are cut, and the last notice says how many', () => {
  const findings = [...manyFindings(20, 'info'), ...manyFindings(12, 'warning'), ...manyFindings(34, 'error')]
  const commands = commandsOf({ ...emptyReport(), findings })
  for (const type of ['error', 'warning', 'notice']) {
    expect(commands.filter((command) => command.type === type)).toHaveLength(10)
  }
  expect(commands.at(-1)).toEqual({
    type: 'notice',
    title: 'plimsoll',
    message: '34 errors, 12 warnings, 20 info in all; 37 not shown here, since GitHub shows 10 of a type.',
  })
})

test('troubles take their place among the errors', () => {
  const troubles = Array.from({ length: 3 }, () => ({ kind: 'internal', message: 'broke' }) as const)
  const commands = commandsOf({ ...emptyReport(), troubles, findings: manyFindings(10, 'error') })
  expect(commands.filter((command) => command.type === 'error')).toHaveLength(10)
  expect(commands[0]!.message).toBe('broke')
  expect(commands.at(-1)!.message).toBe(
    '10 errors, 0 warnings, 0 info, 3 troubles in all; 3 not shown here, since GitHub shows 10 of a type.',
  )
})

test('a message is cut where the runner would', () => {
  const [finding] = manyFindings(1, 'error')
  const [command] = commandsOf({
    ...emptyReport(),
    findings: [{ ...finding!, message: '%'.repeat(10_000) }],
  })
  expect(command!.message).toHaveLength(4096)
})
