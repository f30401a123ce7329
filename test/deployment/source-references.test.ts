import { expect, test } from 'vitest'
import { referencesIn } from '../../src/deployment/source-references.ts'

test.each([
  ['a.ts', 'process.env.A; import.meta.env.B; process.env["C"]; Deno.env.get(`D`)', ['A', 'B', 'C', 'D']],
  ['a.js', 'const { A, B: renamed, C = "x", lower } = process.env', ['A', 'B', 'C']],
  ['a.svelte', "import { PUBLIC_A } from '$env/static/public'", ['PUBLIC_A']],
  ['a.vue', '// process.env.A\n  * process.env.B\ncode(process.env.C) // why', ['C']],
  [
    'a.py',
    "os.environ['A']; os.environ.get(\"B\"); getenv('C', 1); env.bool('D'); config('E')",
    ['A', 'B', 'C', 'D', 'E'],
  ],
  ['a.rb', "ENV['A']; ENV.fetch('B', nil)", ['A', 'B']],
  ['a.go', 'os.Getenv("A"); os.LookupEnv("B"); os.Setenv("C", "")', ['A', 'B']],
  ['a.php', "getenv('A'); env('B', 1); $_ENV['C']", ['A', 'B', 'C']],
  ['a.md', 'process.env.A', []],
  ['a.ts', 'const key = process.env; other.env.A', []],
])('%s: %s', (path, text, names) => {
  const references = referencesIn(path, text)
  expect(references.map(({ name }) => name)).toEqual(names)
  for (const { name, span } of references) expect(text.slice(span.start, span.end)).toBe(name)
})

test('a very long line is read to its end', () => {
  expect(referencesIn('a.js', 'process.env.A;'.repeat(30_000)).length).toBeGreaterThan(0)
  expect(referencesIn('a.js', `${'{'.repeat(100_000)}process.env[${' '.repeat(100_000)}`)).toEqual([])
})
