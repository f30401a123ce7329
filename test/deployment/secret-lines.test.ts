import { expect, test } from 'vitest'
import { secretOf } from '../../src/deployment/secrets.ts'
import { parseEnv } from '../../src/documents/env/parse.ts'
import { lint } from '../../src/lint.ts'
import { readSecretLines, type SecretLine } from './secret-lines.ts'

/** The lines of a file that are said to hold a secret, by number. */
async function judged(lines: readonly SecretLine[]): Promise<Set<number>> {
  const found = new Set<number>()
  for (const { number, text, reader } of lines) {
    const [entry] = reader === 'env' ? parseEnv('.env', `${text}\n`).entries : []
    if (entry && secretOf(entry.key, entry.value.value)) found.add(number)
  }
  const runs = lines.filter(({ reader }) => reader === 'run')
  const directives = lines.filter(({ reader }) => reader === 'nginx')
  const report = await lint({
    files: {
      Dockerfile: ['FROM debian:13', ...runs.map(({ text }) => `RUN ${text}`), ''].join('\n'),
      'nginx.conf': ['server {', ...directives.map(({ text }) => text), '}', ''].join('\n'),
    },
    config: { extends: ['plimsoll:all'] },
    only: ['no-secret-in-command', 'no-secret-in-proxy'],
  })
  for (const { path, range } of report.findings) {
    const line = (path === 'Dockerfile' ? runs : directives)[range.start.line - 2]
    if (line) found.add(line.number)
  }
  return found
}

test.each([
  ['secret-lines.txt', 666],
  ['secret-lines-held-out.txt', 140],
])('%s is judged right', async (file, count) => {
  const seeds = [1, 2, 3]
  const missed: string[] = []
  const invented: string[] = []
  let secrets = 0
  let found = 0
  for (const seed of seeds) {
    const lines = readSecretLines(file, seed)
    expect(lines).toHaveLength(count)
    const said = await judged(lines)
    for (const line of lines) {
      if (line.isSecret) secrets += 1
      if (said.has(line.number)) found += 1
      if (line.isSecret && !said.has(line.number)) missed.push(`${line.number}: ${line.pattern}`)
      if (!line.isSecret && said.has(line.number)) invented.push(`${line.number}: ${line.pattern}`)
    }
  }
  const recall = 1 - missed.length / secrets
  const precision = 1 - invented.length / found
  const percent = (part: number) => `${(100 * part).toFixed(2)} %`
  console.log(`${file}: recall ${percent(recall)}, precision ${percent(precision)} of ${count} lines`)
  const told = [
    ...new Set(missed.map((each) => `missed ${each}`)),
    ...new Set(invented.map((each) => `invented ${each}`)),
  ]
  expect(recall, told.join('\n')).toBeGreaterThanOrEqual(0.98)
  expect(precision, told.join('\n')).toBeGreaterThanOrEqual(0.98)
})
