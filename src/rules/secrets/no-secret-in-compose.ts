import { secretOf } from '../../deployment/secrets.ts'
import { placeOfValue, type VariablePlace } from '../../deployment/variable.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const PLACES: Partial<Record<VariablePlace, string>> = {
  'service-environment': 'the compose file',
  'build-argument': 'the compose file and in the history of the image',
  'service-label': 'the compose file and in what `docker inspect` shows',
}

export default defineRule({
  id: 'no-secret-in-compose',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A compose file says where a secret comes from and does not hold it.',
  why: 'Whoever can read the repository has the secret, and it cannot differ between environments or be changed without a commit.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      JWT_SECRET: «8f2b61d04c9ae7350bd1c2e4»\n      LOG_LEVEL: info\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build:\n      context: .\n      args:\n        - TOKEN=«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»\n    labels:\n      com.example.api-key: «"9c1185a5c5e9fc54"»\n    environment:\n      - DATABASE_URL=«postgres://app:Xk29vQ7mLp@db/app»\n',
    },
    {
      'docker/local/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      JWT_SECRET: only-for-my-machine\n      STRIPE: «sk_live_51H8a1B2c3D4e5F6g7H8»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n    environment:\n      JWT_SECRET: ${JWT_SECRET:?}\n      DB_PASSWORD_FILE: /run/secrets/db\n      API_KEY:\n      SENTRY_DSN: https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/2\n      STRIPE_PUBLISHABLE_KEY: pk_live_51H8a1B2c3D4e5F6g7H8\n      DATABASE_URL: postgres://app:${DB_PASSWORD}@db/app\n      TOKEN_TTL: 3600\n      PASSWORD_RESET: "true"\n',
      'api.env': 'SESSION_SECRET=8f2b61d04c9ae7350bd1c2e4\n',
    },
    {
      'compose.dev.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: postgres\n      APP_PASSWORD: mine\n',
    },
  ],

  *check(variable) {
    const { name, value, written, environment } = variable
    const place = PLACES[variable.place]
    // A value with a reference in it comes from elsewhere, at least in part.
    if (!place || /(?<!\$)\$(?:\$\$)*(?!\$)/.test(written) || written === '') return
    const secret = publicPrefix(name) ? undefined : secretOf(name, value)
    if (!secret || !(secret.isRecognised || environment.isProduction)) return
    yield {
      at: placeOfValue(variable),
      message: `${name} stands in ${place}${secret.isRecognised ? `: ${secret.label}` : ''}. Take it from the environment (\${${reference(name)}:?}), an env_file that git ignores, or secrets.`,
    }
  },
})

function reference(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
}
