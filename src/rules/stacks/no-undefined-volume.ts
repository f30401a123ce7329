import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-volume',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'Every named volume that a service mounts is declared at the top level.',
  why: 'Compose refuses the whole file: nothing is deployed.',
  bad: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - «data»:/var/lib/postgresql/data\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - type: volume\n        source: «db-data»\n        target: /var/lib/postgresql/data\nvolumes:\n  db_data:\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib/postgresql/data\n      - ./init:/docker-entrypoint-initdb.d:ro\n      - /var/cache\nvolumes:\n  data:\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - ${DATA}:/var/lib/postgresql/data\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'undefined-volume'),
})
