import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listTracked } from '../../src/files/tracked-files.ts'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function git(folder: string, ...words: string[]): string {
  const settings = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'protocol.file.allow=always']
  return execFileSync('git', [...settings, ...words], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), path)
  }
}

/** What git itself says. */
function listed(folder: string): string[] {
  return git(folder, 'ls-files', '-z').split('\0').filter(Boolean).sort()
}

/** Without git on the PATH only what is read from disk is known. */
function withoutGit<T>(ask: () => T): T {
  const { PATH } = process.env
  process.env.PATH = root
  try {
    return ask()
  } finally {
    process.env.PATH = PATH
  }
}

const NAMES = [
  '.env',
  'a b/ü.env',
  'app/.env',
  'app/deep/compose.yaml',
  `${'long/'.repeat(40)}x`,
  'app2/.env',
]

describe('an index of git', () => {
  beforeEach(() => {
    git(root, 'init')
    write(...NAMES, 'untracked')
    git(root, 'add', ...NAMES)
  })

  test.each(['2', '3', '4'])('is read in version %s', (version) => {
    // Version 3 is written only where an entry needs it.
    git(root, 'add', '--intent-to-add', 'untracked')
    git(root, 'update-index', '--index-version', version)
    for (const folder of [root, join(root, 'app'), join(root, 'a b')])
      expect([...listTracked(folder)!].sort()).toEqual(listed(folder))
  })

  test('is read without git', () => {
    expect([...withoutGit(() => listTracked(root))!].sort()).toEqual([...NAMES].sort())
    expect([...withoutGit(() => listTracked(join(root, 'app')))!].sort()).toEqual(
      ['.env', 'deep/compose.yaml'].sort(),
    )
  })

  test('has other paths that only git knows', () => {
    git(root, 'commit', '-m', 'all')
    git(root, 'worktree', 'add', join(root, 'tree'))
    expect([...listTracked(join(root, 'tree'))!].sort()).toEqual([...NAMES].sort())
    git(root, 'update-index', '--split-index')
    expect([...listTracked(root)!].sort()).toEqual(listed(root))
  })

  test('that is broken says nothing that git does not say', () => {
    writeFileSync(join(root, '.git/index'), 'DIRC\0\0\0\x02\0\0\0\x09broken')
    expect(listTracked(root)).toBeUndefined()
  })
})

test('a repository without an index tracks nothing, and no repository nobody knows', () => {
  expect(listTracked(root)).toBeUndefined()
  git(root, 'init')
  expect(listTracked(root)?.size).toBe(0)
})
