import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constantFrom,
  letrec,
  tuple,
  uniqueArray,
} from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { fix } from '../src/lint.ts'

type Tree = string | readonly Tree[] | { readonly [key: string]: Tree }

const keys = constantFrom('app', 'B', 'name', 'z-1', '10', '2', 'env')
const { tree } = letrec((tie) => ({
  tree: tie('scalar'),
  scalar: constantFrom('x', 'two words', 'a: b', '# no comment', 'line\nline\n'),
})) as { tree: Arbitrary<Tree> }
const mapping = (value: Arbitrary<Tree>): Arbitrary<Tree> =>
  uniqueArray(tuple(keys, value), { selector: ([key]) => key, minLength: 1, maxLength: 4 }).map((pairs) =>
    Object.fromEntries(pairs),
  )
const nested = mapping(mapping(tree))
const listed = mapping(array(nested, { minLength: 1, maxLength: 3 }) as Arbitrary<Tree>)

test('sorted keys say the same, and stay', async () => {
  await assert(
    asyncProperty(listed, nested, async (spec, data) => {
      const text = stringify({ kind: 'ConfigMap', spec, data, apiVersion: 'v1', metadata: { name: 'a' } })
      const options = {
        files: { 'map.yaml': text },
        config: { extends: [] },
        only: ['require-sorted-keys'],
        severities: { 'require-sorted-keys': 'info' as const },
      }
      const once = await fix(options)
      const sorted = once.files['map.yaml'] ?? text
      expect(parse(sorted)).toEqual(parse(text))
      expect(once.report.findings).toEqual([])
    }),
    { numRuns: 60 },
  )
})
