import { isSettledByContract } from '../../deployment/contracts.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const LIVE_KEY = /(?:^|[\s,;"'])((?:sk|rk|pk)_live_)\w{8,}/

export default defineRule({
  id: 'no-live-key-outside-production',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'Live keys stand in production only.',
  why: 'A test run with a live key charges real cards, and the key is on every machine that has the file.',
  bad: [
    { '.env.local': 'STRIPE_SECRET_KEY=«sk_live_51H8a1B2c3D4e5F6g7H8»\n' },
    { 'test.env': 'STRIPE_SECRET_KEY=«rk_live_51H8a1B2c3D4e5F6g7H8»\n' },
    {
      'docker/local/compose.yaml':
        'services:\n  web:\n    image: example/web:1\n    environment:\n      - CLERK_PUBLISHABLE_KEY=«pk_live_Y2xlcmsuZXhhbXBsZS5jb20k»\n',
    },
  ],
  good: [
    { '.env.production': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\n' },
    { '.env': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\n' },
    { '.env.example': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\n' },
    { '.env.test': 'STRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n# OLD=sk_live_51H8a1B2c3D4e5F6g7H8\n' },
    // The policy says itself that it must not be live, and no-broken-contract that it is.
    {
      'plimsoll.yaml':
        'environments:\n  local:\n    variables:\n      STRIPE_SECRET_KEY: { liveKey: false }\nrules: {}\n',
      '.env.local': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\n',
    },
  ],

  *check(variable, { project }) {
    const { name, value, environment, isExample, commentedOut } = variable
    const isElsewhere = ['local', 'test', 'staging'].includes(environment.kind)
    // What an example holds is the business of no-real-value-in-example.
    if (!isElsewhere || isExample || commentedOut || value === undefined) return
    const prefix = LIVE_KEY.exec(value)?.[1]
    if (!prefix || /x{5,}|your|example|\.{3}/i.test(value)) return
    if (isSettledByContract(variable, project, ['liveKey'])) return
    yield {
      at: placeOfValue(variable),
      message: `${name} is a live key (${prefix}…) in the ${environment.name} environment. Use a test key (${prefix.replace('live', 'test')}…) and replace the live one.`,
    }
  },
})
