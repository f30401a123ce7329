import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-mount-target',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'No service mounts two things at the same place.',
  why: 'Compose refuses the whole file: only one of them could be seen.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    tmpfs: /data\n    volumes:\n      - «./b:/data»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    tmpfs: /tmp\n    volumes:\n      - ./b:/data\n      - ./c:/data/c\n',
    },
    // The overlay replaces it.
    {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    volumes: ["./a:/data"]\n',
      'compose.override.yaml': 'services:\n  web:\n    volumes: ["./b:/data"]\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'duplicate-mount-target'),
})
