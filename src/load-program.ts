import { readFileSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** What the bundle of all commands exports. */
export interface Program {
  main(argv: readonly string[], root: string): Promise<void>
}

/**
 * Loads the bundle of all commands. Compiling it takes longer than judging a project, so the build leaves V8's
 * code cache beside it; a cache of another V8 has another name, and one that does not fit V8 ignores itself.
 * @returns the script too where it was compiled here, so that the build can make the cache of it
 */
export function loadProgram(file: string, isBuild = false): { program: Program; script?: Script } {
  const require = createRequire(file)
  const cachedData = isBuild ? undefined : readIfThere(cachePath(file))
  if (!cachedData && !isBuild) {
    cacheCompiled()
    return { program: require(file) as Program }
  }
  // The build makes it ASCII throughout, which needs no decoding.
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'latin1')}\n})`
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) })
  const loaded = { exports: {}, id: file, filename: file, loaded: true, children: [], paths: [] }
  // oclif loads the commands by the path of the bundle, and must get this one.
  require.cache[file] = loaded as unknown as NodeJS.Module
  script.runInThisContext()(loaded.exports, require, loaded, file, dirname(file))
  return { program: loaded.exports as Program, script }
}

/**
 * Where the code cache for the V8 that runs now lies.
 * @public build/code-cache.js writes it there, by way of dist/
 */
export function cachePath(file: string): string {
  return `${file}.${process.versions.v8}-${process.arch}.cache`
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** Node 22.1 and later keep compiled code themselves; in a folder of the user's own, since what lies there is run. */
function cacheCompiled(): void {
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => void }
  enableCompileCache?.(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plimsoll'))
}
