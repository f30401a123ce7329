import { packageLists } from '../../deployment/package-lists.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY =
  'rules:\n  require-listed-package: off\noverrides:\n  - files: ["api/**"]\n    rules:\n      require-listed-package: { severity: error, options: { packages: [bcrypt, redis] } }\n'
const DOCKERFILE = 'FROM python:3.13\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n'

export default defineRule<'project', { readonly packages: readonly string[] }>({
  id: 'require-listed-package',
  on: 'project',
  severity: 'error',
  category: 'correctness',
  summary: 'The packages that the policy names are in the lists that images install.',
  why: 'A package that happens to be on every machine of the team is missing in the image, and the app stops at the import.',
  options: {
    type: 'object',
    properties: {
      packages: {
        description: 'Packages that each judged list must name.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  api:\n    build: api\n  web:\n    build: web\n',
      'api/Dockerfile': DOCKERFILE,
      'api/requirements.txt': '«flask==3.1.0»\nredis==5.2.1\n',
      'web/Dockerfile': DOCKERFILE,
      'web/requirements.txt': 'flask==3.1.0\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'api/Dockerfile': 'FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n',
      'api/package.json': '{ «"dependencies"»: { "bcrypt": "6.0.0" } }\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': POLICY,
      'api/Dockerfile': DOCKERFILE,
      'api/requirements.txt': 'Bcrypt==4.2.1\n-r base.txt\n',
      'api/base.txt': 'redis==5.2.1\n',
    },
    { 'api/Dockerfile': DOCKERFILE, 'api/requirements.txt': 'flask==3.1.0\n' },
  ],

  *check(project, { options }) {
    if (options.packages.length === 0) return
    for (const { path, place, names, installedBy } of packageLists(project)) {
      const missing = options.packages.filter((name) => !names.has(name) && !names.has(pipName(name)))
      if (missing.length === 0) continue
      yield {
        at: place,
        message: `${path} lacks ${missing.join(', ')}, which the policy requires; add ${missing.length === 1 ? 'it' : 'them'}.`,
        related: [{ at: installedBy.span, message: 'It is installed here.' }],
      }
    }
  },
})

function pipName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
