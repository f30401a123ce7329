import { listeningPorts, mentionsPort } from '../../deployment/listening-ports.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undeclared-published-port',
  on: 'service',
  severity: 'info',
  category: 'correctness',
  summary: 'A port that a service publishes is the one that its image declares by EXPOSE.',
  why: 'Published is a port behind which nobody listens: the container runs, its log is quiet, and every request is refused.',
  bad: [
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["8080:«8080»"]\n',
      Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    ports:\n      - target: «80»\n        published: "80"\n',
      Dockerfile: 'FROM node:24 AS base\nEXPOSE 3000/tcp\nFROM base\n',
    },
  ],
  good: [
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["8080:3000"]\n',
      Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
    },
    // Said to listen there: by its command, a variable, `expose`, or the image below.
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    command: gunicorn -b :8000 app\n    ports: ["8000:8000"]\n  web:\n    build: .\n    environment: { PORT: 8000 }\n    ports: ["8001:8000"]\n',
      Dockerfile: 'FROM python:3.13\nEXPOSE 5000\n',
    },
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["80:80"]\n',
      Dockerfile: 'FROM nginx:1.29\nEXPOSE 8080\n',
    },
    // Several are declared, none is, or nobody can tell which.
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["9229:9229"]\n',
      Dockerfile: 'FROM node:24\nEXPOSE 3000 4000\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["9229:9229"]\n',
      Dockerfile: 'FROM node:24\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    ports: ["8080:${PORT}", "53:53/udp", "3000:3000", "9229:9229"]\n',
      Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
    },
  ],

  *check(service) {
    const { name, build, ports, environment, networkMode } = service
    const stage = build?.stage
    if (!stage || environment.kind === 'example' || networkMode) return
    const declared = new Map(stage.exposed.map((each) => [`${each.value.port}/${each.value.protocol}`, each]))
    const [only] = declared.values()
    if (!only || declared.size > 1 || only.value.protocol !== 'tcp') return
    // With the declared one published too, the other is one more on purpose: a debugger, metrics.
    const first = ports.length === 1 ? ports[0]! : undefined
    if (!first || first.isUnresolved || first.protocol !== 'tcp' || first.target.first !== first.target.last)
      return
    const port = first.target.first
    const isDeclared = listeningPorts(service).some((each) => each.by !== 'ports' && each.port === port)
    if (isDeclared || mentionsPort(service, port)) return
    yield {
      at: first.targetSpan,
      message: `${name.value} publishes its port ${port}, which its image does not declare: ${stage.image.path} says EXPOSE ${only.value.port}; publish that one, or declare ${port}.`,
      related: [{ at: only.span, message: 'The one port that is declared' }],
    }
  },
})
