import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The files below a folder that git tracks, relative to it; undefined where there is no repository. The index is
 * read as it lies on disk, which takes a tenth of the time of starting git; git is asked where it has a form or
 * a place of its own. Nothing of the repository is run.
 */
export function listTracked(root: string): ReadonlySet<string> | undefined {
  const repository = findRepository(root)
  if (repository === undefined) return undefined
  if (repository !== 'unusual') {
    const names = readIndex(join(repository, '.git', 'index'))
    if (names) {
      const folder = relative(repository, root).split(sep).join('/')
      const start = folder === '' ? 0 : folder.length + 1
      return new Set(
        (start === 0 ? names : names.filter((name) => name.startsWith(`${folder}/`))).map((name) =>
          name.slice(start),
        ),
      )
    }
  }
  return askGit(root)
}

/** The working tree that a folder lies in; `unusual` where its index may lie elsewhere or look otherwise. */
function findRepository(root: string): string | 'unusual' | undefined {
  if (process.env.GIT_DIR || process.env.GIT_INDEX_FILE || process.env.GIT_WORK_TREE) return 'unusual'
  for (let folder = root; ; folder = dirname(folder)) {
    const found = statSync(join(folder, '.git'), { throwIfNoEntry: false })
    if (found?.isDirectory()) return isPlain(join(folder, '.git')) ? folder : 'unusual'
    // A work tree of its own or a submodule names another folder in it.
    if (found) return 'unusual'
    if (dirname(folder) === folder) return undefined
  }
}

function isPlain(folder: string): boolean {
  if (!existsSync(join(folder, 'HEAD'))) return false
  try {
    return !/worktree|objectformat|\[include/i.test(readFileSync(join(folder, 'config'), 'utf8'))
  } catch {
    return false
  }
}

const HEADER = 12
/** Times, device, owner, size and a SHA-1, before the flags. */
const FIXED = 60
const FLAG_EXTENDED = 0x4000
/** An index of another file, or of folders instead of files: what git would list is not all in it. */
const PARTIAL = /^(?:link|sdir)$/

/** The names in an index of version 2 or 3 (gitformat-index); undefined for any other. No file: nothing is tracked. */
function readIndex(path: string): string[] | undefined {
  if (!existsSync(path)) return []
  try {
    const bytes = readFileSync(path)
    if (bytes.toString('latin1', 0, 4) !== 'DIRC' || ![2, 3].includes(bytes.readUInt32BE(4))) return undefined
    const names: string[] = []
    let at = HEADER
    for (let left = bytes.readUInt32BE(8); left > 0; left--) {
      const start = at + FIXED + (bytes.readUInt16BE(at + FIXED) & FLAG_EXTENDED ? 4 : 2)
      const end = bytes.indexOf(0, start)
      if (end <= start) return undefined
      names.push(bytes.toString('utf8', start, end))
      // Each entry is filled up with 1 to 8 zeros to a multiple of 8.
      at += (end - at + 8) & ~7
    }
    // Extensions follow, each with a name and its length, then the checksum.
    while (at + 8 <= bytes.length - 20) {
      if (PARTIAL.test(bytes.toString('latin1', at, at + 4))) return undefined
      at += 8 + bytes.readUInt32BE(at + 4)
    }
    return names
  } catch {
    return undefined
  }
}

/** Undefined where there is no git, or it does not know the folder. */
function askGit(root: string): ReadonlySet<string> | undefined {
  try {
    // A repository's own configuration may name a program as file system monitor; it must not run.
    const output = execFileSync('git', ['-c', 'core.fsmonitor=false', 'ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    })
    return new Set(output.split('\0').filter(Boolean))
  } catch {
    return undefined
  }
}
