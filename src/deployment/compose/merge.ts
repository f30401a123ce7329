import type { Entry, Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { assignmentsOf } from './assignments.ts'
import type { Notes } from './notes.ts'
import {
  asMapping,
  copyScalar,
  impliedScalar,
  isNull,
  makeEntry,
  makeMapping,
  makeSequence,
  PathTable,
  plainOf,
  stringOf,
  withValue,
} from './tree.ts'

type Merger = (earlier: YamlNode, later: YamlNode, merge: Merge, place: PathTable<Merger>) => YamlNode

const assignments: Merger = (earlier, later, merge) =>
  makeSequence([...merge.items(earlier), ...merge.items(later)], later)

const replace: Merger = (_earlier, later) => later

/** Places that do not merge as their YAML type would. */
const mergers = PathTable.of<Merger>({
  'configs.*.labels': assignments,
  'networks.*.ipam.config': mergeAddressPools,
  'networks.*.labels': assignments,
  'secrets.*.labels': assignments,
  'services.*.annotations': assignments,
  'services.*.build': (earlier, later, merge, place) =>
    merge.mappings(buildMapping(earlier), buildMapping(later), place),
  'services.*.build.additional_contexts': assignments,
  'services.*.build.args': assignments,
  'services.*.build.extra_hosts': mergeHosts,
  'services.*.build.labels': assignments,
  'services.*.build.ulimits.*': mergeLimit,
  'services.*.command': replace,
  'services.*.depends_on': (earlier, later, merge, place) =>
    merge.mappings(dependencyMapping(earlier), dependencyMapping(later), place),
  'services.*.deploy.labels': assignments,
  'services.*.dns': assignments,
  'services.*.dns_opt': assignments,
  'services.*.dns_search': assignments,
  'services.*.entrypoint': replace,
  'services.*.env_file': assignments,
  'services.*.environment': assignments,
  'services.*.extra_hosts': mergeHosts,
  'services.*.healthcheck.test': replace,
  'services.*.label_file': assignments,
  'services.*.labels': assignments,
  'services.*.logging': mergeLogging,
  'services.*.models': (earlier, later, merge, place) =>
    merge.mappings(keyMapping(earlier), keyMapping(later), place),
  'services.*.networks': (earlier, later, merge, place) =>
    merge.mappings(keyMapping(earlier), keyMapping(later), place),
  'services.*.provider.options.*': replace,
  'services.*.sysctls': assignments,
  'services.*.tmpfs': assignments,
  'services.*.ulimits.*': mergeLimit,
  'services.*.volumes.*.volume.labels': assignments,
  'volumes.*.labels': assignments,
})

/** The place in the table of special merges at which a single service is merged. */
const serviceMergers = mergers.step('services')!.step('*')

/** Where keys define what the stack has; a later file adds to a definition and does not move it. */
const DEFINITIONS = new Set(
  ['services', 'networks', 'volumes', 'secrets', 'configs'].map((key) => mergers.step(key)!),
)

/** The later tree over the earlier one, by the rules of Compose for each key. */
export function mergeTrees(earlier: YamlNode, later: YamlNode, notes: Notes): YamlNode {
  return new Merge(notes).nodes(earlier, later, mergers)
}

/** A service over the one it extends. */
export function mergeServices(base: YamlNode, service: YamlNode, notes: Notes): YamlNode {
  return new Merge(notes).nodes(base, service, serviceMergers)
}

class Merge {
  readonly notes: Notes

  constructor(notes: Notes) {
    this.notes = notes
  }

  nodes(earlier: YamlNode, later: YamlNode, table: PathTable<Merger> | undefined): YamlNode {
    if (table?.value) {
      // No command at all takes the place of an earlier one, too.
      if (isNull(later)) return table.value === replace ? this.#replacing(later, earlier) : earlier
      if (isNull(earlier)) return later
      const merged = table.value(earlier, later, this, table)
      return merged === later ? this.#replacing(later, earlier) : merged
    }
    if (isNull(later)) return earlier
    if (isNull(earlier)) return later
    if (earlier.kind === 'scalar') return this.#replacing(later, earlier)
    if (earlier.kind !== later.kind) {
      this.notes.problem(
        'merge',
        later.span,
        `This cannot override a ${earlier.kind} with a ${later.kind}.`,
        {
          related: [{ at: earlier.span, message: 'The earlier value' }],
        },
      )
      return later
    }
    if (earlier.kind === 'mapping') return this.mappings(earlier, later as Mapping, table)
    return makeSequence(withNewItems(earlier.items, (later as typeof earlier).items), later)
  }

  mappings(earlier: YamlNode, later: YamlNode, table?: PathTable<Merger>): YamlNode {
    if (earlier.kind !== 'mapping' || later.kind !== 'mapping') return this.nodes(earlier, later, undefined)
    const entries: Entry[] = []
    const defines = table !== undefined && DEFINITIONS.has(table)
    for (const entry of earlier.entries) {
      const key = entry.key.text
      const over = later.entry(key)
      if (!over) entries.push(entry)
      else if (isNull(over.value) && !isNull(entry.value) && table?.step(key)?.value !== replace) {
        entries.push(entry)
      } else {
        const value = this.nodes(entry.value, over.value, table?.step(key))
        entries.push(withValue(defines ? entry : over, value))
      }
    }
    for (const entry of later.entries) if (!earlier.entry(entry.key.text)) entries.push(entry)
    const merged = makeMapping(entries, later)
    if (this.notes.isUnresolved(earlier) || this.notes.isUnresolved(later)) this.notes.markUnresolved(merged)
    return merged
  }

  /** The items of a list; a mapping gives `KEY=value` items, a scalar is the only item. */
  items(node: YamlNode): readonly YamlNode[] {
    if (isNull(node)) return []
    if (node.kind === 'sequence') return node.items
    return node.kind === 'mapping' ? assignmentsOf(node, this.notes) : [node]
  }

  #replacing(later: YamlNode, earlier: YamlNode): YamlNode {
    const node = later.kind === 'scalar' ? copyScalar(later) : later
    this.notes.inherit(node, later)
    this.notes.markReplaced(node, earlier)
    return node
  }
}

/** `build: ./x` is short for a mapping with that context. */
export function buildMapping(build: YamlNode): YamlNode {
  if (build.kind !== 'scalar' || build.value === null) return build
  return makeMapping([makeEntry(impliedScalar('context', build.span), build)], build)
}

/** A list of names as a mapping whose values are null. */
export function keyMapping(names: YamlNode): YamlNode {
  return namesAsMapping(names, (name) => impliedScalar(null, { ...name.span, start: name.span.end }))
}

/** `depends_on` as a mapping: a plain name waits for the start and is required. */
export function dependencyMapping(names: YamlNode): YamlNode {
  return namesAsMapping(names, (name) =>
    makeMapping(
      [
        makeEntry(impliedScalar('condition', name.span), impliedScalar('service_started', name.span)),
        makeEntry(impliedScalar('required', name.span), impliedScalar(true, name.span)),
      ],
      name,
    ),
  )
}

function namesAsMapping(names: YamlNode, makeValue: (name: Scalar) => YamlNode): YamlNode {
  if (names.kind !== 'sequence') return names
  const entries = new Map<string, Entry>()
  for (const item of names.items) {
    if (item.kind !== 'scalar') return names
    const name = stringOf(item)
    const key = item.value === item.text ? item : copyScalar(item, name)
    entries.set(name, { key, value: makeValue(item), span: item.span })
  }
  return makeMapping([...entries.values()], names)
}

function mergeHosts(earlier: YamlNode, later: YamlNode, merge: Merge): YamlNode {
  return makeSequence(withNewItems(merge.items(earlier), merge.items(later)), later)
}

/** A later item that says the same as an earlier one adds nothing. */
function withNewItems(earlier: readonly YamlNode[], later: readonly YamlNode[]): YamlNode[] {
  const keyOf = (item: YamlNode) => JSON.stringify(plainOf(item))
  const known = new Set(earlier.map(keyOf))
  return [...earlier, ...later.filter((item) => !known.has(keyOf(item)))]
}

function mergeLimit(earlier: YamlNode, later: YamlNode, merge: Merge): YamlNode {
  return earlier.kind === 'mapping' && later.kind === 'mapping' ? merge.mappings(earlier, later) : later
}

/** Options of another driver mean nothing to this one, so the whole is replaced when the driver changes. */
function mergeLogging(earlier: YamlNode, later: YamlNode, merge: Merge, place: PathTable<Merger>): YamlNode {
  const before = asMapping(earlier)?.get('driver')
  const after = asMapping(later)?.get('driver')
  if (before && after && plainOf(before) !== plainOf(after)) return later
  return merge.mappings(earlier, later, place)
}

/** `ipam.config` items of the same subnet become one. */
function mergeAddressPools(earlier: YamlNode, later: YamlNode, merge: Merge): YamlNode {
  if (earlier.kind !== 'sequence' || later.kind !== 'sequence') return merge.nodes(earlier, later, undefined)
  const items = [...earlier.items]
  for (const pool of later.items) {
    const subnet = plainOf(asMapping(pool)?.get('subnet'))
    const at = items.findIndex((item) => subnet && plainOf(asMapping(item)?.get('subnet')) === subnet)
    if (at === -1) items.push(pool)
    else items[at] = merge.mappings(items[at]!, pool)
  }
  return makeSequence(items, later)
}
