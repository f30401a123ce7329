import type { Deployment } from '../../deployment/project.ts'
import { settingsAreComplete, settingsOf } from '../../deployment/settings.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY =
  'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { together: [STRIPE_WEBHOOK_SECRET, STRIPE_PRICE_ID] }\nrules: {}\n'

export default defineRule({
  id: 'require-variable-group',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'Variables that the policy groups are set all or none.',
  why: 'Half a configuration looks complete: payments go through, and the webhook that books them is refused.',
  bad: [
    {
      'plimsoll.yaml': POLICY,
      '.env.production': '«STRIPE_SECRET_KEY»=sk_live_51H8a1B2\nSTRIPE_PRICE_ID=price_1\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      STRIPE_SECRET_KEY: ""\n      «STRIPE_WEBHOOK_SECRET»: ${WEBHOOK}\n      STRIPE_PRICE_ID: price_1\n',
    },
  ],
  good: [
    { 'plimsoll.yaml': POLICY, '.env.production': 'LOG_LEVEL=info\nSTRIPE_PRICE_ID=\n' },
    {
      'plimsoll.yaml': POLICY,
      '.env.production':
        'STRIPE_SECRET_KEY=sk_live_1\nSTRIPE_WEBHOOK_SECRET=whsec_1\nSTRIPE_PRICE_ID=price_1\n',
      '.env.local': 'STRIPE_SECRET_KEY=sk_test_1\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: secret.env\n    environment: [STRIPE_SECRET_KEY]\n',
    },
  ],

  *check(deployment) {
    const contracts = deployment.environment.policy.variables ?? []
    if (!settingsAreComplete(deployment)) return
    for (const { name, together = [] } of contracts) {
      const group = [name, ...together]
      const first = group.map((each) => settingOf(each, deployment)).find((setting) => setting)
      const missing = group.filter((each) => !settingOf(each, deployment))
      if (!first || missing.length === 0) continue
      yield {
        at: first.origin.nameSpan,
        message: `${first.name} is set and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not, and the policy wants them together. Set ${missing.length > 1 ? 'them' : 'it'} too, or leave all of ${group.join(', ')} out.`,
      }
    }
  },
})

/** A setting that is not known to be empty. */
function settingOf(name: string, deployment: Deployment) {
  return settingsOf(deployment).find((setting) => setting.name === name && setting.value !== '')
}
