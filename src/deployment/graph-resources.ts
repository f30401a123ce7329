import { asMapping, listOf, textOf } from './compose/tree.ts'
import type { StackDrawing } from './graph.ts'
import type { Service } from './service.ts'
import type { Resource } from './stack.ts'

/** Adds what the top level of a stack declares: networks, volumes, secrets and configs. */
export function addResources(drawing: StackDrawing): void {
  const { stack } = drawing
  for (const resource of stack.networks.values()) addResource(drawing, 'network', resource)
  for (const resource of stack.volumes.values()) addResource(drawing, 'volume', resource)
  for (const resource of stack.secrets.values()) addResource(drawing, 'secret', resource)
  for (const resource of stack.configs.values()) addResource(drawing, 'config', resource)
}

type ResourceKind = 'network' | 'volume' | 'secret' | 'config'

/** Id of a resource by its key. What is made elsewhere is the same for all stacks that name it alike. */
export function resourceId({ stack, idOf }: StackDrawing, kind: ResourceKind, key: string): string {
  const resource = stack[`${kind}s`].get(key)
  const isShared = resource?.external?.value === true && resource.nameIsKnown
  return isShared ? `${kind}:external/${resource.engineName?.value ?? key}` : idOf(kind, key)
}

function addResource(drawing: StackDrawing, kind: ResourceKind, resource: Resource): void {
  const { draft, group } = drawing
  const { name, engineName, external, definition, hostPath } = resource
  const id = resourceId(drawing, kind, name.value)
  const file = textOf(definition?.get('file'))
  draft.node({
    id,
    kind,
    label: name.value,
    group: id.includes(':external/') ? undefined : group,
    place: draft.places.of(name.span),
    details: {
      name: resource.nameIsKnown ? engineName?.value : undefined,
      external: external?.value ? 'true' : undefined,
      internal: textOf(definition?.get('internal')) === 'true' ? 'true' : undefined,
      driver: textOf(definition?.get('driver')),
      host: hostPath?.value,
      file,
      environment: textOf(definition?.get('environment')),
    },
  })
}

/** Adds the secrets and configs that a service, or its build, is given. */
export function addGivenFiles(drawing: StackDrawing, service: Service, serviceId: string): void {
  const { draft, stack } = drawing
  const build = asMapping(service.definition.get('build'))
  for (const kind of ['secret', 'config'] as const) {
    const nodes = [...listOf(service.definition.get(`${kind}s`)), ...listOf(build?.get(`${kind}s`))]
    for (const node of nodes) {
      const source = asMapping(node)?.get('source') ?? node
      const name = textOf(source)
      if (name === undefined) continue
      const place = draft.places.of(source.span)
      const isThere = stack[`${kind}s`].has(name)
      const to = isThere
        ? resourceId(drawing, kind, name)
        : addMissing(drawing, kind, name, `the stack declares no ${kind} ${name}`)
      draft.edge({ from: serviceId, to, kind: 'uses', place, isUnresolved: !isThere || undefined })
    }
  }
}

/** Adds what is named and not there, and returns its id. */
export function addMissing(
  { draft, idOf, group }: StackDrawing,
  kind: ResourceKind | 'service' | 'env-file' | 'stage',
  name: string,
  unresolved: string,
): string {
  const isFile = kind === 'env-file' || kind === 'stage'
  return draft.node({
    id: isFile ? `${kind}:${name}` : idOf(kind, `?${name}`),
    kind,
    label: name,
    group: isFile ? undefined : group,
    unresolved,
  })
}
