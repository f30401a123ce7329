import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  expressionsIn,
  flowingReferences,
  parseCondition,
  referencesIn,
} from '../../src/documents/workflow/expressions.ts'

const pathsIn = (text: string) =>
  expressionsIn(text).flatMap(({ root }) => [...referencesIn(root)].map(({ path }) => path.join('.')))

const flowsIn = (text: string) =>
  expressionsIn(text).flatMap(({ root }) =>
    [...flowingReferences(root)].map(
      ({ reference: { path }, isWhole }) => `${path.join('.')}${isWhole ? '*' : ''}`,
    ),
  )

test.each([
  ['echo ${{ github.event.issue.title }}!', ['github.event.issue.title']],
  ["${{ secrets['KEY'] }} ${{ secrets[matrix.name] }}", ['secrets.KEY', 'secrets.*']],
  ['${{ github.event.commits.*.message }}', ['github.event.commits.*.message']],
  ["${{ format('{0} }}', Github.Actor) }}", ['github.Actor']],
  ["${{ !cancelled() && (needs.a.result == 'success' || inputs.x >= 1.5) }}", ['needs.a.result', 'inputs.x']],
  ['${{ fromJSON(steps.a.outputs.b).c }}', ['steps.a.outputs.b']],
  ['${{ (github).head_ref }}', ['github.head_ref']],
  ['${{ a b }} ${{ }} ${{ open', []],
])('references of %j', (text, wanted) => {
  expect(pathsIn(text)).toEqual(wanted)
})

test.each([
  ["${{ github.event.issue.title == 'x' }}", []],
  ["${{ contains(github.event.issue.body, 'x') && 'a' || 'b' }}", []],
  ['${{ github.event.issue.title || github.ref }}', ['github.event.issue.title', 'github.ref']],
  ['${{ github.event.number && github.head_ref }}', ['github.head_ref']],
  ['${{ toJSON(github.event) }}', ['github.event*']],
  ["${{ format('{0}', github.head_ref) }}", ['github.head_ref']],
])('what flows out of %j', (text, wanted) => {
  expect(flowsIn(text)).toEqual(wanted)
})

test('a condition is read with and without marks', () => {
  for (const text of ["github.ref == 'a'", " ${{ github.ref == 'a' }} "]) {
    expect([...referencesIn(parseCondition(text))]).toHaveLength(1)
  }
  expect(parseCondition('${{ a }} && b')).toBeUndefined()
})

test('it never throws, and every span lies in the text', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        '${{',
        '}}',
        ' ',
        'a',
        'github',
        '.',
        '*',
        '[',
        ']',
        '(',
        ')',
        ',',
        "'",
        '!',
        '==',
        '&&',
        '||',
        '<',
        '1',
        'null',
        'f(',
        '\n',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(soup, fc.string()), (text) => {
      for (const { start, end, root } of expressionsIn(text)) {
        expect(text.slice(start, start + 3)).toBe('${{')
        expect(text.slice(end - 2, end)).toBe('}}')
        for (const reference of referencesIn(root)) {
          expect(reference.start).toBeGreaterThanOrEqual(start)
          expect(reference.end).toBeLessThanOrEqual(end)
          expect(text.slice(reference.start, reference.end).toLowerCase()).toContain(reference.path[0]!)
        }
      }
      parseCondition(text)
    }),
    { numRuns: 1000 },
  )
  parseCondition('('.repeat(100_000))
  parseCondition('!'.repeat(100_000))
  parseCondition(`f${'['.repeat(100_000)}`)
})
