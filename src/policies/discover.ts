/** The names a policy file may have, in the order in which they are looked for. */
export const POLICY_FILE_NAMES = ['plimsoll.yaml', 'plimsoll.yml', 'plimsoll.json', '.plimsoll.yaml'] as const

/** How the search for a policy sees the disk; paths in any form that `parent` and `join` agree on. */
export interface DiscoveryDisk {
  /** The text of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>
  /** Whether a folder holds `.git`, as folder or file: the repository ends here. */
  isRepositoryRoot(folder: string): Promise<boolean>
  join(folder: string, name: string): string
  /** The folder above; undefined at the top. */
  parent(folder: string): string | undefined
}

export interface Discovery {
  /** The nearest policy; undefined where there is none up to the root of the repository. */
  readonly found: { readonly path: string; readonly text: string } | undefined
  /** Other policy files in the same folder, which nobody reads: worth a warning. */
  readonly shadowed: readonly string[]
}

/**
 * Looks for a policy file from a folder upwards to the root of the repository; the nearest wins, and nothing
 * above it is read (`extends` joins policies, folders do not).
 */
export async function discoverPolicy(folder: string, disk: DiscoveryDisk): Promise<Discovery> {
  for (let at: string | undefined = folder; at !== undefined; at = disk.parent(at)) {
    const paths = POLICY_FILE_NAMES.map((name) => disk.join(at as string, name))
    const texts = await Promise.all(paths.map((path) => disk.read(path)))
    const first = texts.findIndex((text) => text !== undefined)
    if (first !== -1) {
      const shadowed = paths.filter((_, index) => index !== first && texts[index] !== undefined)
      return { found: { path: paths[first]!, text: texts[first]! }, shadowed }
    }
    if (await disk.isRepositoryRoot(at)) break
  }
  return { found: undefined, shadowed: [] }
}
