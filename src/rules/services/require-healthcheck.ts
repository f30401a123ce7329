import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'service', { readonly unknown: 'silent' | 'report' }>({
  id: 'require-healthcheck',
  on: 'service',
  severity: 'warning',
  category: 'reliability',
  summary: 'Every service has a healthcheck, in its compose file or in the Dockerfile it is built from.',
  why: 'Without one a hung process counts as running: nothing restarts it, proxies and dependent services go on using it, and a broken deploy looks green.',
  like: ['kics:healthcheck_not_set'],
  options: {
    type: 'object',
    properties: {
      unknown: {
        description: 'What to say of an image from a registry, which may bring a healthcheck of its own.',
        enum: ['silent', 'report'],
        default: 'silent',
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'compose.yaml': 'services:\n  «api»:\n    build: ./api\n',
      'api/Dockerfile': 'FROM node:24\nCMD ["node", "server.js"]\n',
    },
    { 'compose.yaml': 'services:\n  «db»:\n    image: postgres:17\n' },
    {
      'compose.yaml': 'services:\n  api:\n    build: ./api\n    healthcheck:\n      disable: «true»\n',
      'api/Dockerfile': 'FROM node:24\nHEALTHCHECK CMD node ping.js\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: «[NONE]»\n' },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile: 'FROM node:24 AS base\nHEALTHCHECK CMD node ping.js\nFROM base\n«HEALTHCHECK NONE»\n',
    },
    {
      'compose.yaml': 'services:\n  «api»:\n    build:\n      context: .\n      target: run\n',
      Dockerfile:
        'FROM node:24 AS run\nCMD node server.js\nFROM run AS checked\nHEALTHCHECK CMD node ping.js\n',
    },
    {
      'compose.yaml': 'services:\n  «mailer»:\n    image: ghcr.io/acme/mailer:1.4\n',
      'plimsoll.yaml': 'rules:\n  require-healthcheck: { severity: warning, options: { unknown: report } }\n',
    },
  ],
  good: [
    {
      'compose.yaml': 'services:\n  api:\n    build: ./api\n',
      'api/Dockerfile': 'FROM node:24\nHEALTHCHECK CMD node ping.js\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, pg_isready, -U, app]\n',
    },
    // Nobody here can see into an image of a registry, or into a base image that is not known.
    { 'compose.yaml': 'services:\n  mailer:\n    image: ghcr.io/acme/mailer:1.4\n' },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile: 'ARG BASE\nFROM ${BASE}\nCMD ["serve"]\n',
    },
    { 'compose.yaml': 'services:\n  api:\n    image: ${API_IMAGE}\n' },
    // The stage that is built inherits the check.
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: final\n',
      Dockerfile: 'FROM node:24 AS base\nHEALTHCHECK CMD node ping.js\nFROM base AS final\nUSER node\n',
    },
    // A job runs to its end.
    {
      'compose.yaml':
        'services:\n  migrate:\n    build: .\n  api:\n    image: ghcr.io/acme/api:2.0\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n',
      Dockerfile: 'FROM python:3.13\nCMD ["python", "manage.py", "migrate"]\n',
    },
    { 'compose.local.yaml': 'services:\n  db:\n    image: postgres:17\n' },
    // For developers only, by its profile or its stage.
    {
      'compose.yaml':
        'services:\n  admin:\n    image: adminer:5\n    profiles: [dev]\n  web:\n    build: { context: ., target: development }\n',
      Dockerfile: 'FROM node:24 AS development\nCMD ["npm", "run", "dev"]\n',
    },
  ],

  *check(service, { options }) {
    const { name, build, healthcheck, isJob, definition } = service
    if (!runsInProduction(service) || isJob || definition.get('provider')) return
    const { state, span } = healthcheck
    if (state === 'disabled' && span) {
      yield {
        at: span,
        message: `The healthcheck of ${name.value} is switched off here; give it one that works.`,
      }
    } else if (state === 'absent' || (state === 'unknown' && options.unknown === 'report')) {
      const place = build?.image ? `, or HEALTHCHECK in ${build.image.path}` : ''
      yield {
        at: name.span,
        message: `${name.value} has no healthcheck, so a hung process counts as running; write healthcheck.test in its compose file${place}.`,
      }
    }
  },
})
