import { unusedResources } from '../../deployment/resource-uses.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unused-volume',
  on: 'stack',
  severity: 'info',
  category: 'correctness',
  summary: 'Every volume of the top level is used by a service.',
  why: 'Somebody believes that data is kept there; it is kept elsewhere, or nowhere.',
  bad: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - ./data:/var/lib/postgresql/data\nvolumes:\n  «db_data»:\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib/postgresql/data\n      - type: volume\n        source: wal\n        target: /wal\nvolumes:\n  data:\n  wal:\n    external: true\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - ${DB_VOLUME}:/var/lib/postgresql/data\nvolumes:\n  data:\n',
    },
  ],

  *check(stack, { project }) {
    for (const { name } of unusedResources(stack, 'volumes', project)) {
      yield { at: name.span, message: `No service uses the volume ${name.value}; mount it, or remove it.` }
    }
  },
})
