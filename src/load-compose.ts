import { basename, resolve } from 'node:path'
import {
  type ComposeLoadOptions,
  type LoadedCompose,
  loadComposeFrom,
} from './deployment/compose/load-compose.ts'
import { openDisk } from './files/disk.ts'
import { openMemory } from './files/memory.ts'

/** What `loadCompose` takes. */
export interface LoadComposeOptions extends ComposeLoadOptions {
  /** A virtual project, path → text. Nothing is read from disk then. */
  readonly files?: Readonly<Record<string, string>>
  /** The project's folder; the process's own where neither it nor `files` is given. */
  readonly cwd?: string
}

/**
 * Loads compose files as `docker compose config` does. Never rejects because of what the files say; that is
 * in `problems`.
 */
export async function loadCompose(options: LoadComposeOptions = {}): Promise<LoadedCompose> {
  if (options.files) return loadComposeFrom(openMemory(options.files), options)
  const folder = resolve(options.cwd ?? '.')
  return loadComposeFrom(openDisk(folder, [], []), { rootName: basename(folder), ...options })
}
