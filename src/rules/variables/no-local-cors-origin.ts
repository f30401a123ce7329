import { conventionalSettings } from '../../deployment/contracts.ts'
import { isLoopback, isPrivateHost, readTarget } from '../../deployment/host-names.ts'
import { placeOfPart } from '../../deployment/variable.ts'
import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const ORIGINS =
  /(?:^|_)(?:CORS_(?:\w+_)?(?:ORIGINS?|DOMAINS?|HOSTS?|WHITELIST|ALLOWLIST)|CORS|(?:ALLOWED|ALLOW|TRUSTED|PERMITTED)_ORIGINS?(?:_LIST)?|ORIGIN_WHITELIST)$/
const HOSTS = /(?:^|_)(?:ALLOWED|TRUSTED)_HOSTS$/
const EVERYBODY = /(?:^|_)CORS_(?:ORIGINS?_)?ALLOW_ALL(?:_ORIGINS?)?$/

export default defineRule({
  id: 'no-local-cors-origin',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'The origins and hosts that production trusts are public ones, by name.',
  why: "What runs on `localhost` or in the visitor's own network may then read the answers with the visitor's cookies; `*` lets everybody.",
  bad: [
    {
      '.env.production':
        'CORS_ORIGINS=https://example.com,«http://localhost:3000»\nCSRF_TRUSTED_ORIGINS=«http://192.168.1.20»\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      ALLOWED_ORIGINS: "«*»"\n      DJANGO_CORS_ALLOWED_ORIGINS: \'["https://example.com", "«http://127.0.0.1:5173»"]\'\n      DJANGO_ALLOWED_HOSTS: "«*»"\n      CORS_ALLOW_ALL_ORIGINS: «"True"»\n',
    },
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      CORS_ALLOWED_ORIGINS: ${CORS_ALLOWED_ORIGINS:-«http://localhost:3000»}\n',
    },
    { '.env.production': 'ALLOWED_HOSTS=example.com «10.0.0.5»\n' },
  ],
  good: [
    {
      '.env.production':
        'CORS_ORIGINS=https://example.com,https://*.example.org,capacitor://localhost\nALLOWED_HOSTS=example.com,localhost\nCORS_ALLOW_ALL_ORIGINS=false\nCORS_METHODS=*\nCORS_ALLOWED_HEADERS=*\nALLOWED_ORIGINS=${ORIGINS}\n',
    },
    { '.env.local': 'CORS_ORIGINS=http://localhost:3000\nALLOWED_HOSTS=*\n' },
    { '.env.example': 'CORS_ORIGINS=http://localhost:3000\n' },
    {
      'docker/local/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      CORS_ORIGINS: http://192.168.1.20:3000\n',
    },
  ],

  *check(deployment) {
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (!value) continue
      const fault =
        EVERYBODY.test(name) && asBoolean(value)
          ? { says: 'lets every origin in', item: '' }
          : faultOfList(name, itemsOf(value))
      if (!fault) continue
      yield {
        at: placeOfPart(origin, fault.item),
        message: `${name} ${fault.says}. List the public ${HOSTS.test(name) ? 'hosts' : 'origins'} of production only.`,
      }
    }
  },
})

/** What is wrong with a list, and the first item that is. */
function faultOfList(
  name: string,
  items: readonly string[],
): { readonly says: string; readonly item: string } | undefined {
  const areHosts = HOSTS.test(name)
  if (!areHosts && !ORIGINS.test(name)) return undefined
  const everybody = items.find((item) => /^(?:\*|https?:\/\/\*|\^?\.\*\$?)$/.test(item))
  if (everybody !== undefined) {
    return { says: `lets every ${areHosts ? 'host' : 'origin'} in`, item: everybody }
  }
  const local = items.filter(isLocal)
  // A container's own healthcheck asks for `localhost`, so among others it may be an allowed host.
  const wrong =
    areHosts && local.length < items.length ? local.filter((item) => !isLoopback(hostOf(item))) : local
  return wrong.length > 0 ? { says: `trusts ${wrong.join(', ')}`, item: wrong[0]! } : undefined
}

function itemsOf(value: string): string[] {
  return value.split(/[\s,;|"'[\]]+/).filter((item) => item !== '')
}

function isLocal(item: string): boolean {
  const target = readTarget(item)
  // An app in a shell of its own (Capacitor, Ionic) has an origin such as capacitor://localhost.
  if (!target || (target.scheme !== undefined && !/^https?$/.test(target.scheme))) return false
  return isLoopback(target.host) || isPrivateHost(target.host)
}

function hostOf(item: string): string {
  return readTarget(item)?.host ?? ''
}
