import type { ComposeReference } from './compose/model.ts'
import type { EnvFile } from './env-file.ts'
import { isGivenVariable } from './given-variables.ts'
import { folderOf } from './paths.ts'
import type { Project } from './project.ts'
import type { Stack } from './stack.ts'

/** References of compose files that nothing gives a value, and where a value was looked for. */
export interface UndefinedReferences {
  /** The first of each name in each file. */
  readonly references: readonly ComposeReference[]
  /** Paths of the env files that Compose reads. */
  readonly read: readonly string[]
}

/**
 * The references of a stack that end up empty, or stop Compose. What an example lists is known to come from
 * outside, and so is what another environment sets where no env file of this one is here.
 */
export function undefinedReferences(stack: Stack, project: Project): UndefinedReferences {
  const near = project.envFiles.filter(({ path }) => isBeside(path, stack))
  const read = near.filter((file) => isReadFor(stack, file)).map(({ path }) => path)
  const telling = near.filter(({ isExample }) => isExample || read.length === 0)
  const declared = new Set(telling.flatMap((file) => file.variables.map(({ name }) => name)))
  const seen = new Set<string>()
  const references = stack.references.filter((reference) => {
    const { name, span } = reference
    const key = `${span.path}\0${name}`
    if (isGivenVariable(name) || declared.has(name) || seen.has(key)) return false
    // Who writes `:?` means it to come from outside, unless there is a file that it should be in.
    if (!lacksValue(reference) || (reference.state === 'required-unset' && read.length === 0)) return false
    seen.add(key)
    return true
  })
  return { references, read }
}

function lacksValue({ state }: ComposeReference): boolean {
  return state === 'empty-unset' || state === 'required-unset'
}

function isReadFor({ environment }: Stack, { isExample, mark }: EnvFile): boolean {
  return !isExample && (mark === undefined || mark === environment.kind)
}

function isBeside(path: string, { directory, files }: Stack): boolean {
  const folder = folderOf(path)
  return folder === '' || folder === directory || files.some((file) => folderOf(file) === folder)
}
