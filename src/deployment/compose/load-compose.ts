import type { YamlDocument } from '../../documents/yaml/node.ts'
import { parseYaml } from '../../documents/yaml/parse.ts'
import { folderOf } from '../paths.ts'
import { checkCompose } from './check.ts'
import { BASE_NAMES, OVERRIDE_NAMES } from './default-names.ts'
import { loadComposeModel } from './load.ts'
import type { ComposeModel, ComposeProblem } from './model.ts'
import { Notes } from './notes.ts'
import { projectOf } from './project.ts'
import { ComposeReader, type ReadableFiles } from './reader.ts'
import { asMapping, plainOf } from './tree.ts'
import { projectVariables, type Variables } from './variables.ts'

export interface ComposeLoadOptions {
  /** In merge order. Left out: the default file of the project directory and its override. */
  readonly composeFiles?: readonly string[] | undefined
  /** Variables of the shell; they win over `.env` of the project directory. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  readonly projectDirectory?: string | undefined
  readonly projectName?: string | undefined
  /** What the folder of the project root is called: names a project in it that nothing else names. */
  readonly rootName?: string | undefined
  /** Active profiles; `*` is all of them. */
  readonly profiles?: readonly string[] | undefined
  /** Only these services and what they depend on. */
  readonly services?: readonly string[] | undefined
  /** `merged`: as the files have it. `loaded` (the default): every short form expanded. */
  readonly stage?: 'merged' | 'loaded' | undefined
  readonly checkSchema?: boolean | undefined
  readonly checkReferences?: boolean | undefined
}

export interface LoadedCompose {
  /** Plain JSON. */
  readonly project: Record<string, unknown>
  readonly problems: readonly ComposeProblem[]
}

/**
 * Loads compose files and makes plain JSON of them. Never throws because of what the files say; that is in
 * `problems`. `parse` gives documents that are parsed already.
 */
export function loadComposeFrom(
  files: ReadableFiles,
  options: ComposeLoadOptions,
  parse: (path: string, text: string) => YamlDocument = parseYaml,
): LoadedCompose {
  const shell = options.env ?? {}
  const start = options.projectDirectory ?? ''
  const composeFiles = options.composeFiles ?? namedFiles(files, start, projectVariables(files, start, shell))
  const projectDirectory = options.projectDirectory ?? folderOf(composeFiles[0] ?? '')
  const found = new Notes()
  const env = projectVariables(files, projectDirectory, shell, (problems) => found.envFileProblems(problems))
  const { projectName, rootName } = options
  const model = loadComposeModel({
    composeFiles,
    files,
    parse,
    env,
    projectDirectory,
    projectName,
    rootName,
  })
  const selection = {
    profiles: options.profiles ?? env.get('COMPOSE_PROFILES')?.split(',').filter(Boolean),
    services: options.services,
  }
  const isLoaded = options.stage !== 'merged'
  const checked = checkCompose(model, {
    ...selection,
    schema: options.checkSchema !== false,
    syntax: isLoaded,
    references: isLoaded && options.checkReferences !== false,
  })
  reportUnknownServices(model, options.services ?? [], found)
  let project = plainOf(model.merged)
  if (isLoaded) {
    const reader = new ComposeReader(files, parse, found)
    const locate = (written: string) => reader.locate(model.projectDirectory, written)
    project = projectOf(model, selection, { files, locate, ownFiles: new Set(composeFiles) }, found)
  }
  const problems = [...model.problems, ...checked, ...found.problems]
  return { project: project as Record<string, unknown>, problems }
}

function reportUnknownServices(model: ComposeModel, names: readonly string[], notes: Notes): void {
  const known = asMapping(model.root.get('services'))
  for (const name of names) {
    if (!known?.entry(name)) {
      notes.problem('undefined-dependency', model.root.span, `There is no service "${name}".`)
    }
  }
}

/** The files of `COMPOSE_FILE`, else the default ones. */
function namedFiles(files: ReadableFiles, directory: string, variables: Variables): readonly string[] {
  const separator = variables.get('COMPOSE_PATH_SEPARATOR') || ':'
  const named = variables.get('COMPOSE_FILE')?.split(separator).filter(Boolean) ?? []
  return named.length > 0 ? named : defaultFiles(files, directory)
}

/** The files Compose takes when none is named: the first default name there is, and the first override. */
function defaultFiles(files: ReadableFiles, directory: string): readonly string[] {
  const inDirectory = (name: string) => (directory === '' ? name : `${directory}/${name}`)
  const first = (names: readonly string[]) => {
    const found = names.map(inDirectory).find((path) => files.kindOf(path) === 'file')
    return found === undefined ? [] : [found]
  }
  const base = first(BASE_NAMES)
  return base.length === 0 ? [inDirectory(BASE_NAMES[0]!)] : [...base, ...first(OVERRIDE_NAMES)]
}
