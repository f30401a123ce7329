import { connectionsOf } from '../../deployment/connections.ts'
import { isLoopback } from '../../deployment/host-names.ts'
import { listeningPorts, mentionsPort } from '../../deployment/listening-ports.ts'
import type { Service } from '../../deployment/service.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const api = (environment: string) =>
  `services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n${environment}`
const DB = '  db:\n    image: postgres:17\n'

export default defineRule({
  id: 'no-localhost-connection',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'A container reaches the other services of its stack by their names, not by localhost.',
  why: 'Inside a container localhost is the container itself, where the database or API of the next one does not listen.',
  bad: [
    { 'compose.yaml': `${api('      DATABASE_URL: «postgres://shop:pw@localhost:5432/shop»\n')}${DB}` },
    { 'compose.yaml': `${api('      REDIS_URL: «redis://127.0.0.1/0»\n')}  cache:\n    image: redis:8\n` },
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: .env\n${DB}`,
      '.env': 'POSTGRES_HOST=«localhost»\nPOSTGRES_PORT=5432\n',
    },
    {
      'compose.local.yaml': `${api('      SEARCH_ENDPOINT: «http://localhost:8108»\n')}  search:\n    image: typesense/typesense:29.0\n    expose: [8108]\n`,
    },
  ],
  good: [
    { 'compose.yaml': `${api('      DATABASE_URL: postgres://shop:pw@db:5432/shop\n')}${DB}` },
    // Nothing of the stack answers there, or the container itself does.
    { 'compose.yaml': api('      DATABASE_URL: postgres://shop:pw@localhost:5432/shop\n') },
    {
      'compose.yaml': `${api('      RENDER_URL: http://localhost:3000/render\n')}    expose: [3000]\n  web:\n    image: ghcr.io/acme/web:1\n    expose: [3000]\n`,
    },
    {
      'compose.yaml': `${api('      PORT: 3000\n      RENDER_URL: http://localhost:3000/render\n')}  web:\n    image: ghcr.io/acme/web:1\n    expose: [3000]\n`,
    },
    // They share one network.
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    network_mode: service:db\n    environment:\n      DATABASE_URL: postgres://localhost:5432/shop\n${DB}`,
    },
    {
      'compose.yaml': `services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n      DATABASE_URL: postgres://localhost:5432/shop\n${DB}    network_mode: service:api\n`,
    },
    // A browser opens these, on the machine of its user.
    {
      'compose.yaml': `${api('      API_ENDPOINT: http://localhost:8000\n      CORS_ORIGIN: http://localhost:3000\n      VITE_API: http://localhost:8000\n      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092\n')}  web:\n    image: ghcr.io/acme/web:1\n    ports: ["8000:8000", "3000:3000"]\n`,
    },
  ],

  *check(service) {
    const { stack, networkMode, environment } = service
    if (networkMode || environment.kind === 'example') return
    for (const { variable, host, port, scheme } of connectionsOf(service)) {
      if (!isLoopback(host) || host === '0.0.0.0' || port === undefined || answersItself(service, port))
        continue
      const others = [...stack.services.values()].filter((other) => other !== service)
      // Whoever joins the network of this service is on its localhost.
      if (others.some((other) => other.networkMode?.value === `service:${service.name.value}`)) return
      const other = others.find((each) => listeningPorts(each).some((one) => one.port === port))
      if (!other || (isForBrowsers(scheme) && isPublishedAt(other, port))) continue
      yield {
        at: placeOfValue(variable.origin),
        message: `${variable.name} says localhost, which is the container itself; ${other.name.value} answers at ${other.name.value}:${port}.`,
        related: [{ at: other.name.span, message: `The service that listens on ${port}` }],
      }
    }
  },
})

/** Names that say where the container itself listens; DB_PORT says where another one does. */
const OWN_PORT =
  /^(?:PORT|(?:APP|SERVER|HTTP|WEB|API|LISTEN|BIND|NODE|UVICORN|GUNICORN|FLASK_RUN)_(?:PORT|ADDR|ADDRESS))$/

function answersItself(service: Service, port: number): boolean {
  const variables = new Map([...service.variables].filter(([name]) => OWN_PORT.test(name)))
  return (
    listeningPorts(service).some((one) => one.port === port) || mentionsPort({ ...service, variables }, port)
  )
}

function isForBrowsers(scheme: string | undefined): boolean {
  return scheme !== undefined && /^(?:https?|wss?)$/.test(scheme)
}

function isPublishedAt({ ports }: Service, port: number): boolean {
  return ports.some(({ published }) => published && published.first <= port && port <= published.last)
}
