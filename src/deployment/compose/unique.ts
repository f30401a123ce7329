import type { Entry, YamlNode } from '../../documents/yaml/node.ts'
import { keyOf } from './assignments.ts'
import { readMount } from './mounts.ts'
import type { Notes } from './notes.ts'
import { portKey, readPort } from './ports.ts'
import { copyScalar, makeMapping, makeSequence, PathTable, plainOf, textOf, withValue } from './tree.ts'

/** What two items of a list have in common when the later one takes the place of the earlier one. */
type KeyOfItem = (item: YamlNode) => string

const byKey: KeyOfItem = (item) =>
  item.kind === 'scalar' ? `=${keyOf(textOf(item) ?? '')}` : JSON.stringify(plainOf(item))

const byValue: KeyOfItem = (item) =>
  item.kind === 'scalar' ? `=${textOf(item)}` : JSON.stringify(plainOf(item))

const byEnvFile: KeyOfItem = (item) =>
  item.kind === 'mapping' ? `=${textOf(item.get('path')) ?? ''}` : byValue(item)

const byPort: KeyOfItem = (item) => {
  const port = readPort(item).ports[0]
  return port ? portKey(port) : JSON.stringify(plainOf(item))
}

const byMountTarget: KeyOfItem = (item) => {
  const target = readMount(item).mount?.target?.value
  return target ? `=${target}` : JSON.stringify(plainOf(item))
}

const byDeviceTarget: KeyOfItem = (item) => {
  if (item.kind === 'mapping') return `=${textOf(item.get('target')) ?? textOf(item.get('source')) ?? ''}`
  const [source, target] = (textOf(item) ?? '').split(':')
  return `=${target || source}`
}

/** Secrets and configs by where they are mounted; below `folder` where the target is no absolute path. */
function byFileTarget(folder: string): KeyOfItem {
  return (item) => {
    const text =
      item.kind === 'mapping' ? (textOf(item.get('target')) ?? textOf(item.get('source'))) : textOf(item)
    if (text === undefined) return JSON.stringify(plainOf(item))
    return text.startsWith('/') ? text : `${folder}/${text}`
  }
}

const uniqueLists = PathTable.of<KeyOfItem>({
  'networks.*.labels': byKey,
  'secrets.*.labels': byKey,
  'configs.*.labels': byKey,
  'volumes.*.labels': byKey,
  'services.*.annotations': byKey,
  'services.*.build.additional_contexts': byKey,
  'services.*.build.args': byKey,
  'services.*.build.labels': byKey,
  'services.*.build.platform': byValue,
  'services.*.build.platforms': byValue,
  'services.*.build.tags': byValue,
  'services.*.cap_add': byValue,
  'services.*.cap_drop': byValue,
  'services.*.configs': byFileTarget(''),
  'services.*.deploy.labels': byKey,
  'services.*.devices': byDeviceTarget,
  'services.*.dns': byValue,
  'services.*.dns_opt': byValue,
  'services.*.dns_search': byValue,
  'services.*.env_file': byEnvFile,
  'services.*.environment': byKey,
  'services.*.expose': byValue,
  'services.*.label_file': byValue,
  'services.*.labels': byKey,
  'services.*.links': byValue,
  'services.*.networks.*.aliases': byValue,
  'services.*.networks.*.link_local_ips': byValue,
  'services.*.ports': byPort,
  'services.*.profiles': byValue,
  'services.*.secrets': byFileTarget('/run/secrets'),
  'services.*.sysctls': byKey,
  'services.*.tmpfs': byKey,
  'services.*.volumes': byMountTarget,
  'services.*.volumes.*.volume.labels': byKey,
})

/**
 * Lists whose items have a key hold each key once: the last item of a key stands where the first one stood,
 * within one file as well as after a merge.
 */
export function withUniqueItems(
  node: YamlNode,
  notes: Notes,
  table: PathTable<KeyOfItem> | undefined = uniqueLists,
): YamlNode {
  if (!table || node.kind === 'scalar') return node
  if (node.kind === 'sequence') {
    const items = node.items.map((item, index) => withUniqueItems(item, notes, table.step(index)))
    const unique = table.value ? lastOfEachKey(items, table.value, notes) : items
    const same = unique.length === node.items.length && unique.every((item, at) => item === node.items[at])
    return same ? node : makeSequence(unique, node)
  }
  const entries = node.entries.map((entry): Entry => {
    const value = withUniqueItems(entry.value, notes, table.step(entry.key.text))
    notes.inherit(value, entry.value)
    return withValue(entry, value)
  })
  return entries.some((entry, index) => entry !== node.entries[index]) ? makeMapping(entries, node) : node
}

function lastOfEachKey(items: readonly YamlNode[], keyOfItem: KeyOfItem, notes: Notes): readonly YamlNode[] {
  const byItemKey = new Map<string, YamlNode>()
  for (const item of items) {
    const key = keyOfItem(item)
    const earlier = byItemKey.get(key)
    if (!earlier || earlier === item) byItemKey.set(key, item)
    else byItemKey.set(key, replacing(item, earlier, notes))
  }
  return byItemKey.size === items.length ? items : [...byItemKey.values()]
}

function replacing(item: YamlNode, earlier: YamlNode, notes: Notes): YamlNode {
  const node = item.kind === 'scalar' ? copyScalar(item) : item
  notes.inherit(node, item)
  notes.markReplaced(node, earlier)
  return node
}
