import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/lint.ts'
import { formats, loadReporter } from '../../src/reporters/index.ts'

// Shaped like the real thing, made up; put together here so that no scanner takes this file for a leak.
const STRIPE = `sk_${'live'}_${'4eC39HqLyjWDarjtT1zdp7dc'}`
const PASSWORD = 'Tr0ub4dor-and-3-horses'
const URL_PASSWORD = 'qx7-Pl0ver-77'

const FILES = {
  '.env': `STRIPE_SECRET_KEY=${STRIPE}\nDB_PASSWORD='${PASSWORD}'\nDATABASE_URL=postgres://app:${URL_PASSWORD}@db/app\nBROKEN="never closed\n`,
  'compose.yaml': `services:\n  web:\n    image: a\n    image: b\n    environment:\n      STRIPE_SECRET_KEY: ${STRIPE}\n      OTHER_PASSWORD: "${PASSWORD}"\n`,
  Dockerfile: `FROM debian:12\nENV API_TOKEN=${PASSWORD}\nFETCH ${STRIPE}\nRUN curl -H "Authorization: ${STRIPE}" https://app:${URL_PASSWORD}@example.com\n`,
}

describe.each(formats)('%s', (format) => {
  test('holds no secret of the project', async () => {
    const report = await lint({ files: FILES, config: { extends: ['plimsoll:all'] } })
    expect(report.findings.length).toBeGreaterThanOrEqual(3)
    const print = await loadReporter(format)
    const text = print(report, { color: false, width: 200, version: '0', verbose: true })
    for (const secret of [STRIPE, PASSWORD, URL_PASSWORD]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(secret.slice(4, 16))
    }
  })
})

test('no value of a variable with a secret name leaves, whatever it looks like', async () => {
  const value = fc.stringMatching(/^[A-Za-z0-9+/=_.-]{16,40}$/)
  await fc.assert(
    fc.asyncProperty(value, async (secret) => {
      fc.pre(!/^(?:change|your|example|dummy|fake|todo|placeholder|insert|put|enter|replace)/i.test(secret))
      fc.pre(!/^(?:[x]{3,}|[.]{3,}|-+)/i.test(secret) && !/[-_.]example$/i.test(secret))
      const files = {
        '.env': `API_SECRET=${secret}\nAPI_SECRET=${secret}\nX="open`,
        'compose.yaml': `services:\n  web:\n    image: "${secret}"\n    image: b\n`,
      }
      const report = await lint({ files, config: { extends: ['plimsoll:all'] } })
      const all = JSON.stringify({ ...report, excerpts: report.excerpts.map(({ lines }) => [...lines]) })
      expect(all).not.toContain(secret)
    }),
    { numRuns: 40 },
  )
})

test('hidden text keeps its length, so that marks stay in place', async () => {
  const { excerpts } = await lint({ files: FILES, config: { extends: [] } })
  const lines = excerpts.find(({ path }) => path === '.env')!.lines
  const source = FILES['.env'].split('\n')
  for (const [number, line] of lines) expect(line).toHaveLength(source[number - 1]!.length)
})

test('where a secret is only asked for by its name nothing is hidden', async () => {
  const lines = [
    'services:',
    '  web:',
    '    image: a',
    '    image: b',
    '    environment:',
    '      API_SECRET: ${OTHER_SECRET}',
    `      APP_SECRET: \${OTHER_SECRET:-${PASSWORD}}`,
    '',
  ]
  const files = { '.env': `OTHER_SECRET=${PASSWORD}\n`, 'compose.yaml': lines.join('\n') }
  const { excerpts } = await lint({ files, config: { extends: ['plimsoll:production'] } })
  const shown = [...excerpts.find(({ path }) => path === 'compose.yaml')!.lines.values()].join('\n')
  expect(shown).toContain('API_SECRET: ${OTHER_SECRET}\n')
  expect(shown).not.toContain(PASSWORD)
})
