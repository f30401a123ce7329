import { conventionalSettings } from '../../deployment/contracts.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const TEST_KEY = /(?:^|[\s,;])(sk|pk|rk)_test_\w/

export default defineRule({
  id: 'no-test-key-in-production',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'Production pays and signs in with live keys.',
  why: 'With a test key every payment seems to succeed and no money comes; sign-ins go to the sandbox.',
  bad: [
    {
      '.env.production':
        'STRIPE_SECRET_KEY=«sk_test_51H8a1B2c3D4e5F6g7H8»\nVITE_CLERK_PUBLISHABLE_KEY=«pk_test_Y2xlcmsuZXhhbXBsZS5jb20k»\n',
    },
    {
      'docker/production/compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        NEXT_PUBLIC_STRIPE_KEY: «pk_test_51H8a1B2c3D4e5F6g7H8»\n',
    },
    {
      'plimsoll.yaml': 'environments:\n  production: { compose: [compose.yaml] }\nrules: {}\n',
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      STRIPE_SECRET_KEY: ${STRIPE_SECRET_KEY}\n',
      '.env': 'STRIPE_SECRET_KEY=«rk_test_51H8a1B2c3D4e5F6g7H8»\n',
    },
    // A contract that asks for something else says nothing of it; nor does one for another service.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { required: true, secret: true, matches: "^sk_" }\n      CLERK_KEY: { liveKey: true, services: [api] }\nrules: {}\n',
      'compose.prod.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      STRIPE_SECRET_KEY: «sk_test_51H8a1B2c3D4e5F6g7H8»\n  web:\n    image: example/web:1\n    environment:\n      CLERK_KEY: «pk_test_51H8a1B2c3D4e5F6g7H8»\n',
    },
  ],
  good: [
    { '.env.production': 'STRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\nNAME=sk_testing\n' },
    { '.env.local': 'STRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n' },
    { '.env.staging': 'STRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n' },
    { '.env': 'STRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n' },
    // The policy says itself what the key must be, and no-broken-contract that it is not.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { liveKey: true }\n      STRIPE_KEY: { matches: "^pk_live_" }\n      SANDBOX_KEY: { liveKey: false }\nrules: {}\n',
      '.env.production':
        'STRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\nSTRIPE_KEY=pk_test_51H8a1B2c3D4e5F6g7H8\nSANDBOX_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n',
    },
  ],

  *check(deployment) {
    // A sandbox is right in staging, and a file without a mark may be a developer's.
    if (deployment.environment.kind !== 'production') return
    for (const { name, value, origin } of conventionalSettings(deployment, ['liveKey'])) {
      const kind = value === undefined ? undefined : TEST_KEY.exec(value)?.[1]
      if (!kind) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} is a test key (${kind}_test_…) in production. Set the live key (${kind}_live_…).`,
      }
    }
  },
})
