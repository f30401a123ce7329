import { asMapping } from '../../deployment/compose/tree.ts'
import { isForCompose, SWARM_KEYS } from '../../deployment/swarm.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-ignored-deploy-key',
  on: 'service',
  severity: 'info',
  category: 'correctness',
  summary: 'What stands under `deploy` has an effect on the way the stack is started.',
  why: '`docker compose up` reads replicas, resources and the restart policy; rolling updates and placement happen in a swarm only, and whoever wrote them counts on them.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    deploy:\n      replicas: 2\n      «update_config»:\n        order: start-first\n      «placement»:\n        constraints: [node.role == worker]\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    deploy:\n      replicas: 2\n      resources:\n        limits:\n          memory: 1g\n',
      Dockerfile: 'FROM node:24\n',
    },
    {
      'docker-stack.yml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    container_name: api\n    deploy:\n      update_config:\n        order: start-first\n',
    },
    // Nothing in it that a swarm would not take.
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    deploy:\n      placement:\n        constraints: [node.role == worker]\n',
    },
  ],

  *check({ name, definition, stack }) {
    if (!isForCompose(stack)) return
    const deploy = asMapping(definition.get('deploy'))
    for (const key of SWARM_KEYS) {
      const entry = deploy?.entry(key)
      if (!entry) continue
      yield {
        at: entry.key.span,
        message: `docker compose ignores deploy.${key} of ${name.value}; remove it, or deploy the stack to a swarm.`,
      }
    }
  },
})
