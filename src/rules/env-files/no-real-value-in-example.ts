import { entropy, recogniseSecret } from '../../deployment/secret-values.ts'
import { isPublicValue, secretOf } from '../../deployment/secrets.ts'
import type { Variable } from '../../deployment/variable.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

/** What nobody types by hand and no sentence looks like. */
const SHORTEST_RANDOM = 16
const LEAST_ENTROPY = 3.5

export default defineRule({
  id: 'no-real-value-in-example',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'An example env file holds no real secret.',
  why: 'Examples are committed by habit and copied by everybody; a secret in one is published.',
  bad: [
    {
      '.env.example':
        'OAUTH_SECRET=«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»\nSTRIPE_SECRET_KEY=«sk_test_51H8a1B2c3D4e5F6g7H8»\n# JWT_SECRET=«8f2b61d04c9ae7350bd1c2e4f5a6b7c8»\n',
    },
    { 'env.template': 'DATABASE_URL=«"postgres://app:Xk29vQ7mLp@db.example.com/app"»\n' },
  ],
  good: [
    {
      '.env.example':
        'JWT_SECRET=changeme\nAPI_KEY=your-api-key-here\nSTRIPE_SECRET_KEY=sk_test_xxxxxxxxxxxxxxxxxxxx\nDB_PASSWORD=postgres\nDATABASE_URL=postgres://user:password@localhost:5432/app\nSESSION_SECRET=a-long-random-string-of-your-own\nSTRIPE_KEY=pk_test_51H8a1B2c3D4e5F6g7H8\nTOKEN_URL=https://id.example.com/oauth/token\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nOPENAI_API_KEY=sk-...\n',
    },
    { '.env': 'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4f5a6b7c8\n' },
  ],

  *check(variable) {
    if (!variable.isExample || variable.place !== 'env-file') return
    const label = realValue(variable)
    if (!label) return
    yield {
      at: placeOfValue(variable),
      message: `${variable.name} of the example holds ${label}. Leave the value out and replace the secret, which is known now.`,
    }
  },
})

function realValue({ name, value, written }: Variable): string | undefined {
  const text = value ?? written
  const secret = secretOf(name, text)
  if (secret?.isRecognised) return secret.label
  const kind = isPublicValue(text) ? undefined : recogniseSecret(text)
  if (kind && !/^AIza/.test(text)) return kind.label
  return secret && isRandom(text) ? 'what looks like a real secret' : undefined
}

/** Long, without words, and of many different characters. */
function isRandom(text: string): boolean {
  const words = text.split(/[^A-Za-z0-9]+/)
  const longest = Math.max(...words.map((word) => word.length))
  return (
    longest >= SHORTEST_RANDOM && /\d/.test(text) && /[a-z]/i.test(text) && entropy(text) >= LEAST_ENTROPY
  )
}
