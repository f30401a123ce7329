import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { relativeTo } from './files/disk.ts'
import { findPolicyFile } from './policy-files.ts'
import { UsageError } from './usage-error.ts'

/** The project's root and what of it is to be judged. */
export interface Place {
  readonly root: string
  /** Where relative paths of the command line start. */
  readonly cwd: string
  /** The lowest folder that holds everything to be judged. */
  readonly folder: string
  readonly starts: readonly string[]
}

/**
 * Finds the root of the project that some paths belong to.
 * @throws UsageError for a path that does not exist
 */
export async function locate({
  cwd: from = '.',
  paths = [],
  config,
}: {
  readonly cwd?: string
  readonly paths?: readonly string[]
  readonly config?: object | string | false
}): Promise<Place> {
  const cwd = resolve(from)
  const wanted = (paths.length > 0 ? paths : ['.']).map((path) => resolve(cwd, path))
  const kinds = wanted.map(kindOnDisk)
  const missing = kinds.indexOf(undefined)
  if (missing !== -1) throw new UsageError(`${paths[missing]} does not exist.`)
  const folders = wanted.map((path, index) => (kinds[index] === 'file' ? dirname(path) : path))
  const folder = commonFolder(folders)
  const policy = config === undefined ? await findPolicyFile(folder) : undefined
  const policyFolder = policy && dirname(policy.path)
  // Paths are shown as seen from the working folder, unless they or the policy lie outside of it.
  const isInside = relativeTo(cwd, folder) !== undefined
  const root = isInside ? commonFolder([cwd, policyFolder ?? cwd]) : (policyFolder ?? folder)
  return { root, cwd, folder, starts: wanted.map((path) => relativeTo(root, path)!) }
}

function kindOnDisk(path: string): 'file' | 'directory' | undefined {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file'
  } catch {
    return undefined
  }
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0]!
  while (!folders.every((folder) => relativeTo(common, folder) !== undefined)) common = dirname(common)
  return common
}

/**
 * A path of the command line as the project names it.
 * @throws UsageError where it is outside the project
 */
export function toProjectPath(path: string, place: Place | undefined): string {
  const found = place ? relativeTo(place.root, resolve(place.cwd, path)) : path
  if (found === undefined) throw new UsageError(`${path} is outside the project.`)
  return found
}
