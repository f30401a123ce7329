import { parseRequirements, type RequirementsDocument } from '../documents/requirements/parse.ts'
import { parseYaml } from '../documents/yaml/parse.ts'
import type { Span } from '../span.ts'
import type { Command } from './command.ts'
import { asMapping } from './compose/tree.ts'
import { copiedInto, projectFileOf, workdirAtEnd } from './copied-files.ts'
import { packageCommand } from './package-managers.ts'
import { packageFileOf } from './package-scripts.ts'
import { folderOf, joinPath } from './paths.ts'
import type { Project } from './project.ts'
import type { ProjectFiles } from './project-files.ts'

/** A list of packages that is installed into something that production runs. */
export interface PackageList {
  readonly path: string
  /** Where it begins to name packages; for what is missing in it. */
  readonly place: Span
  /** As the package manager compares names. */
  readonly names: ReadonlySet<string>
  /** Of pip, with what it takes in from other files; none for other managers. */
  readonly requirements: RequirementsDocument['requirements']
  /** Versions stand in another file, so that what is here need not have any. */
  readonly hasConstraints: boolean
  /** The command that installs it. */
  readonly installedBy: Command
}

const listsByProject = new WeakMap<Project, readonly PackageList[]>()

/** The lists of packages that builds of production install, each file once. */
export function packageLists(project: Project): readonly PackageList[] {
  const known = listsByProject.get(project)
  if (known) return known
  const lists = new Map<string, PackageList>()
  for (const command of project.commands) {
    const isBuild = command.phase === 'build' || (command.phase === 'pipeline' && command.platformService)
    if (!isBuild || !command.environment.isProduction) continue
    for (const list of listsOf(command, project.files)) if (!lists.has(list.path)) lists.set(list.path, list)
  }
  const found = [...lists.values()]
  listsByProject.set(project, found)
  return found
}

function listsOf(command: Command, files: ProjectFiles): PackageList[] {
  const install = packageCommand(command)
  if (install?.manager === 'pip' && install.action === 'install') {
    const words = install.command.words.map(({ value }) => value)
    const hasConstraints = words.some((word) => /^(?:-c|--constraint(?:=.*)?)$/.test(word))
    return words.flatMap((word, index) => {
      const named = /^(?:--requirement=|-r(?=.))(.+)$/.exec(word)?.[1]
      const file = named ?? (/^(?:-r|--requirement)$/.test(word) ? words[index + 1] : undefined)
      const path = file === undefined ? undefined : fileOf(file, command, files)
      return path === undefined ? [] : [readRequirements(path, hasConstraints, command, files)]
    })
  }
  const isNode =
    install &&
    /^(?:npm|yarn)$/.test(install.manager) &&
    /^(?:install|i|ci|clean-install)$/.test(install.action)
  const path = isNode ? packageFileOf(command, '', files) : undefined
  return path === undefined ? [] : readPackageJson(path, command, files)
}

/** A file of the project by the name that a command has for it. */
function fileOf(name: string, command: Command, files: ProjectFiles): string | undefined {
  const { stage, platformService } = command
  if (platformService) {
    const path = joinPath(platformService.folder, name)
    return path !== undefined && files.kindOf(path) === 'file' ? path : undefined
  }
  if (!stage) return undefined
  const contexts = stage.image.builtBy
    .map(({ build }) => build?.contextPath)
    .filter((each) => each !== undefined)
  for (const context of contexts.length > 0 ? contexts : [folderOf(stage.image.path), '']) {
    const path = projectFileOf(
      name.includes('/') ? name : `./${name}`,
      workdirAtEnd(stage),
      copiedInto(stage, context, files),
      files,
    )
    if (path !== undefined) return path
  }
  return undefined
}

/** Included files more than this deep are a circle. */
const DEEPEST_INCLUDE = 5

function readRequirements(
  path: string,
  hasConstraints: boolean,
  installedBy: Command,
  files: ProjectFiles,
): PackageList {
  const documents: RequirementsDocument[] = []
  const read = (each: string, depth: number): void => {
    const text = files.text(each)
    if (text === undefined || depth > DEEPEST_INCLUDE || documents.some((document) => document.path === each))
      return
    const document = parseRequirements(each, text)
    documents.push(document)
    for (const include of document.includes) {
      const next = joinPath(folderOf(each), include)
      if (next !== undefined) read(next, depth + 1)
    }
  }
  read(path, 0)
  const requirements = documents.flatMap((document) => document.requirements)
  return {
    path,
    place: requirements.find(({ span }) => span.path === path)?.span ?? { path, start: 0, end: 0 },
    names: new Set(requirements.map(({ name }) => name)),
    requirements,
    hasConstraints: hasConstraints || documents.some((document) => document.hasConstraints),
    installedBy,
  }
}

function readPackageJson(path: string, installedBy: Command, files: ProjectFiles): PackageList[] {
  const text = files.text(path)
  const root = text === undefined ? undefined : asMapping(parseYaml(path, text).roots[0]?.root)
  if (!root) return []
  const dependencies = root.entry('dependencies')
  const names = ['dependencies', 'optionalDependencies'].flatMap((key) =>
    (asMapping(root.get(key))?.entries ?? []).map((entry) => entry.key.text),
  )
  const place = dependencies?.key.span ?? { path, start: 0, end: 0 }
  return [{ path, place, names: new Set(names), requirements: [], hasConstraints: false, installedBy }]
}
