import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { decodeText, LARGEST_FILE } from './decode.ts'

/**
 * Reads a text file. Opens without waiting, so that a pipe or device in the tree cannot hold the run.
 * @throws Error with what is wrong, for a person to read
 */
export function readText(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw new Error('is not a regular file')
    // The size is checked before the bytes are in memory.
    if (stat.size > LARGEST_FILE) return decodeText({ length: stat.size } as Uint8Array)
    return decodeText(readFileSync(descriptor))
  } finally {
    closeSync(descriptor)
  }
}

/** What a failed system call means, in words. */
export function explainFileError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'may not be read (permission denied)'
    case 'ENOENT':
      return 'does not exist'
    case 'ELOOP':
      return 'is a link that leads to itself'
    case 'EISDIR':
      return 'is a folder'
    case 'EMFILE':
    case 'ENFILE':
      return 'could not be opened: too many open files'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
