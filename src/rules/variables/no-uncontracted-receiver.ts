import { nameList } from '../../deployment/name-list.ts'
import type { Deployment } from '../../deployment/project.ts'
import type { Service } from '../../deployment/service.ts'
import type { Variable } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const MOST_NAMES = 5
const POLICY =
  'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { services: [api] }\nrules: {}\n'

export default defineRule({
  id: 'no-uncontracted-receiver',
  on: 'deployment',
  severity: 'warning',
  category: 'security',
  summary: 'A variable reaches only the services that the policy says need it.',
  why: 'Every service that holds a secret can lose it; one env file for all makes the weakest of them the way in.',
  bad: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: app.env\n  worker:\n    image: example/worker:1\n    env_file: «app.env»\n  web:\n    image: example/web:1\n    environment:\n      «STRIPE_SECRET_KEY»: ${STRIPE_SECRET_KEY}\n',
      'app.env': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n  worker:\n    image: example/worker:1\n    env_file: worker.env\n',
      'api.env': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2\n',
      'worker.env': 'LOG_LEVEL=info\n',
    },
  ],

  *check(deployment) {
    for (const service of deployment.services) {
      const taken = uncontracted(service, deployment)
      for (const { name, nameSpan, service: holder } of taken) {
        if (holder === service) yield { at: nameSpan, message: says(service, [name], 'Leave it out here.') }
      }
      for (const mention of service.envFileMentions) {
        const brought = taken.filter((variable) => variable.envFile?.path === mention.path)
        if (brought.length === 0) continue
        const names = brought.map(({ name }) => name)
        yield {
          at: mention.span,
          message: says(service, names, 'Give each role an env file of its own.'),
          related: brought.map(({ name, nameSpan }) => ({ at: nameSpan, message: `${name} is set here.` })),
        }
      }
    }
  },
})

/** The variables a service gets and the policy gives to others only. */
function uncontracted(service: Service, { environment }: Deployment): Variable[] {
  const contracts = environment.policy.variables ?? []
  return contracts.flatMap(({ name, services }) => {
    const origin = service.variables.get(name)?.origin
    return services && origin && !services.includes(service.name.value) ? [origin] : []
  })
}

function says(service: Service, names: readonly string[], order: string): string {
  return `${service.name.value} gets ${nameList(names, MOST_NAMES)}, which the policy gives to other services only. ${order}`
}
