import type { NginxConfig } from '../nginx-configs.ts'
import { everywhere, type NginxLevel, outward, own } from '../nginx-levels.ts'
import { answerOf, locationFor, locationsIn, type NginxServer, serversOf } from '../nginx-servers.ts'
import type { Deployment } from '../project.ts'
import type { Service } from '../service.ts'

type Scheme = 'http' | 'https'
const PORTS: { readonly [S in Scheme]: number } = { http: 80, https: 443 }

/** The configurations of nginx that a deployment runs; files that no service reads count where no other do. */
export function configsOf({ project, environment }: Deployment): readonly NginxConfig[] {
  const all = project.nginxConfigs.filter(
    ({ environment: { name, kind } }) =>
      name === environment.name ||
      kind === environment.kind ||
      (kind === 'unmarked' && environment.isProduction),
  )
  const ofServices = all.filter(({ service }) => service !== undefined)
  return ofServices.length > 0 ? ofServices : all
}

/**
 * The server of nginx that answers a host from outside, as nginx chooses it; undefined where none does, or where
 * several proxies may.
 */
export function serverFor(host: string, scheme: Scheme, deployment: Deployment): NginxServer | undefined {
  const found = configsOf(deployment).flatMap((config) => {
    const all = serversOf(config)
    if (!all.some((server) => isNamed(server, host)) && all.some(hasName)) return []
    const open = all.filter((server) => isOpen(server, scheme))
    const server = chosen(open, host)
    if (server) return [server]
    // Something before it ends TLS; then only its name tells that it is meant.
    const isInner = scheme === 'https' && !all.some(({ isTls }) => isTls)
    return isInner ? (all.find((each) => isNamed(each, host)) ?? []) : []
  })
  return found.length === 1 ? found[0] : undefined
}

function isOpen({ listens, config }: NginxServer, scheme: Scheme): boolean {
  return listens.some(
    ({ port, address, isTls }) =>
      isTls === (scheme === 'https') &&
      !/^(?:127\.|\[::1\]|localhost)/.test(address ?? '') &&
      port !== undefined &&
      outerPorts(port, config.service).includes(PORTS[scheme]),
  )
}

function outerPorts(port: number, service: Service | undefined): readonly number[] {
  if (!service || service.networkMode?.value === 'host') return [port]
  return service.ports.flatMap(({ target, published }) =>
    published && target.first <= port && port <= target.last ? [published.first + port - target.first] : [],
  )
}

const plainNames = ({ names }: NginxServer) =>
  names.map(({ value }) => value.toLowerCase()).filter((name) => name !== '' && name !== '_')

const hasName = (server: NginxServer) =>
  plainNames(server).some((name) => name !== 'localhost' && !/^[\d.]+$/.test(name))

function isNamed(server: NginxServer, host: string): boolean {
  return plainNames(server).some((name) => name === host || isWildcardOf(name, host))
}

function isWildcardOf(name: string, host: string): boolean {
  if (name.startsWith('*.')) return host.endsWith(name.slice(1))
  if (name.startsWith('.')) return host === name.slice(1) || host.endsWith(name)
  return false
}

function chosen(servers: readonly NginxServer[], host: string): NginxServer | undefined {
  const exact = servers.find((server) => plainNames(server).includes(host))
  if (exact) return exact
  const wild = servers.find((server) => plainNames(server).some((name) => isWildcardOf(name, host)))
  // An expression or a variable may match the host before the default server gets it.
  if (wild || servers.some((server) => plainNames(server).some((name) => /^~|\$/.test(name)))) return wild
  const isDefault = ({ listens }: NginxServer) =>
    listens.some(({ parameters }) =>
      parameters.some(({ value }) => value === 'default_server' || value === 'default'),
    )
  return servers.find(isDefault) ?? servers[0]
}

/** The level of a server that takes a path first; undefined where that cannot be told. */
export function levelAt(server: NginxServer, path: string): NginxLevel | undefined {
  let level = server.level
  for (let found = locationFor(server.locations, path); found; ) {
    if (found === 'unknown') return undefined
    level = found.level
    found = locationFor(locationsIn(level), path)
  }
  return level
}

/**
 * Every level that may answer a path in the end: files are looked for under other names, which other locations may
 * take. Empty where that cannot be told: rewrites and conditions are not followed.
 */
export function answeringLevels(server: NginxServer, path: string): readonly NginxLevel[] {
  if (own(server.level, 'return').length > 0) return [server.level]
  const first = levelAt(server, path)
  if (!first || decidesElse(server.level) || decidesElse(first)) return []
  if (answerOf(first) !== 'files') return [first]
  const index = namesOf(first, 'index')
  const names = path.endsWith('/') ? (index.length > 0 ? index : ['index.html']) : []
  const tried = namesOf(first, 'try_files').at(-1) ?? ''
  const others = [
    ...names.filter((name) => !name.includes('$')).map((name) => levelAt(server, path + name)),
    ...(/^\/[^$]*$/.test(tried) ? [levelAt(server, tried)] : []),
    ...(tried.startsWith('@')
      ? [
          server.locations.find(({ kind, pattern }) => kind === 'named' && `@${pattern}`.endsWith(tried))
            ?.level,
        ]
      : []),
  ]
  return others.some((level) => level === undefined)
    ? []
    : [...new Set([first, ...others.filter((level) => level !== undefined)])]
}

function namesOf(level: NginxLevel, directive: string): readonly string[] {
  for (const at of outward(level)) {
    const found = own(at, directive)
    if (found.length > 0) return found.flatMap(({ words }) => words.map(({ value }) => value))
  }
  return []
}

function decidesElse(level: NginxLevel): boolean {
  return own(level, 'rewrite').length > 0 || level.levels.some(({ name }) => name === 'if')
}

/** The services that a level passes requests on to, and the path it puts in the place of its own. */
export function passedOn(
  level: NginxLevel,
  { routes }: Deployment,
): { readonly services: readonly Service[]; readonly path: string | undefined } | undefined {
  const word = own(level, 'proxy_pass')[0]?.words[0]
  const parts = word && /^https?:\/\/([^/$\s]+)(\/[^$]*)?$/.exec(word.value)
  if (!word || !parts) return undefined
  const members = everywhere(level.config, 'upstream')
    .filter(({ words }) => words[0]?.value === parts[1])
    .flatMap(({ block }) =>
      (block ?? []).flatMap(({ name, words }) => (name === 'server' ? words.slice(0, 1) : [])),
    )
  const spans = [word, ...members].map(({ span }) => span)
  const services = routes
    .filter(({ span }) => spans.some(({ path, start }) => span.path === path && span.start === start))
    .flatMap(({ targets }) => targets)
  return { services: [...new Set(services)], path: parts[2] }
}

/** A page of a host that leads to a service, with the place in the proxy that says so. */
export interface Entrance {
  readonly host: string
  /** The path outside. */
  readonly path: string
  /** The path that the service sees for it. */
  readonly inner: string
}

/** Where the service is reached from outside, by the names that are given. */
export function entrancesOf(service: Service, hosts: readonly string[], deployment: Deployment): Entrance[] {
  return hosts.flatMap((host) => {
    const server = serverFor(host, 'https', deployment)
    return (server?.locations ?? []).flatMap(({ kind, pattern, level }) => {
      const target = kind === 'prefix' || kind === 'first-prefix' ? passedOn(level, deployment) : undefined
      if (!target?.services.includes(service)) return []
      return [{ host, path: pattern, inner: target.path ?? pattern }]
    })
  })
}

/** What must be asked outside for a path of the service; undefined where nothing leads there. */
export function outerPath({ path, inner }: Entrance, wanted: string): string | undefined {
  return wanted.startsWith(inner) ? path + wanted.slice(inner.length) : undefined
}
