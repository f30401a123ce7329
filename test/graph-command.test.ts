import { beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, plimsoll, writeProject } from './commands/command-line.ts'

const FILES = {
  'plimsoll.yaml': 'extends: []\n',
  'compose.yaml':
    'services:\n  api:\n    image: api:1\n    environment: { KEY: k }\n    depends_on: [db]\n  db:\n    image: postgres:17\n',
}

beforeAll(ensureBuilt)

describe('plimsoll graph', () => {
  test.each([
    ['mermaid', /^flowchart LR\n/],
    ['dot', /^digraph deployment \{\n/],
    ['json', /^\{\n {2}"schemaVersion": 1,\n/],
    ['svg', /^<svg xmlns=/],
  ])('0: %s', async (format, start) => {
    const { code, stdout, stderr } = await plimsoll(['graph', '-f', format], { cwd: writeProject(FILES) })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(start)
  })

  test('a path, a focus with its variables', async () => {
    const cwd = writeProject({ ...FILES, 'other/compose.yaml': 'services:\n  web:\n    image: a:1\n' })
    expect((await plimsoll(['graph', 'other'], { cwd })).stdout).not.toContain('postgres')
    const { stdout } = await plimsoll(['graph', '--focus', 'api'], { cwd })
    expect(stdout).toContain('KEY from compose.yaml:4')
    expect(stdout).not.toContain('web')
  })

  test('0: everything resolves', async () => {
    const { code, stderr } = await plimsoll(['graph', '--unresolved'], { cwd: writeProject(FILES) })
    expect([code, stderr]).toEqual([0, 'Everything resolves.\n'])
  })

  test('2: nothing to draw, nothing of that name, no such environment', async () => {
    const empty = await plimsoll(['graph'], { cwd: writeProject({ 'a.txt': '' }) })
    expect([empty.code, empty.stdout]).toEqual([2, ''])
    expect(empty.stderr).toContain('There is nothing to draw.')
    const cwd = writeProject(FILES)
    const misspelt = await plimsoll(['graph', '--focus', 'aip'], { cwd })
    expect([misspelt.code, misspelt.stderr]).toEqual([
      2,
      'error: Nothing here is called "aip". Did you mean "api"?\n',
    ])
    expect((await plimsoll(['graph', '--env', 'staging'], { cwd })).code).toBe(2)
  })

  test('4: a file that is no YAML, with the picture of the rest', async () => {
    const cwd = writeProject({ ...FILES, 'b/compose.yaml': 'services: [\n' })
    const { code, stdout, stderr } = await plimsoll(['graph'], { cwd })
    expect(stderr).toBe('b/compose.yaml: has syntax errors, so that some of it may be missing\n')
    expect(stdout).toContain('postgres')
    expect(code).toBe(4)
  })
})
