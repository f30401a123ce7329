import type { Entry, Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { entryOfAssignment } from './assignments.ts'
import { buildMapping, dependencyMapping, keyMapping } from './merge.ts'
import type { Notes } from './notes.ts'
import {
  asMapping,
  copyScalar,
  impliedScalar,
  isNull,
  listOf,
  makeEntry,
  makeMapping,
  makeSequence,
  PathTable,
  stringOf,
  stringScalar,
  withEntry,
  withoutKey,
  withValue,
} from './tree.ts'

type Form = (node: YamlNode, notes: Notes) => YamlNode

/** `KEY=value` lists and mappings alike as a mapping of strings; a key without a value has null. */
const assigned: Form = (node, notes) => assignedBy(node, notes, /=/)

/** The same where a key without a value means an empty one. */
const labelled: Form = (node, notes) => {
  const mapping = assigned(node, notes)
  if (mapping.kind !== 'mapping') return mapping
  const entries = mapping.entries.map((entry) =>
    isNull(entry.value) ? withValue(entry, impliedScalar('', entry.value.span)) : entry,
  )
  return makeMapping(entries, mapping)
}

/** Scalar values of a mapping as strings. */
const strings: Form = (node, notes) => {
  if (node.kind !== 'mapping') return node
  return makeMapping(
    node.entries.map((entry) => withValue(entry, string(entry.value, notes))),
    node,
  )
}

/** A single text or a list of them as a list of strings. */
const stringList: Form = (node, notes) => {
  if (isNull(node) || node.kind === 'mapping') return node
  return makeSequence(
    listOf(node).map((item) => string(item, notes)),
    node,
  )
}

const list: Form = (node) => {
  if (isNull(node) || node.kind === 'sequence') return node
  return makeSequence([node], node)
}

/** Places whose short forms get one form. */
const forms = PathTable.of<Form>({
  'configs.*': resource,
  'configs.*.labels': labelled,
  'models.*.runtime_flags': stringList,
  'networks.*': resource,
  'networks.*.driver_opts': strings,
  'networks.*.ipam.options': strings,
  'networks.*.labels': labelled,
  'secrets.*': resource,
  'secrets.*.driver_opts': strings,
  'secrets.*.labels': labelled,
  'services.*.annotations': labelled,
  'services.*.build': (node) => buildMapping(node),
  'services.*.build.additional_contexts': assigned,
  'services.*.build.args': assigned,
  'services.*.build.extra_hosts': hosts,
  'services.*.build.labels': labelled,
  'services.*.build.ssh': (node, notes) => (node.kind === 'sequence' ? assigned(node, notes) : node),
  'services.*.credential_spec': strings,
  'services.*.depends_on': (node) => dependencyMapping(node),
  'services.*.deploy.labels': labelled,
  'services.*.deploy.resources.reservations.devices.*.options': assigned,
  'services.*.develop.watch.*.exec.environment': assigned,
  'services.*.develop.watch.*.ignore': stringList,
  'services.*.develop.watch.*.include': stringList,
  'services.*.dns': withoutEmpty,
  'services.*.dns_search': stringList,
  'services.*.env_file': list,
  'services.*.environment': assigned,
  'services.*.expose': stringList,
  'services.*.extra_hosts': hosts,
  'services.*.gpus.*.options': assigned,
  'services.*.group_add': stringList,
  'services.*.label_file': stringList,
  'services.*.labels': labelled,
  'services.*.logging.options': strings,
  'services.*.models': (node) => keyMapping(node),
  'services.*.networks': (node) => keyMapping(node),
  'services.*.networks.*.driver_opts': strings,
  'services.*.build.provenance': string,
  'services.*.build.sbom': string,
  'services.*.post_start.*.environment': assigned,
  'services.*.pre_start.*.environment': assigned,
  'services.*.pre_stop.*.environment': assigned,
  'services.*.profiles': stringList,
  'services.*.provider.options.*': stringList,
  'services.*.storage_opt': strings,
  'services.*.sysctls': labelled,
  'services.*.tmpfs': stringList,
  'services.*.volumes.*.volume.labels': labelled,
  'volumes.*': resource,
  'volumes.*.driver_opts': strings,
  'volumes.*.labels': labelled,
})

/** The tree with every collection in one form. Values keep their spans. */
export function canonicalOf(root: Mapping, notes: Notes): Mapping {
  const canonical = inOneForm(root, forms, notes)
  return canonical.kind === 'mapping' ? canonical : root
}

function inOneForm(node: YamlNode, table: PathTable<Form> | undefined, notes: Notes): YamlNode {
  if (!table) return node
  const formed = table.value ? table.value(node, notes) : node
  if (formed.kind === 'scalar') return formed
  if (formed.kind === 'sequence') {
    const items = formed.items.map((item, index) => inOneForm(item, table.step(index), notes))
    return items.some((item, index) => item !== formed.items[index]) ? makeSequence(items, formed) : formed
  }
  const entries = formed.entries.map((entry): Entry => {
    const value = inOneForm(entry.value, table.step(entry.key.text), notes)
    notes.inherit(value, entry.value)
    return withValue(entry, value)
  })
  if (entries.every((entry, index) => entry === formed.entries[index])) return formed
  return makeMapping(entries, formed)
}

function string(node: YamlNode, notes: Notes): YamlNode {
  if (node.kind !== 'scalar' || node.value === null) return node
  const text = stringScalar(node)
  notes.inherit(text, node)
  return text
}

function assignedBy(node: YamlNode, notes: Notes, separators: RegExp): YamlNode {
  if (node.kind === 'mapping') return strings(node, notes)
  if (node.kind !== 'sequence') return node
  const entries = new Map<string, Entry>()
  for (const item of node.items) {
    if (item.kind !== 'scalar') return node
    const text: Scalar = typeof item.value === 'string' ? item : copyScalar(item, stringOf(item))
    const entry = entryOfAssignment(text, separators, notes)
    const earlier = entries.get(entry.key.text)
    if (earlier) notes.markReplaced(entry.value, earlier.value)
    entries.set(entry.key.text, entry)
  }
  return makeMapping([...entries.values()], node)
}

/** `host=address` or `host:address` items as a mapping of hosts to lists of addresses. */
function hosts(node: YamlNode, notes: Notes): YamlNode {
  const pairs: Entry[] = []
  if (node.kind === 'sequence') {
    for (const item of node.items) {
      if (item.kind !== 'scalar') return node
      pairs.push(entryOfAssignment(item, item.text.includes('=') ? /=/ : /:/, notes))
    }
  } else if (node.kind === 'mapping') pairs.push(...node.entries)
  else return node
  const byHost = new Map<string, { first: Entry; addresses: YamlNode[] }>()
  for (const pair of pairs) {
    const host = byHost.get(pair.key.text) ?? { first: pair, addresses: [] }
    host.addresses.push(...listOf(pair.value).flatMap((value) => addressesOf(value)))
    byHost.set(pair.key.text, host)
  }
  const entries = [...byHost.values()].map(({ first, addresses }) =>
    makeEntry(first.key, makeSequence(addresses, first.value)),
  )
  return makeMapping(entries, node)
}

/** `a,b` is two addresses; brackets around IPv6 are no part of it. */
function addressesOf(node: YamlNode): YamlNode[] {
  if (node.kind !== 'scalar' || node.value === null) return [node]
  const text = stringOf(node)
  if (!/[,[]/.test(text)) return [stringScalar(node)]
  return text.split(',').map((address) => copyScalar(node, address.trim().replace(/^\[(.*)\]$/, '$1')))
}

/** `dns: ${UNSET}` means no server at all. */
function withoutEmpty(node: YamlNode, notes: Notes): YamlNode {
  const formed = stringList(node, notes)
  if (formed.kind !== 'sequence') return formed
  return makeSequence(
    formed.items.filter((item) => item.kind !== 'scalar' || item.value !== ''),
    formed,
  )
}

/** The old `external: {name: x}` is `external: true` with that name. */
function resource(node: YamlNode): YamlNode {
  const mapping = asMapping(node)
  const external = mapping?.entry('external')
  const old = asMapping(external?.value)
  if (!mapping || !external || !old) return node
  const flagged = withEntry(mapping, withValue(external, impliedScalar(true, old.span)))
  const name = old.entry('name')
  return name && !isNull(name.value) ? withEntry(withoutKey(flagged, 'name'), name) : flagged
}
