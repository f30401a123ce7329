import { alphabetical, disorderOfKeys, writtenCompose } from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

/** Stands for all keys that begin with `x-`. */
const EXTENSIONS = 'x-*'
const ORDER = [
  ...[EXTENSIONS, 'version', 'name', 'include', 'services', 'models'],
  ...['networks', 'volumes', 'secrets', 'configs'],
]

export default defineRule<'stack', { readonly order: readonly string[] }>({
  id: 'require-top-level-order',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'The sections of a compose file stand in the same order everywhere.',
  why: 'Whoever opens the file knows where its networks and volumes are before he has read it.',
  like: ['dclint:top-level-properties-order'],
  options: {
    type: 'object',
    properties: {
      order: {
        description: 'Sections in their order; `x-*` is where all extensions stand, others come last.',
        type: 'array',
        items: { type: 'string' },
        default: ORDER,
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'compose.yaml':
        '# The shop\nvolumes:\n  data:\n\n# Everything that runs\n«services»:\n  db:\n    image: postgres:17\n    volumes: ["data:/data"]\n',
    },
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n«x-team»: shop\nfoo: 1\n' },
    {
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n«name»: shop\n',
      'plimsoll.yaml':
        'rules:\n  require-top-level-order: { severity: info, options: { order: [name, services] } }\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-base: &base\n  restart: always\nname: shop\nservices:\n  db:\n    <<: *base\n    image: postgres:17\nvolumes:\n  data:\n',
    },
    // Extensions last, but for the one whose anchor is needed.
    {
      'compose.yaml':
        'x-base: &base\n  restart: always\nservices:\n  db:\n    <<: *base\n    image: postgres:17\nx-team: shop\n',
      'plimsoll.yaml':
        'rules:\n  require-top-level-order: { severity: info, options: { order: [services, "x-*"] } }\n',
    },
  ],

  *check(stack, { project, options }) {
    const { order } = options
    const rankOf = (key: string) => {
      const rank = order.indexOf(key.startsWith('x-') && !order.includes(key) ? EXTENSIONS : key)
      return rank === -1 ? order.length : rank
    }
    const compare = (one: string, other: string) =>
      rankOf(one) - rankOf(other) || (one.startsWith('x-') ? alphabetical(one, other) : 0)
    for (const { document, root } of writtenCompose(stack, project)) {
      const disorder = disorderOfKeys(document, root, compare)
      if (!disorder) continue
      const { keys, entries, misplaced, before, edit } = disorder
      yield {
        at: entries[misplaced]!.key.span,
        message: `${keys[misplaced]} stands after ${keys[before]}; put it before.`,
        ...(edit && { fix: { title: 'Put the sections in order', safe: true, edits: [edit] } }),
      }
    }
  },
})
