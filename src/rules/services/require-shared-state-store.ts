import { hasSharedStore, localStateSettings, severalInstances } from '../../deployment/shared-state.ts'
import { defineRule } from '../../engine/rule.ts'

const API = 'services:\n  api:\n    build: .\n    ports: ["8000:8000"]\n'
const DOCKERFILE = 'FROM python:3.13\nEXPOSE 8000\nCMD ["gunicorn", "shop.wsgi"]\n'

export default defineRule({
  id: 'require-shared-state-store',
  on: 'instanceGroup',
  severity: 'warning',
  category: 'reliability',
  summary: 'A service that answers clients and runs as several instances has a store that they share.',
  why: 'Sessions, CSRF tokens and rate limits that live in the memory of one process are unknown to the others: requests fail depending on where they land.',
  bad: [
    { 'compose.yaml': `${API}    deploy:\n      replicas: «3»\n`, Dockerfile: DOCKERFILE },
    {
      'compose.yaml': `${API}    command: gunicorn --workers «4» shop.wsgi\n    environment:\n      DATABASE_URL: postgres://db/shop\n`,
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile: 'FROM python:3.13\nCMD uvicorn main:app «--workers=4»\n',
    },
    {
      'compose.yaml': `${API}    command: ["gunicorn", "--workers", "«4»", "shop.wsgi"]\n`,
      Dockerfile: DOCKERFILE,
    },
    { 'compose.yaml': `${API}    command: gunicorn «-w4» shop.wsgi\n`, Dockerfile: DOCKERFILE },
    {
      'compose.yaml': `${API}    scale: «2»\n    environment:\n      REDIS_URL: ""\n`,
      Dockerfile: DOCKERFILE,
    },
    { 'compose.yaml': `${API}    environment:\n      WEB_CONCURRENCY: «4»\n`, Dockerfile: DOCKERFILE },
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    startCommand: gunicorn app:app\n    scaling: { minInstances: 1, maxInstances: «3», targetCPUPercent: 60 }\n    envVars:\n      - key: LOG_LEVEL\n        value: info\n',
    },
  ],
  good: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    numInstances: 2\n  - type: keyvalue\n    name: cache\n    ipAllowList: []\n  - type: worker\n    name: jobs\n    runtime: python\n    numInstances: 2\n',
    },
    // Secrets are set beside the file.
    { 'railway.json': '{ "deploy": { "startCommand": "npm start", "numReplicas": 3 } }' },
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    environment:\n      REDIS_URL: redis://cache:6379/0\n`,
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n  cache:\n    image: valkey/valkey:8\n`,
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    environment:\n      - REDIS_URL\n`,
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    environment:\n      SESSION_DRIVER: database\n`,
      Dockerfile: DOCKERFILE,
    },
    // The server is told otherwise, or is none that reads the variable.
    {
      'compose.yaml': `${API}    environment: { WEB_CONCURRENCY: 4 }\n    command: gunicorn -w 1 shop.wsgi\n`,
      Dockerfile: DOCKERFILE,
    },
    {
      'compose.yaml': `${API}    environment: { WEB_CONCURRENCY: 4 }\n    command: node server.js\n`,
      Dockerfile: DOCKERFILE,
    },
    // What the env file says nobody here knows.
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    env_file: ../secrets/api.env\n`,
      Dockerfile: DOCKERFILE,
    },
    { 'compose.yaml': `${API}    deploy:\n      replicas: 1\n`, Dockerfile: DOCKERFILE },
    // Nothing to forget: static files, a worker of a queue, a job, an image nobody can look into.
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n`,
      Dockerfile:
        'FROM node:24 AS build\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /dist /usr/share/nginx/html\n',
    },
    {
      'compose.yaml': 'services:\n  worker:\n    build: .\n    deploy: { replicas: 3 }\n',
      Dockerfile: 'FROM python:3.13\nCMD celery -A shop worker\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    ports: ["8000:8000"]\n    deploy: { replicas: 3 }\n',
    },
    { 'compose.local.yaml': `${API}    scale: 2\n`, Dockerfile: DOCKERFILE },
  ],

  *check(group) {
    const several = severalInstances(group)
    if (!several || !group.environment.isProduction || !group.keepsClientState) return
    // What is set to be local has a finding of its own.
    if (hasSharedStore(group) !== false || localStateSettings(group).length > 0) return
    const count = several.count === Number.POSITIVE_INFINITY ? 'one per core' : `${several.count}`
    const what = several.by === 'workers' ? `worker processes (${count})` : `instances (${count})`
    yield {
      at: several.span,
      message: `${group.name} runs as several ${what} and has no store that they share; set REDIS_URL or the like for sessions, CSRF tokens and rate limits.`,
    }
  },
})
