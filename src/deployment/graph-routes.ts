import { connectionsOf } from './connections.ts'
import type { StackDrawing } from './graph.ts'
import { addMissing } from './graph-resources.ts'
import { dataStoreOf } from './image-facts.ts'
import { sharesExternalNetwork } from './networks.ts'
import type { Route } from './routes.ts'
import { hostsOnlyItKnows, isServiceName, mayKnowOtherHosts, targetsOf } from './routes.ts'
import type { Service } from './service.ts'
import { placeOfValue } from './variable.ts'

/** Adds where the proxies of a stack lead, and what the variables of its services lead to. */
export function addRoutes(drawing: StackDrawing): void {
  const { deployment, stack } = drawing
  for (const route of deployment.routes) if (route.proxy.stack === stack) addRoute(drawing, route)
  for (const service of stack.services.values()) addConnections(drawing, service)
}

function addRoute({ draft, idOf, idOfService, group }: StackDrawing, route: Route): void {
  const { proxy, program, host, port, targets, span, directive } = route
  const place = draft.places.of(span)
  const written = draft.places.textAt(span)
  const address = host ? `${host.value}${port ? `:${port.value}` : ''}` : written
  const isMissing = isUnknownUpstream(route)
  const id = draft.node({
    id: idOf('route', `${proxy.name.value}/${address}`),
    kind: 'route',
    label: address,
    group,
    place,
    details: { directive, resolved: route.isResolvedAtStart ? `when ${program} starts` : 'at each request' },
    unresolved: isMissing ? `the stack has no service ${host?.value}` : undefined,
  })
  draft.edge({
    from: idOfService(proxy),
    to: id,
    kind: 'proxies-to',
    place,
    isUnresolved: isMissing || undefined,
  })
  for (const target of targets) {
    const label = port && `:${port.value}`
    draft.edge({ from: id, to: idOfService(target), kind: 'proxies-to', place, ...(label && { label }) })
  }
}

function isUnknownUpstream({ host, targets, proxy, groupsAreKnown, environment }: Route): boolean {
  if (!host || targets.length > 0 || environment.kind === 'example' || !groupsAreKnown) return false
  if (!isServiceName(host.value) || hostsOnlyItKnows(proxy).has(host.value)) return false
  return !mayKnowOtherHosts(proxy)
}

function addConnections(drawing: StackDrawing, service: Service): void {
  const { draft, deployment, idOfService } = drawing
  const isStore = dataStoreOf(service.runtimeImage) !== undefined
  for (const { variable, host, port } of connectionsOf(service)) {
    // A data store that shares an env file with applications does nothing with where they connect to.
    if (isStore && variable.origin.place === 'env-file') continue
    const targets = targetsOf(host, service, deployment)
    const place = draft.places.of(placeOfValue(variable.origin))
    const edge = { from: idOfService(service), kind: 'connects-to', label: variable.name, place } as const
    for (const target of targets) if (target !== service) draft.edge({ ...edge, to: idOfService(target) })
    if (targets.length > 0 || !isUnknownHost(host, service)) continue
    const name = port === undefined ? host : `${host}:${port}`
    const to = addMissing(drawing, 'service', name, `the stack has no service ${host}`)
    draft.edge({ ...edge, to, isUnresolved: true })
  }
}

/** Whether a host can only be meant for a service, and there is none of that name. */
function isUnknownHost(host: string, service: Service): boolean {
  const { environment, networkMode, definition, stack } = service
  if (networkMode || environment.kind === 'example' || sharesExternalNetwork(service)) return false
  // A part of a stack does not say what else there is; a name server of one's own may know anything.
  const isPart = [...stack.services.values()].some(({ image, build }) => !image && !build)
  if (isPart || definition.get('dns') || definition.get('dns_search')) return false
  return isServiceName(host) && !hostsOnlyItKnows(service).has(host)
}
