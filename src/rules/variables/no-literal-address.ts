import { conventionalSettings } from '../../deployment/contracts.ts'
import { isAddress, isLoopback, isPrivateHost, readTarget } from '../../deployment/host-names.ts'
import { placeOfPart } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

/** A name whose value is where something is found. */
const PLACE =
  /(?:^|_)(?:HOST|HOSTS|HOSTNAME|URL|URLS|URI|ENDPOINT|ENDPOINTS|SERVER|SERVERS|ADDR|ADDRESS|BROKER|BROKERS|ORIGIN|DOMAIN|BASE|DSN)$/
/** Names that are about addresses. */
const ADDRESSES =
  /BIND|LISTEN|DNS|NAMESERVER|RESOLVER|CIDR|SUBNET|NETMASK|GATEWAY|TRUSTED_PROX|PROXIES|FORWARDED|(?:ALLOW|TRUST)ED_(?:HOSTS|IPS?)|DENY|BLOCK|NO_PROXY|COOKIE|ADVERTISE|EXTERNAL_IP|PUBLIC_IP|(?:^|_)IPS?(?:_|$)|CLUSTER_/
/** A private address among origins is no-local-cors-origin's to report. */
const ORIGINS = /CORS|ORIGIN|WHITELIST|ALLOW/
/** The metadata service of every cloud has no other name. */
const METADATA = '169.254.169.254'

export default defineRule({
  id: 'no-literal-address',
  on: 'deployment',
  severity: 'warning',
  category: 'reliability',
  summary: 'Production names hosts and does not count on their addresses.',
  why: 'The day the machine moves every file that holds its address must be found, and TLS cannot verify a bare address.',
  bad: [
    {
      '.env.production':
        'API_URL=http://«203.0.113.10»:8000/v1\nDB_HOST=«10.0.0.5»\nREDIS=redis://:pw@«192.168.1.4»:6379/0\nALLOWED_ORIGINS=https://app.example.com,http://«203.0.113.57»\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      - KAFKA_BROKERS=kafka:9092,«203.0.113.11»:9092\n      - SMTP_SERVER=«203.0.113.12»:587\n',
    },
  ],
  good: [
    {
      '.env.production':
        'API_URL=https://api.example.com\nHOST=0.0.0.0\nBIND_ADDRESS=10.0.0.5\nDNS_SERVER=1.1.1.1\nTRUSTED_PROXIES=10.0.0.0/8\nALLOWED_HOSTS=10.0.0.5\nSELF_URL=http://127.0.0.1:3000\nMETADATA_URL=http://169.254.169.254/latest\nVERSION=1.2.3.4\nNO_PROXY=10.0.0.1\nOTHER_URL=http://[::1]:80\n',
    },
    { '.env.local': 'API_URL=http://192.168.1.20:8000\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    extra_hosts: ["db:10.0.0.5"]\n    environment: { DB_HOST: db }\n',
    },
  ],

  *check(deployment) {
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (!value || ADDRESSES.test(name)) continue
      const found = addressIn(value, PLACE.test(name), ORIGINS.test(name))
      if (!found) continue
      yield {
        at: placeOfPart(origin, found),
        message: `${name} leads to the address ${found}. Give the machine a name (DNS, or extra_hosts) and write that.`,
      }
    }
  },
})

function addressIn(value: string, isPlace: boolean, areOrigins: boolean): string | undefined {
  const items = value.split(/[\s,;]+/)
  const hosts = items.flatMap((item) => {
    const target = readTarget(item)
    return target && (isPlace || target.scheme !== undefined) ? [target.host] : []
  })
  return hosts.find(
    (host) =>
      isAddress(host) && !isLoopback(host) && host !== METADATA && !(areOrigins && isPrivateHost(host)),
  )
}
