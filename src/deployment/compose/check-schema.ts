import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { ComposeModel } from './model.ts'
import type { Notes } from './notes.ts'
import { validateCompose } from './schema.ts'
import { nodeAt, plainOf } from './tree.ts'

/**
 * Judges the merged model by the Compose schema, and what there is before each file that is merged over it: a
 * later file makes nothing right. A value that a variable without a value is part of fits
 * everywhere, and files that could not be read as YAML are not judged: half a tree breaks every rule.
 */
export function checkSchema(model: ComposeModel, notes: Notes): void {
  if (model.problems.some(({ about, severity }) => about === 'syntax' && severity === 'error')) return
  for (const root of [model.merged, ...model.bases]) checkTree(root, model, notes)
}

function checkTree(root: Mapping, model: ComposeModel, notes: Notes): void {
  for (const { path, key, message } of validateCompose(plainOf(root))) {
    const node = nodeAt(root, path) ?? root
    if (holdsUnresolved(node, model)) continue
    const entry = key !== undefined && node.kind === 'mapping' ? node.entry(key) : undefined
    notes.problem(key === undefined ? 'schema' : 'unknown-key', entry?.key.span ?? node.span, message)
  }
}

/** An unknown key is unknown whatever stands beside it, so only scalars and lists count. */
function holdsUnresolved(node: YamlNode, model: ComposeModel): boolean {
  if (node.kind === 'scalar') return model.isUnresolved(node)
  return node.kind === 'sequence' && node.items.some((item) => model.isUnresolved(item))
}
