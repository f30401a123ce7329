import { isAllowedPublic } from '../../deployment/contracts.ts'
import { namesSecretInPublic } from '../../deployment/secrets.ts'
import { sourceReferences } from '../../deployment/source-references.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const FRONTEND = { Dockerfile: 'FROM node:24\nCOPY . .\n' }

export default defineRule({
  id: 'no-public-secret-in-source',
  on: 'project',
  severity: 'error',
  category: 'security',
  summary: 'No source code reads a secret from a variable that a frontend build puts into the page.',
  why: 'Code that needs the secret in the browser forces somebody to publish it; the call belongs on the server.',
  bad: [
    { ...FRONTEND, 'src/auth.ts': 'const secret = process.env.«NEXT_PUBLIC_CLIENT_SECRET»\n' },
    {
      ...FRONTEND,
      'src/App.vue':
        "<script>\nfetch(url, { headers: { key: import.meta.env['«VITE_OPENAI_API_KEY»'] } })\n</script>\n",
    },
    { ...FRONTEND, 'src/api.js': 'const { REACT_APP_URL, «REACT_APP_JWT_SECRET»: jwt } = process.env\n' },
    {
      'web/.env': 'VITE_URL=https://example.com\n',
      'web/src/main.ts':
        'connect(import.meta.env.«VITE_DB_PASSWORD»)\nagain(import.meta.env.VITE_DB_PASSWORD)\n',
    },
  ],
  good: [
    {
      ...FRONTEND,
      'src/auth.ts':
        '// process.env.NEXT_PUBLIC_CLIENT_SECRET is gone\nconst key = process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY\nconst url = process.env.NEXT_PUBLIC_TOKEN_URL\nconst own = process.env.CLIENT_SECRET\n',
      'src/auth.test.ts': 'process.env.NEXT_PUBLIC_CLIENT_SECRET = "x"\n',
    },
    { 'src/alone.ts': 'const secret = process.env.NEXT_PUBLIC_CLIENT_SECRET\n' },
  ],

  *check(project) {
    const seen = new Set<string>()
    for (const { name, span } of sourceReferences(project)) {
      const key = `${span.path}\0${name}`
      if (seen.has(key) || !namesSecretInPublic(name) || isAllowedPublic(project, name)) continue
      seen.add(key)
      const { prefix, framework } = publicPrefix(name)!
      yield {
        at: span,
        message: `${name} becomes part of the page (${framework}). Make this call on the server, which reads ${name.slice(prefix.length)}.`,
      }
    }
  },
})
