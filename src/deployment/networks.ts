import type { Service } from './service.ts'
import type { Resource, Stack } from './stack.ts'

/**
 * The networks a service is attached to, by what the engine calls them, so that those of two stacks compare;
 * undefined where it has no network of its own (`network_mode`).
 */
function networkNamesOf(service: Service): ReadonlySet<string> | undefined {
  if (service.networkMode) return undefined
  const keys = service.networks.map(({ network }) => network.value)
  return new Set((keys.length > 0 ? keys : ['default']).map((key) => engineNameOf(service.stack, key)))
}

/** Whether containers that no file here describes may be on a network of the service. */
export function sharesExternalNetwork(service: Service): boolean {
  const names = networkNamesOf(service)
  if (!names) return false
  const networks = [...service.stack.networks.values()]
  return networks.some((network) => isExternal(network) && names.has(nameOf(service.stack, network)))
}

/** Whether two services can reach each other by name; undefined where that is not known. */
export function shareNetwork(one: Service, other: Service): boolean | undefined {
  const [names, others] = [networkNamesOf(one), networkNamesOf(other)]
  return names && others && [...names].some((name) => others.has(name))
}

function engineNameOf(stack: Stack, key: string): string {
  const resource = stack.networks.get(key)
  return resource ? nameOf(stack, resource) : ownName(stack, key)
}

function nameOf(stack: Stack, network: Resource): string {
  const { name, engineName } = network
  return engineName?.value ?? (isExternal(network) ? name.value : ownName(stack, name.value))
}

function isExternal({ external }: Resource): boolean {
  return external?.value === true
}

function ownName(stack: Stack, key: string): string {
  // Without a project name two stacks must not seem to share what each calls by the same key.
  return `${stack.projectName ?? stack.files.join()}_${key}`
}

/** What the engine calls the networks that a stack creates, its default network among them. */
export function createdNetworks(stack: Stack): ReadonlyMap<string, Resource | undefined> {
  const created = new Map<string, Resource | undefined>()
  if (!stack.networks.has('default')) created.set(ownName(stack, 'default'), undefined)
  for (const network of stack.networks.values()) {
    if (!isExternal(network)) created.set(nameOf(stack, network), network)
  }
  return created
}
