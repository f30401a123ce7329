import { SECRET_ADVICE } from '../../deployment/platform-services/platform-service.ts'
import { secretOf } from '../../deployment/secrets.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const KEY = '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'

export default defineRule({
  id: 'no-secret-in-manifest',
  on: 'platformService',
  severity: 'error',
  category: 'security',
  summary: 'The manifest of a hosting platform names secrets and does not hold them.',
  why: 'Everybody who can read the repository can read it, and it stays in the history after it is removed.',
  bad: [
    {
      'render.yaml': `services:\n  - type: web\n    name: api\n    runtime: node\n    envVars:\n      - key: GOOGLE_CLIENT_SECRET\n        value: «${KEY}»\n      - fromGroup: shared\nenvVarGroups:\n  - name: shared\n    envVars:\n      - key: JWT_SECRET\n        value: «q8Zt3LmN0vXcR5yB»\n`,
    },
    { 'fly.toml': `app = "shop"\n[env]\n  LOG_LEVEL = "info"\n  SESSION_SECRET = «"q8Zt3LmN0vXcR5yB"»\n` },
    { 'app.json': `{ "name": "shop", "env": { "OAUTH": { "description": "x", "value": «"${KEY}"» } } }` },
    { 'vercel.json': `{ "build": { "env": { "OAUTH": «"${KEY}"» } } }` },
  ],
  good: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: node\n    envVars:\n      - key: JWT_SECRET\n        generateValue: true\n      - key: STRIPE_SECRET_KEY\n        sync: false\n      - key: DATABASE_URL\n        fromDatabase: { name: db, property: connectionString }\n      - key: TOKEN_TTL\n        value: 3600\n      - key: SESSION_SECRET\n        value: changeme\n',
    },
    {
      'app.json': '{ "env": { "SECRET_KEY": { "generator": "secret" }, "API_TOKEN": { "required": true } } }',
    },
    { 'vercel.json': '{ "env": { "API_TOKEN": "@api-token" } }' },
    { 'app.json': '{ "expo": { "name": "shop" }, "env": { "API_TOKEN": "q8Zt3LmN0vXcR5yB" } }' },
  ],

  *check({ assignments, platform }) {
    for (const variable of assignments) {
      const { name, value } = variable
      const secret = publicPrefix(name) ? undefined : secretOf(name, value)
      if (!secret) continue
      yield {
        at: placeOfValue(variable),
        message: `${name} stands in the manifest${secret.isRecognised ? `: ${secret.label}` : ''}; ${SECRET_ADVICE[platform]}, and replace it, since it is known now.`,
      }
    }
  },
})
