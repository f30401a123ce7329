import { isOfProduction, runnerOf, runnerPlaces } from '../../deployment/command.ts'
import { developmentServerStartedBy } from '../../deployment/started-servers.ts'
import { defineRule } from '../../engine/rule.ts'

const NODE = 'FROM node:24\nWORKDIR /app\nCOPY . .\n'
const compose = (name: string, command: string) => ({
  [name]: `services:\n  web:\n    image: acme/web:2\n    command: ${command}\n`,
})
const scripts = (entries: object) => JSON.stringify({ name: 'web', scripts: entries }, undefined, 2)

export default defineRule({
  id: 'no-development-server',
  on: 'command',
  severity: 'error',
  category: 'reliability',
  summary: 'Production is served by a server that is made for it.',
  why: 'A development server compiles while it serves, watches files, copes with few requests at once and shows source and stack traces to anybody.',
  bad: [
    compose('compose.yaml', '«mkdocs serve --dev-addr 0.0.0.0:8000»'),
    compose('compose.yaml', '["sh", "-c", "«python manage.py runserver 0.0.0.0:8000»"]'),
    compose('compose.prod.yaml', '«uvicorn app.main:app --host 0.0.0.0 --reload»'),
    {
      'compose.prod.yaml': 'services:\n  web:\n    build: { context: ., target: development }\n',
      Dockerfile: `${NODE}FROM node:24 AS development\nCMD [«"npm", "run", "dev"»]\nFROM nginx:1.31\n`,
    },
    compose('compose.yaml', '«npx vite --host 0.0.0.0 --port 3000»'),
    compose('compose.yaml', '«poetry run flask --app shop run»'),
    compose('compose.yaml', '«npm run dev»'),
    { Dockerfile: `${NODE}CMD [«"npx", "next", "dev"»]\n` },
    {
      Dockerfile:
        'FROM ruby:3.4\nCMD rm -f tmp/pids/server.pid && «RAILS_ENV=development bin/rails s -b 0.0.0.0»\n',
    },
    {
      Dockerfile: 'FROM php:8.4-cli\nENTRYPOINT [«"php", "artisan", "serve"]\nCMD ["--host=0.0.0.0"»]\n',
    },
    // The package says what its scripts run.
    {
      'compose.yaml':
        'services:\n  web:\n    build: ./web\n  worker:\n    build: ./web\n    command: node worker.js\n',
      'web/Dockerfile': `${NODE}CMD [«"npm", "start"»]\n`,
      'web/package.json': scripts({
        start: 'npm run serve:all',
        'serve:all': 'concurrently "npm:css" "vite preview"',
        css: 'sass .',
      }),
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: node:24\n    working_dir: /src\n    volumes: [".:/src"]\n    command: sh -c "cd web && «yarn start»"\n',
      'web/package.json': scripts({ start: 'react-scripts start' }),
    },
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n',
      Dockerfile: `${NODE}COPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n`,
      'start.sh': '#!/bin/sh\nset -e\nnode migrate.js\n«exec nodemon server.js»\n',
      'package.json': scripts({ start: 'node server.js' }),
    },
    {
      'compose.yaml': 'services:\n  app:\n    image: ruby:3.4\n    command: «bundle exec rails server»\n',
    },
    compose('compose.yaml', '«./mvnw -q spring-boot:run -Dspring-boot.run.profiles=prod»'),
    compose('compose.yaml', '«python3 -m http.server 8080»'),
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: web, image: "acme/web:2", args: [«npm, run, dev»] }\n',
    },
    // What hosting platforms start.
    { Procfile: 'web: «python manage.py runserver 0.0.0.0:$PORT»\nworker: celery -A shop worker\n' },
    {
      'railway.json': '{ "deploy": { "startCommand": "«npm run start:dev»" } }',
      'package.json': scripts({ 'start:dev': 'nest start --watch' }),
    },
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: node\n    rootDir: api\n    startCommand: «yarn start»\n',
      'api/package.json': scripts({ start: 'nodemon server.js' }),
    },
  ],
  good: [
    compose('compose.yaml', 'gunicorn app:app --workers 4'),
    compose('compose.yaml', 'sh -c "mkdocs build && vite build && next start && hugo && node server.js"'),
    compose('compose.yaml', 'flask db upgrade'),
    compose('compose.yaml', '["echo", "npm", "run", "dev"]'),
    compose('compose.yaml', 'npm run $SCRIPT'),
    {
      'fly.toml': 'app = "shop"\n[processes]\nweb = "node server.js"\n',
      'fly.dev.toml': 'app = "shop"\n[processes]\nweb = "npm run dev"\n',
    },
    // Where development is what it is for.
    compose('compose.dev.yaml', 'npm run dev'),
    compose('docker/local/compose.yaml', 'mkdocs serve'),
    {
      'compose.yaml': 'services:\n  web:\n    build: { context: ., target: development }\n',
      Dockerfile: `${NODE}FROM node:24 AS development\nCMD ["npm", "run", "dev"]\nFROM nginx:1.31\n`,
    },
    compose('compose.override.example.yaml', 'npm run dev'),
    {
      'compose.yaml':
        'services:\n  web:\n    image: acme/web:2\n    profiles: [dev]\n    command: npm run dev\n',
    },
    { 'Dockerfile.dev': `${NODE}CMD ["npm", "run", "dev"]\n` },
    // A build may start one; a service may start something else than its image.
    {
      Dockerfile: `${NODE}RUN timeout 5 npx vite preview || true\nCMD ["npm", "run", "dev"]\n`,
      'compose.yaml': 'services:\n  web:\n    build: .\n    command: node server.js\n',
    },
    { Dockerfile: `${NODE}CMD ["npm", "run", "dev"]\nFROM nginx:1.31\n` },
    {
      Dockerfile: `${NODE}CMD ["npm", "start"]\n`,
      'package.json': scripts({ start: 'node --enable-source-maps dist/server.js', dev: 'nodemon src' }),
    },
    // Called so, and yet plain.
    {
      Dockerfile: `${NODE}CMD ["npm", "run", "serve"]\n`,
      'package.json': scripts({ serve: 'node server.js' }),
    },
    // Rails takes its environment from a variable, which may come from where nobody sees.
    {
      'compose.yaml':
        'services:\n  app:\n    image: ruby:3.4\n    command: bin/rails server\n    environment: { RAILS_ENV: production }\n  other:\n    image: acme/app:3\n    command: bin/rails server\n',
    },
    {
      Dockerfile: 'FROM ruby:3.4\nENV RAILS_ENV=production\nCMD ["bin/rails", "server", "-b", "0.0.0.0"]\n',
      'compose.yaml': 'services:\n  app:\n    build: .\n',
    },
    compose('compose.yaml', 'bin/rails s -e production'),
    {
      'compose.yaml':
        'services:\n  web:\n    image: acme/web:2\n    healthcheck: { test: [CMD, npm, run, dev] }\n',
    },
  ],

  *check(command, { project }) {
    if (command.phase !== 'start' || !isOfProduction(command)) return
    const server = developmentServerStartedBy(command, project.files)
    if (!server) return
    const { environment, service, container, platformService } = command
    const name = service ? 'compose.dev.yaml' : container ? 'deployment.dev.yaml' : 'Dockerfile.dev'
    const otherwise =
      environment.kind === 'unmarked' && !platformService
        ? `, or mark what is for developers by its name (${name})`
        : ''
    yield {
      at: command.span,
      message: `Each start of ${runnerOf(command)} runs ${server.name}, which is made for development; ${server.instead}${otherwise}.`,
      related: [
        ...runnerPlaces(command),
        ...(server.script ? [{ at: server.script, message: 'The script that it runs.' }] : []),
      ],
    }
  },
})
