import { conventionalSettings } from '../../deployment/contracts.ts'
import type { Environment } from '../../deployment/environment.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const SWITCH = /^(?!.*(?:LOG|DISABLE|(?:^|_)NO_))(?:\w+_)?DEBUG(?:_MODE)?$/
const MODE =
  /^(?:(?:FLASK|APP|RAILS|RACK|DJANGO|MIX|GO|YII|SYMFONY|NODE_APP|DEPLOY|NEXT_PUBLIC_APP|VITE_APP)_ENV|(?:ASPNETCORE|DOTNET|APP|NODE_APP)_ENVIRONMENT|ENVIRONMENT|ENV|GIN_MODE|APP_MODE|SPRING_PROFILES_ACTIVE|QUARKUS_PROFILE|MICRONAUT_ENVIRONMENTS)$/
const OF_DEVELOPERS = /^(?:dev|develop|development|local|debug|test|testing)$/i

export default defineRule({
  id: 'no-debug-mode',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'Production runs in its production mode.',
  why: 'Debug modes show source and variables to whoever causes an error, keep caches off, and some run any code they are sent.',
  bad: [
    { '.env.production': 'NODE_ENV=«development»\nDJANGO_DEBUG=«True»\nFLASK_DEBUG=«1»\nAPP_ENV=«local»\n' },
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n    environment:\n      - RAILS_ENV=«development»\n      - ASPNETCORE_ENVIRONMENT=«Development»\n',
      'docker/production/api.env': 'APP_DEBUG=«true»\nGIN_MODE=«debug»\nSPRING_PROFILES_ACTIVE=«db,dev»\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile: 'FROM node:24\nENV NODE_ENV=«development»\nCMD ["node", "server.js"]\n',
    },
    { '.env': 'DEBUG=«1»\n', '.env.local': 'DEBUG=1\n' },
    { Dockerfile: 'FROM node:24 AS base\nENV NODE_ENV=«test»\nFROM base\nCMD ["node", "server.js"]\n' },
  ],
  good: [
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    build: ../..\n    environment:\n      NODE_ENV: production\n      DEBUG: "app:*"\n      DJANGO_DEBUG: "False"\n      LOG_DEBUG: "1"\n      APP_ENV: ${APP_ENV}\n',
      Dockerfile: 'FROM node:24\nENV NODE_ENV=development\nCMD ["node", "server.js"]\n',
    },
    { '.env.local': 'NODE_ENV=development\nDEBUG=1\n' },
    { '.env.example': 'NODE_ENV=development\n' },
    { 'Dockerfile.dev': 'FROM node:24\nENV NODE_ENV=development\n' },
    {
      Dockerfile: 'FROM node:24 AS build\nENV NODE_ENV=development\nFROM node:24\nENV NODE_ENV=production\n',
    },
    { '.env': 'NODE_ENV=development\n', '.env.production': 'NODE_ENV=production\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    build: { context: ., target: dev }\n    environment: { DEBUG: "1" }\n',
      Dockerfile: 'FROM node:24 AS base\nFROM base AS dev\nENV NODE_ENV=development\nFROM base\n',
    },
    { '.env.staging': 'NODE_ENV=staging\nAPP_ENV=staging\n' },
    // What the policy says word for word is no-broken-contract's to judge.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      NODE_ENV: { equals: production }\n      APP_ENV: { oneOf: [production, test] }\nrules: {}\n',
      '.env.production': 'NODE_ENV=development\nAPP_ENV=test\n',
    },
  ],

  *check(deployment) {
    const isUnmarked = deployment.environment.kind === 'unmarked'
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (value === undefined) continue
      const instead = betterValue(name.toUpperCase(), value.trim(), deployment.environment)
      if (instead === undefined) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} is ${value.trim() || 'empty'}. Set it to ${instead}${isUnmarked ? ', or mark what is for developers by its name: compose.dev.yaml, .env.local, Dockerfile.dev' : ''}.`,
      }
    }
  },
})

function betterValue(name: string, value: string, { kind }: Environment): string | undefined {
  if (name === 'NODE_ENV') return value === 'production' || value === kind ? undefined : 'production'
  if (SWITCH.test(name)) return asBoolean(value) ? 'false' : undefined
  if (!MODE.test(name) || !value.split(',').some((part) => OF_DEVELOPERS.test(part.trim()))) return undefined
  return name === 'GIN_MODE' ? 'release' : name === 'MIX_ENV' ? 'prod' : 'production'
}
