import type { Mapping, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import { parseYaml } from '../../documents/yaml/parse.ts'
import type { Span } from '../../span.ts'
import { folderOf, nameOf } from '../paths.ts'
import { canonicalOf } from './canonical.ts'
import { readEnvFiles } from './env-files.ts'
import { Extending } from './extends.ts'
import { resolveIncludes } from './include.ts'
import { expandText } from './interpolate.ts'
import { mergeTrees } from './merge.ts'
import type { ComposeModel } from './model.ts'
import { Notes } from './notes.ts'
import { ComposeReader, type ReadableFiles } from './reader.ts'
import { clearPaths } from './tags.ts'
import { asMapping, isNull, makeMapping, textOf } from './tree.ts'
import { withUniqueItems } from './unique.ts'
import { type Environment, type Variables, variablesOf } from './variables.ts'

export interface LoadComposeModelOptions {
  /** In merge order, relative to the project root. */
  readonly composeFiles: readonly string[]
  readonly files: ReadableFiles
  /** Gives a parsed document, so that whoever has parsed the file already need not do it again. */
  readonly parse?: (path: string, text: string) => YamlDocument
  /** The variables that references see: the shell's over those of `.env` or `--env-file`. */
  readonly env: Environment
  /** Relative to the project root; the folder of the first compose file when left out. */
  readonly projectDirectory?: string | undefined
  /** `-p`: stronger than every other name. */
  readonly projectName?: string | undefined
  /** What the folder of the project root is called. */
  readonly rootName?: string | undefined
}

/**
 * Reads compose files as `docker compose` does: documents, tags, variables, `extends`, merge, `include`, one
 * form for short collections. Nothing is checked against the schema and no reference between services is
 * looked up (see `checkReferences`). Never throws; what is wrong is in `problems`, with its place.
 */
export function loadComposeModel(options: LoadComposeModelOptions): ComposeModel {
  return new Loading(options).model()
}

interface ProjectName {
  readonly value: string
  readonly span: Span | undefined
}

class Loading {
  readonly #options: LoadComposeModelOptions
  readonly #directory: string
  readonly #notes = new Notes()
  readonly #reader: ComposeReader
  readonly #given: Variables
  readonly #bases: Mapping[] = []

  constructor(options: LoadComposeModelOptions) {
    this.#options = options
    this.#directory = options.projectDirectory ?? folderOf(options.composeFiles[0] ?? '')
    this.#reader = new ComposeReader(options.files, options.parse ?? parseYaml, this.#notes)
    this.#given = variablesOf(options.env)
  }

  model(): ComposeModel {
    const notes = this.#notes
    const name = this.#projectName()
    const variables = new Map(this.#given)
    if (name) variables.set('COMPOSE_PROJECT_NAME', name.value)
    const paths = this.#options.composeFiles.map((path) => ({ path, span: undefined }))
    const merged =
      this.#load(paths, this.#directory, variables, this.#options.composeFiles) ??
      this.#nothing(this.#options.composeFiles[0] ?? '')
    const root = canonicalOf(merged, notes)
    readEnvFiles(root, this.#directory, this.#reader)
    return {
      root,
      merged,
      bases: this.#bases,
      files: notes.files,
      projectName: name?.value,
      projectNameSpan: name?.span,
      projectDirectory: this.#directory,
      references: notes.references,
      problems: notes.problems,
      envFiles: notes.envFiles,
      variables,
      replaced: (node) => notes.replaced(node),
      isUnresolved: (node) => notes.isUnresolved(node),
    }
  }

  #load(
    paths: readonly { readonly path: string; readonly span: Span | undefined }[],
    directory: string,
    variables: Variables,
    chain: readonly string[],
  ): Mapping | undefined {
    const extending = new Extending(this.#reader, variables)
    let merged: YamlNode | undefined
    const stages: Mapping[] = []
    for (const { path, span } of paths) {
      for (const tree of this.#reader.trees(path, variables, span)) {
        const extended = extending.apply(tree, path, directory)
        merged = merged ? mergeTrees(clearPaths(merged, tree.cleared), extended, this.#notes) : extended
        merged = withUniqueItems(merged, this.#notes)
        if (merged.kind === 'mapping') stages.push(merged)
      }
    }
    const root = asMapping(merged)
    if (!root) return undefined
    this.#bases.push(...stages.slice(0, -1))
    return resolveIncludes(root, directory, variables, chain, this.#reader, (...own) => this.#load(...own))
  }

  /** An empty model; a problem unless the reason is known already. */
  #nothing(path: string): Mapping {
    const span = { path, start: 0, end: 0 }
    if (this.#notes.problems.every((problem) => problem.severity !== 'error')) {
      this.#notes.problem('top-level', span, 'The compose file is empty.')
    }
    return makeMapping([], { span })
  }

  /** Strongest first: given, `COMPOSE_PROJECT_NAME`, the last `name:`, the name of the folder. */
  #projectName(): ProjectName | undefined {
    const given = this.#options.projectName || this.#given.get('COMPOSE_PROJECT_NAME')
    const written = this.#writtenName()
    if (given) {
      if (!isProjectName(given)) {
        const at = { path: this.#options.composeFiles[0] ?? '', start: 0, end: 0 }
        this.#notes.problem('project-name', at, nameMessage(given))
      }
      return { value: given, span: undefined }
    }
    if (written) {
      if (!isProjectName(written.value) && written.span) {
        const message = `${nameMessage(written.value)} Compose makes it "${asProjectName(written.value)}".`
        this.#notes.problem('project-name', written.span, message, { severity: 'warning' })
      }
      return written
    }
    const folder = asProjectName(
      this.#directory === '' ? (this.#options.rootName ?? '') : nameOf(this.#directory),
    )
    return folder === '' ? undefined : { value: folder, span: undefined }
  }

  #writtenName(): ProjectName | undefined {
    let name: ProjectName | undefined
    for (const path of this.#options.composeFiles) {
      for (const { root } of this.#reader.document(path)?.roots ?? []) {
        const node = asMapping(root)?.get('name')
        if (!node || isNull(node)) continue
        const text = expandText(textOf(node) ?? '', this.#given)
        if (text) name = { value: text, span: node.span }
      }
    }
    return name
  }
}

/** What Compose makes of a name that is no command line's: capitals and all that no name can have go. */
function asProjectName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '')
}

function isProjectName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(name)
}

function nameMessage(name: string): string {
  return `"${name}" is no project name: small letters, digits, "-" and "_", a letter or digit first.`
}
