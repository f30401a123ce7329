import { alphabetical, disorderOfKeys, writtenServices } from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

/** From what it is, over what it needs and gets, to how it runs. */
const ORDER = [
  ...['image', 'build', 'container_name', 'depends_on'],
  ...['volumes', 'volumes_from', 'configs', 'secrets', 'environment', 'env_file'],
  ...['ports', 'networks', 'network_mode', 'extra_hosts'],
  ...['command', 'entrypoint', 'working_dir', 'restart', 'healthcheck'],
  ...['logging', 'labels', 'user', 'isolation'],
]

interface Options {
  readonly order: readonly string[]
  readonly anywhere: readonly string[]
}

export default defineRule<'stack', Options>({
  id: 'require-service-key-order',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'The keys of every service stand in the same order.',
  why: 'Where the image always comes first and the ports in the same place, two services are compared at a glance.',
  like: ['dclint:service-keys-order'],
  options: {
    type: 'object',
    properties: {
      order: {
        description: 'Keys in their order; all others follow in alphabetical order.',
        type: 'array',
        items: { type: 'string' },
        default: ORDER,
      },
      anywhere: {
        description: 'Keys that may stand wherever they are.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    # Published by the proxy\n    ports:\n      - "80:80"\n    «image»: nginx:1.29\n  db:\n    image: postgres:17\n    volumes: ["data:/data"]\n    mem_limit: 1g\n    «environment»:\n      TZ: UTC\n',
    },
    { 'compose.yaml': 'services:\n  web: { restart: always, «image»: "nginx:1.29" }\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    privileged: true\n    mem_limit: 1g\n    «ports»: ["80:80"]\n',
      'plimsoll.yaml':
        'rules:\n  require-service-key-order:\n    options:\n      order: [ports, image]\n      anywhere: [privileged, mem_limit]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-base: &base\n  restart: always\n  image: nginx:1.29\nservices:\n  web:\n    <<: *base\n    build: .\n    depends_on: [db]\n    ports: ["80:80"]\n    annotations:\n      a: b\n    x-owner: team\n  db: *base\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    privileged: true\n    ports: ["80:80"]\n    mem_limit: 1g\n    image: nginx:1.29\n',
      'plimsoll.yaml':
        'rules:\n  require-service-key-order:\n    options:\n      order: [ports, image]\n      anywhere: [privileged, mem_limit]\n',
    },
  ],

  *check(stack, { project, options }) {
    const { anywhere } = options
    const ranks = new Map(options.order.map((key, rank) => [key, rank]))
    const rankOf = (key: string) => ranks.get(key) ?? options.order.length + (anywhere.includes(key) ? 1 : 0)
    const compare = (one: string, other: string) =>
      rankOf(one) - rankOf(other) || (ranks.has(one) || anywhere.includes(one) ? 0 : alphabetical(one, other))
    for (const { document, name, definition } of writtenServices(stack, project)) {
      const disorder = disorderOfKeys(document, definition, compare)
      if (!disorder) continue
      const { keys, entries, edit } = disorder
      // Those that may stand anywhere move only where others have to.
      const bound = entries.filter(({ key }) => key.text !== '<<' && !anywhere.includes(key.text))
      const index = bound.findIndex(({ key }, at) => at > 0 && compare(bound[at - 1]!.key.text, key.text) > 0)
      const misplaced = bound[index]
      if (!misplaced) continue
      const after = keys.find(
        (key) => bound.some((each) => each.key.text === key) && compare(key!, misplaced.key.text) > 0,
      )
      yield {
        at: misplaced.key.span,
        message: `${misplaced.key.text} of ${name.value} stands after ${after}; put it before.`,
        ...(edit && { fix: { title: `Put the keys of ${name.value} in order`, safe: true, edits: [edit] } }),
      }
    }
  },
})
