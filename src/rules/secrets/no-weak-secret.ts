import { contractOf } from '../../deployment/contracts.ts'
import {
  entropy,
  isManagedElsewhere,
  isPlaceholder,
  isWellKnownDefault,
  passwordInUrl,
  recogniseSecret,
} from '../../deployment/secret-values.ts'
import { isPlainValue, isPublicValue, isSigningName } from '../../deployment/secrets.ts'
import { productionSettings } from '../../deployment/settings.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { isSecretName, publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const SHORTEST_SIGNING_KEY = 16
/** Bits per character; random letters have above 4, `aaaabbbb` has 1. */
const LEAST_ENTROPY = 2.5
/** Words can be told apart in more than one way; a long text would take for ever. */
const LONGEST_OF_WORDS = 64
const WORDS =
  /^(?:my|the|this|is|very|super|long|strong|secure|random|string|secret|jwt|key|token|password|change|in|prod|production|please|dev|development|local|default|app|session|auth|for|test|insecure|django|not|safe|value|here|phrase|sign|signing|some|only|really|top)+\d{0,4}$/i

export default defineRule({
  id: 'no-weak-secret',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'Secrets of production are long and random.',
  why: 'A password from a tutorial is tried first; with a short signing key anybody can forge sessions after a night of guessing.',
  bad: [
    { '.env.production': 'JWT_SECRET=«s3ss10nk3y»\nSESSION_SECRET=«aaaaaaaaaaaaaaaaaaaaaaaa»\n' },
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      JWT_SECRET: { required: true, secret: true }\n      SESSION_SECRET: { minLength: 8 }\nrules: {}\n',
      '.env.production': 'JWT_SECRET=«s3ss10nk3y»\nSESSION_SECRET=«supersecret»\n',
    },
    {
      '.env.production':
        'DJANGO_SECRET_KEY=«django-insecure-my-secret-key»\nSECRET_KEY_BASE=«my-super-secret-jwt-key»\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: «postgres»\n  api:\n    image: example/api:1\n    environment:\n      DATABASE_URL: «postgres://postgres:postgres@db:5432/app»\n',
    },
  ],
  good: [
    {
      '.env.production':
        'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4f5a6b7c8\nDB_PASSWORD=Xk29vQ7mLp\nTOKEN_TTL=60\nPASSWORD_RESET=true\nJWT_KEY=/run/secrets/jwt\nAPI_KEY=${API_KEY}\nSESSION_SECRET=changeme\nDATABASE_URL=postgres://app:Xk29vQ7mLp@db/app\n',
    },
    // How long it must be the policy says itself; no-broken-contract judges that.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      JWT_SECRET: { minLength: 32 }\n      APP_SECRET: { minEntropy: 60 }\nrules: {}\n',
      '.env.production': 'JWT_SECRET=s3ss10nk3y\nAPP_SECRET=s3ss10nk3y\n',
    },
    { '.env.local': 'JWT_SECRET=secret\n' },
    { '.env.example': 'JWT_SECRET=secret\n' },
    {
      'compose.dev.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: postgres\n',
    },
  ],

  *check(deployment) {
    for (const setting of productionSettings(deployment)) {
      const { name, value, origin } = setting
      // A fallback in `${NAME:-…}` is no-default-secret's to report.
      if (!value || publicPrefix(name) || /\$\{\w+:?-/.test(origin.written)) continue
      const { minLength, minEntropy } = contractOf(setting, deployment) ?? {}
      const strengthIsSettled = minLength !== undefined || minEntropy !== undefined
      const weakness = weaknessOf(name, value, strengthIsSettled)
      if (!weakness) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} ${weakness}. Use a random one, such as \`openssl rand -hex 32\` gives.`,
      }
    }
  },
})

/** How long and how random a value has to be the policy may say itself. */
function weaknessOf(name: string, value: string, strengthIsSettled: boolean): string | undefined {
  const password = passwordInUrl(value)
  if (password !== undefined)
    return isWellKnownDefault(password) ? 'has a password that everybody knows' : undefined
  const isSigning = isSigningName(name)
  if (!isSigning && !isSecretName(name)) return undefined
  if (isWellKnownDefault(value)) return 'is a value that everybody knows'
  if (isPlaceholder(value) || isManagedElsewhere(value) || isPlainValue(value) || isPublicValue(value))
    return undefined
  if (recogniseSecret(value)) return undefined
  if (!isSigning) return undefined
  if (!strengthIsSettled && value.length < SHORTEST_SIGNING_KEY) return `has only ${value.length} characters`
  if (value.length <= LONGEST_OF_WORDS && WORDS.test(value.replace(/[^A-Za-z0-9]/g, '')))
    return 'is made of words that everybody tries'
  return !strengthIsSettled && entropy(value) < LEAST_ENTROPY ? 'repeats the same few characters' : undefined
}
