import { readFileSync } from 'node:fs'
import * as cel from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { celValue } from '../../../src/deployment/kubernetes/admission/cel-values.ts'
import { Expressions } from '../../../src/deployment/kubernetes/admission/expressions.ts'
import { parseYaml } from '../../../src/documents/yaml/parse.ts'
import { linearPattern } from '../../../src/kubernetes-apis.ts'

type Result = 'refused' | 'error' | object
const path = 'test/deployment/kubernetes/expression-results.json'
const { object, results } = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly object: object
  readonly results: readonly (readonly [string, Result])[]
}

const expressions = new Expressions(
  { cel, compilePattern: (source) => linearPattern(RE2JS, source) },
  { object: 'dyn', oldObject: 'dyn', params: 'dyn' },
)
const values = {
  object: celValue(parseYaml('object.json', JSON.stringify(object)).roots[0]!.root!),
  oldObject: null,
  params: null,
}

/** As the results are written: the type with the value. */
function typed(value: unknown): object {
  if (value === null) return { null: true }
  if (typeof value === 'boolean') return { bool: value }
  if (typeof value === 'bigint') return { int: String(value) }
  if (typeof value === 'number') return { double: String(value) }
  if (typeof value === 'string') return { string: value }
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') }
  if (Array.isArray(value)) return { list: value.map(typed) }
  if (value instanceof cel.Optional) return value.hasValue() ? { some: typed(value.value()) } : { none: true }
  const pairs = value instanceof Map ? [...value] : Object.entries(value as object)
  const isMap = value instanceof Map || (value as object).constructor === Object
  if (isMap) return { map: Object.fromEntries(pairs.map(([key, each]) => [String(key), typed(each)])) }
  const { name } = (value as object).constructor
  return name === 'UnsignedInt' ? { uint: String(value) } : { other: name }
}

function resultOf(text: string): Result | undefined {
  const compiled = expressions.compile(text)
  if ('fault' in compiled) return 'refused'
  if ('unsupported' in compiled) return undefined
  const outcome = compiled.expression.evaluate(values)
  if ('error' in outcome) return 'error'
  return 'value' in outcome ? typed(outcome.value) : undefined
}

describe('expressions come to what they come to in an API server', () => {
  for (const [text, wanted] of results) {
    test(text, () => {
      const result = resultOf(text)
      // What we do not know is never judged, which is no difference.
      if (result === undefined) return
      if (typeof wanted === 'object' && 'other' in wanted) expect(result).toHaveProperty('other')
      // What it refuses at once may fail here when it is evaluated.
      else if (wanted === 'refused') expect(['refused', 'error']).toContain(result)
      else expect(result).toEqual(wanted)
    })
  }

  test('few of them are unknown here', () => {
    const unknown = results.filter(([text]) => resultOf(text) === undefined).map(([text]) => text)
    expect(unknown).toEqual([
      'object.metadata.name.nope()',
      'nope(object)',
      '.5',
      "[{'a': 2}, {'a': 1}].sortBy(e, e.a)",
      'cel.bind(x, 1, x + 1)',
    ])
  })
})
