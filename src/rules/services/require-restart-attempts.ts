import { asMapping, textOf } from '../../deployment/compose/tree.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import type { Service } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Located } from '../../span.ts'

export default defineRule<'service', { readonly attempts: number }>({
  id: 'require-restart-attempts',
  on: 'service',
  severity: 'info',
  category: 'reliability',
  summary: 'A service that restarts on failure is tried five times.',
  why: 'The CIS benchmark for Docker asks for five: fewer give up on a slow database, more hide a crash and eat the host.',
  like: ['kics:restart_policy_on_failure_not_set_to_5'],
  options: {
    type: 'object',
    properties: {
      attempts: {
        description: 'How often it is tried.',
        type: 'integer',
        minimum: 1,
        default: 5,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    restart: «on-failure:3»\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    deploy:\n      restart_policy:\n        condition: on-failure\n        max_attempts: «10»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    restart: on-failure:5\n  web:\n    image: nginx:1.29\n    restart: on-failure\n  db:\n    image: postgres:17\n    restart: unless-stopped\n  worker:\n    image: ghcr.io/acme/api:1\n    deploy:\n      restart_policy:\n        condition: any\n        max_attempts: 3\n  mail:\n    image: ghcr.io/acme/api:1\n    restart: on-failure:${ATTEMPTS}\n',
    },
    { 'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    restart: on-failure:3\n' },
  ],

  *check(service, { options }) {
    if (!runsInProduction(service)) return
    for (const { value, span } of attemptsOf(service)) {
      if (value === options.attempts) continue
      yield {
        at: span,
        message: `${service.name.value} is started again ${value} times; write ${options.attempts}.`,
        like: options.attempts === 5 ? ['kics:restart_policy_on_failure_not_set_to_5'] : [],
      }
    }
  },
})

function attemptsOf({ restart, definition }: Service): Located<number>[] {
  const written = /^on-failure:(\d+)$/.exec(restart?.value ?? '')?.[1]
  const policy = asMapping(asMapping(definition.get('deploy'))?.get('restart_policy'))
  const most = policy?.get('max_attempts')
  const count = Number(textOf(most) || Number.NaN)
  return [
    ...(restart && written ? [{ value: Number(written), span: restart.span }] : []),
    ...(most && textOf(policy?.get('condition')) === 'on-failure' && !Number.isNaN(count)
      ? [{ value: count, span: most.span }]
      : []),
  ]
}
