import { alphabetical, disorderOfKeys, writtenCompose } from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-sorted-services',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'The services of a compose file stand in alphabetical order.',
  why: 'In a long file a service is found at once, and two branches that add one do not add it at the same place.',
  like: ['dclint:services-alphabetical-order'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n\n  # The database\n  «db»:\n    image: postgres:17\n',
    },
    { 'compose.yaml': '{services: {web: {image: "nginx:1.29"}, «db»: {image: "postgres:17"}}}' },
    // An anchor has to stand before its aliases, so worker cannot move; cache can.
    {
      'compose.yaml':
        'services:\n  worker: &worker\n    image: ghcr.io/acme/api:1\n  api:\n    <<: *worker\n    command: [serve]\n  «cache»:\n    image: redis:8\n',
    },
  ],
  good: [
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n  web:\n    image: nginx:1.29\n' },
    {
      'compose.yaml':
        'services:\n  worker: &worker\n    image: ghcr.io/acme/api:1\n  api:\n    <<: *worker\n    command: [serve]\n',
    },
    // Each file for itself.
    {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n',
      'compose.override.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n',
    },
  ],

  *check(stack, { project }) {
    for (const { document, root } of writtenCompose(stack, project)) {
      const services = root.get('services')
      if (services?.kind !== 'mapping' || services.span.start < root.span.start) continue
      const disorder = disorderOfKeys(document, services, alphabetical)
      if (!disorder) continue
      const { keys, entries, misplaced, before, edit } = disorder
      yield {
        at: entries[misplaced]!.key.span,
        message: `${keys[misplaced]} stands after ${keys[before]}; put the services in alphabetical order.`,
        ...(edit && { fix: { title: 'Sort the services', safe: true, edits: [edit] } }),
      }
    }
  },
})
