import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEnv } from '../src/documents/env/values.ts'
import { fix, lint } from '../src/lint.ts'

const STYLE = [
  'require-final-newline',
  'no-extra-blank-line',
  'require-leading-letter',
  'no-space-around-equals',
  'no-trailing-space',
  'require-quoted-value',
  'require-sorted-env-keys',
  'require-portable-env-key',
  'require-uppercase-env-key',
  'no-bare-env-key',
  'no-needless-quotes',
  'require-plain-substitution',
]

const key = fc.constantFrom('A', 'B', 'C', 'LONG_NAME', 'lower', 'A-B', 'x.y')
const value = fc.constantFrom(
  '1',
  '',
  'a b',
  ' x ',
  '"quoted"',
  "'sin gle'",
  '"two\nlines  \n"',
  '$A',
  '${B}',
  'x # note',
  '007',
  'a"b c',
  'a\\b c',
)
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '  ', 'export '), key, fc.constantFrom('=', ' = ', '= '), value)
    .map((parts) => parts.join('')),
  fc.constantFrom('', '  ', '# a comment', '# dotenv-linter:off UnorderedKey', 'A="open', 'B'),
)
const file = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, feed, isEnded]) => lines.join(feed) + (isEnded ? feed : ''))

const asked = (text: string) => ({ files: { '.env': text }, config: { extends: [] }, only: STYLE })

test('safe fixes keep every value', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const { files } = await fix(asked(text))
      expect(readEnv(files['.env']!).values).toEqual(readEnv(text).values)
    }),
    { numRuns: 150 },
  )
})

test('all fixes come to an end and leave nothing that they could mend', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const once = await fix({ ...asked(text), unsafe: true })
      const twice = await fix({ ...asked(once.files['.env']!), unsafe: true })
      expect(twice.files['.env']).toBe(once.files['.env'])
    }),
    { numRuns: 150 },
  )
})

test('a block of many lines is one line of the file', async () => {
  const pem = `KEY="-----BEGIN PUBLIC KEY-----\n${'QUJD  \n=x\n\n\n'.repeat(20)}-----END PUBLIC KEY-----"\n`
  const { findings } = await lint(asked(pem))
  expect(findings).toEqual([])
})

test('Windows line ends stay', async () => {
  const { files } = await fix(asked('B = 1\r\nA=2  \r\n\r\n\r\nC=3'))
  expect(files['.env']).toBe('A=2\r\nB=1\r\n\r\nC=3\n')
})
