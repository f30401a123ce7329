import { runsInProduction } from '../../deployment/profiles.ts'
import type { Dependency, Service } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'

const CONF = {
  'nginx.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://api:8000; }\n}\n',
}
const nginx = (name: string, dependsOn = '') =>
  `services:\n  ${name}:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf:ro]\n${dependsOn}`
const API = '  api:\n    image: acme/api:2\n'
const CHECKED = `${API}    healthcheck: { test: [CMD, /ping] }\n`
const UNCHECKED = '  api:\n    image: python:3.14\n    command: [python, app.py]\n'

export default defineRule({
  id: 'no-unawaited-upstream',
  on: 'route',
  severity: 'warning',
  category: 'reliability',
  summary: 'A reverse proxy waits until the services it passes requests on to are healthy.',
  why: 'nginx looks names up once, when it starts: without the other container it stops at once, and with one that is not ready it answers 502 after every deploy.',
  bad: [
    { 'compose.yaml': nginx('«proxy»') + API, ...CONF },
    { 'compose.yaml': nginx('proxy', '    depends_on: [«api»]\n') + UNCHECKED, ...CONF },
    { 'compose.yaml': nginx('proxy', '    depends_on: [«api»]\n') + CHECKED, ...CONF },
    {
      'compose.yaml':
        nginx('proxy', '    depends_on:\n      api:\n        condition: «service_started»\n') + CHECKED,
      ...CONF,
    },
    // One finding, however many locations lead there.
    {
      'compose.yaml': nginx('«proxy»') + CHECKED,
      'nginx.conf':
        'upstream api { server api:8000; }\nserver {\n  location / { proxy_pass http://api; }\n  location /a { proxy_pass http://api:8000/b; }\n}\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        nginx('proxy', '    depends_on:\n      api:\n        condition: service_healthy\n') + CHECKED,
      ...CONF,
    },
    // By way of another service that waits itself.
    {
      'compose.yaml': `${nginx('proxy', '    depends_on:\n      web:\n        condition: service_healthy\n')}${CHECKED}  web:\n    image: acme/web:2\n    depends_on:\n      api:\n        condition: service_healthy\n`,
      ...CONF,
    },
    // An image of a registry may bring a healthcheck of its own: nobody here knows.
    { 'compose.yaml': nginx('proxy', '    depends_on: [api]\n') + API, ...CONF },
    // A variable in the address makes nginx look the name up for each request.
    {
      'compose.yaml': nginx('proxy') + API,
      'nginx.conf':
        'resolver 127.0.0.11;\nserver {\n  set $api http://api:8000;\n  location / { proxy_pass $api; }\n}\n',
    },
    { 'compose.local.yaml': nginx('proxy') + API, ...CONF },
    { 'compose.yaml': nginx('proxy', '    profiles: [dev]\n') + API, ...CONF },
    // It does not wait for itself, nor for a stack that others start.
    {
      'compose.yaml': nginx('proxy'),
      'nginx.conf':
        'server {\n  listen 80;\n  location / { proxy_pass http://proxy:81; }\n}\nserver { listen 81; }\n',
    },
  ],

  *check({ proxy, targets, isResolvedAtStart, host }) {
    const [target] = targets
    if (!host || !target || targets.length > 1 || !isResolvedAtStart || !runsInProduction(proxy)) return
    if (target === proxy || target.stack !== proxy.stack) return
    const waits = dependenciesOn(target, proxy)
    const { state } = target.healthcheck
    const isAwaited = waits.some(({ condition }) => condition !== 'service_started')
    if (isAwaited || (waits.length > 0 && state === 'unknown')) return
    const [from, to] = [proxy.name.value, target.name.value]
    const lack = waits.length > 0 ? 'waits only until it has started' : 'does not wait for it'
    const own = waits.find((each) => proxy.dependencies.includes(each))
    const isChecked = state === 'present' || state === 'unknown'
    const advice = `${isChecked ? 'L' : `Give ${to} a healthcheck and l`}et ${from} depend on it with condition: service_healthy.`
    yield {
      at: own?.conditionSpan ?? proxy.name.span,
      message: `${from} passes requests on to ${to} and ${lack}. ${advice}`,
      related: [{ at: host.span, message: `nginx looks ${to} up when it starts.` }],
      ...(own &&
        own.conditionSpan !== own.name.span &&
        state === 'present' && {
          fix: {
            title: `Wait until ${to} is healthy`,
            safe: false,
            edits: [{ span: own.conditionSpan, text: 'service_healthy' }],
          },
        }),
    }
  },
})

/** What makes a service wait for another; what it starts after has waited for its own dependencies. */
function dependenciesOn(target: Service, from: Service, seen = new Set<Service>()): Dependency[] {
  if (seen.has(from)) return []
  seen.add(from)
  return from.dependencies.flatMap((dependency) => {
    const { service } = dependency
    if (service === target) return [dependency]
    return service ? dependenciesOn(target, service, seen) : []
  })
}
