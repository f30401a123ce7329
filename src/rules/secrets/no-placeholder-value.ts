import { isPlaceholder } from '../../deployment/secret-values.ts'
import { productionSettings } from '../../deployment/settings.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { isSecretName } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

/** Nobody means these, whatever the variable is. */
const UNMISTAKABLE =
  /^(?:change[-_ ]?me\b.*|replace[-_ ]?(?:me|this|with)\b.*|<(?!.*<)[^<>]{2,80}>|your[-_](?!.*:\/\/)[\w-]{2,}|todo|fixme|tbd|x{4,})$/i
/** Frameworks read these as "there is none". */
const NONE = /^(?:none|null|undefined|n\/a|-+)?$/i

export default defineRule({
  id: 'no-placeholder-value',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'No variable of production still has the placeholder it was born with.',
  why: 'The app starts with it as if it were real: a signing key that everybody knows, or calls that fail when the first customer comes.',
  bad: [
    { '.env.production': 'JWT_SECRET=«changeme»\nSTRIPE_SECRET_KEY=«"your-stripe-key"»\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      API_TOKEN: «<token>»\n      SMTP_HOST: «CHANGE_ME»\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      SESSION_SECRET: ${SESSION_SECRET}\n',
      '.env': 'SESSION_SECRET=«replace-me-please»\n',
    },
  ],
  good: [
    { '.env.example': 'JWT_SECRET=changeme\nAPI_TOKEN=<token>\n' },
    { '.env.local': 'JWT_SECRET=changeme\n' },
    {
      '.env.production':
        'REDIS_PASSWORD=null\nLOG_DRIVER=none\nJWT_SECRET=8f2b61d04c9ae7350bd1c2e4\nSITE=example.com\n# API_KEY=changeme\nEMPTY_TOKEN=\n',
    },
  ],

  *check(deployment) {
    for (const { name, value, origin } of productionSettings(deployment)) {
      if (value === undefined || NONE.test(value.trim())) continue
      if (!(isSecretName(name) ? isPlaceholder(value) : UNMISTAKABLE.test(value.trim()))) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} still has a placeholder. Set the real value, or leave the variable out so that its absence is noticed.`,
      }
    }
  },
})
