/** Joins project-relative paths and resolves `.` and `..`; undefined where it leads out of the project. */
export function joinPath(...parts: readonly string[]): string | undefined {
  const resolved: string[] = []
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (resolved.length === 0) return undefined
      resolved.pop()
    } else resolved.push(part)
  }
  return resolved.join('/')
}

/** The folder of a path; '' for the project root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether `path` is `folder` or lies below it; '' holds everything. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

const foldersOf = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>()

/** Those of some paths that lie directly in a folder. The list is sorted into folders once. */
export function pathsIn(folder: string, paths: readonly string[]): readonly string[] {
  let folders = foldersOf.get(paths)
  if (!folders) {
    const sorted = new Map<string, string[]>()
    for (const path of paths) {
      const list = sorted.get(folderOf(path))
      if (list) list.push(path)
      else sorted.set(folderOf(path), [path])
    }
    folders = sorted
    foldersOf.set(paths, folders)
  }
  return folders.get(folder) ?? []
}
