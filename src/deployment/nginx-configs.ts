import type { NginxDirective, NginxDocument } from '../documents/nginx/document.ts'
import { directivesOf } from '../documents/nginx/document.ts'
import type { Environment } from './environment.ts'
import { environmentOfMark } from './environment-marks.ts'
import { imageName } from './image-reference.ts'
import { buildLevels, type FindIncluded, type NginxLevel } from './nginx-levels.ts'
import { folderOf, joinPath, nameOf } from './paths.ts'
import type { ProxyConfig, ProxyConfigSource } from './proxy-configs.ts'
import type { Service } from './service.ts'

/** What one nginx reads, as far as it is in the project, or a file that nobody is known to read. */
export interface NginxConfig {
  readonly environment: Environment
  readonly service: Service | undefined
  readonly root: NginxLevel
  /** What stands around the outermost directives is known: the file is a main one, or the image's own is. */
  readonly isWhole: boolean
  /** `envsubst` fills in the variables of the container before nginx reads it. */
  readonly isFilledIn: boolean
}

/** A file with the place that nginx knows it by. */
interface Source {
  readonly document: NginxDocument
  readonly place: string | undefined
}

/** Files of the packages and images that only name MIME types or parameters of another protocol. */
const STOCK_FILE = /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi)_params|fastcgi\.conf|(?:koi|win)-\w+)$/
/** Folders from which a missing file changes nothing here: modules are loaded, or other sites are served. */
const STOCK_FOLDER = /(?:^|\/)(?:modules-enabled|modules|conf\.d|sites-enabled|http\.d)\/\*(?:\.conf)?$/

/** The configurations of every service, then those of the files that no service reads; examples are left out. */
export function findNginxConfigs(
  source: ProxyConfigSource,
  byService: ReadonlyMap<Service, readonly ProxyConfig[]>,
): NginxConfig[] {
  const taken = new Set([...byService.values()].flatMap((all) => all.map(({ document }) => document.path)))
  const ofServices = [...byService]
    .filter(([{ environment }]) => environment.kind !== 'example')
    .flatMap(([service, configs]) => configsOfService(service, configs))
  const rest = source.paths.filter((path) => !taken.has(path) && source.markOf(path) !== 'example')
  return [...ofServices, ...configsOfFiles(rest, source)]
}

function configsOfService(service: Service, configs: readonly ProxyConfig[]): NginxConfig[] {
  const sources = configs.map(({ document, place }) => ({ document, place: place && placeRead(place) }))
  const main = sources.find(({ document, place }) => isMainPlace(place) || isMain(document))
  const folder = folderOf(main?.place ?? '/etc/nginx/nginx.conf')
  const included = new Set<NginxDocument>()
  const findIncluded: FindIncluded = (pattern) => {
    const wanted = pattern.startsWith('/') ? pattern : `${folder}/${pattern}`
    return found(
      pattern,
      sources.filter(({ place }) => place !== undefined && matchesGlob(place, wanted)),
      included,
    )
  }
  const facts = {
    environment: service.environment,
    service,
    isFilledIn: configs.some(({ isFilledIn }) => isFilledIn),
  }
  const made: NginxConfig[] = []
  if (main) made.push(configOf({ ...facts, isWhole: true }, main.document.directives, findIncluded))
  else {
    // The main file of the image takes in the whole folder, so its servers stand side by side.
    const sites = sources.filter(({ place }) =>
      /\/(?:conf\.d|http\.d|sites-enabled)\/[^/]+$/.test(place ?? ''),
    )
    for (const { document } of sites) included.add(document)
    const directives = sites.flatMap(({ document }) => document.directives)
    if (sites.length > 0) {
      made.push(configOf({ ...facts, isWhole: hasStockMain(service) }, directives, findIncluded))
    }
  }
  for (const { document } of sources) {
    if (document === main?.document || included.has(document)) continue
    made.push(configOf({ ...facts, isWhole: isMain(document) }, document.directives, findIncluded))
  }
  return made
}

/** The official image and its kin bring a main file that sets nothing a rule asks for. */
function hasStockMain({ runtimeImage, mounts }: Service): boolean {
  if (!runtimeImage || runtimeImage.unresolved) return false
  if (mounts.some(({ target }) => /\/nginx(?:\/nginx\.conf)?$/.test(target?.value ?? ''))) return false
  return /^nginx(?:-unprivileged|-slim)?$/.test(imageName(runtimeImage))
}

/** The entry point of the official image writes `templates/x.conf.template` to `conf.d/x.conf`. */
function placeRead(place: string): string {
  return place.replace(/^(\/etc\/nginx)\/templates\/(.+)\.template$/, '$1/conf.d/$2')
}

function isMainPlace(place: string | undefined): boolean {
  return place !== undefined && nameOf(place) === 'nginx.conf'
}

function isMain({ directives }: NginxDocument): boolean {
  return directives.some(({ name }) => name === 'http' || name === 'events' || name === 'stream')
}

/** Files that no service reads: a main one with what it includes, any other by itself. */
function configsOfFiles(paths: readonly string[], source: ProxyConfigSource): NginxConfig[] {
  const sources = paths.flatMap((path) => {
    const document = source.documentAt(path)
    return document ? [{ document, place: undefined }] : []
  })
  const included = new Set<NginxDocument>()
  const made: NginxConfig[] = []
  for (const { document } of [...sources].sort((a, b) => rank(a.document) - rank(b.document))) {
    if (included.has(document)) continue
    const base = folderOf(document.path)
    const findIncluded: FindIncluded = (pattern) => {
      const tail = pattern.replace(/^\/(?:etc|usr\/local)\/nginx\//, '').replace(/^conf\//, '')
      if (tail.startsWith('/')) return found(pattern, [], included)
      const folders = [base, folderOf(base), folderOf(folderOf(base))]
      const files = folders
        .map((folder) => joinPath(folder, tail))
        .map((wanted) => candidates(wanted, source).filter((each) => each !== document))
        .find((each) => each.length > 0)
      return found(
        pattern,
        (files ?? []).map((each) => ({ document: each, place: undefined })),
        included,
      )
    }
    made.push(
      configOf(
        {
          environment: environmentOfMark(source.markOf(document.path)),
          service: undefined,
          isWhole: isMain(document),
          isFilledIn: document.path.endsWith('.template'),
        },
        document.directives,
        findIncluded,
      ),
    )
  }
  return made
}

/** Those that include others come first. */
function rank(document: NginxDocument): number {
  if (isMain(document)) return 0
  return [...directivesOf(document.directives)].some(({ directive }) => directive.name === 'include') ? 1 : 2
}

function candidates(
  wanted: string | undefined,
  { paths, files, documentAt }: ProxyConfigSource,
): NginxDocument[] {
  if (wanted === undefined) return []
  const named = wanted.includes('*') ? paths.filter((path) => matchesGlob(path, wanted)) : [wanted]
  return named.flatMap((path) => (files.kindOf(path) === 'file' ? (documentAt(path) ?? []) : []))
}

function found(
  pattern: string,
  sources: readonly Source[],
  included: Set<NginxDocument>,
): readonly (readonly NginxDirective[])[] | undefined {
  for (const { document } of sources) included.add(document)
  const isNothing = STOCK_FILE.test(pattern) || STOCK_FOLDER.test(pattern)
  if (sources.length === 0) return isNothing ? [] : undefined
  return sources.some(({ document }) => document.isForeignTemplate)
    ? undefined
    : sources.map(({ document }) => document.directives)
}

function matchesGlob(path: string, pattern: string): boolean {
  const parts = pattern.split('/')
  const names = path.split('/')
  return parts.length === names.length && parts.every((part, index) => matchesName(names[index]!, part))
}

/** `*` and `?` within one name; every star is taken as short as can be, so that it ends in linear time. */
function matchesName(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return same(name, start)
  const end = rest.pop()!
  if (name.length < start.length + end.length || !same(name.slice(0, start.length), start)) return false
  if (!same(name.slice(name.length - end.length), end)) return false
  let at = start.length
  for (const piece of rest) {
    at = name.indexOf(piece, at)
    if (at === -1) return false
    at += piece.length
  }
  return at <= name.length - end.length
}

function same(text: string, pattern: string): boolean {
  return text.length === pattern.length && [...pattern].every((each, at) => each === '?' || each === text[at])
}

function configOf(
  facts: Omit<NginxConfig, 'root'>,
  directives: readonly NginxDirective[],
  findIncluded: FindIncluded,
): NginxConfig {
  const config = { ...facts } as { -readonly [K in keyof NginxConfig]: NginxConfig[K] }
  config.root = buildLevels(config, directives, findIncluded)
  return config
}
