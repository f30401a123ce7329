import {
  alphabetical,
  disorderOfItems,
  writtenCollection,
  writtenServices,
} from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-sorted-dependencies',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'The services under `depends_on` stand in alphabetical order.',
  why: 'Their order means nothing to Compose; sorted, nobody takes it for the order in which they start.',
  like: ['dclint:service-dependencies-alphabetical-order'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      - redis\n      - «db» # with the sessions\n  worker:\n    image: nginx:1.29\n    depends_on: [redis, «"db"»]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      redis:\n        condition: service_started\n      # First of all\n      «db»:\n        condition: service_healthy\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-needs: &needs [redis, db]\nservices:\n  a:\n    image: nginx:1.29\n    depends_on: [db, redis]\n  b:\n    image: nginx:1.29\n    depends_on: *needs\n  c:\n    image: nginx:1.29\n    depends_on: [db]\n',
    },
  ],

  *check(stack, { project }) {
    for (const service of writtenServices(stack, project)) {
      const needed = writtenCollection(service, 'depends_on')
      const disorder = needed && disorderOfItems(service.document, needed, alphabetical)
      if (!disorder) continue
      const { keys, places, misplaced, before, edit } = disorder
      const name = service.name.value
      yield {
        at: places[misplaced]!,
        message: `${name} depends on ${keys[misplaced]} after ${keys[before]}; put them in alphabetical order.`,
        ...(edit && { fix: { title: `Sort the dependencies of ${name}`, safe: true, edits: [edit] } }),
      }
    }
  },
})
