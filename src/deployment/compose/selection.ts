import type { Mapping } from '../../documents/yaml/node.ts'
import { readDependencies } from './dependencies.ts'
import type { ComposeModel } from './model.ts'
import { asMapping, listOf, textOf } from './tree.ts'

export interface Selection {
  /** Active profiles; `*` is all of them. */
  readonly profiles?: readonly string[] | undefined
  /** Only these services and what they depend on; named ones run whatever their profiles are. */
  readonly services?: readonly string[] | undefined
}

/** The services that are active, by name. */
export function activeServices(model: ComposeModel, selection: Selection): ReadonlyMap<string, Mapping> {
  const all = new Map<string, Mapping>()
  for (const { key, value } of asMapping(model.root.get('services'))?.entries ?? []) {
    const service = asMapping(value)
    if (service) all.set(key.text, service)
  }
  const active = new Set<string>()
  for (const [name, service] of all) if (hasProfile(service, selection.profiles ?? [])) active.add(name)
  if (selection.services && selection.services.length > 0) {
    const chosen = withDependencies(selection.services, all)
    return new Map([...all].filter(([name]) => chosen.has(name)))
  }
  return new Map([...all].filter(([name]) => active.has(name)))
}

function hasProfile(service: Mapping, profiles: readonly string[]): boolean {
  const own = listOf(service.get('profiles')).flatMap((node) => textOf(node) ?? [])
  return own.length === 0 || profiles.includes('*') || own.some((profile) => profiles.includes(profile))
}

function withDependencies(names: readonly string[], all: ReadonlyMap<string, Mapping>): Set<string> {
  const chosen = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const service = all.get(name)
    if (!service || chosen.has(name)) continue
    chosen.add(name)
    waiting.push(...readDependencies(service).map((dependency) => dependency.name.value))
  }
  return chosen
}
