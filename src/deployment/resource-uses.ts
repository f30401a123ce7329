import type { YamlNode } from '../documents/yaml/node.ts'
import { asMapping, listOf, textOf } from './compose/tree.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import type { Resource, Stack } from './stack.ts'

export type ResourceKind = 'networks' | 'volumes' | 'secrets' | 'configs'

/** Resources of the top level that no service uses, in this stack or in another that reads the same file. */
export function unusedResources(stack: Stack, kind: ResourceKind, project: Project): readonly Resource[] {
  if (!project.hasEveryDeployment) return []
  const stacks = stacksWith(stack, project)
  return [...stack[kind].values()].filter(
    (resource) =>
      // `networks.default` describes the network that is there anyway.
      !(kind === 'networks' && resource.name.value === 'default') &&
      !stacks.some((other) => declares(other, kind, resource) && isUsed(other, kind, resource.name.value)),
  )
}

/** Stacks that read a file of this one, itself among them. */
function stacksWith(stack: Stack, project: Project): readonly Stack[] {
  let byFile = readers.get(project)
  if (!byFile) {
    const lists = new Map<string, Stack[]>()
    for (const each of project.deployments.flatMap(({ stacks }) => stacks)) {
      for (const path of each.files) lists.set(path, [...(lists.get(path) ?? []), each])
    }
    byFile = lists
    readers.set(project, byFile)
  }
  const found = byFile
  return [...new Set(stack.files.flatMap((path) => found.get(path) ?? []))]
}

const readers = new WeakMap<Project, ReadonlyMap<string, readonly Stack[]>>()

function declares(stack: Stack, kind: ResourceKind, { name }: Resource): boolean {
  const same = stack[kind].get(name.value)
  return same?.name.span.path === name.span.path && same.name.span.start === name.span.start
}

function isUsed(stack: Stack, kind: ResourceKind, name: string): boolean {
  return [...stack.services.values()].some(
    (service) => usedNames(service, kind).includes(name) || mayUseAny(service, kind),
  )
}

/** What a service names of one kind. */
function usedNames(
  { networks, mounts, networkMode, definition }: Service,
  kind: ResourceKind,
): readonly string[] {
  const build = asMapping(definition.get('build'))
  switch (kind) {
    case 'networks':
      return [...networks.map(({ network }) => network), networkMode].flatMap((each) => each?.value ?? [])
    case 'volumes':
      return mounts.flatMap(({ type, source }) => (type === 'volume' && source ? source.value : []))
    default:
      return [...sourcesOf(definition.get(kind)), ...sourcesOf(build?.get(kind))]
  }
}

/** A variable may stand for the name of any volume. */
function mayUseAny({ mounts, definition }: Service, kind: ResourceKind): boolean {
  if (kind !== 'volumes') return false
  const written = listOf(definition.get('volumes')).length
  return written > mounts.length || mounts.some(({ isUnresolved }) => isUnresolved)
}

function sourcesOf(node: YamlNode | undefined): readonly string[] {
  return listOf(node).flatMap((item) => textOf(asMapping(item)?.get('source') ?? item) ?? [])
}
