import { localStateSettings, severalInstances } from '../../deployment/shared-state.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const API = 'services:\n  api:\n    build: .\n    ports: ["8000:8000"]\n'

export default defineRule({
  id: 'no-local-state-with-several-instances',
  on: 'instanceGroup',
  severity: 'error',
  category: 'correctness',
  summary: 'A service of which several run keeps sessions, CSRF tokens and counters in a shared store.',
  why: 'Each instance knows only what it was told itself: users are logged out at random, CSRF checks fail, and a rate limit holds once per instance.',
  bad: [
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    environment:\n      SESSION_DRIVER: «file»\n      CACHE_STORE: «array»\n`,
      Dockerfile: 'FROM php:8.4\n',
    },
    {
      'compose.yaml': `${API}    command: gunicorn --workers 4 shop.wsgi\n    env_file: app.env\n`,
      'app.env': 'RATE_LIMIT_STORAGE=«memory»\nRATELIMIT_STORAGE_URI=«memory://»\n',
      Dockerfile: 'FROM python:3.13\n',
    },
    // What the image says, though a Redis is at hand.
    {
      'compose.yaml': `${API}    scale: 2\n  cache:\n    image: redis:8\n`,
      Dockerfile: 'FROM python:3.13\nENV SESSION_TYPE=«filesystem»\n',
    },
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    numInstances: 3\n    envVars:\n      - key: RATE_LIMIT_STORAGE\n        value: «memory»\n',
    },
  ],
  good: [
    {
      'compose.yaml': `${API}    deploy:\n      replicas: 3\n    environment:\n      SESSION_DRIVER: redis\n      CACHE_STORE: database\n      SESSION_LIFETIME: 120\n`,
      Dockerfile: 'FROM php:8.4\n',
    },
    { 'compose.yaml': `${API}    environment:\n      SESSION_DRIVER: file\n`, Dockerfile: 'FROM php:8.4\n' },
    {
      'compose.local.yaml': `${API}    scale: 2\n    environment:\n      SESSION_DRIVER: file\n`,
      Dockerfile: 'FROM php:8.4\n',
    },
    {
      'compose.yaml': `${API}    scale: 2\n    environment:\n      SESSION_DRIVER: \${SESSION_DRIVER}\n`,
      Dockerfile: 'FROM php:8.4\n',
    },
  ],

  *check(group) {
    const several = severalInstances(group)
    if (!several || !group.environment.isProduction || group.isJob) return
    for (const { name, origin } of localStateSettings(group)) {
      yield {
        at: placeOfValue(origin),
        message: `${name} keeps state inside one instance, and ${group.name} runs as several; name a store that they share, such as Redis.`,
        related: [{ at: several.span, message: 'What makes it several' }],
      }
    }
  },
})
