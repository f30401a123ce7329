import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { kindByName } from './kinds.ts'
import { readText } from './read.ts'

/** Folders that hold other people's files or none that are written by hand. */
const NEVER = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.terraform',
  '.tox',
  '.next',
  '.nuxt',
])

/** A walk that comes this deep goes round in circles or over somebody's disk. */
const DEEPEST = 40

interface IgnoreLevel {
  /** Project-relative folder of the ignore file, '' or with a slash at its end. */
  readonly folder: string
  readonly rules: Ignore
}

/**
 * Every file below a folder, project-relative and sorted; what `.gitignore`, `.plimsollignore` or `extra`
 * leaves out is left out. Env files stay in although git ignores them: on the machine that deploys they
 * decide. Links are not followed into folders, so no circle can be walked.
 */
export function walk(
  root: string,
  start: string,
  extra: readonly string[],
  onTrouble: (path: string, error: unknown) => void,
): string[] {
  const found: string[] = []
  const own: IgnoreLevel = { folder: '', rules: ignore().add([...extra]) }
  descend(start, ignoreLevelsAbove(root, start, own), 0)
  return found.sort()

  function descend(folder: string, above: readonly IgnoreLevel[], depth: number): void {
    if (depth > DEEPEST) {
      onTrouble(folder, new Error(`lies more than ${DEEPEST} folders deep and was not searched`))
      return
    }
    let entries: Dirent[]
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true })
    } catch (error) {
      onTrouble(folder, error)
      return
    }
    const levels = [...above, ...ignoreFilesIn(root, folder, entries)]
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!NEVER.has(entry.name) && !isIgnored(`${path}/`, levels)) descend(path, levels, depth + 1)
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const isEnv = kindByName(path) === 'env'
        if (isEnv ? !own.rules.ignores(path) : !isIgnored(path, levels)) found.push(path)
      }
    }
  }
}

function ignoreLevelsAbove(root: string, start: string, own: IgnoreLevel): IgnoreLevel[] {
  const levels = [own]
  const parts = start === '' ? [] : start.split('/')
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/')
    levels.push(...ignoreFilesIn(root, folder, [{ name: '.gitignore' }, { name: '.plimsollignore' }]))
  }
  return levels
}

function ignoreFilesIn(root: string, folder: string, entries: readonly { name: string }[]): IgnoreLevel[] {
  const levels: IgnoreLevel[] = []
  for (const { name } of entries) {
    if (name !== '.gitignore' && name !== '.plimsollignore') continue
    try {
      const rules = ignore().add(readText(join(root, folder, name)))
      levels.push({ folder: folder === '' ? '' : `${folder}/`, rules })
    } catch {
      // An ignore file that cannot be read ignores nothing.
    }
  }
  return levels
}

/** The nearest ignore file that has a say decides, as in git. */
function isIgnored(path: string, levels: readonly IgnoreLevel[]): boolean {
  for (let index = levels.length - 1; index >= 0; index--) {
    const { folder, rules } = levels[index]!
    if (!path.startsWith(folder)) continue
    const below = path.slice(folder.length)
    if (below === '') continue
    const { ignored, unignored } = rules.test(below)
    if (ignored) return true
    if (unignored) return false
  }
  return false
}
