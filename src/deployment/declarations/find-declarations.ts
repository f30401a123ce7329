import type { Endpoint } from '../../exchanges/endpoint.ts'
import type { ExchangeDocument } from '../../exchanges/exchange-document.ts'
import { hostOf } from '../../exchanges/exchange-document.ts'
import type { Deployment, Project } from '../project.ts'
import type { Declaration, UnnamedHost } from './declaration.ts'
import { declaredByHealthchecks, declaredByIngresses } from './health-declarations.ts'
import { declaredByProxy, proxyHosts } from './proxy-declarations.ts'
import { declaredBySettings } from './setting-declarations.ts'
import { declaredByStores } from './store-declarations.ts'

/**
 * What must be seen live at some hosts, if what the files say is what runs there.
 * @param hosts names in lower case, without wildcards: those that somebody named to be asked
 */
export function findDeclarations(deployment: Deployment, hosts: readonly string[]): Declaration[] {
  const { environment } = deployment
  const drafts = [
    ...hosts.flatMap((host) => [...declaredByProxy(host, deployment)]),
    ...declaredByIngresses(hosts, deployment),
    ...declaredBySettings(hosts, deployment),
    ...declaredByHealthchecks(hosts, deployment),
    ...declaredByStores(hosts, deployment),
  ]
  return drafts.map((draft) => ({ environment, ...draft }))
}

/** The hosts that a policy names and that can be asked as they stand. */
export function namedHosts({ environment: { policy } }: Deployment): readonly string[] {
  // What is asked at a port of its own is no site that the files' proxies answer.
  const isSite = ({ url }: Endpoint) =>
    URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).port === ''
  const ofEndpoints = (policy.endpoints ?? []).filter(isSite).map(({ url }) => hostOf(url))
  const all = [...(policy.hosts ?? []), ...ofEndpoints].map((host) => host.toLowerCase())
  return [...new Set(all)].filter((host) => host !== '' && !host.includes('*'))
}

/** Hosts that only files name: they are not asked. */
export function unnamedHosts(deployment: Deployment, hosts: readonly string[]): UnnamedHost[] {
  const ofIngresses = deployment.kubernetes
    .ofKind('Ingress')
    .flatMap((ingress) => ingress.list('spec', 'rules'))
    .flatMap((rule) => rule.text('host') ?? [])
    .map(({ value, span }) => ({ host: value.toLowerCase(), place: span }))
  const found = new Map<string, UnnamedHost>()
  for (const each of [...proxyHosts(deployment), ...ofIngresses]) {
    if (!hosts.includes(each.host) && !found.has(each.host)) found.set(each.host, each)
  }
  return [...found.values()]
}

/** What to ask so that every declaration can show: each page once, with all that belongs to it. */
export function endpointsFor(
  declarations: readonly Declaration[],
  hosts: readonly string[],
  given: readonly Endpoint[] = [],
): Endpoint[] {
  const roots = hosts.map((host): Endpoint => ({ url: `https://${host}/` }))
  const merged = new Map<string, Endpoint>()
  for (const endpoint of [...roots, ...declarations.map((each) => each.endpoint)]) {
    const known = merged.get(endpoint.url)
    merged.set(endpoint.url, known ? joined(known, endpoint) : endpoint)
  }
  // What the policy asks for by the same URL is its own request, with its own headers and expectations.
  const own = new Map(given.filter(isPlain).map((endpoint) => [new URL(endpoint.url).href, endpoint]))
  const derived = [...merged.values()].map((endpoint) => {
    const wanted = own.get(endpoint.url)
    return wanted ? joined(wanted, { ...endpoint, isAlone: false }) : endpoint
  })
  const taken = new Set(derived.map(({ url }) => new URL(url).href))
  return [
    ...derived,
    ...given.filter((endpoint) => !isPlain(endpoint) || !taken.has(new URL(endpoint.url).href)),
  ]
}

const isPlain = ({ url, method = 'GET', headers, active, body }: Endpoint): boolean =>
  URL.canParse(url) && method.toUpperCase() === 'GET' && !headers && !active && body === undefined

function joined(one: Endpoint, other: Endpoint): Endpoint {
  const ports = [...new Set([...(one.ports ?? []), ...(other.ports ?? [])])]
  const origins = [...new Set([...(one.origins ?? []), ...(other.origins ?? [])])]
  return {
    ...other,
    ...one,
    isAlone: one.isAlone === true && other.isAlone === true,
    ...(ports.length > 0 && { ports }),
    ...(origins.length > 0 && { origins }),
  }
}

const declared = new WeakMap<Project, readonly Declaration[]>()

/** What the files of a project say of the hosts that were asked; nothing where none was. */
export function declarationsOf(project: Project): readonly Declaration[] {
  const known = declared.get(project)
  if (known) return known
  const found = project.deployments.flatMap((deployment) => {
    const hosts = askedHosts(deployment, project)
    return hosts.length === 0 ? [] : findDeclarations(deployment, hosts)
  })
  declared.set(project, found)
  return found
}

/** The hosts of the exchanges that are a deployment's: it names them, or no other can be meant. */
function askedHosts(deployment: Deployment, { exchanges, deployments }: Project): readonly string[] {
  const named = deployments.map((each) => new Set(namedHosts(each)))
  const production = deployments.filter(({ environment }) => environment.isProduction)
  const [sole] = deployments.length === 1 ? deployments : production.length === 1 ? production : []
  const isOwn = ({ url, contracts }: ExchangeDocument) => {
    const host = hostOf(url)
    if (contracts.some(({ environment }) => environment === deployment.environment.name)) return true
    if (named.some((hosts) => hosts.has(host))) return named[deployments.indexOf(deployment)]!.has(host)
    return sole === deployment
  }
  return [...new Set(exchanges.filter(isOwn).map(({ url }) => hostOf(url)))].filter((host) => host !== '')
}
