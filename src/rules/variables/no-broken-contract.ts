import { brokenTerms, settingsUnder } from '../../deployment/contracts.ts'
import type { VariableContract } from '../../deployment/environment.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const policy = (variables: string, environment = 'production') =>
  `environments:\n  ${environment}:\n    hosts: [example.com, api.example.com, "*.admin.example.com"]\n    variables:\n      ${variables}\nrules: {}\n`
const FERNET = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4='

export default defineRule({
  id: 'no-broken-contract',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'Every variable has a value such as the policy describes for the environment.',
  why: 'A number that is none, a test key or a wrong cookie domain is found when the app starts, or when customers cannot sign in.',
  bad: [
    {
      'plimsoll.yaml': policy('IDLE_HOURS: { number: { min: 1, max: 24, integer: true } }'),
      '.env.production': 'IDLE_HOURS=«48»\n',
    },
    {
      'plimsoll.yaml': policy(
        'NODE_ENV: { equals: production }\n      LOG: { oneOf: [info, warn] }\n      API: { url: { schemes: [https] } }\n      FLAG: { boolean: true }\n      KEY: { matches: "^sk_live_", secret: true }\n      LONG: { minLength: 32 }\n      RANDOM: { minEntropy: 100 }',
      ),
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n    environment:\n      NODE_ENV: «development»\n      LOG: ${LOG}\n',
      '.env': 'LOG=«"debug"»\n',
      'api.env':
        'NODE_ENV=production\nAPI=«http://api.example.com»\nFLAG=«maybe»\nKEY=«sk_test_51H8a1B2»\nLONG=«short»\nRANDOM=«aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa»\n',
    },
    {
      'plimsoll.yaml': policy('COOKIE_DOMAIN: { cookieDomainFor: hosts }'),
      '.env.production': 'COOKIE_DOMAIN=«api.example.com»\n',
    },
    {
      'plimsoll.yaml': policy('COOKIE_DOMAIN: { cookieDomainFor: hosts }'),
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      - «COOKIE_DOMAIN»=\n  admin:\n    image: example/admin:1\n    environment:\n      - COOKIE_DOMAIN=«.com»\n',
    },
    {
      'plimsoll.yaml': policy('FERNET_KEY: { fernetKey: true }\n      STRIPE_KEY: { liveKey: true }'),
      '.env.production': `FERNET_KEY=«${FERNET.slice(1)}»\nSTRIPE_KEY=«pk_test_51H8a1B2»\n`,
    },
    {
      'plimsoll.yaml': policy('STRIPE_KEY: { liveKey: false }', 'local'),
      '.env.local': 'STRIPE_KEY=«sk_live_51H8a1B2»\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': policy(
        'IDLE_HOURS: { number: { min: 1, max: 24 } }\n      COOKIE_DOMAIN: { cookieDomainFor: hosts }\n      FERNET_KEY: { fernetKey: true }\n      API: { url: true }\n      FLAG: { boolean: true }\n      KEY: { liveKey: true }\n      HOOK: { liveKey: true }\n      UNKNOWN: { number: { min: 1 } }\n      EMPTY: { url: true }',
      ),
      '.env.production': `IDLE_HOURS=4\nCOOKIE_DOMAIN=.example.com\nFERNET_KEY=${FERNET}\nAPI=https://api.example.com\nFLAG=off\nKEY=sk_live_51H8a1B2\nHOOK=whsec_a1B2c3\nUNKNOWN\nEMPTY=\n`,
      '.env.local': 'IDLE_HOURS=99\n',
      '.env.example': 'IDLE_HOURS=hours\n',
    },
    {
      'plimsoll.yaml': policy('COOKIE_DOMAIN: { cookieDomainFor: hosts }', 'local'),
      '.env.local': 'COOKIE_DOMAIN=\n',
    },
    {
      'plimsoll.yaml': policy('PORT: { equals: 80, services: [web] }'),
      'compose.yaml':
        'services:\n  web:\n    image: example/web:1\n    environment: { PORT: 80 }\n  api:\n    image: example/api:1\n    environment: { PORT: 3000 }\n',
    },
  ],

  *check(deployment) {
    const { environment } = deployment
    for (const contract of environment.policy.variables ?? []) {
      for (const { name, value, origin } of settingsUnder(contract, deployment)) {
        if (value === undefined) continue
        for (const fault of brokenTerms(value === '' ? ofEmpty(contract) : contract, value, environment)) {
          yield { at: placeOfValue(origin), message: `In ${environment.name} ${name} ${fault}.` }
        }
      }
    }
  },
})

/** An empty variable counts as one that is not set; only what speaks of the empty value itself is asked. */
function ofEmpty({ name, equals, oneOf, cookieDomainFor }: VariableContract): VariableContract {
  return {
    name,
    ...(equals !== undefined && { equals }),
    ...(oneOf && { oneOf }),
    ...(cookieDomainFor && { cookieDomainFor }),
  }
}
