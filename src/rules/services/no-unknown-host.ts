import { connectionsOf } from '../../deployment/connections.ts'
import { sharesExternalNetwork } from '../../deployment/networks.ts'
import { hostsOnlyItKnows, isServiceName, targetsOf } from '../../deployment/routes.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

const api = (environment: string) =>
  `services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n${environment}`
const DB = '  db:\n    image: postgres:17\n'

export default defineRule({
  id: 'no-unknown-host',
  on: 'service',
  severity: 'warning',
  category: 'correctness',
  summary: 'A host that a container is told to connect to is a service of its stack.',
  why: 'The name does not resolve, so the first request that needs the other service fails.',
  bad: [
    {
      'compose.yaml': api(
        `      DATABASE_URL: «postgresql+asyncpg://shop:pw@database:5432/shop»\n      REDIS_HOST: «redis»\n${DB}`,
      ),
    },
    {
      'compose.yaml': `${api('      - API_ENDPOINT=«http://backend:8000/v1»\n      - KAFKA_BROKERS=«kafka:9092»\n')}${DB}`,
    },
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: app.env\n${DB}`,
      'app.env': 'POSTGRES_HOST=«postgres»\n',
    },
    // It is there in local, and called otherwise in production.
    {
      'docker/local/compose.yaml': `${api('      DB_HOST: postgres\n')}  postgres:\n    image: postgres:17\n`,
      'docker/production/compose.yaml': `${api('      DB_HOST: «postgres»\n')}${DB}`,
    },
  ],
  good: [
    {
      'compose.yaml': `${api('      DATABASE_URL: postgres://shop:pw@db/shop\n      MAIL_HOST: smtp.example.com\n      CACHE_HOST: 10.0.0.5\n      DB_HOST: localhost\n')}${DB}`,
    },
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    links: [db:database]\n    extra_hosts: ["legacy:10.0.0.9"]\n    environment:\n      DATABASE_URL: postgres://database/shop\n      LEGACY_API: http://legacy:8080\n      CACHE_HOST: store\n      REDIS_URL: redis://redis-main:6379\n${DB}    networks:\n      default:\n        aliases: [store]\n  redis:\n    image: redis:8\n    container_name: redis-main\n`,
    },
    // Another stack may be on the network; and the host's own names count on its own network.
    {
      'compose.yaml': `${api('      DB_HOST: postgres\n')}    networks: [shared]\nnetworks:\n  shared:\n    external: true\n`,
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    network_mode: host\n    environment:\n      DB_HOST: storage\n',
    },
    // What is no host of this stack: a value nobody knows, a page for browsers, a driver, a name of one's own.
    {
      'compose.yaml': api(
        '      DB_HOST: ${DB_HOST}\n      API_URL: http://${API}:8000\n      FRONTEND_URL: http://shop\n      CACHE_DRIVER: redis\n      SERVER_NAME: api:80\n      NODE_ADDRESS: <host>\n      LISTEN_ADDR: web:80\n      HTTP_PROXY: http://proxy:3128\n      NEXT_PUBLIC_API: http://backend\n',
      ),
    },
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: app.env.example\n${DB}`,
      'app.env.example': 'DB_HOST=postgres\n',
    },
    { 'deploy/compose.extra.yaml': 'services:\n  api:\n    environment:\n      DB_HOST: postgres\n' },
  ],

  *check(service, { project }) {
    const { stack, environment, networkMode, definition } = service
    const deployment = project.deployments.find((each) => each.environment === environment)
    if (!deployment || networkMode || sharesExternalNetwork(service) || environment.kind === 'example') return
    // A name server of one's own may know anything.
    if (definition.get('dns') || definition.get('dns_search')) return
    for (const { variable, host } of connectionsOf(service)) {
      if (!isServiceName(host) || hostsOnlyItKnows(service).has(host)) continue
      if (targetsOf(host, service, deployment).length > 0) continue
      // A part of a stack does not say what else there is.
      if ([...stack.services.values()].some(({ image, build }) => !image && !build)) return
      const names = [...stack.services.keys()]
      const meant = nearest(host, names)
      yield {
        at: placeOfValue(variable.origin),
        message: `${variable.name} names the host ${host}, and the stack has no service of that name${meant ? `; did you mean ${meant}?` : `, only ${names.join(', ')}.`}`,
      }
    }
  },
})
