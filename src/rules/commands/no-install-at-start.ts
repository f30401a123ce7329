import { isOfProduction, runnerOf, runnerPlaces } from '../../deployment/command.ts'
import { installStartedBy } from '../../deployment/package-installs.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-install-at-start',
  on: 'command',
  severity: 'error',
  category: 'reliability',
  summary: 'A container starts what its image holds and installs nothing.',
  why: 'A restart then needs the network and a package index, takes minutes, and runs other versions than were tested; the day the index is down nothing comes back.',
  bad: [
    {
      'compose.yaml':
        'services:\n  docs:\n    image: python:3.12-alpine\n    command: >\n      sh -c "«apk add --no-cache cairo git» &&\n      «pip install mkdocs-material==9.5.49» &&\n      exec gunicorn docs:app"\n',
    },
    { Dockerfile: 'FROM node:24\nCOPY . .\nCMD «npm ci --omit=dev» && node server.js\n' },
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n  worker:\n    build: .\n    command: ["./work"]\n',
      Dockerfile: 'FROM ruby:3.4\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      'entrypoint.sh':
        '#!/bin/sh\nset -e\nif ! bundle check; then\n  «bundle install --jobs 4»\nfi\nexec "$@"\n',
    },
    {
      'compose.production.yaml':
        'services:\n  api:\n    image: acme/api:2\n    entrypoint: ["tini", "--", "sh", "-c", "«python -m pip install -r requirements.txt»; «uv sync --frozen»; «poetry install»; python main.py"]\n',
    },
    {
      Dockerfile:
        'FROM golang:1.26\nCMD «sudo -E env A=1 apt-get install -y curl»; «yarn»; «composer install --no-dev»; «go mod download»; ./app\n',
    },
    {
      Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD «npm start»\n',
      'package.json': '{ "scripts": { "prestart": "npm install", "start": "node server.js" } }\n',
    },
    {
      'deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: docs }\nspec:\n  template:\n    spec:\n      containers:\n        - name: docs\n          image: python:3.12-alpine\n          command: [sh, -c]\n          args: ["«pip install mkdocs» && mkdocs build"]\n',
    },
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: «pip install gunicorn» && gunicorn app:app\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  docs:\n    build: .\n    # command: pip install mkdocs && mkdocs serve\n    command: ["gunicorn", "docs:app"]\n',
      Dockerfile: 'FROM python:3.12-alpine\nRUN apk add --no-cache git && pip install mkdocs==1.6.1\n',
    },
    // Developers may; so may an example, and a profile that only developers start.
    {
      'compose.dev.yaml':
        'services:\n  web:\n    image: node:24\n    command: sh -c "npm install && npm start"\n',
    },
    {
      'compose.example.yaml': 'services:\n  web:\n    image: node:24\n    command: npm install\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: node:24\n    profiles: [dev]\n    command: npm install\n  api:\n    image: acme/api:2\n',
    },
    {
      'compose.yaml': 'services:\n  web:\n    build: .\n    command: ["node", "server.js"]\n',
      Dockerfile: 'FROM node:24\nCMD npm install && node server.js\n',
    },
    // Other sub-commands, and words that only look like it.
    {
      Dockerfile:
        'FROM node:24\nCMD echo apt-get install; pip --version; npm run install-check; yarn start; bundle exec puma; go run .; ["npm", "install"]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: acme/web:2\n    command: $START\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: acme/web:2\n    healthcheck:\n      test: ["CMD-SHELL", "apk add curl && curl -f localhost"]\n',
    },
  ],

  *check(command, { project }) {
    if (command.phase !== 'start' || !isOfProduction(command)) return
    const install = installStartedBy(command, project.files)
    if (install === undefined) return
    yield {
      at: command.span,
      message: `Each start of ${runnerOf(command)} runs ${install}; install packages ${command.platformService ? 'in its build command' : 'while the image is built, with RUN in its Dockerfile'}.`,
      related: runnerPlaces(command),
    }
  },
})
