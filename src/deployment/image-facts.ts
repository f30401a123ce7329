import { type ImageReference, imageName, isOfficialImage } from './image-reference.ts'

/**
 * Docker Official Images known to come without a HEALTHCHECK (their maintainers' FAQ: official images do not
 * set one). For any image not in here nobody knows.
 */
const WITHOUT_HEALTHCHECK = new Set(
  'adminer almalinux alpine amazoncorretto archlinux bash buildpack-deps busybox caddy cassandra centos clojure composer couchdb debian docker eclipse-mosquitto eclipse-temurin elasticsearch elixir erlang fedora flink gcc ghost golang gradle groovy haproxy haskell httpd influxdb jenkins jetty joomla julia kibana kong logstash mariadb matomo maven mediawiki memcached mongo mongo-express mysql nats neo4j nextcloud nginx node openjdk percona perl php postgres pypy python rabbitmq redis redmine registry rocket.chat rockylinux ruby rust solr sonarqube storm swift telegraf tomcat traefik ubuntu varnish vault wordpress zookeeper valkey'.split(
    ' ',
  ),
)

/** Whether an image is known to bring no healthcheck of its own. */
export function bringsNoHealthcheck(reference: ImageReference): boolean {
  return isOfficialImage(reference) && WITHOUT_HEALTHCHECK.has(reference.repository)
}

/** What a data store's image is, and the port its clients use. */
export interface DataStore {
  readonly kind: 'database' | 'cache' | 'queue' | 'search' | 'admin'
  readonly label: string
  readonly ports: readonly number[]
}

const DATA_STORES: Readonly<Record<string, DataStore>> = {
  postgres: { kind: 'database', label: 'PostgreSQL', ports: [5432] },
  postgresql: { kind: 'database', label: 'PostgreSQL', ports: [5432] },
  postgis: { kind: 'database', label: 'PostgreSQL', ports: [5432] },
  pgvector: { kind: 'database', label: 'PostgreSQL', ports: [5432] },
  timescaledb: { kind: 'database', label: 'TimescaleDB', ports: [5432] },
  mysql: { kind: 'database', label: 'MySQL', ports: [3306, 33060] },
  mariadb: { kind: 'database', label: 'MariaDB', ports: [3306] },
  percona: { kind: 'database', label: 'Percona Server', ports: [3306] },
  mongo: { kind: 'database', label: 'MongoDB', ports: [27017] },
  mongodb: { kind: 'database', label: 'MongoDB', ports: [27017] },
  couchdb: { kind: 'database', label: 'CouchDB', ports: [5984] },
  cassandra: { kind: 'database', label: 'Cassandra', ports: [9042] },
  neo4j: { kind: 'database', label: 'Neo4j', ports: [7474, 7687] },
  clickhouse: { kind: 'database', label: 'ClickHouse', ports: [8123, 9000] },
  'clickhouse-server': { kind: 'database', label: 'ClickHouse', ports: [8123, 9000] },
  influxdb: { kind: 'database', label: 'InfluxDB', ports: [8086] },
  cockroach: { kind: 'database', label: 'CockroachDB', ports: [26257] },
  scylla: { kind: 'database', label: 'ScyllaDB', ports: [9042] },
  surrealdb: { kind: 'database', label: 'SurrealDB', ports: [8000] },
  'azure-sql-edge': { kind: 'database', label: 'SQL Server', ports: [1433] },
  qdrant: { kind: 'database', label: 'Qdrant', ports: [6333, 6334] },
  milvus: { kind: 'database', label: 'Milvus', ports: [19530] },
  etcd: { kind: 'database', label: 'etcd', ports: [2379] },
  redis: { kind: 'cache', label: 'Redis', ports: [6379] },
  'redis-stack': { kind: 'cache', label: 'Redis', ports: [6379] },
  valkey: { kind: 'cache', label: 'Valkey', ports: [6379] },
  keydb: { kind: 'cache', label: 'KeyDB', ports: [6379] },
  redismod: { kind: 'cache', label: 'Redis', ports: [6379] },
  dragonfly: { kind: 'cache', label: 'Dragonfly', ports: [6379] },
  memcached: { kind: 'cache', label: 'Memcached', ports: [11211] },
  rabbitmq: { kind: 'queue', label: 'RabbitMQ', ports: [5672, 15672] },
  kafka: { kind: 'queue', label: 'Kafka', ports: [9092] },
  zookeeper: { kind: 'queue', label: 'ZooKeeper', ports: [2181] },
  nats: { kind: 'queue', label: 'NATS', ports: [4222] },
  elasticsearch: { kind: 'search', label: 'Elasticsearch', ports: [9200, 9300] },
  opensearch: { kind: 'search', label: 'OpenSearch', ports: [9200] },
  redpanda: { kind: 'queue', label: 'Redpanda', ports: [9092] },
  activemq: { kind: 'queue', label: 'ActiveMQ', ports: [61616, 8161] },
  typesense: { kind: 'search', label: 'Typesense', ports: [8108] },
  solr: { kind: 'search', label: 'Solr', ports: [8983] },
  meilisearch: { kind: 'search', label: 'Meilisearch', ports: [7700] },
  adminer: { kind: 'admin', label: 'Adminer', ports: [8080] },
  pgadmin4: { kind: 'admin', label: 'pgAdmin', ports: [80] },
  phpmyadmin: { kind: 'admin', label: 'phpMyAdmin', ports: [80] },
  'mongo-express': { kind: 'admin', label: 'mongo-express', ports: [8081] },
  'redis-commander': { kind: 'admin', label: 'Redis Commander', ports: [8081] },
  redisinsight: { kind: 'admin', label: 'Redis Insight', ports: [5540] },
  pgweb: { kind: 'admin', label: 'pgweb', ports: [8081] },
  cloudbeaver: { kind: 'admin', label: 'CloudBeaver', ports: [8978] },
  flower: { kind: 'admin', label: 'Flower', ports: [5555] },
}

/** What kind of data store an image runs, by the last part of its name. */
export function dataStoreOf(reference: ImageReference | undefined): DataStore | undefined {
  if (!reference || reference.unresolved) return undefined
  // The one whose name says nothing by its last part: mcr.microsoft.com/mssql/server.
  if (/^mssql\/server\b/.test(reference.repository)) return DATA_STORES['azure-sql-edge']
  const name = imageName(reference)
  return Object.hasOwn(DATA_STORES, name) ? DATA_STORES[name] : undefined
}

/** Images whose purpose is to watch the host or its containers. */
const MONITORS =
  /(?:^|\/)(?:node-exporter|cadvisor|netdata|glances|telegraf|promtail|alloy|(?:grafana|datadog)\/agent|datadog-agent|filebeat|metricbeat|fluent-bit|fluentd|timberio\/vector|otel-collector[^/]*|opentelemetry-collector[^/]*|zabbix-agent2?|beszel-agent|newrelic\/infrastructure|process-exporter|smartctl-exporter|scrutiny|falco|grafana-agent|logspout|dozzle|crowdsec)$/

/** Whether an image is one that reads the host or its containers to report on them. */
export function isMonitor(reference: ImageReference | undefined): boolean {
  return reference !== undefined && !reference.unresolved && MONITORS.test(reference.repository)
}

/** Stands between the engine's socket and those who need a part of it; it cannot do so without the socket. */
const SOCKET_PROXIES = /^(?:docker-)?socket-proxy$|^docker-socket-(?:proxy|protector)$/

/** Whether an image gives others a filtered view of the engine's socket. */
export function isSocketProxy(reference: ImageReference | undefined): boolean {
  return reference !== undefined && !reference.unresolved && SOCKET_PROXIES.test(imageName(reference))
}

/** Proxies that find their backends, and dashboards that show containers, by asking the engine. */
const ENGINE_READERS =
  /(?:^|\/)(?:traefik|nginx-proxy|docker-gen|caddy-docker-proxy|acme-companion|portainer|portainer-[ce]e|portainer\/agent|homepage|homarr|diun|uptime-kuma|swarmpit|dashy|registrator)$/

/** Whether an image is known to read the list of containers from the engine, and to do its work by it. */
export function readsEngine(reference: ImageReference | undefined): boolean {
  if (!reference || reference.unresolved) return false
  return isMonitor(reference) || ENGINE_READERS.test(reference.repository)
}

/** Images that are made to route packets, so that they must have a say in the network. */
const NETWORK_TOOLS =
  /(?:^|[/_-])(?:wireguard|wg-easy|openvpn|vpn|gluetun|tailscale|headscale|zerotier|netbird|nebula|pihole|pi-hole|adguardhome|unbound|dnsmasq|iptables|keepalived|frr|bird|strongswan|softethervpn|netshoot)(?:$|[_-])/

/** Whether an image is a VPN, a name server, a router. */
export function isNetworkTool(reference: ImageReference | undefined): boolean {
  return reference !== undefined && NETWORK_TOOLS.test(reference.repository)
}

/** Servers that only hand over files or requests, and hold no state of an application. */
const PROXIES = new Set(
  'nginx nginx-unprivileged openresty caddy httpd apache traefik haproxy varnish envoy squid kong nginx-proxy static-web-server lighttpd'.split(
    ' ',
  ),
)

/** Whether an image is a web server or proxy without an application in it. */
export function isProxy(reference: ImageReference | undefined): boolean {
  return reference !== undefined && !reference.unresolved && PROXIES.has(imageName(reference))
}

/** Official images that set no variable but PATH, and those of languages whose few variables their Dockerfiles name. */
const ENVIRONMENTS: Readonly<Record<string, string>> = {
  alpine: 'PATH',
  busybox: 'PATH',
  debian: 'PATH',
  ubuntu: 'PATH',
  bash: 'PATH _BASH_VERSION _BASH_BASELINE _BASH_LATEST_PATCH',
  golang: 'PATH GOLANG_VERSION GOTOOLCHAIN GOPATH',
  node: 'PATH NODE_VERSION YARN_VERSION NPM_CONFIG_LOGLEVEL',
}

/** The variables that an image sets; undefined where nobody knows. */
export function environmentOf(reference: ImageReference): ReadonlySet<string> | undefined {
  if (!isOfficialImage(reference) || !Object.hasOwn(ENVIRONMENTS, reference.repository)) return undefined
  return new Set(ENVIRONMENTS[reference.repository]!.split(' '))
}

/** Official images of systems and languages, and web servers, whose USER is root and whose entrypoint keeps it. */
const ROOT_IMAGES = new Set(
  'almalinux alpine amazoncorretto amazonlinux archlinux bash buildpack-deps busybox caddy clojure composer dart debian docker eclipse-temurin elixir erlang fedora gcc golang gradle haskell httpd ibm-semeru-runtimes julia maven nginx node openjdk oraclelinux perl php pypy python r-base rockylinux ruby rust sapmachine swift tomcat ubuntu'.split(
    ' ',
  ),
)

/** Whether a process in an image is known to be root where nothing says otherwise. */
export function runsAsRoot(reference: ImageReference): boolean {
  const isRootless = /(?:^|-)(?:nonroot|rootless|unprivileged)(?:-|$)/.test(reference.tag ?? '')
  return isOfficialImage(reference) && ROOT_IMAGES.has(reference.repository) && !isRootless
}
