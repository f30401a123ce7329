import type { YamlNode } from './node.ts'

/**
 * The node as plain data, as `JSON.parse` would give it. Every call makes new objects. A key `__proto__` is an
 * ordinary property. The size is bounded because the parser bounds what aliases and merge keys repeat.
 */
export function toPlain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(toPlain)
  const object: Record<string, unknown> = {}
  for (const { key, value } of node.entries) {
    if (key.text === '__proto__') {
      Object.defineProperty(object, key.text, {
        value: toPlain(value),
        configurable: true,
        enumerable: true,
        writable: true,
      })
    } else object[key.text] = toPlain(value)
  }
  return object
}
