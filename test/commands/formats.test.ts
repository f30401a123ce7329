import { expect, test } from 'vitest'
import { readDestinations } from '../../src/commands/formats.ts'
import { UsageError } from '../../src/usage-error.ts'

const read = (...written: string[]) => readDestinations(written, '/project', {})

test('a format goes to standard output or to a file, from the working folder on', () => {
  expect(read('compact', 'sarif=out/a.sarif', 'json=/b=c.json')).toEqual([
    { format: 'compact', file: undefined },
    { format: 'sarif', file: '/project/out/a.sarif' },
    { format: 'json', file: '/b=c.json' },
  ])
})

test('without formats: pretty, and annotations in a workflow of GitHub', () => {
  expect(read()).toEqual([{ format: 'pretty', file: undefined }])
  expect(readDestinations([], '/', { GITHUB_ACTIONS: 'true' }).map(({ format }) => format)).toEqual([
    'pretty',
    'github',
  ])
})

test.each([[['nothing']], [['json=']], [['json', 'pretty']], [['json=a', 'sarif=./a']], [['']]])(
  '%j is refused',
  (written) => {
    expect(() => read(...written)).toThrow(UsageError)
  },
)
