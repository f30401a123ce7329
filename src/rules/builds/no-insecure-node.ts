import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-node',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: 'Node.js checks certificates.',
  why: 'The variable switches the check off for every connection of the process, the database and the payment provider included.',
  like: ['checkov:CKV2_DOCKER_6'],
  bad: [
    {
      Dockerfile:
        'FROM node:24\nENV A=1 NODE_TLS_REJECT_UNAUTHORIZED=«0»\nENV NODE_TLS_REJECT_UNAUTHORIZED «0»\nARG NODE_TLS_REJECT_UNAUTHORIZED=«0»\n',
    },
    {
      Dockerfile:
        'FROM node:24\nRUN NODE_TLS_REJECT_UNAUTHORIZED=«0» npm ci\nRUN env NODE_TLS_REJECT_UNAUTHORIZED=«0» npm ci\n',
    },
    {
      Dockerfile: 'FROM node:24\nCMD NODE_TLS_REJECT_UNAUTHORIZED=«0» node index.js\n',
    },
    {
      '.github/workflows/deploy.yml':
        'on: push\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: «0»\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: NODE_TLS_REJECT_UNAUTHORIZED=«0» npx deploy\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=1 NODE_EXTRA_CA_CERTS=/ca.pem\nRUN NODE_TLS_REJECT_UNAUTHORIZED=1 npm ci && echo NODE_TLS_REJECT_UNAUTHORIZED=0\n',
    },
    {
      Dockerfile: 'FROM node:24\nARG CHECK\nENV NODE_TLS_REJECT_UNAUTHORIZED=${CHECK}\n',
    },
    {
      'dev.Dockerfile': 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n',
    },
  ],

  *check({ tool, at, isInBuild, removal }) {
    if (tool !== 'node') return
    yield {
      at,
      message:
        'NODE_TLS_REJECT_UNAUTHORIZED=0 lets Node.js talk to whoever answers; remove it and, for a private CA, set NODE_EXTRA_CA_CERTS.',
      like: isInBuild ? ['checkov:CKV2_DOCKER_6'] : [],
      ...(removal && { fix: { title: 'Switch the check on', safe: false, edits: [removal] } }),
    }
  },
})
