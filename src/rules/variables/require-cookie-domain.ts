import { registrableDomain } from '../../deployment/cookie-domain.ts'
import { placeOfAbsence, settingsAreComplete, settingsOf } from '../../deployment/settings.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY =
  'environments:\n  production:\n    hosts: [example.com, api.example.com, admin.example.com]\nrules: {}\n'

export default defineRule({
  id: 'require-cookie-domain',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'An app that knows a cookie domain has one in production when it is served on several hosts.',
  why: 'Without it each host keeps its cookies to itself: who signs in on one is a stranger on the next.',
  bad: [
    { 'plimsoll.yaml': POLICY, '.env.production': '«COOKIE_DOMAIN»=\n' },
    {
      'plimsoll.yaml': POLICY,
      'docker/local/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      COOKIE_DOMAIN: ""\n',
      'docker/production/compose.yaml': 'services:\n  «api»:\n    image: example/api:1\n',
    },
    { 'plimsoll.yaml': POLICY, '.env.example': 'COOKIE_DOMAIN=\n', '.env.production': '«»LOG_LEVEL=info\n' },
  ],
  good: [
    {
      'plimsoll.yaml': POLICY,
      '.env.local': 'COOKIE_DOMAIN=\n',
      '.env.production': 'COOKIE_DOMAIN=example.com\n',
    },
    { 'plimsoll.yaml': POLICY, '.env.production': 'LOG_LEVEL=info\n' },
    {
      'plimsoll.yaml': 'environments:\n  production:\n    hosts: [example.com]\nrules: {}\n',
      '.env.local': 'COOKIE_DOMAIN=\n',
      '.env.production': 'LOG_LEVEL=info\n',
    },
    { '.env.local': 'COOKIE_DOMAIN=\n', '.env.production': 'LOG_LEVEL=info\n' },
  ],

  *check(deployment, { project }) {
    const { environment, services, envFiles } = deployment
    const { hosts = [], variables = [] } = environment.policy
    if (!environment.isProduction || (services.length === 0 && envFiles.length === 0)) return
    if (hosts.length < 2 || new Set(hosts.map(registrableDomain)).size === hosts.length) return
    const known = project.variables.filter(
      ({ name, commentedOut }) => /(?:^|_)COOKIE_DOMAIN$/.test(name) && !commentedOut,
    )
    for (const name of new Set(known.map((variable) => variable.name))) {
      if (variables.some((contract) => contract.name === name && contract.cookieDomainFor)) continue
      const settings = settingsOf(deployment).filter((setting) => setting.name === name)
      const advice = `${hosts.length} hosts share no cookies then. Set the domain that all are below.`
      for (const { value, origin } of settings) {
        if (value === '')
          yield { at: origin.nameSpan, message: `${name} is empty in ${environment.name}; ${advice}` }
      }
      const elsewhere = known.find((variable) => variable.name === name)!
      const at = placeOfAbsence(deployment, elsewhere)
      if (settings.length > 0 || !at || !settingsAreComplete(deployment)) continue
      yield {
        at,
        message: `${name} is not set in ${environment.name}; ${advice}`,
        related: [{ at: elsewhere.nameSpan, message: 'The app knows it from here.' }],
      }
    }
  },
})
