import { expect, test } from 'vitest'
import { lint } from '../../src/lint.ts'

const DOCKERFILE = `FROM node:24.1.0 AS dev
WORKDIR /app
CMD ["npm", "run", "dev"]
FROM node:24.1.0 AS prod
WORKDIR /app
COPY . .
USER node
HEALTHCHECK CMD node ping.js
CMD ["node", "server.js"]
`
const BASE = `services:
  web:
    build: { context: ., target: dev }
    command: npm run dev
    environment:
      NODE_ENV: development
      API_URL: http://localhost:3000
    env_file: .env
  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
    ports: ["5432:5432"]
    healthcheck: { test: [CMD, pg_isready] }
`
const PRODUCTION = `services:
  web:
    build: { target: prod }
    command: !reset null
    environment:
      NODE_ENV: production
      API_URL: https://api.example.com
    env_file: !override [.env.production]
    restart: always
  db:
    ports: !reset []
    restart: always
`
const FILES = {
  'compose.yaml': BASE,
  'compose.prod.yaml': PRODUCTION,
  '.env': 'DB_PASSWORD=postgres\nSTRIPE_SECRET_KEY=sk_test_51H8a1B2c3D4e5F6g7H8\n',
  '.env.production': 'DB_PASSWORD=Xk29vQ7mLp3sWq8z\nSTRIPE_SECRET_KEY=sk_live_51H8a1B2c3D4e5F6g7H8\n',
  Dockerfile: DOCKERFILE,
  '.dockerignore': '.env*\n',
}

/** `path:line rule environment` of each finding. */
async function found(files: Record<string, string>): Promise<string[]> {
  const config = files['plimsoll.yaml'] === undefined ? { extends: ['plimsoll:production'] } : undefined
  const { findings } = await lint({ files, ...(config && { config }) })
  return findings.map(({ path, range, rule, environment }) =>
    [`${path}:${range.start.line}`, rule, environment].filter((part) => part !== undefined).join(' '),
  )
}

test('production is what its overlay and its env file make of the base', async () => {
  expect(await found(FILES)).toEqual([])
})

test('what an overlay leaves as it is in the base is found there', async () => {
  const overlay = PRODUCTION.replace('    ports: !reset []\n', '').replace('      NODE_ENV: production\n', '')
  expect(await found({ ...FILES, 'compose.prod.yaml': overlay })).toEqual([
    'compose.yaml:6 no-debug-mode',
    'compose.yaml:13 no-published-data-store',
  ])
})

test('an env file that the overlay takes away is no longer read', async () => {
  const files = {
    ...FILES,
    '.env.production': 'DB_PASSWORD=Xk29vQ7mLp3sWq8z\nSTRIPE_SECRET_KEY=sk_test_51H8a1B2c3\n',
  }
  expect(await found(files)).toEqual(['.env.production:2 no-test-key-in-production'])
})

test('what the env file of the environment lacks still comes from .env', async () => {
  const files = { ...FILES, '.env': 'DB_PASSWORD=postgres\n', '.env.production': 'LOG_LEVEL=info\n' }
  expect(await found(files)).toContain('.env:1 no-weak-secret')
})

test('a service that only lacks something is marked where it is defined, not where it is extended', async () => {
  const files = {
    ...FILES,
    'compose.yaml': BASE.replace('    healthcheck: { test: [CMD, pg_isready] }\n', ''),
  }
  expect(await found(files)).toEqual(['compose.yaml:9 require-healthcheck'])
})

test('developers may do in their override what production may not', async () => {
  const files = {
    'docker-compose.yml':
      'services:\n  web:\n    build: .\n    restart: unless-stopped\n    env_file: [.env.production]\n',
    'docker-compose.override.yml':
      'services:\n  web:\n    command: npm run dev\n    env_file: [.env.local]\n    environment: { NODE_ENV: development }\n',
    '.env.production': 'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4f5a6b7c8\n',
    '.env.local': 'JWT_SECRET=dev\n',
    Dockerfile: DOCKERFILE,
    '.dockerignore': '.env*\n',
  }
  expect(await found(files)).toEqual([])
})

test('several environments of a policy each have their own', async () => {
  const files = {
    'plimsoll.yaml':
      'extends: [plimsoll:production]\nenvironments:\n  production: { compose: [compose.yaml, compose.prod.yaml], variables: { DEBUG: { equals: "0" } } }\n  staging: { compose: [compose.yaml, compose.staging.yaml] }\n  local: { compose: [compose.yaml, compose.override.yaml] }\n',
    'compose.yaml':
      'services:\n  api:\n    image: ghcr.io/acme/api:1.2\n    restart: always\n    privileged: true\n    environment: { NODE_ENV: development }\n',
    'compose.prod.yaml': 'services:\n  api:\n    environment: { DEBUG: "1" }\n',
    'compose.staging.yaml': 'services:\n  api:\n    environment: { NODE_ENV: staging, DEBUG: "1" }\n',
    'compose.override.yaml': 'services:\n  api:\n    environment: { DEBUG: "1" }\n',
  }
  expect(await found(files)).toEqual([
    'compose.prod.yaml:3 no-broken-contract production',
    'compose.staging.yaml:3 no-debug-mode staging',
    'compose.yaml:5 no-privileged-container',
    'compose.yaml:6 no-debug-mode production',
  ])
})
