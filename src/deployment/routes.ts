import type { DocumentBase } from '../documents/document.ts'
import { directivesOf, type NginxDirective, type NginxWord } from '../documents/nginx/document.ts'
import type { YamlNode } from '../documents/yaml/node.ts'
import { type Located, type Span, TracedText } from '../span.ts'
import type { ComposeProblemKind } from './compose/model.ts'
import { asMapping, listOf, textOf as yamlText } from './compose/tree.ts'
import type { Environment } from './environment.ts'
import { isLoopback } from './host-names.ts'
import { shareNetwork, sharesExternalNetwork } from './networks.ts'
import type { Deployment } from './project.ts'
import type { ProxyConfig } from './proxy-configs.ts'
import type { Service } from './service.ts'

/** One address that a reverse proxy of a deployment passes requests on to. */
export interface Route {
  readonly environment: Environment
  /** `nginx`, `Caddy` or `Traefik`. */
  readonly program: string
  /** The service that runs the proxy. */
  readonly proxy: Service
  /** Undefined where labels of services say it. */
  readonly document?: DocumentBase
  /** `proxy_pass`, `fastcgi_pass` …; `server` for one in an `upstream`; `label` for Traefik. */
  readonly directive: string
  /** Lower case; undefined where a variable without a known value is part of it. */
  readonly host: Located<string> | undefined
  /** As written, else what the scheme implies; undefined where it is not known. */
  readonly port: Located<number> | undefined
  readonly portIsWritten: boolean
  /** The proxy looks the name up once, when it starts, and does not start where it finds none. */
  readonly isResolvedAtStart: boolean
  /** False where an included file that is not in the project may define an `upstream` of the host's name. */
  readonly groupsAreKnown: boolean
  /** Every service that answers to the host's name; empty where none is known. */
  readonly targets: readonly Service[]
  /** The ports on which the proxy itself listens. */
  readonly proxyPorts: ReadonlySet<number>
  /** The address as it is written. */
  readonly span: Span
}

const PASSES = new Set([
  'proxy_pass',
  'grpc_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'memcached_pass',
])
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g
/** Scheme, host in brackets or without, port. */
const ADDRESS = /^(?:([a-z][a-z+]*|\$\{?\w+\}?):\/\/)?(?:\[([^\]]*)\]|([^:/\s]*))(?::([^/\s]*))?(?:\/|$)/i
/** Variables that hold a path, behind which no part of the address stands. */
const PATH_VARIABLE = /\$\{?(?:request_uri|uri|document_uri|is_args|args)\b/

/** Where the configurations of the proxies of a deployment lead. */
export function findRoutes(
  deployment: Deployment,
  configs: ReadonlyMap<Service, readonly ProxyConfig[]>,
): Route[] {
  return deployment.services.flatMap((service) => routesOf(configs.get(service) ?? [], deployment))
}

function routesOf(configs: readonly ProxyConfig[], deployment: Deployment): Route[] {
  const directives = configs.flatMap((config) =>
    [...directivesOf(config.document.directives)].map((placed) => ({ ...placed, config })),
  )
  const groups = new Set(
    directives.flatMap(({ directive }) =>
      directive.name === 'upstream' && directive.words[0] ? [directive.words[0].value.toLowerCase()] : [],
    ),
  )
  const assigned = assignmentsOf(directives.map(({ directive }) => directive))
  const proxyPorts = new Set(directives.flatMap(({ directive }) => listenPort(directive) ?? []))
  const groupsAreKnown = !directives.some(
    ({ directive, around }) =>
      directive.name === 'include' &&
      around.every(({ name }) => name === 'http') &&
      isUnknown(directive, configs),
  )
  return directives.flatMap(({ directive, around, config }) => {
    const isMember = directive.name === 'server' && around.at(-1)?.name === 'upstream'
    const [word] = directive.words
    if (!word || !(isMember || PASSES.has(directive.name))) return []
    const text = fill(textOf(word), (name) => filledIn(name, config) ?? assigned.get(name))
    const address = readAddress(text, isMember ? 80 : undefined)
    const isGroup = !isMember && address?.host && groups.has(address.host.value)
    if (!address || isGroup) return []
    return [
      {
        environment: deployment.environment,
        program: 'nginx',
        proxy: config.service,
        document: config.document,
        directive: directive.name,
        ...address,
        isResolvedAtStart:
          isMember || !fill(textOf(word), (name) => filledIn(name, config)).value.includes('$'),
        groupsAreKnown,
        proxyPorts,
        targets: address.host ? targetsOf(address.host.value, config.service, deployment) : [],
        span: word.span,
      },
    ]
  })
}

/** `listen 8080`, `listen [::]:8080 ssl`; an address alone means port 80. */
function listenPort({ name, words }: NginxDirective): number | undefined {
  const value = name === 'listen' ? words[0]?.value : undefined
  if (value === undefined || value.startsWith('unix:')) return undefined
  return portOf(/(?:^|:)(\d+)$/.exec(value)?.[1] ?? '80')
}

/** Whether what a directive includes is neither in the project nor a part of every nginx. */
function isUnknown({ words }: NginxDirective, configs: readonly ProxyConfig[]): boolean {
  const path = words[0]?.value ?? ''
  // nginx takes a pattern that matches nothing; a volume may be laid over the folder, but that is rare.
  if (path.includes('*') || /(?:^|\/)(?:mime\.types|[a-z]+_params|fastcgi\.conf)$/.test(path)) return false
  const place = path.startsWith('/') ? path : `/etc/nginx/${path}`
  return !configs.some((config) => config.place === place)
}

/** Values of variables that a configuration sets once, to a text without variables (`set $api http://api:80`). */
function assignmentsOf(directives: readonly NginxDirective[]): Map<string, string> {
  const assigned = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const { name, words } of directives) {
    const [variable, value] = words
    if (name !== 'set' || !variable || !value) continue
    const key = variable.value.slice(1)
    if (assigned.has(key) || value.value.includes('$')) ambiguous.add(key)
    assigned.set(key, value.value)
  }
  for (const key of ambiguous) assigned.delete(key)
  return assigned
}

/** What `envsubst` puts in the place of a variable. */
function filledIn(name: string, { service, isFilledIn }: ProxyConfig): string | undefined {
  return isFilledIn ? service.variables.get(name)?.value : undefined
}

/** The text with the variables filled in whose values are known; places are those of the text. */
function fill(text: TracedText, valueAt: (name: string) => string | undefined): TracedText {
  const pieces: { value: string; span: Span; whole?: boolean }[] = []
  let at = 0
  for (const match of text.value.matchAll(VARIABLE)) {
    const value = valueAt(match[1] ?? match[2]!)
    if (value === undefined) continue
    const end = match.index + match[0].length
    pieces.push({ value: text.value.slice(at, match.index), span: text.spanOf(at, match.index) })
    pieces.push({ value, span: text.spanOf(match.index, end), whole: true })
    at = end
  }
  pieces.push({ value: text.value.slice(at), span: text.spanOf(at, text.value.length) })
  return TracedText.join(pieces, text.span)
}

function textOf({ value, quote, span }: NginxWord): TracedText {
  const inner = quote === 'none' ? span : { ...span, start: span.start + 1, end: span.end - 1 }
  const isVerbatim = inner.end - inner.start === value.length
  return isVerbatim
    ? TracedText.verbatim(value, inner)
    : TracedText.join([{ value, span, whole: true }], span)
}

/** Undefined for what is no address of a network: a socket of the file system, nothing at all. */
function readAddress(
  text: TracedText,
  defaultPort: number | undefined,
): Pick<Route, 'host' | 'port' | 'portIsWritten'> | undefined {
  const [beforePath = ''] = text.value.split(PATH_VARIABLE, 1)
  const match = ADDRESS.exec(beforePath)
  if (!match || /^(?:https?:\/\/)?unix:/i.test(beforePath)) return undefined
  const [, scheme, inBrackets, name, writtenPort] = match
  const host = inBrackets ?? name ?? ''
  if (host === '') return undefined
  const hostStart = (scheme === undefined ? 0 : scheme.length + 3) + (inBrackets === undefined ? 0 : 1)
  const hostEnd = hostStart + host.length
  const portStart = hostEnd + (inBrackets === undefined ? 0 : 1) + 1
  // A variable may hold the scheme, the port and the path as well.
  if (host.includes('$')) return { host: undefined, port: undefined, portIsWritten: false }
  const hostSpan = text.spanOf(hostStart, hostEnd)
  const implied = implicitPort(scheme?.toLowerCase()) ?? defaultPort
  const port = writtenPort === undefined ? implied : portOf(writtenPort)
  return {
    host: { value: host.toLowerCase(), span: hostSpan },
    port:
      port === undefined
        ? undefined
        : {
            value: port,
            span:
              writtenPort === undefined ? hostSpan : text.spanOf(portStart, portStart + writtenPort.length),
          },
    portIsWritten: writtenPort !== undefined,
  }
}

function implicitPort(scheme: string | undefined): number | undefined {
  if (scheme === 'http' || scheme === 'grpc') return 80
  return scheme === 'https' || scheme === 'grpcs' ? 443 : undefined
}

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined
}

/** The services of its stack that a proxy means by a name, and those of other stacks on its networks. */
export function targetsOf(host: string, proxy: Service, deployment: Deployment): Service[] {
  const own = answering(
    host,
    proxy,
    hostNamesIn(proxy.stack, () => [...proxy.stack.services.values()]),
  )
  if (own.length > 0) return own
  return answering(
    host,
    proxy,
    hostNamesIn(deployment, () => deployment.services),
  ).filter((service) => service.stack !== proxy.stack && shareNetwork(proxy, service))
}

/** Services by the names that others reach them by. */
interface HostNames {
  readonly order: ReadonlyMap<Service, number>
  readonly byName: ReadonlyMap<string, readonly Service[]>
  /** By the names of their containers, without the number at the end. */
  readonly byContainer: ReadonlyMap<string, readonly Service[]>
  readonly byKey: ReadonlyMap<string, readonly Service[]>
}

const hostNames = new WeakMap<object, HostNames>()

/** The names in a stack or a deployment, collected once: many services ask for many of them. */
function hostNamesIn(owner: object, services: () => readonly Service[]): HostNames {
  let known = hostNames.get(owner)
  if (!known) {
    const all = services()
    known = {
      order: new Map(all.map((service, index) => [service, index])),
      byName: groupedBy(all, (service) => [...service.hostNames].map((name) => name.toLowerCase())),
      byContainer: groupedBy(all, containerNamesOf),
      byKey: groupedBy(all, ({ name }) => [name.value.toLowerCase()]),
    }
    hostNames.set(owner, known)
  }
  return known
}

function groupedBy(
  services: readonly Service[],
  keysOf: (service: Service) => readonly string[],
): ReadonlyMap<string, readonly Service[]> {
  const groups = new Map<string, Service[]>()
  for (const service of services) {
    for (const key of new Set(keysOf(service))) {
      const group = groups.get(key)
      if (group) group.push(service)
      else groups.set(key, [service])
    }
  }
  return groups
}

/** The services that a name means, in their order. */
function answering(host: string, proxy: Service, names: HostNames): Service[] {
  const container = /^(.+[-_])\d+$/.exec(host)?.[1]
  const found = new Set([
    ...(names.byName.get(host) ?? []),
    ...linkedAs(host, proxy).flatMap((key) => names.byKey.get(key) ?? []),
    ...((container !== undefined && names.byContainer.get(container)) || []),
  ])
  return [...found].sort((one, other) => names.order.get(one)! - names.order.get(other)!)
}

/** `links: [db:database]` gives a service a name that only the linking one knows. */
function linkedAs(host: string, proxy: Service): string[] {
  return listOf(proxy.definition.get('links')).flatMap((node) => {
    const link = yamlText(node)?.toLowerCase()
    return link?.endsWith(`:${host}`) ? link.slice(0, -host.length - 1) : []
  })
}

/** What Compose calls a container that has no name of its own: `project-api-1`, once `project_api_1`. */
function containerNamesOf({ name, stack }: Service): string[] {
  const project = stack.projectName
  if (project === undefined) return []
  return ['-', '_'].map((joint) => `${project}${joint}${name.value}${joint}`.toLowerCase())
}

/** Whether a host can be meant for a service: one label, no address, not the container itself. */
export function isServiceName(host: string): boolean {
  return /^[a-z0-9_][a-z0-9_-]*$/.test(host) && /[a-z]/.test(host) && !isLoopback(host)
}

/** What leaves services out of a stack that Compose would find. */
const INCOMPLETE: ReadonlySet<ComposeProblemKind> = new Set([
  'include',
  'include-cycle',
  'missing-file',
  'extends',
  'syntax',
])

/** Whether a container may find hosts that no compose file here tells of: another network, other name servers. */
export function mayKnowOtherHosts(service: Service): boolean {
  const { networkMode, definition, stack } = service
  if (networkMode || definition.get('dns') || definition.get('dns_search')) return true
  return sharesExternalNetwork(service) || stack.problems.some(({ about }) => INCOMPLETE.has(about))
}

/** Names that stand in a container's own hosts file, or lead out of the stack (`extra_hosts`, `external_links`). */
export function hostsOnlyItKnows({ definition }: Service): ReadonlySet<string> {
  const node = definition.get('extra_hosts')
  const named = asMapping(node)?.entries.map(({ key }) => key.text) ?? listOf(node).map(hostOf)
  const linked = listOf(definition.get('external_links')).map(
    (link) => yamlText(link)?.split(':').at(-1) ?? '',
  )
  return new Set([...named, ...linked].map((name) => name.toLowerCase()))
}

function hostOf(node: YamlNode): string {
  return yamlText(node)?.split(/[:=]/, 1)[0] ?? ''
}
