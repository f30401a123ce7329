import { cookieDomainFault, registrableDomain } from '../../deployment/cookie-domain.ts'
import type { Environment } from '../../deployment/environment.ts'
import { productionSettings } from '../../deployment/settings.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-bad-cookie-domain',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'The cookie domain of production is one that browsers accept and that covers its hosts.',
  why: 'Browsers drop such a cookie without a word, and nobody stays signed in.',
  bad: [
    { '.env.production': 'COOKIE_DOMAIN=«.co.uk»\n' },
    { '.env.production': 'SESSION_COOKIE_DOMAIN=«localhost»\nCSRF_COOKIE_DOMAIN=«https://example.com»\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      COOKIE_DOMAIN: «203.0.113.7»\n',
    },
    {
      'plimsoll.yaml': 'environments:\n  production:\n    hosts: [example.com, api.example.com]\nrules: {}\n',
      '.env.production': 'COOKIE_DOMAIN=«example.org»\nSESSION_COOKIE_DOMAIN=«api.example.com»\n',
    },
  ],
  good: [
    { '.env.production': 'COOKIE_DOMAIN=.example.com\nSESSION_COOKIE_DOMAIN=\nCOOKIE_DOMAINS=x\n' },
    { '.env.local': 'COOKIE_DOMAIN=localhost\n' },
    { '.env.production': 'COOKIE_DOMAIN=${DOMAIN}\n' },
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    hosts: [example.com, api.example.com, shop.example.net]\nrules: {}\n',
      '.env.production': 'COOKIE_DOMAIN=example.com\n',
    },
  ],

  *check(deployment) {
    const { environment } = deployment
    const judgedByContract = new Set(
      (environment.policy.variables ?? []).filter((each) => each.cookieDomainFor).map(({ name }) => name),
    )
    for (const { name, value, origin } of productionSettings(deployment)) {
      if (!/(?:^|_)COOKIE_DOMAIN$/.test(name) || !value || judgedByContract.has(name)) continue
      const fault = cookieDomainFault(value, []) ?? cookieDomainFault(value, hostsBeside(value, environment))
      if (!fault) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} ${fault}. Set the domain that all public hosts are below, such as .example.com.`,
      }
    }
  },
})

/** The environment's hosts of the same registrable domain; all where there is none of it. */
function hostsBeside(value: string, { policy }: Environment): readonly string[] {
  const hosts = policy.hosts ?? []
  const own = registrableDomain(value.replace(/^\./, ''))
  const beside = hosts.filter((host) => registrableDomain(host) === own)
  return beside.length > 0 ? beside : hosts
}
