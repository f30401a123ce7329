import { staticSiteFault } from '../../deployment/static-site.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY = 'environments:\n  production:\n    staticSites: [docs]\n'
const BUILT =
  'FROM python:3.14 AS site\nCOPY . .\nRUN mkdocs build\nFROM nginx:1.31-alpine\nCOPY --from=site /site /usr/share/nginx/html\n'
const built = (build: string, more = '') => `services:\n  docs:\n    build: ${build}\n${more}`

export default defineRule({
  id: 'require-static-site-image',
  on: 'deployment',
  severity: 'error',
  category: 'reliability',
  summary:
    'What the policy calls a static site is built once, in a multi-stage image that ends in a web server.',
  why: 'A site that is generated when its container starts is down while it builds, differs between restarts, and drags compilers into production.',
  bad: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml':
        'services:\n  docs:\n    image: «squidfunk/mkdocs-material:9.5»\n    command: mkdocs serve -a 0.0.0.0:8000\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('«./docs»'),
      'docs/Dockerfile': 'FROM python:3.14\nCOPY . .\nRUN mkdocs build\nCMD ["gunicorn", "site:app"]\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('\n      context: .\n      dockerfile: «docs.Dockerfile»'),
      'docs.Dockerfile': 'FROM nginx:1.31\nCOPY site /usr/share/nginx/html\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('{ context: ., target: «site» }'),
      Dockerfile: BUILT,
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('.', '    command: sh -c "«hugo --minify» && nginx -g \'daemon off;\'"\n'),
      Dockerfile: BUILT,
    },
    {
      'plimsoll.yaml': POLICY.replace('docs', 'doc').replace('production:', '«production»:'),
      'compose.yaml': built('.'),
      Dockerfile: BUILT,
    },
  ],
  good: [
    { 'plimsoll.yaml': POLICY, 'compose.yaml': built('.'), Dockerfile: BUILT },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('.'),
      Dockerfile:
        'ARG NODE=24\nFROM node:${NODE} AS build\nRUN npm run build\nFROM caddy:2.10 AS web\nCOPY --from=0 /dist /srv\nFROM web\nCOPY Caddyfile /etc/caddy/\n',
    },
    // Nothing is known of an image of one's own registry, nor of a base that a variable names.
    { 'plimsoll.yaml': POLICY, 'compose.yaml': 'services:\n  docs:\n    image: ghcr.io/acme/docs:1.4\n' },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('.'),
      Dockerfile: 'ARG BASE\nFROM ${BASE}\nCOPY site /srv\n',
    },
    // The policy speaks of production.
    {
      'plimsoll.yaml': POLICY,
      'compose.prod.yaml': built('.'),
      Dockerfile: BUILT,
      'compose.local.yaml': 'services:\n  docs:\n    image: squidfunk/mkdocs-material:9.5\n',
    },
    { 'compose.yaml': 'services:\n  docs:\n    image: python:3.14\n    command: mkdocs serve\n' },
    // What it starts instead of its web server is no-development-server's to tell.
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': built('.', '    command: mkdocs serve\n'),
      Dockerfile: BUILT,
    },
  ],

  *check({ environment, services, project }) {
    for (const name of environment.policy.staticSites ?? []) {
      const named = services.filter((service) => service.name.value === name)
      const { span } = environment.policy
      const at = span && project.files.kindOf(span.path) === 'file' ? span : services[0]?.name.span
      if (named.length === 0 && at) {
        const meant = nearest(
          name,
          services.map((service) => service.name.value),
        )
        yield {
          at,
          message: `${environment.name} has no service ${name}, which staticSites names${meant ? `; did you mean ${meant}?` : '.'}`,
        }
      }
      for (const service of named) {
        const found = staticSiteFault(service, project.files)
        if (!found) continue
        yield {
          at: found.at,
          message: `${name} is a static site and ${found.fault}; build it in one stage of its Dockerfile and copy the result into one FROM nginx.`,
          related: found.related,
        }
      }
    }
  },
})
