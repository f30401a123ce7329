import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProcfile } from '../../src/documents/procfile/parse.ts'
import { parseRequirements } from '../../src/documents/requirements/parse.ts'

test.each([
  ['flask', ['flask', false]],
  ['Flask_Login==0.6.3 # note', ['flask-login', true]],
  ['uvicorn[standard] >= 0.30 ; python_version > "3.8"', ['uvicorn', false]],
  ['django==5.*', ['django', false]],
  ['a === 1.0', ['a', true]],
  ['a == 1.0, != 1.1', ['a', true]],
  ['a>=1 --hash=sha256:0', ['a', true]],
  ['a==1.0 \\\n    --hash=sha256:0 \\\n    --hash=sha256:1', ['a', true]],
  ['a @ https://example.com/a-1.0.tar.gz', ['a', true]],
  ['a @ git+https://example.com/a.git', ['a', false]],
  ['a @ git+https://example.com/a.git@v1', ['a', true]],
] as const)('%j', (text, [name, isPinned]) => {
  const { requirements } = parseRequirements('requirements.txt', `# first\n${text}\n`)
  expect(requirements.map((each) => [each.name, each.isPinned])).toEqual([[name, isPinned]])
})

test('what names no package is passed over', () => {
  const text =
    '-r base.txt\n--requirement=more.txt\n-c limits.txt\n-e .\n--index-url https://x.example\n./local\nhttps://x.example/a.whl\n\n# flask\n'
  const { requirements, includes, hasConstraints } = parseRequirements('a.txt', text)
  expect(requirements).toEqual([])
  expect(includes).toEqual(['base.txt', 'more.txt'])
  expect(hasConstraints).toBe(true)
})

test('spans lie in the text and name what they are of', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        'flask',
        '==',
        '1.0',
        ' ',
        '\n',
        '\r\n',
        '#',
        '\\\n',
        '\\',
        ';',
        '[x]',
        '@',
        '--hash=',
        '-r ',
        ',',
        '\ufeff',
        'https://a',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(soup, fc.string()), (text) => {
      const { requirements, comments } = parseRequirements('a.txt', text)
      for (const { span, name } of requirements) {
        expect(span.end).toBeLessThanOrEqual(text.length)
        const written = text
          .slice(span.start, span.end)
          .toLowerCase()
          .replace(/[-_.]+/g, '-')
        expect(written.startsWith(name)).toBe(true)
      }
      for (const { span } of comments) expect(text[span.start]).toBe('#')
    }),
    { numRuns: 2000 },
  )
})

test('a Procfile', () => {
  const text =
    '# app\r\nweb:  gunicorn app:app --bind :$PORT \r\n\r\nworker:celery -A app worker\nnothing here\nempty:\n'
  const { processes, problems, comments } = parseProcfile('Procfile', text)
  expect(processes.map(({ name, command }) => [name.value, command.value])).toEqual([
    ['web', 'gunicorn app:app --bind :$PORT'],
    ['worker', 'celery -A app worker'],
  ])
  for (const { name, command } of processes) {
    expect(text.slice(name.span.start, name.span.end)).toBe(name.value)
    expect(text.slice(command.span.start, command.span.end)).toBe(command.value)
  }
  expect(problems).toHaveLength(2)
  expect(comments).toHaveLength(1)
})
