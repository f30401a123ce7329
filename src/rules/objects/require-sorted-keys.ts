import { writtenEntries } from '../../documents/yaml/blocks.ts'
import type { Mapping, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import { findDisorder } from '../../documents/yaml/order.ts'
import { defineRule } from '../../engine/rule.ts'

interface Options {
  readonly recursive: boolean
}

export default defineRule<'object', Options>({
  id: 'require-sorted-keys',
  on: 'object',
  severity: 'info',
  category: 'style',
  summary: 'The keys of every mapping of a manifest stand in alphabetical order.',
  why: 'Two manifests in one order can be compared line by line, and so can two versions of one.',
  like: ['kube-linter:sorted-keys'],
  options: {
    type: 'object',
    properties: {
      recursive: {
        description: 'Look at every mapping in the object, not at its own keys alone.',
        type: 'boolean',
        default: true,
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'web.yaml':
        'apiVersion: v1\nmetadata:\n  name: web\n# What it is\n«kind»: Service\nspec:\n  ports: [{ protocol: TCP, «port»: 80 }]\n',
    },
    {
      'web.yaml':
        'apiVersion: v1\ndata:\n  "2-b": x\n  «"10-a"»: y\nkind: ConfigMap\nmetadata: { name: web }\n',
      'plimsoll.yaml': 'rules:\n  require-sorted-keys:\n    options: { recursive: true }\n',
    },
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    # The only one\n    - name: app\n      # As released\n      image: acme/web:2 # today\n\n      «env»: []\n',
    },
  ],
  good: [
    { 'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: ClusterIP }\n' },
    {
      'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web, labels: { app: web } }\n',
      'plimsoll.yaml': 'rules:\n  require-sorted-keys:\n    options: { recursive: false }\n',
    },
    // What an alias stands for is sorted where it is written.
    {
      'map.yaml':
        'apiVersion: v1\ndata: &data\n  <<: { c: d }\n  a: b\nkind: ConfigMap\nmetadata:\n  labels: *data\n  name: web\n',
    },
  ],

  *check({ node, document, title }, { options }) {
    for (const { mapping, address } of options.recursive
      ? mappingsIn(node, '')
      : [{ mapping: node, address: '' }]) {
      const entries = writtenEntries(mapping)
      const keyOf = (index: number) => entries[index]!.key.text
      const disorder = findDisorder(document, mapping, entries.length, (one, other) =>
        compareBytes(keyOf(one), keyOf(other)),
      )
      if (!disorder) continue
      const { misplaced, before, edit } = disorder
      yield {
        at: entries[misplaced]!.key.span,
        message: `${address === '' ? 'In' : `In ${address} of`} ${title} ${keyOf(misplaced)} stands behind ${keyOf(before)}; sort the keys.`,
        ...(edit && { fix: { title: 'Sort the keys', safe: true, edits: [edit] } }),
      }
    }
  },
})

interface PlacedMapping {
  readonly mapping: Mapping
  readonly address: string
}

/** Every mapping that is written in a node, itself too; what aliases stand for is written elsewhere. */
function* mappingsIn(node: YamlNode, address: string): Iterable<PlacedMapping> {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      if (isWithin(item, node)) yield* mappingsIn(item, `${address}[${index}]`)
    }
  }
  if (node.kind !== 'mapping') return
  yield { mapping: node, address }
  for (const { key, value, merged, span } of node.entries) {
    if (merged || !isWithin(value, { span })) continue
    yield* mappingsIn(value, address === '' ? key.text : `${address}.${key.text}`)
  }
}

function isWithin(
  { span }: Pick<YamlNode, 'span'>,
  outer: Pick<YamlDocument['roots'][number], 'span'>,
): boolean {
  return span.start >= outer.span.start && span.end <= outer.span.end
}

/** As the bytes of UTF-8, without regard to any language. */
function compareBytes(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
