import { expect, test } from 'vitest'
import { dockerignoreOf, isIgnored, parseDockerignore } from '../../src/deployment/dockerignore.ts'
import { openMemory } from '../../src/files/memory.ts'

const ignores = (text: string, path: string) => isIgnored(parseDockerignore(text), path)

test.each([
  ['.env', '.env', true],
  ['.env', 'api/.env', false],
  ['**/.env', '.env', true],
  ['**/.env', 'a/b/.env', true],
  ['**/.env', 'a/b.env', false],
  ['/.env/', '.env', true],
  ['./api/../.env', '.env', true],
  ['.env*', '.env.production', true],
  ['*.env', 'prod.env', true],
  ['*.env', 'a/prod.env', false],
  ['*', 'a/prod.env', true],
  ['config', 'config/prod.env', true],
  ['config/**', 'config/a/prod.env', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'a/xb', false],
  ['?env', '.env', true],
  ['[.]env', '.env', true],
  ['[^a-z]env', '.env', true],
  ['[^a-z]env', 'xenv', false],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['# .env', '.env', false],
  ['  .env  ', '.env', true],
  ['\ufeff.env', '.env', true],
  ['.env\r', '.env', true],
  ['[z-a]\n.env', '.env', true],
  ['', '.env', false],
  ['*\n!.env', '.env', false],
  ['*\n!.env', 'other', true],
  ['!.env\n*', '.env', true],
  ['config\n!config/prod.env', 'config/prod.env', false],
  ['.env*\n!.env.example\n.env.e*', '.env.example', true],
])('%j and %s: %s', (text, path, expected) => {
  expect(ignores(text, path)).toBe(expected)
})

// A matcher that backtracks would not come back from these at all.
test('a pattern that could be tried in endless ways ends', () => {
  const path = 'a/'.repeat(200)
  expect(ignores(`${'**/a'.repeat(100)}b`, `${path}c`)).toBe(false)
  expect(ignores(`${'*a'.repeat(100)}b`, 'a'.repeat(250))).toBe(false)
})

test('the file beside the Dockerfile wins', () => {
  const files = openMemory({ '.dockerignore': '.env', 'build/Dockerfile.dockerignore': 'other' })
  expect(dockerignoreOf(files, '', 'Dockerfile').ignores('.env')).toBe(true)
  expect(dockerignoreOf(files, '', 'build/Dockerfile')).toMatchObject({
    path: 'build/Dockerfile.dockerignore',
  })
  expect(dockerignoreOf(files, '', 'build/Dockerfile').ignores('.env')).toBe(false)
  expect(dockerignoreOf(files, 'api', undefined).path).toBeUndefined()
})
