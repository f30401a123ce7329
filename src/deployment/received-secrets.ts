import { projectPath } from './build-service.ts'
import { dataStoreOf, isProxy } from './image-facts.ts'
import { isWithin } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'
import type { EnvFileMention, Service } from './service.ts'
import { isSecretName } from './variable-names.ts'

/** Beginnings of the variables that an image reads, by what it runs. What a database is called by others counts too. */
const READS: Readonly<Record<string, RegExp>> = {
  PostgreSQL: /^(?:POSTGRES|PG|DB|DATABASE|SQL|REPLICATION|WAL|BACKUP)/,
  TimescaleDB: /^(?:POSTGRES|PG|TIMESCALE|TS_|DB|DATABASE|SQL|REPLICATION)/,
  MySQL: /^(?:MYSQL|MARIADB|DB|DATABASE|SQL)/,
  MariaDB: /^(?:MYSQL|MARIADB|DB|DATABASE|SQL)/,
  'Percona Server': /^(?:MYSQL|PERCONA|DB|DATABASE|SQL)/,
  MongoDB: /^(?:MONGO|DB|DATABASE)/,
  CouchDB: /^(?:COUCHDB|DB|DATABASE)/,
  Cassandra: /^(?:CASSANDRA|DB|DATABASE)/,
  Neo4j: /^(?:NEO4J|DB|DATABASE)/,
  ClickHouse: /^(?:CLICKHOUSE|DB|DATABASE)/,
  InfluxDB: /^(?:INFLUX|DOCKER_INFLUX|DB|DATABASE)/,
  Redis: /^(?:REDIS|CACHE)/,
  Valkey: /^(?:VALKEY|REDIS|CACHE)/,
  KeyDB: /^(?:KEYDB|REDIS|CACHE)/,
  Memcached: /^MEMCACHE|^CACHE/,
  RabbitMQ: /^(?:RABBITMQ|AMQP|BROKER)/,
  Kafka: /^(?:KAFKA|CONFLUENT|SASL|SSL)/,
  ZooKeeper: /^(?:ZOO|ZK)/,
  NATS: /^NATS/,
  Elasticsearch: /^(?:ELASTIC|ES_|XPACK|KIBANA)/,
  OpenSearch: /^OPENSEARCH/,
  Meilisearch: /^MEILI/,
  Adminer: /^ADMINER|^DB/,
  pgAdmin: /^(?:PGADMIN|POSTGRES|DB)/,
  phpMyAdmin: /^(?:PMA|MYSQL|DB)/,
  'mongo-express': /^(?:ME_CONFIG|MONGO)/,
  'Redis Commander': /^(?:REDIS|HTTP)/,
}
/** Proxies read tokens of name servers to prove that a domain is theirs, and logins for their own pages. */
const PROXY_READS =
  /^(?:NGINX|TRAEFIK|CADDY|HAPROXY|VARNISH|ENVOY|CF_|CLOUDFLARE|AWS_|DO_|DIGITALOCEAN|HETZNER|GANDI|OVH|NAMECHEAP|ROUTE53|AZURE|GCE_|GOOGLE_|DUCKDNS|PORKBUN|LINODE|VULTR|DNS|ACME|BASIC_?AUTH|HTPASSWD|DASHBOARD)/

/** An env file of which a service gets more secrets than its image can read. */
export interface ExcessiveEnvFile {
  readonly mention: EnvFileMention
  /** What runs there: "PostgreSQL", "nginx". */
  readonly label: string
  readonly names: readonly string[]
}

/**
 * Env files by which a database, cache, queue or proxy gets secrets of the application. An image that may read
 * anything gets none that can be called too much.
 */
export function excessiveEnvFiles(service: Service, files: ProjectFiles): readonly ExcessiveEnvFile[] {
  const { runtimeImage, build } = service
  const store = dataStoreOf(runtimeImage)
  const isOwnProgram = build !== undefined && store === undefined && build.stage?.entrypoint !== undefined
  if ((!store && !isProxy(runtimeImage)) || isOwnProgram) return []
  const reads = store ? READS[store.label] : PROXY_READS
  const label = store?.label ?? runtimeImage!.repository
  if (!reads) return []
  // Which services get these the policy says itself.
  const contracts = (service.environment.policy.variables ?? []).filter(({ services }) => services)
  const assigned = new Map(contracts.map((contract) => [contract.name, contract.services!]))
  return service.envFileMentions.flatMap((mention) => {
    const brought = [...service.variables.values()]
      .filter(
        ({ origin }) => origin.place === 'env-file' && origin.span.path === mention.path && !origin.isExample,
      )
      .map(({ name }) => name)
    // A file that the policy forbids it for one variable need not be found twice.
    if (brought.some((name) => assigned.get(name)?.includes(service.name.value) === false)) return []
    const names = brought.filter(
      (name) =>
        isSecretName(name) &&
        !assigned.has(name) &&
        !reads.test(name.toUpperCase()) &&
        !isNamedIn(service, name, files),
    )
    return names.length > 0 ? [{ mention, label, names }] : []
  })
}

/** Whether a command of the service, or a configuration that is mounted into it, names a variable. */
function isNamedIn(service: Service, name: string, files: ProjectFiles): boolean {
  const mention = new RegExp(`(?<![A-Za-z0-9_])${name.replace(/[^A-Za-z0-9_]/g, '.')}(?![A-Za-z0-9_])`)
  const commands = [...service.startCommands, ...service.healthcheck.commands]
  if (commands.some(({ words }) => words.some(({ value }) => mention.test(value)))) return true
  return service.mounts.some(({ type, source }) => {
    const path = type === 'bind' && source ? projectPath(source.value, service.stack.directory) : undefined
    // The project as a whole is no configuration.
    if (path === undefined || path === '') return false
    const inside = files.paths.filter((each) => isWithin(each, path))
    return inside.slice(0, 50).some((each) => mention.test(files.text(each) ?? ''))
  })
}
