import type { NginxDocument } from '../documents/nginx/document.ts'
import { programOf, unwrap } from '../documents/shell/parse.ts'
import { projectPath } from './build-service.ts'
import type { Command } from './command.ts'
import { asMapping, listOf, textOf } from './compose/tree.ts'
import { type Copied, copiedInto, mountedInto } from './copied-files.ts'
import type { EnvironmentKind } from './environment.ts'
import type { Image } from './image.ts'
import { imageName } from './image-reference.ts'
import { folderOf, isWithin } from './paths.ts'
import type { Deployment } from './project.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Service } from './service.ts'

/** A configuration of nginx and the service whose nginx reads it. */
export interface ProxyConfig {
  readonly service: Service
  readonly document: NginxDocument
  /** Where it lies in the container; undefined where nothing says so. */
  readonly place: string | undefined
  /** `envsubst` fills in the variables of the container before nginx reads it. */
  readonly isFilledIn: boolean
}

/** Where to look for configurations. */
export interface ProxyConfigSource {
  readonly deployments: readonly Deployment[]
  readonly images: readonly Image[]
  readonly files: ProjectFiles
  /** Files that are configurations of nginx by their own name or text. */
  readonly paths: readonly string[]
  documentAt(path: string): NginxDocument | undefined
  markOf(path: string): EnvironmentKind | undefined
}

/** The folders in which nginx and its kin look for their configuration, by the images of each. */
const CONFIG_FOLDERS = [
  '/etc/nginx',
  '/usr/local/nginx/conf',
  '/usr/local/openresty/nginx/conf',
  '/opt/bitnami/nginx/conf',
  '/opt/bitnami/openresty/nginx/conf',
  '/etc/angie',
]
const TEMPLATES = '/etc/nginx/templates'
const CONFIG_NAME = /\.(?:conf|template|nginx|inc|vhost)$/

/**
 * Finds out whose configurations the files are: the service's that mounts or copies them. One that nobody
 * takes belongs to the only nginx of the stack around it, if that has none of its own.
 */
export function findProxyConfigs(source: ProxyConfigSource): Map<Service, readonly ProxyConfig[]> {
  const found = new Map<Service, readonly ProxyConfig[]>()
  const services = source.deployments.flatMap((deployment) => deployment.services)
  const taken = new Set<string>()
  for (const service of services) {
    const configs = configsOf(service, source)
    if (configs.length > 0) found.set(service, configs)
    for (const { document } of configs) taken.add(document.path)
  }
  const rest = source.paths.filter((path) => !taken.has(path) && !isCopiedByImage(path, source))
  const guessed = source.deployments.flatMap((deployment) =>
    rest.flatMap((path) => configAround(path, deployment, found, source) ?? []),
  )
  for (const config of guessed) found.set(config.service, [...(found.get(config.service) ?? []), config])
  return found
}

const NGINX_PROGRAM = /^(?:nginx|nginx-debug|openresty|angie)$/
/** Programs that a start-up goes through and that listen on nothing. */
const PREPARATION =
  /^(?:|sh|bash|ash|env|exec|envsubst|echo|printf|cat|cp|mv|rm|ln|mkdir|touch|chown|chmod|sed|awk|grep|sleep|set|export|test|\[|\[\[|true|false|:|dumb-init|tini|docker-entrypoint\.sh)$/

/** Whether a service runs nginx, by its image or its command. */
export function runsNginx(service: Service): boolean {
  return (
    isNginxImage(service) ||
    service.startCommands.some((command) => NGINX_PROGRAM.test(programBehind(command)))
  )
}

/** Whether nothing else runs beside nginx, as far as image and command tell. */
export function runsOnlyNginx(service: Service): boolean {
  const programs = service.startCommands.map(programBehind)
  return isNginxImage(service) && programs.every((each) => NGINX_PROGRAM.test(each) || PREPARATION.test(each))
}

function isNginxImage({ runtimeImage }: Service): boolean {
  if (!runtimeImage || runtimeImage.unresolved) return false
  return /^(?:nginx(?:-unprivileged|-slim)?|openresty|angie|tengine)$/.test(imageName(runtimeImage))
}

function programBehind(command: Command): string {
  return programOf(unwrap(command))
}

function configsOf(service: Service, source: ProxyConfigSource): ProxyConfig[] {
  const isNginx = runsNginx(service)
  const filled = runsEnvsubst(service)
  const named = new Set(service.startCommands.flatMap(wordsOf))
  const byPlace = new Map<string, string>()
  for (const { from, to, hides } of filesIn(service, source.files)) {
    const isFolder = source.files.kindOf(from) === 'directory'
    if (hides) for (const place of byPlace.keys()) if (isWithin(place, to)) byPlace.delete(place)
    for (const { path, place } of isFolder
      ? placesBelow(from, to, isNginx, source)
      : [{ path: from, place: to }]) {
      // Elsewhere a folder holds much that is not for this nginx; a file of its own is there for a reason.
      const isMeant = isNginx && source.paths.includes(path) && (!isFolder || named.has(place))
      if (isConfigPlace(place) ? isConfigFile(path, place, source) : isMeant) byPlace.set(place, path)
    }
  }
  return [...byPlace].flatMap(([place, path]) => {
    const document = source.documentAt(path)
    const isTemplate = isWithin(place, TEMPLATES) && place.endsWith('.template')
    return document ? [{ service, document, place, isFilledIn: isTemplate || filled }] : []
  })
}

function wordsOf({ words, redirects }: Command): string[] {
  return [...words, ...redirects.flatMap(({ target }) => target ?? [])].map(({ value }) => value)
}

/** By its own name, or by the one it has in the container: `proxy/conf` as `conf.d/default.conf`. */
function isConfigFile(path: string, place: string, { paths, files }: ProxyConfigSource): boolean {
  if (paths.includes(path)) return true
  return (CONFIG_NAME.test(path) || CONFIG_NAME.test(place)) && files.kindOf(path) === 'file'
}

function isConfigPlace(place: string): boolean {
  return CONFIG_FOLDERS.some((folder) => isWithin(place, folder))
}

/** The files of a copied folder that may be configurations, and where each ends up. */
function placesBelow(
  from: string,
  to: string,
  isNginx: boolean,
  { files, paths }: ProxyConfigSource,
): { path: string; place: string }[] {
  const isNearConfig = CONFIG_FOLDERS.some((folder) => isWithin(folder, to) || isWithin(to, folder))
  if (!isNearConfig && !isNginx) return []
  return (isNearConfig ? files.paths : paths)
    .filter((path) => isWithin(path, from))
    .map((path) => ({
      path,
      place: `${to}/${path.slice(from === '' ? 0 : from.length + 1)}`.replace('//', '/'),
    }))
}

/** Everything of the project that lies in a service's container, the image's part first; a mount hides what it covers. */
export function filesIn(service: Service, files: ProjectFiles): (Copied & { readonly hides: boolean })[] {
  const { build, mounts, stack } = service
  const copied =
    build?.stage && build.contextPath !== undefined ? copiedInto(build.stage, build.contextPath, files) : []
  const mounted = mountedInto(mounts, (path) => projectPath(path, stack.directory))
  return [
    ...copied.map((each) => ({ ...each, hides: false })),
    ...[...mounted, ...composeConfigs(service)].map((each) => ({ ...each, hides: true })),
  ]
}

/** What `configs` lay into the container: `file:` of the config, at `target` or at the root by its name. */
function composeConfigs({ definition, stack }: Service): Copied[] {
  return listOf(definition.get('configs')).flatMap((node) => {
    const name = textOf(node) ?? textOf(asMapping(node)?.get('source'))
    const file = name === undefined ? undefined : textOf(stack.configs.get(name)?.definition?.get('file'))
    const from = file === undefined ? undefined : projectPath(file, stack.directory)
    return from === undefined ? [] : [{ from, to: textOf(asMapping(node)?.get('target')) ?? `/${name}` }]
  })
}

function runsEnvsubst({ startCommands }: Service): boolean {
  return startCommands.some((command) => programBehind(command) === 'envsubst')
}

/** An image that no compose file here builds copies the file: whoever runs that image is its reader. */
function isCopiedByImage(path: string, { images, files }: ProxyConfigSource): boolean {
  return images.some(
    (image) =>
      image.builtBy.length === 0 &&
      [folderOf(image.path), ''].some((context) =>
        copiedInto(image.finalStage, context, files).some(({ from }) => from === path),
      ),
  )
}

function configAround(
  path: string,
  deployment: Deployment,
  found: ReadonlyMap<Service, readonly ProxyConfig[]>,
  source: ProxyConfigSource,
): ProxyConfig | undefined {
  // What is filled in at start is called a template too, and no example.
  const mark = source.markOf(path.replace(/\.template$/, ''))
  if (mark !== undefined && mark !== deployment.environment.kind) return undefined
  const around = deployment.stacks.filter((stack) => isWithin(path, stack.directory))
  const deepest = Math.max(...around.map((stack) => stack.directory.length))
  const [service, ...others] = around
    .filter((stack) => stack.directory.length === deepest)
    .flatMap((stack) => [...stack.services.values()].filter(runsNginx))
  if (!service || others.length > 0 || found.has(service)) return undefined
  const document = source.documentAt(path)
  return document && { service, document, place: undefined, isFilledIn: runsEnvsubst(service) }
}
