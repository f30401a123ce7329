import { lstatSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { explainFileError, readText } from './read.ts'
import { listTracked } from './tracked-files.ts'
import { walk } from './walk.ts'

/** A file or folder that could not be read; everything else is judged all the same. */
interface FileTrouble {
  readonly path: string
  readonly message: string
}

/** The project's files on disk. Nothing outside `root` is opened, also not through links. */
export interface DiskFiles {
  readonly paths: readonly string[]
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside'
  text(path: string): string | undefined
  /** The same without a trouble where it cannot be read. */
  textIfReadable(path: string): string | undefined
  isTracked(path: string): boolean | undefined
  /** What went wrong so far. */
  readonly troubles: readonly FileTrouble[]
}

/**
 * Lists the files below `starts` (project-relative; '' is the whole project) and reads them when asked.
 * @param ignored gitignore patterns of the policy
 */
export function openDisk(root: string, starts: readonly string[], ignored: readonly string[]): DiskFiles {
  const troubles: FileTrouble[] = []
  const texts = new Map<string, string | undefined>()
  const realRoot = realpathSync.native(root)
  let tracked: ReadonlySet<string> | undefined | 'unknown' = 'unknown'
  const paths = new Set<string>()
  for (const start of starts) {
    if (start !== '' && statSync(join(root, start)).isFile()) paths.add(start)
    else for (const path of walk(root, start, ignored, noteTrouble)) paths.add(path)
  }
  const kinds = new Map<string, ReturnType<typeof lookUp>>()
  return { paths: [...paths].sort(), kindOf, text, textIfReadable, isTracked, troubles }

  function noteTrouble(path: string, error: unknown): void {
    troubles.push({ path, message: explainFileError(error) })
  }

  function kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside' {
    let kind = kinds.get(path)
    if (kind === undefined) {
      kind = lookUp(path)
      kinds.set(path, kind)
    }
    return kind
  }

  function lookUp(path: string): 'file' | 'directory' | 'missing' | 'outside' {
    try {
      // What many of the paths are that somebody asks for; an error would take longer than the answer. A path
      // that leads through a file throws all the same.
      if (!lstatSync(join(root, path), { throwIfNoEntry: false })) return 'missing'
      const real = realpathSync.native(join(root, path))
      if (real !== realRoot && !real.startsWith(realRoot + sep)) return 'outside'
      const stat = lstatSync(real)
      return stat.isDirectory() ? 'directory' : 'file'
    } catch {
      return 'missing'
    }
  }

  function text(path: string): string | undefined {
    if (!texts.has(path)) texts.set(path, read(path))
    return texts.get(path)
  }

  function textIfReadable(path: string): string | undefined {
    if (texts.has(path)) return texts.get(path)
    try {
      return readInside(path)
    } catch {
      return undefined
    }
  }

  function readInside(path: string): string {
    const real = realpathSync.native(join(root, path))
    if (!real.startsWith(realRoot + sep))
      throw new Error('is a link that leads out of the project and was not followed')
    return readText(real)
  }

  function read(path: string): string | undefined {
    try {
      return readInside(path)
    } catch (error) {
      noteTrouble(path, error)
      return undefined
    }
  }

  function isTracked(path: string): boolean | undefined {
    if (tracked === 'unknown') tracked = listTracked(realRoot)
    return tracked?.has(path)
  }
}

/** A path given on the command line, relative to the root with forward slashes; undefined outside of it. */
export function relativeTo(root: string, path: string): string | undefined {
  const found = relative(root, path)
  if (found === '..' || found.startsWith(`..${sep}`)) return undefined
  return found.split(sep).join('/')
}
