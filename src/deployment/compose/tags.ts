import type { Entry, YamlNode } from '../../documents/yaml/node.ts'
import { makeMapping, makeSequence, type Path, type Step, withValue } from './tree.ts'

/** A tree without what its `!reset` tags drop, and the places whose earlier value its tags do away with. */
export interface TaggedTree {
  readonly root: YamlNode
  readonly cleared: readonly Path[]
}

/**
 * Takes out `!reset` and `!override`. Both drop what earlier files (or an extended service) have at their
 * place; `!reset` drops the value that follows it too.
 */
export function resolveTags(root: YamlNode): TaggedTree {
  const cleared: Path[] = []
  return { root: resolve(root, [], cleared), cleared }
}

function resolve(node: YamlNode, path: readonly Step[], cleared: Path[]): YamlNode {
  if (node.kind === 'scalar') return node
  if (node.kind === 'sequence') {
    const items = node.items.flatMap((item, index) => {
      const next = [...path, index]
      return item.tag === '!reset' ? [] : [resolve(item, next, cleared)]
    })
    const changed = items.length !== node.items.length || items.some((item, at) => item !== node.items[at])
    return changed ? makeSequence(items, node) : node
  }
  const entries: Entry[] = []
  for (const entry of node.entries) {
    const next = [...path, entry.key.text]
    if (entry.value.tag === '!reset' || entry.value.tag === '!override') cleared.push(next)
    if (entry.value.tag !== '!reset') entries.push(withValue(entry, resolve(entry.value, next, cleared)))
  }
  const changed =
    entries.length !== node.entries.length || entries.some((entry, at) => entry !== node.entries[at])
  return changed ? makeMapping(entries, node) : node
}

/** The tree without the values at these places. */
export function clearPaths(root: YamlNode, paths: readonly Path[]): YamlNode {
  return paths.reduce(clearPath, root)
}

function clearPath(node: YamlNode, path: Path): YamlNode {
  const [step, ...rest] = path
  if (step === undefined || node.kind !== 'mapping') return node
  const key = String(step)
  const entry = node.entry(key)
  if (!entry) return node
  if (rest.length === 0) {
    return makeMapping(
      node.entries.filter((one) => one !== entry),
      node,
    )
  }
  const value = clearPath(entry.value, rest)
  if (value === entry.value) return node
  return makeMapping(
    node.entries.map((one) => (one === entry ? withValue(entry, value) : one)),
    node,
  )
}

/** The paths below `prefix`, relative to it. */
export function pathsBelow(paths: readonly Path[], prefix: Path): readonly Path[] {
  return paths
    .filter((path) => path.length > prefix.length && prefix.every((step, index) => path[index] === step))
    .map((path) => path.slice(prefix.length))
}
