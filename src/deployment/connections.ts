import { isPlaceholder } from './secret-values.ts'
import type { Service } from './service.ts'
import type { EffectiveVariable } from './variable.ts'
import { publicPrefix } from './variable-names.ts'

/** Where a variable of a container's environment leads. */
export interface Connection {
  readonly variable: EffectiveVariable
  readonly scheme: string | undefined
  /** Lower case. */
  readonly host: string
  /** Written, or that of the scheme; undefined where neither says it. */
  readonly port: number | undefined
}

/** Ports that clients take where a URL names none. */
const SCHEME_PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  postgresql: 5432,
  postgis: 5432,
  mysql: 3306,
  mariadb: 3306,
  mongodb: 27017,
  redis: 6379,
  rediss: 6379,
  valkey: 6379,
  amqp: 5672,
  amqps: 5671,
  pyamqp: 5672,
  nats: 4222,
  memcached: 11211,
  clickhouse: 9000,
  bolt: 7687,
  neo4j: 7687,
  http: 80,
  https: 443,
}

/** A program that is asked for by name, and the port it answers at. */
const NAMED_PORTS: readonly (readonly [RegExp, number])[] = [
  [/^(?:PG|.*POSTGRES)/, 5432],
  [/MYSQL|MARIADB/, 3306],
  [/MONGO/, 27017],
  [/REDIS|VALKEY/, 6379],
  [/RABBIT|AMQP/, 5672],
  [/MEMCACHE/, 11211],
  [/ELASTIC|OPENSEARCH/, 9200],
  [/KAFKA/, 9092],
  [/NATS/, 4222],
]

/** Names whose whole value is a host: of data stores, mail, queues. What else is called HOST is often one's own. */
const HOST_NAME =
  /^(?:.*_)?(?:DB|DATABASE|SQL|POSTGRES(?:QL)?|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|VALKEY|CACHE|MEMCACHED?|RABBITMQ|AMQP|BROKER|KAFKA|NATS|ELASTIC(?:SEARCH)?|OPENSEARCH|MEILI(?:SEARCH)?|SMTP|MAIL|EMAIL|MINIO|S3|LDAP|CLICKHOUSE|INFLUX(?:DB)?|NEO4J|CELERY)_(?:\w+_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$|^PGHOST$/
/** Names whose value is one host with its port, or several. */
const PLACE_NAME = /(?:^|_)(?:HOSTS?|ADDR|ADDRESS|SERVERS?|BROKERS?|ENDPOINTS?|UPSTREAMS?|NODES|URL|URI|DSN)$/
/** What others call this service by, what it listens on itself, and proxies of the network it stands in. */
const ABOUT_ITSELF =
  /LISTEN|BIND|ADVERTISED|HEALTH|PROBE|SELF|ALLOWED|TRUSTED|VIRTUAL_HOST|_PROXY$|LETSENCRYPT|SERVER_NAME|NODE_NAME/
/** What a browser opens, so that the names of the stack mean nothing there. */
const FOR_BROWSERS =
  /ORIGINS?|CORS|CSRF|CALLBACK|REDIRECT|PUBLIC|EXTERNAL|FRONTEND|BROWSER|CLIENT_URL|SITE|WEBSITE|DOMAIN|(?:^|_)(?:APP|BASE|ROOT|WEB|HOME|HOST|MAIN|ADMIN|DOCS|STOREFRONT|DASHBOARD|NEXTAUTH|AUTH|ISSUER|AUDIENCE|WEBHOOKS?|SERVER)_UR[IL]$|^UR[IL]$|ISSUER|AUDIENCE|LOGOUT|LOGIN|REFERR?ER|SCHEMA|NAMESPACE|XMLNS/

/** Every host that a service's own environment names, except what is meant for browsers or for itself. */
export function connectionsOf(service: Service): readonly Connection[] {
  return [...service.variables.values()].flatMap((variable) => {
    const { name, value, origin } = variable
    const upper = name.toUpperCase()
    if (!value || origin.isExample || isPlaceholder(value) || ABOUT_ITSELF.test(upper)) return []
    if (publicPrefix(name)) return []
    return value.includes('://') ? urlsIn(upper, value, variable) : placesIn(upper, value, variable)
  })
}

const URL_PARTS = /^(?:jdbc:|cache\+)?([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?([^/?#]+)/i

function urlsIn(name: string, value: string, variable: EffectiveVariable): Connection[] {
  const match = URL_PARTS.exec(value.trim())
  if (!match || /[<>{}$\s]/.test(match[2]!)) return []
  const scheme = match[1]!.toLowerCase().split('+')[0]!
  if (scheme === 'file' || scheme === 'unix' || scheme === 'sqlite') return []
  if (/^(?:https?|wss?)$/.test(scheme) && FOR_BROWSERS.test(name)) return []
  const port = Object.hasOwn(SCHEME_PORTS, scheme) ? SCHEME_PORTS[scheme] : undefined
  return match[2]!.split(',').flatMap((place) => connection(place, scheme, port, variable))
}

function placesIn(name: string, value: string, variable: EffectiveVariable): Connection[] {
  const places = value.trim().split(',')
  const isHost = HOST_NAME.test(name)
  if (!isHost && !(PLACE_NAME.test(name) && places.every((place) => /:\d{2,5}$/.test(place)))) return []
  const port = NAMED_PORTS.find(([pattern]) => pattern.test(name))?.[1]
  return places.flatMap((place) => connection(place, undefined, isHost ? port : undefined, variable))
}

function connection(
  place: string,
  scheme: string | undefined,
  implied: number | undefined,
  variable: EffectiveVariable,
): Connection[] {
  const match = /^\s*(?:\[([0-9a-f:]+)\]|([a-z0-9_.-]+))(?::(\d{1,5}))?\s*$/i.exec(place)
  const host = match?.[1] ?? match?.[2]
  if (!match || !host) return []
  return [{ variable, scheme, host: host.toLowerCase(), port: match[3] ? Number(match[3]) : implied }]
}
