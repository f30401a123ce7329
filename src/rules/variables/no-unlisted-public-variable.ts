import { contractsIn } from '../../deployment/contracts.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY =
  'rules:\n  no-unlisted-public-variable:\n    severity: error\n    options:\n      allowed: [VITE_CLERK_PUBLISHABLE_KEY, VITE_API_BASE_URL]\n'

export default defineRule<'variable', { allowed: readonly string[] }>({
  id: 'no-unlisted-public-variable',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'Only variables that the policy lists reach the page; without a list every one may.',
  why: 'A prefix is written in a second; with a list somebody has to think before a value is published.',
  options: {
    type: 'object',
    properties: {
      allowed: {
        type: 'array',
        items: { type: 'string' },
        default: [],
        description: 'Names of the browser-public variables that are meant to be public.',
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'plimsoll.yaml': POLICY,
      '.env.production': 'VITE_API_BASE_URL=https://api.example.com\n«VITE_INTERNAL_HOST»=db\n',
      '.env.example': '«NEXT_PUBLIC_ADMIN_MAIL»=\n',
    },
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      VITE_MAP_KEY: { allowPublic: true }\n      VITE_API_BASE_URL: { url: true }\nrules: {}\n',
      '.env.production': 'VITE_MAP_KEY=1\nVITE_API_BASE_URL=https://api.example.com\n«VITE_OTHER»=2\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': POLICY,
      '.env': 'VITE_API_BASE_URL=https://api.example.com\nDB_HOST=db\n# VITE_OLD=1\n',
    },
    { '.env': 'VITE_ANYTHING=1\n' },
  ],

  *check({ name, nameSpan, place, commentedOut }, { project, options }) {
    if (!publicPrefix(name) || commentedOut || place === 'service-label' || place === 'image-label') return
    const contracts = contractsIn(project)
    const isGiven = options.allowed.length > 0 || contracts.some(({ allowPublic }) => allowPublic)
    const isListed =
      options.allowed.includes(name) ||
      contracts.some((contract) => contract.name === name && contract.allowPublic !== false)
    if (!isGiven || isListed) return
    yield {
      at: nameSpan,
      message: `${name} reaches the page and is not among the public variables that the policy lists. Add it there, or take the prefix off.`,
    }
  },
})
