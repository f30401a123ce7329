import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { json } from '../../src/reporters/json.ts'
import { emptyReport, hostile, options, reportWithFindings } from './report.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)

function printed(report = reportWithFindings()) {
  return JSON.parse(json(report, options))
}

describe('the schema', () => {
  test.each([
    ['with findings', reportWithFindings()],
    ['without', emptyReport()],
    ['with notes', { ...emptyReport(), notes: [hostile] }],
  ])('describes a report %s', (_, report) => {
    validate(printed(report))
    expect(validate.errors).toBeNull()
  })

  test('knows no other property and misses none, at any depth', () => {
    // Each object of the output in turn gets one property more, then one less.
    const visit = (
      value: unknown,
      path: string,
      check: (object: Record<string, unknown>, path: string) => void,
    ) => {
      if (Array.isArray(value))
        value.forEach((item, index) => {
          visit(item, `${path}/${index}`, check)
        })
      else if (typeof value === 'object' && value !== null) {
        check(value as Record<string, unknown>, path)
        for (const [key, item] of Object.entries(value)) visit(item, `${path}/${key}`, check)
      }
    }
    const optional = new Set(['fix', 'environment', 'path of trouble'])
    const data = printed()
    let objects = 0
    visit(data, '', (object, path) => {
      objects++
      object.extra = 1
      expect(validate(data), `${path} with more`).toBe(false)
      delete object.extra
      for (const [key, value] of Object.entries(object)) {
        const name = path.startsWith('/troubles/') && key === 'path' ? 'path of trouble' : key
        if (optional.has(name)) continue
        delete object[key]
        expect(validate(data), `${path} without ${key}`).toBe(false)
        object[key] = value
      }
    })
    expect(objects).toBeGreaterThan(50)
    expect(validate(data)).toBe(true)
  })
})

test('gives the data of findings unchanged and in order', () => {
  const report = reportWithFindings()
  const data = printed(report)
  // A lone surrogate is no text; JSON gives it back all the same.
  expect(data.findings).toEqual(JSON.parse(JSON.stringify(report.findings)))
  expect(data.findings[4].message).toBe(hostile)
  expect(data.troubles).toEqual(report.troubles)
  expect(data.files).toEqual(report.files)
})

test('prints nothing of a finding that the format does not have', () => {
  const report = reportWithFindings()
  const findings = [{ ...report.findings[0]!, secret: 'hunter2' }]
  expect(json({ ...report, findings }, options)).not.toContain('hunter2')
})

test('counts', () => {
  expect(printed()).toMatchObject({
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: '1.2.3' },
    summary: {
      errors: 4,
      warnings: 1,
      infos: 2,
      files: 5,
      filesWithFindings: 4,
      fixable: 2,
      fixableUnsafe: 1,
      suppressed: 2,
      troubles: 2,
    },
  })
})
