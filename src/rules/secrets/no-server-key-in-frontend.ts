import { secretOf } from '../../deployment/secrets.ts'
import { servesStaticFiles } from '../../deployment/static-site.ts'
import { isSecretName, publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const DOCKERFILE =
  'FROM node:24 AS build\nCOPY . .\nRUN npm run build\n\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n'
/** Tokens that a build needs to fetch packages or upload source maps; they do not get into what it makes. */
const FOR_THE_BUILD =
  /NPM|NODE_AUTH|SENTRY_AUTH|GITHUB_TOKEN|GH_TOKEN|GITLAB|TURBO|FONTAWESOME|ARTIFACTORY|NEXUS|REGISTRY/
const FOR_THE_PROXY = /BASIC_?AUTH|HTPASSWD|HTTP_PASS|ACME|CLOUDFLARE|CF_API|DNS_API/

export default defineRule({
  id: 'no-server-key-in-frontend',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'A service that only serves built frontend files gets no key that belongs to a server.',
  why: 'It has no use for the key, and a frontend build that sees it sooner or later puts it into the page.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      «SUPABASE_SERVICE_ROLE_KEY»: ${SUPABASE_SERVICE_ROLE_KEY}\n      API_URL: https://api.example.com\n',
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n    env_file: backend.env\n',
      'backend.env': '«STRIPE_SECRET_KEY»=sk_live_51H8a1B2c3D4e5F6g7H8\nLOG_LEVEL=info\n',
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        «OPENAI_API_KEY»: ${OPENAI_API_KEY}\n        NPM_TOKEN: ${NPM_TOKEN}\n',
      Dockerfile: DOCKERFILE,
    },
    {
      'plimsoll.yaml': 'environments:\n  production:\n    staticSites: [docs]\nrules: {}\n',
      'compose.yaml':
        'services:\n  docs:\n    image: ghcr.io/example/docs:1\n    environment:\n      - «JWT_SECRET»=${JWT_SECRET}\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      API_URL: https://api.example.com\n      BASIC_AUTH_PASSWORD: ${BASIC_AUTH_PASSWORD}\n  api:\n    build: ./api\n    environment:\n      STRIPE_SECRET_KEY: ${STRIPE_SECRET_KEY}\n',
      Dockerfile: DOCKERFILE,
      'api/Dockerfile': 'FROM node:24\nCMD ["node", "server.js"]\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: nginx:1.29\n    environment:\n      UPSTREAM_TOKEN: ${UPSTREAM_TOKEN}\n',
    },
  ],

  *check(service) {
    if (!servesStaticFiles(service)) return
    const built = (service.build?.arguments ?? []).filter(({ name }) => !FOR_THE_BUILD.test(name))
    const run = [...service.variables.values()].map(({ origin }) => origin)
    for (const variable of [...built, ...run]) {
      const { name, value, place } = variable
      if (publicPrefix(name) || FOR_THE_PROXY.test(name) || place === 'image-environment') continue
      if (value === '' || !(isSecretName(name) || secretOf(name, value)?.isRecognised)) continue
      yield {
        at: variable.nameSpan,
        message: `${service.name.value} only serves built files and gets ${name}. Give it to the service that calls the API, and leave it out here.`,
      }
    }
  },
})
