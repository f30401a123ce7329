import ignore from 'ignore'
import { folderOf, joinPath } from '../deployment/paths.ts'

/** A pattern that begins so is about endpoints, all others about files. */
const URL_START = /^https?:\/\//i

/**
 * A pattern of .gitignore that was written relative to `folder`, as it must read from the project root: one
 * with a slash in it is bound to the folder, one without matches at any depth below it.
 */
export function rebaseGlob(pattern: string, folder: string): string {
  if (folder === '' || URL_START.test(pattern.replace(/^!/, ''))) return pattern
  const negated = pattern.startsWith('!')
  const body = (negated ? pattern.slice(1) : pattern).replace(/^\.\//, '/')
  const bound = body.slice(0, -1).includes('/')
  const rebased = bound
    ? `/${literally(folder)}/${body.replace(/^\//, '')}`
    : `/${literally(folder)}/**/${body}`
  return negated ? `!${rebased}` : rebased
}

/** A path written relative to `folder`, from the project root; as written where it leads out of the project. */
export function rebasePath(path: string, folder: string): string {
  return joinPath(folder, path) ?? path
}

/**
 * Whether a project-relative path matches patterns of .gitignore. The last pattern that fits decides, also where
 * git would not look any more: `legacy/**` and `!legacy/new/**` leave out what lies in `legacy/new`.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => {
    const negated = pattern.startsWith('!')
    // `./docker/**` is what a path looks like in a shell; for .gitignore it would never match.
    const body = (negated ? pattern.slice(1) : pattern).replace(/^\.\//, '/')
    const rules = ignore().add(body.replace(URL_START, '/'))
    const isForUrls = URL_START.test(body)
    return { negated, fits: (path: string, isUrl: boolean) => isUrl === isForUrls && rules.ignores(path) }
  })
  return (path) => {
    const isUrl = URL_START.test(path)
    // Of an endpoint's URL host and path count. What stands at the end of a folder has no name.
    const plain = isUrl
      ? path
          .replace(URL_START, '')
          .replace(/[?#].*$/s, '')
          .replace(/\/$/, '/index')
      : path
    if (!ignore.isPathValid(plain)) return false
    const last = tests.findLast(({ fits }) => fits(plain, isUrl))
    return last !== undefined && !last.negated
  }
}

/** The folder of a policy file; `otherwise` for a file out of the project, which no project path lies below. */
export function baseOfFile(path: string, otherwise: string): string {
  const normal = path.startsWith('/') ? undefined : joinPath(path)
  return normal === undefined ? otherwise : folderOf(normal)
}

/** `./team.yaml`, `team.yaml`, `/etc/team.yaml`; anything else names a preset or a package. */
export function isFileSpecifier(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || (/\.(ya?ml|json)$/.test(specifier) && !specifier.startsWith('@'))
}

function literally(folder: string): string {
  return folder.replace(/[\\*?[\]!# ]/g, '\\$&')
}
