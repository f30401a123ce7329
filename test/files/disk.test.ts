import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeText, LARGEST_FILE } from '../../src/files/decode.ts'
import { openDisk } from '../../src/files/disk.ts'
import { lint } from '../../src/lint.ts'

let root: string
let outside: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-files-'))
  outside = mkdtempSync(join(tmpdir(), 'plimsoll-outside-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(outside, { recursive: true, force: true })
})

function write(path: string, content: string | Uint8Array = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

test('leaves out what git ignores, but not env files', () => {
  write('.gitignore', '*.log\nbuild/\n.env*\n!keep.log\n')
  for (const path of ['a.log', 'keep.log', 'build/x.yaml', '.env', 'app/.env.local', 'app/Dockerfile'])
    write(path)
  expect(openDisk(root, [''], []).paths).toEqual([
    '.env',
    '.gitignore',
    'app/.env.local',
    'app/Dockerfile',
    'keep.log',
  ])
})

test('an ignore file of a lower folder has the last word', () => {
  write('.gitignore', '*.yaml\n')
  write('app/.gitignore', '!compose.yaml\n')
  for (const path of ['x.yaml', 'app/compose.yaml', 'app/other.yaml']) write(path)
  expect(openDisk(root, [''], []).paths).toEqual(['.gitignore', 'app/.gitignore', 'app/compose.yaml'])
})

test('a folder that is asked for is searched with the ignore files above it', () => {
  write('.gitignore', 'app/secret.yaml\n')
  for (const path of ['app/secret.yaml', 'app/compose.yaml']) write(path)
  expect(openDisk(root, ['app'], []).paths).toEqual(['app/compose.yaml'])
})

test('ignores what the policy and .plimsollignore say, env files too', () => {
  write('.plimsollignore', 'legacy/\n')
  for (const path of ['legacy/compose.yaml', 'old/.env', 'old/compose.yaml', 'compose.yaml']) write(path)
  expect(openDisk(root, [''], ['old/**']).paths).toEqual(['.plimsollignore', 'compose.yaml'])
})

test('never enters node_modules or .git', () => {
  for (const path of ['node_modules/a/Dockerfile', '.git/config', 'x/node_modules/b/.env', 'Dockerfile'])
    write(path)
  expect(openDisk(root, [''], []).paths).toEqual(['Dockerfile'])
})

test('links to folders are not followed, so a circle ends', () => {
  write('app/Dockerfile')
  symlinkSync('..', join(root, 'app/circle'))
  symlinkSync('itself', join(root, 'itself'))
  const disk = openDisk(root, [''], [])
  expect(disk.paths).toContain('app/Dockerfile')
  expect(disk.text('itself')).toBeUndefined()
  expect(disk.text('app/circle')).toBeUndefined()
  expect(disk.troubles).toEqual([
    { path: 'itself', message: 'is a link that leads to itself' },
    { path: 'app/circle', message: 'is a link that leads out of the project and was not followed' },
  ])
})

test('a link that leads out of the project is not read', () => {
  writeFileSync(join(outside, 'secret'), 'A=1')
  symlinkSync(join(outside, 'secret'), join(root, '.env'))
  symlinkSync(outside, join(root, 'folder'))
  const disk = openDisk(root, [''], [])
  expect(disk.kindOf('.env')).toBe('outside')
  expect(disk.kindOf('folder/secret')).toBe('outside')
  expect(disk.text('.env')).toBeUndefined()
  expect(disk.text('folder/secret')).toBeUndefined()
  expect(disk.troubles.map(({ path }) => path)).toEqual(['.env', 'folder/secret'])
})

test('what is no text is a trouble with its reason', () => {
  write('nul', new Uint8Array([65, 0, 66]))
  write('latin', new Uint8Array([65, 10, 0xe9, 66]))
  write('large', 'x'.repeat(LARGEST_FILE + 1))
  execFileSync('mkfifo', [join(root, 'pipe')])
  const disk = openDisk(root, [''], [])
  for (const path of ['nul', 'latin', 'large', 'pipe', 'missing']) expect(disk.text(path)).toBeUndefined()
  expect(disk.troubles).toEqual([
    { path: 'nul', message: 'is not text: byte 2 is NUL' },
    { path: 'latin', message: 'is not UTF-8 text: line 2 holds an invalid byte' },
    { path: 'large', message: 'is 5 MB; files over 5 MB are not read' },
    { path: 'pipe', message: 'is not a regular file' },
    { path: 'missing', message: 'does not exist' },
  ])
})

test('a path that leads through a file is missing', () => {
  write('requirements.txt')
  expect(openDisk(root, [''], []).kindOf('requirements.txt/python3')).toBe('missing')
})

test('a byte order mark stays in the text, for offsets to hold', () => {
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 65]))).toBe('\ufeffA')
  expect(decodeText(new Uint8Array([0xff, 0xfe, 65, 0]))).toBe('\ufeffA')
})

test('asks git which files it tracks, and no program of the repository', () => {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, stdio: 'ignore' })
  write('.env', 'A=1')
  write('other.env', 'A=1')
  expect(openDisk(root, [''], []).isTracked('.env')).toBeUndefined()
  git('init')
  git('add', '.env')
  git('config', 'core.fsmonitor', `touch ${join(root, 'was-run')}; false`)
  const disk = openDisk(root, [''], [])
  expect(disk.isTracked('.env')).toBe(true)
  expect(disk.isTracked('other.env')).toBe(false)
  expect(openDisk(root, [''], []).paths).not.toContain('was-run')
})

test('a folder that a compose file includes needs no .env', async () => {
  write('compose.yaml', 'include: [sub/compose.yaml]\nservices: { a: { image: "nginx:1.29.1" } }\n')
  write('sub/compose.yaml', 'services: { b: { image: "nginx:1.29.1" } }\n')
  expect((await lint({ cwd: root, config: false })).troubles).toEqual([])
})
