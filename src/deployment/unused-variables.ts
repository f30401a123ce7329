import type { EnvFile } from './env-file.ts'
import { isGivenVariable, isReadByLibraries } from './given-variables.ts'
import { folderOf, isWithin } from './paths.ts'
import type { Project } from './project.ts'
import { sourceReferences } from './source-references.ts'
import type { Variable } from './variable.ts'

/** What is looked through at most. */
const MOST_FILES = 6000
const LARGEST_FILE = 512 * 1024

/** Texts about the project, locks, and what a build has made; none of them reads a variable. */
const NOT_READ =
  /(?:^|\/)(?:node_modules|vendor|dist|build|coverage|\.git|\.next)\/|\.(?:md|mdx|rst|txt|lock|map|svg|csv|png|jpe?g|gif|ico|woff2?|ttf|pdf|zip|gz)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|go\.sum)$/i

/**
 * Variables of env files whose name stands nowhere else in the project: no code, no compose file, no workflow has
 * it, in whatever spelling (`database_url`, `databaseUrl`). Nothing is said of files that images of a registry
 * read, nor where no code reads its environment in a way that is known.
 */
export function unusedVariables(project: Project): readonly Variable[] {
  if (project.isPart || !project.hasEveryDeployment) return []
  const files = project.envFiles.filter((file) => isJudged(file, project))
  const candidates = files.flatMap(({ variables }) =>
    variables.filter(
      ({ name, commentedOut }) => !commentedOut && !isGivenVariable(name) && !isReadByLibraries(name),
    ),
  )
  if (candidates.length === 0) return []
  const words = wordsOf(project)
  return words ? candidates.filter(({ name }) => !isMentioned(name, words)) : []
}

function isJudged({ path, isExample, mark, receivers }: EnvFile, project: Project): boolean {
  if (isExample || mark === 'test') return false
  if (receivers.some(({ build }) => build?.stage === undefined || build.contextPath === undefined))
    return false
  const folders = receivers.length > 0 ? receivers.map(({ build }) => build!.contextPath!) : [folderOf(path)]
  // Who reads its environment in one place may read it in a way that is not seen in another.
  return folders.every((folder) => sourceReferences(project).some(({ span }) => isWithin(span.path, folder)))
}

/** Every word of the project's files but its env files; undefined where there are too many. */
function wordsOf({ files, envFiles }: Project): ReadonlySet<string> | undefined {
  const own = new Set(envFiles.map(({ path }) => path))
  const paths = files.paths.filter((path) => !own.has(path) && !NOT_READ.test(path))
  if (paths.length > MOST_FILES) return undefined
  const words = new Set<string>()
  for (const path of paths) {
    const text = files.textIfReadable ? files.textIfReadable(path) : files.text(path)
    if (text === undefined || text.length > LARGEST_FILE || text.includes('\0')) continue
    for (const [word] of text.matchAll(/[A-Za-z_][A-Za-z0-9_.-]*/g)) words.add(plain(word))
    // The same without what dots and dashes join.
    for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) words.add(plain(word))
  }
  return words
}

/** A settings class may leave a prefix of all its variables out: `APP_DATABASE_URL` is `database_url` there. */
function isMentioned(name: string, words: ReadonlySet<string>): boolean {
  const parts = name.split('_').filter(Boolean)
  return parts.some((_, index) => {
    const rest = parts.slice(index)
    return (index === 0 || rest.length > 1) && words.has(plain(rest.join('')))
  })
}

function plain(word: string): string {
  return word.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
}
