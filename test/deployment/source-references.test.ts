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
  ['a.rs', 'env::var("A"); std::env::var_os("B")', ['A', 'B']],
  ['A.java', 'System.getenv("A"); System.getProperty("b")', ['A']],
  ['a.cs', 'Environment.GetEnvironmentVariable("A")', ['A']],
  ['a.py', "os.environ['A'] = '1'; os.environ['B'] == '1'", ['B']],
  ['a.md', 'process.env.A', []],
  ['a.ts', 'const key = process.env; other.env.A', []],
])('%s: %s', (path, text, names) => {
  const references = referencesIn(path, text)
  expect(references.map(({ name }) => name)).toEqual(names)
  for (const { name, span } of references) expect(text.slice(span.start, span.end)).toBe(name)
})

test.each([
  ['a.py', "os.environ['A']; os.environ.get('B'); os.getenv('C'); os.environ[ \"D\" ].split()", ['A', 'D']],
  ['a.rb', "ENV.fetch('A'); ENV.fetch('B', 1); ENV.fetch('C') { 1 }; ENV.fetch('D') do; ENV['E']", ['A']],
  ['a.rs', 'env::var("A").unwrap(); env::var("B").unwrap_or(1); env::var("C")\n  .expect("C")', ['A', 'C']],
  ['a.ts', 'process.env.A; process.env.B!', []],
])('%s: what fails without a value: %s', (path, text, names) => {
  const required = referencesIn(path, text).filter(({ isRequired }) => isRequired)
  expect(required.map(({ name }) => name)).toEqual(names)
})

test('a very long line is read to its end', () => {
  expect(referencesIn('a.js', 'process.env.A;'.repeat(30_000)).length).toBeGreaterThan(0)
  expect(referencesIn('a.js', `${'{'.repeat(100_000)}process.env[${' '.repeat(100_000)}`)).toEqual([])
})
