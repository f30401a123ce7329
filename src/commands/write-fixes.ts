import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { decodeText } from '../files/decode.ts'
import { explainFileError } from '../files/read.ts'
import type { Trouble } from '../finding.ts'
import type { FileChange } from '../lint.ts'

/** What came of writing fixes. */
export interface Written {
  readonly paths: readonly string[]
  /** Files that stay as they were. */
  readonly troubles: readonly Trouble[]
}

/**
 * Writes changed files. Each is replaced at once, so that nobody ever reads half of one, and only where it still
 * holds the text that was judged. A link is followed within the project and never out of it.
 */
export function writeFixes(changes: readonly FileChange[], root: string): Written {
  const paths: string[] = []
  const troubles: Trouble[] = []
  for (const change of changes) {
    try {
      replaceFile(realPathInside(root, change.path), change)
      paths.push(change.path)
    } catch (error) {
      const message = `could not be written: ${explainFileError(error)}`
      troubles.push({ kind: 'unreadable', path: change.path, message })
    }
  }
  return { paths, troubles }
}

function realPathInside(root: string, path: string): string {
  const folder = realpathSync(root)
  const real = realpathSync(join(root, path))
  if (!real.startsWith(folder.endsWith(sep) ? folder : folder + sep))
    throw new Error('it is a link that leads out of the project')
  return real
}

function replaceFile(path: string, { before, after }: FileChange): void {
  const bytes = readFileSync(path)
  if (decodeText(bytes) !== before) throw new Error('it has changed since it was read')
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  const { mode, uid, gid } = statSync(path)
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    writeFileSync(temporary, Buffer.from(after, isUtf16 ? 'utf16le' : 'utf8'), { flag: 'wx', mode: 0o600 })
    keepOwner(temporary, uid, gid)
    chmodSync(temporary, mode & 0o7777)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Only root may give a file away; for anyone else it is theirs already. */
function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid)
  } catch {
    // A file in a folder of a group one is not in: the text matters more than the group.
  }
}
