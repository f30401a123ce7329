import type { Mapping, YamlDocument } from '../documents/yaml/node.ts'
import { BASE_NAMES, OVERRIDE_NAMES } from './compose/default-names.ts'
import { asMapping, listOf, textOf } from './compose/tree.ts'
import type { EnvironmentKind } from './environment.ts'
import { folderOf, joinPath, nameOf } from './paths.ts'

/** Compose files that one `docker compose` command would load together. */
export interface ComposeSet {
  /** In merge order. */
  readonly files: readonly string[]
  readonly directory: string
  readonly mark: EnvironmentKind | undefined
}

/**
 * Tells which compose files form a stack, by Docker's own names: a folder's base with its override, the base
 * with each overlay (`compose.prod.yaml`) that cannot stand alone, and every file that can.
 * @param composeFile value of COMPOSE_FILE in the `.env` of a folder, which settles the matter
 */
export function findComposeSets(
  paths: readonly string[],
  parse: (path: string) => YamlDocument | undefined,
  composeFile: (folder: string) => string | undefined,
  markOf: (path: string) => EnvironmentKind | undefined,
): ComposeSet[] {
  const byFolder = new Map<string, string[]>()
  for (const path of paths) {
    const folder = folderOf(path)
    const list = byFolder.get(folder) ?? []
    byFolder.set(folder, list)
    list.push(nameOf(path))
  }
  const sets: ComposeSet[] = []
  for (const [folder, names] of byFolder) {
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
    const named = composeFile(folder)
      ?.split(/[:;]/)
      .map((file) => joinPath(folder, file))
    if (named?.every((path) => path !== undefined && paths.includes(path))) {
      sets.push(makeSet(folder, named as string[], markOf))
      continue
    }
    const isWhole = (name: string) => canStandAlone(parse(at(name)))
    const usesFor = (name: string) =>
      filesUsedBy(parse(at(name))).map((path) => markOf(joinPath(folder, path) ?? path))
    sets.push(...setsOfFolder(folder, names, isWhole, usesFor, markOf))
  }
  return sets
}

function setsOfFolder(
  folder: string,
  names: readonly string[],
  isWhole: (name: string) => boolean,
  usesFor: (name: string) => readonly (EnvironmentKind | undefined)[],
  markOf: (path: string) => EnvironmentKind | undefined,
): ComposeSet[] {
  const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  const base = BASE_NAMES.find((name) => names.includes(name))
  const override = base && OVERRIDE_NAMES.find((name) => names.includes(name))
  const others = names.filter((name) => !BASE_NAMES.includes(name) && !OVERRIDE_NAMES.includes(name))
  const overlays = base ? others.filter((name) => !isWhole(name)) : []
  const sets = others
    .filter((name) => !overlays.includes(name))
    .map((name) => makeSet(folder, [at(name)], markOf))
  for (const name of overlays) sets.push(makeSet(folder, [at(base!), at(name)], markOf))
  if (base) {
    const own = makeSet(folder, override ? [at(base), at(override)] : [at(base)], markOf)
    const hasProductionOverlay = overlays.some((name) => markOf(at(name)) === 'production')
    // An override that brings files of developers is theirs; a server is then started with the base alone.
    const isOfDevelopers = override !== undefined && usesFor(override).includes('local')
    // Where production has an overlay of its own, the bare base is what developers start.
    const isLocal = own.mark === undefined && (hasProductionOverlay || isOfDevelopers)
    sets.push(isLocal ? { ...own, mark: 'local' } : own)
    if (isLocal && !hasProductionOverlay) sets.push(makeSet(folder, [at(base)], markOf))
  }
  return sets
}

function makeSet(
  directory: string,
  files: readonly string[],
  markOf: (path: string) => EnvironmentKind | undefined,
): ComposeSet {
  const mark = files.map(markOf).findLast((each) => each !== undefined)
  return { files, directory: folderOf(files[0]!) || directory, mark }
}

/** A file in which every service says what it runs needs no other; an overlay adds to services of a base. */
function canStandAlone(document: YamlDocument | undefined): boolean {
  const root = document?.roots[0]?.root
  if (root?.kind !== 'mapping') return true
  const services = root.get('services')
  if (services?.kind !== 'mapping') return root.get('include') !== undefined
  return services.entries.every(({ value }) => value.kind === 'mapping' && saysWhatItRuns(value))
}

function saysWhatItRuns(service: Mapping): boolean {
  return ['image', 'build', 'extends', 'provider'].some((key) => service.get(key) !== undefined)
}

/** Env files and Dockerfiles that the services of a file name. */
function filesUsedBy(document: YamlDocument | undefined): string[] {
  const root = document?.roots[0]?.root
  const services = root?.kind === 'mapping' ? root.get('services') : undefined
  if (services?.kind !== 'mapping') return []
  return services.entries.flatMap(({ value }) => {
    if (value.kind !== 'mapping') return []
    const build = asMapping(value.get('build'))
    const files = listOf(value.get('env_file')).map((each) => asMapping(each)?.get('path') ?? each)
    return [...files, build?.get('dockerfile')].flatMap((each) => textOf(each) ?? [])
  })
}

/** Files that Docker would find by their name, were there not another in their folder that it finds before. */
export function ignoredComposeFiles(paths: readonly string[]): { path: string; preferred: string }[] {
  const found = new Set(paths.filter((path) => isFoundByName(nameOf(path))))
  const folders = new Set([...found].map(folderOf))
  return [...folders].flatMap((folder) =>
    [BASE_NAMES, OVERRIDE_NAMES].flatMap((names) => {
      const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
      const [preferred, ...others] = names.map(at).filter((path) => found.has(path))
      return preferred === undefined ? [] : others.map((path) => ({ path, preferred }))
    }),
  )
}

function isFoundByName(name: string): boolean {
  return BASE_NAMES.includes(name) || OVERRIDE_NAMES.includes(name)
}
