import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Span } from '../span.ts'
import type { Image, Stage } from './image.ts'
import { folderOf, isWithin, joinPath, nameOf } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'

/**
 * Names of files that people write and commit, unlike what a build makes, and the sources that show that the
 * application is here: of another repository's, only the Dockerfile may be.
 */
const LISTS: readonly { readonly name: RegExp; readonly sources: RegExp }[] = [
  {
    name: /^(?:requirements(?:[._-][\w.-]+)?\.txt|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?)$/,
    sources: /\.py$/,
  },
  {
    name: /^(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml)$/,
    sources: /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/,
  },
  { name: /^go\.(?:mod|sum)$/, sources: /\.go$/ },
  { name: /^Gemfile(?:\.lock)?$/, sources: /\.rb$/ },
  { name: /^Cargo\.(?:toml|lock)$/, sources: /\.rs$/ },
  { name: /^composer\.(?:json|lock)$/, sources: /\.php$/ },
  { name: /^pom\.xml$/, sources: /\.(?:java|kt|scala)$/ },
]

/** A list of packages that a COPY names and that its build context lacks. */
export interface MissingList {
  readonly at: Span
  readonly path: string
}

/** The lists of packages that an instruction copies from a place where they are not. */
export function missingLists(
  instruction: Instruction & { readonly stage: Stage | undefined; readonly image: Image },
  files: ProjectFiles,
): MissingList[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return []
  const { flags, sources, image } = instruction
  if (flags.some(({ name }) => name === 'from')) return []
  const contexts = contextsOf(image)
  return sources.flatMap(({ value, span }) => {
    const list = LISTS.find(({ name }) => name.test(nameOf(value)))
    // A pattern may match nothing, and a variable anything.
    if (!list || /[*?[\]$:]/.test(value)) return []
    if (
      !files.paths.some(
        (path) => list.sources.test(path) && contexts.some((context) => isWithin(path, context)),
      )
    )
      return []
    const paths = contexts.map((context) => joinPath(context, value))
    const isMissing =
      paths.length > 0 && paths.every((path) => path !== undefined && files.kindOf(path) === 'missing')
    if (!isMissing) return []
    // Of several contexts the one that has the folder is meant.
    const path = paths.find((each) => files.kindOf(folderOf(each!)) === 'directory') ?? paths.at(-1)!
    return [{ at: span, path }]
  })
}

/** Where the image is built from; where nothing says it, every folder from its own up to the root may be. */
function contextsOf({ path, builtBy }: Image): string[] {
  const known = builtBy.map(({ build }) =>
    build?.contextState === 'directory' ? build.contextPath : undefined,
  )
  if (known.length > 0) return known.every((context) => context !== undefined) ? [...new Set(known)] : []
  const folders: string[] = []
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.push(folder)
    if (folder === '') return folders
  }
}
