import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom: the flow of CONTRIBUTING.md. A file directly in src/ may import everything. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  span: [],
  finding: ['span'],
  graph: ['span'],
  files: ['span'],
  exchanges: ['span'],
  documents: ['span'],
  deployment: ['span', 'graph', 'documents', 'exchanges', 'generated'],
  engine: ['span', 'finding', 'documents', 'deployment', 'exchanges'],
  rules: ['span', 'finding', 'documents', 'deployment', 'exchanges', 'engine'],
  policies: ['span', 'finding', 'documents', 'deployment', 'exchanges', 'engine', 'rules', 'generated'],
  reporters: ['span', 'finding', 'graph'],
}
/** These use the lower stages for their types and their questions, and the files' kinds for their own. */
const EVERYTHING = new Set(['commands'])

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('generated'))
  .map((path) => ({ path, imports: importsOf(join('src', path)) }))

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
  return found.map((match) => relative('src', resolve(dirname(path), match[1]!)))
}

/** The stage of the flow a file belongs to. */
const stageOf = (path: string) => path.split('/')[0]!.replace(/\.(ts|js)$/, '')

test('every import goes down the flow', () => {
  const wrong: string[] = []
  for (const { path, imports } of sources) {
    const from = stageOf(path)
    const allowed = ALLOWED[from]
    if (!allowed) continue
    for (const target of imports) {
      const to = stageOf(target)
      if (to !== from && !allowed.includes(to)) wrong.push(`${path} imports ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every folder has its place in the flow', () => {
  const folders = new Set(sources.filter(({ path }) => path.includes('/')).map(({ path }) => stageOf(path)))
  expect([...folders].filter((folder) => !ALLOWED[folder] && !EVERYTHING.has(folder))).toEqual([])
})

test('nobody imports commands', () => {
  const wrong = sources.filter(
    ({ path, imports }) =>
      !/^(commands|cli)/.test(path) && imports.some((target) => stageOf(target) === 'commands'),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('modules that hold values do not import each other in circles', () => {
  const edges = new Map(
    sources.map(({ path }) => {
      const text = readFileSync(join('src', path), 'utf8')
      const values = [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^'"]*?from '(\.[^']+)'/gm)]
      return [path, values.map((match) => relative('src', resolve(dirname(join('src', path)), match[1]!)))]
    }),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at !== -1) circles.push([...trail.slice(at), path].join(' → '))
    if (at !== -1 || done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  expect(circles).toEqual([])
})

test('no folder or file is an attic', () => {
  const attic = /(?:^|\/)(?:utils?|helpers?|common|types|core|misc|shared)(?:\.ts)?(?:\/|$)/
  expect(sources.map(({ path }) => path).filter((path) => attic.test(path))).toEqual([])
})

test('only files/ and those in src/ that the commands stand on read the disk or open sockets', () => {
  const wrong = sources.filter(({ path }) => {
    const text = readFileSync(join('src', path), 'utf8')
    // `isIP` and its kin of node:net only look at a text.
    const opens =
      /(?<!\{ isIP(?:v4, isIPv6)? \}) from 'node:(?:fs|fs\/promises|net|http|https|tls|child_process|dgram)'/.test(
        text,
      )
    const allowed = [
      'files',
      'exchanges',
      'commands',
      'cli',
      'lint',
      'place',
      'policy-files',
      'shell-check',
      'load-program',
      'kubernetes-apis',
      'render-manifests',
    ].includes(stageOf(path))
    return opens && !allowed
  })
  expect(wrong.map(({ path }) => path)).toEqual([])
})
