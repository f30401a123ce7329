import ignore from 'ignore'

/** A project that lives in memory: an editor's buffers, a test's example. Nothing is read from disk. */
export interface MemoryFiles {
  readonly paths: readonly string[]
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside'
  text(path: string): string | undefined
  /** One with a `.gitignore` at its root stands for a repository that has everything which it does not name. */
  isTracked(path: string): boolean | undefined
}

/** Makes a project of texts by path; `./` in front of a path and `/` behind it mean nothing. */
export function openMemory(files: Readonly<Record<string, string>>): MemoryFiles {
  const texts = new Map(Object.entries(files).map(([path, text]) => [normal(path), text]))
  const folders = new Set<string>([''])
  for (const path of texts.keys()) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at))
  }
  const gitignore = texts.get('.gitignore')
  const untracked = gitignore === undefined ? undefined : ignore().add(gitignore)
  return {
    paths: [...texts.keys()].sort(),
    kindOf(path) {
      if (/^(?:\/|[a-z]:|\.\.(?:\/|$))/i.test(path)) return 'outside'
      if (texts.has(normal(path))) return 'file'
      return folders.has(normal(path)) ? 'directory' : 'missing'
    },
    text: (path) => texts.get(normal(path)),
    isTracked: (path) => untracked && texts.has(normal(path)) && !untracked.ignores(normal(path)),
  }
}

function normal(path: string): string {
  // Of a URL every character counts.
  return path.includes('://') ? path : path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')
}
