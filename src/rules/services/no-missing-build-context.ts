import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-missing-build-context',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'The folder that a service is built from exists.',
  why: 'The build stops at once, on the machine where it matters.',
  bad: [
    { 'compose.yaml': 'services:\n  api:\n    build: «./backend»\n', 'api/Dockerfile': 'FROM node:24\n' },
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    build:\n      context: «../api»\n      dockerfile: Dockerfile\n',
      'api/Dockerfile': 'FROM node:24\n',
    },
    { 'compose.yaml': 'services:\n  api:\n    build: «./Dockerfile»\n', Dockerfile: 'FROM node:24\n' },
  ],
  good: [
    {
      'docker/production/compose.yaml': 'services:\n  api:\n    build:\n      context: ../../api\n',
      'api/Dockerfile': 'FROM node:24\n',
    },
    {
      'compose.yaml':
        'services:\n  a:\n    build: https://github.com/acme/a.git#main\n  b:\n    build: ../elsewhere\n  c:\n    build: ${SOURCE}/c\n  d:\n    build: /srv/d\n',
    },
  ],

  *check({ name, build }) {
    if (build?.contextState !== 'missing' && build?.contextState !== 'file') return
    const { context, contextPath, contextState } = build
    const fault = contextState === 'file' ? 'is a file; name the folder it lies in' : 'does not exist'
    const from = contextPath === context.value.replace(/^\.\//, '') ? '' : ` (${contextPath} of the project)`
    yield {
      at: context.span,
      message: `${name.value} is built from ${context.value}${from}, which ${fault}.`,
    }
  },
})
