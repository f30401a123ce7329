import { describe, expect, it } from 'vitest'
import { globMatcher, isFileSpecifier, rebaseGlob, rebasePath } from '../../src/policies/globs.ts'

describe('rebaseGlob', () => {
  it.each([
    ['*.env', 'a', '/a/**/*.env'],
    ['x/*.env', 'a', '/a/x/*.env'],
    ['/x.env', 'a', '/a/x.env'],
    ['./x.env', 'a', '/a/x.env'],
    ['vendor/', 'a', '/a/**/vendor/'],
    ['!keep', 'a/b', '!/a/b/**/keep'],
    ['*.env', '', '*.env'],
    ['x', 'we[i]rd', '/we\\[i\\]rd/**/x'],
  ])('%s in %s is %s', (pattern, folder, expected) => {
    expect(rebaseGlob(pattern, folder)).toBe(expected)
  })
})

describe('globMatcher', () => {
  it.each([
    [['*.env'], 'a/b.env', true],
    [['/a.env'], 'b/a.env', false],
    [['./a.env'], 'a.env', true],
    [['a/**'], 'a/b/c', true],
    [['a'], 'a/b/c', true],
    [['a/**', '!a/b/**'], 'a/b/c', false],
    [['a/**', '!a/b/**', 'a/b/c'], 'a/b/c', true],
    [['!a'], 'a', false],
    [['**'], '../a', false],
    [['**'], '/a', false],
    [['/we\\[i\\]rd/**/x'], 'we[i]rd/x', true],
  ])('%j on %s: %s', (patterns, path, expected) => {
    expect(globMatcher(patterns)(path)).toBe(expected)
  })
})

it('rebasePath joins, and leaves what leads out of the project', () => {
  expect([rebasePath('./b.yaml', 'a'), rebasePath('../b.yaml', 'a'), rebasePath('../../b', 'a')]).toEqual([
    'a/b.yaml',
    'b.yaml',
    '../../b',
  ])
})

it.each([
  ['./a', true],
  ['../a.yaml', true],
  ['a.yaml', true],
  ['/etc/a.json', true],
  ['@team/policy', false],
  ['@team/policy/strict.yaml', false],
  ['plimsoll:recommended', false],
  ['policy', false],
])('isFileSpecifier(%s) is %s', (specifier, expected) => {
  expect(isFileSpecifier(specifier)).toBe(expected)
})
