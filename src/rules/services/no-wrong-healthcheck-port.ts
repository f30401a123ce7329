import { askedPorts } from '../../deployment/healthcheck-ports.ts'
import { listeningPorts, mentionsPort } from '../../deployment/listening-ports.ts'
import { defineRule } from '../../engine/rule.ts'

const web = (rest: string) => `services:\n  web:\n    image: nginx:1.29\n${rest}`
const check = (url: string) => `    healthcheck:\n      test: [CMD, curl, -f, "${url}"]\n`

export default defineRule({
  id: 'no-wrong-healthcheck-port',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'A healthcheck asks a port that the service listens on.',
  why: 'The check runs inside the container, where the port of the host means nothing: the service is never healthy, and what waits for it never starts.',
  bad: [
    { 'compose.yaml': web(`    ports: ["8080:80"]\n${check('«http://localhost:8080/»')}`) },
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    healthcheck:\n      test: curl -f «http://127.0.0.1:3000/health» || exit 1\n',
      Dockerfile: 'FROM python:3.13\nCMD ["uvicorn", "main:app", "--port", "8000"]\n',
    },
  ],
  good: [
    { 'compose.yaml': web(`    ports: ["8080:80"]\n${check('http://localhost/')}`) },
    { 'compose.yaml': web(`    ports: ["8080:80"]\n${check('http://localhost:9090/')}`) },
    {
      'compose.yaml': web(
        `    ports: ["8080:80"]\n    environment:\n      NGINX_PORT: 8080\n${check('http://localhost:8080/')}`,
      ),
    },
    { 'compose.yaml': web(`    ports: ["8080:80"]\n${check('http://proxy:8080/')}`) },
    {
      'compose.yaml': web(`    network_mode: host\n${check('http://localhost:8080/')}`),
    },
    // A second server, of which the image says nothing.
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    healthcheck:\n      test: curl -f http://127.0.0.1:8081/health\n',
      Dockerfile: 'FROM python:3.13\nEXPOSE 8000\nCMD ["python", "main.py"]\n',
    },
  ],

  *check(service) {
    const { name, healthcheck, networkMode, ports, environment } = service
    if (networkMode || environment.kind === 'example') return
    const listening = listeningPorts(service)
    const unchecked = { ...service, healthcheck: { ...healthcheck, commands: [] } }
    for (const { value: port, span } of askedPorts(healthcheck)) {
      if (listening.some((each) => each.port === port) || mentionsPort(unchecked, port)) continue
      const mapped = ports.find(
        ({ published, target }) => published?.first === port && target.first === target.last,
      )
      const told = listening.find(({ by }) => by === 'command')
      const right = mapped?.target.first ?? told?.port
      const place = mapped?.span ?? told?.span
      if (right === undefined || !place) continue
      const reason = mapped ? 'which is its port on the host' : 'where it does not listen'
      yield {
        at: span,
        message: `The healthcheck of ${name.value} asks port ${port}, ${reason}; inside the container it is ${right}.`,
        related: [{ at: place, message: 'What says so' }],
      }
    }
  },
})
