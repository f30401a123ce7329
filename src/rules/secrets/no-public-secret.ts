import { isAllowedPublic } from '../../deployment/contracts.ts'
import { isCredentialName, peersThatReport } from '../../deployment/credential-names.ts'
import { recogniseSecret } from '../../deployment/secret-values.ts'
import { isPlainValue, isPublicValue, namesSecretInPublic } from '../../deployment/secrets.ts'
import { sourceReferences } from '../../deployment/source-references.ts'
import type { Variable } from '../../deployment/variable.ts'
import { isPublicByDesign, publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const SECRET = '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'

export default defineRule({
  id: 'no-public-secret',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A variable that a frontend build puts into the page neither holds nor names a secret.',
  why: 'Everybody who opens the page can read it in the JavaScript, and it stays in caches after it is removed.',
  like: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031'],
  bad: [
    {
      'frontend/.env': `«NEXT_PUBLIC_CLIENT_SECRET»=${SECRET}\nNEXT_PUBLIC_API_URL=https://api.example.com\n`,
    },
    { '.env.example': '«REACT_APP_STRIPE_SECRET_KEY»=\n' },
    {
      'compose.yaml': `services:\n  web:\n    build:\n      context: .\n      args:\n        «VITE_GOOGLE»: ${SECRET}\n    environment:\n      - «NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY»=\${SERVICE_ROLE}\n`,
      Dockerfile: 'FROM node:24\n',
    },
    { Dockerfile: 'FROM node:24\nARG «VITE_DB_PASSWORD»\nENV «PUBLIC_DATABASE_URL»=$DATABASE_URL\n' },
    {
      '.env': `«VITE_CLIENT_SECRET»=${SECRET}\n`,
      'src/login.ts': 'export const secret = import.meta.env.VITE_CLIENT_SECRET\n',
    },
  ],
  good: [
    {
      '.env.production':
        'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY=pk_live_51H8a1B2c3D4e5F6g7H8\nVITE_FIREBASE_API_KEY=AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q\nNEXT_PUBLIC_SENTRY_DSN=https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/2\nVITE_POSTHOG_KEY=phc_a1B2c3D4e5F6g7H8\nREACT_APP_MAPBOX_TOKEN=pk.eyJ1IjoiYSJ9.b1C2d3\nVITE_SHOW_PASSWORD=true\nPUBLIC_RECAPTCHA_SITE_KEY=6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI\n',
    },
    {
      '.env':
        'NEXT_PUBLIC_SUPABASE_ANON_KEY=eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJlc2ln\nNEXT_PUBLIC_TOKEN_URL=https://id.example.com/token\nCLIENT_SECRET=not-public-by-its-name\n# NEXT_PUBLIC_OLD_SECRET=x\n',
    },
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      VITE_APP_TOKEN: { allowPublic: true }\nrules: {}\n',
      '.env.production': 'VITE_APP_TOKEN=a-name-and-no-secret\n',
    },
  ],

  *check(variable, { project }) {
    const { name, nameSpan, place, commentedOut } = variable
    const found = publicPrefix(name)
    if (!found || commentedOut || place === 'service-label' || place === 'image-label') return
    if (isAllowedPublic(project, name)) return
    const label = heldSecret(variable)
    if (!label && !namesSecret(variable, found.prefix)) return
    const reads = sourceReferences(project).filter((reference) => reference.name === name)
    yield {
      at: nameSpan,
      message: `${name} ${label ? `holds ${label}` : 'is named as a secret'}, and ${found.framework} puts every ${found.prefix}… variable into the page. Name it ${name.slice(found.prefix.length)} and use it on the server only${label ? '; replace the secret, which is known now' : ''}.`,
      related: reads.slice(0, 3).map(({ span }) => ({ at: span, message: 'The page reads it here.' })),
      like: peersThatReport(variable),
    }
  },
})

function heldSecret({ name, value, written }: Variable): string | undefined {
  const text = value ?? written
  const kind = isPublicValue(text) ? undefined : recogniseSecret(text)
  // Google's keys for browsers look like those for servers; only the name tells.
  const isShown = kind?.confidence === 'high' || (kind && !isPublicByDesign(name) && !/^AIza/.test(text))
  return isShown ? kind?.label : undefined
}

function namesSecret({ name, value }: Variable, prefix: string): boolean {
  if (value !== undefined && value !== '' && (isPublicValue(value) || isPlainValue(value))) return false
  return namesSecretInPublic(name) || isCredentialName(name.slice(prefix.length))
}
