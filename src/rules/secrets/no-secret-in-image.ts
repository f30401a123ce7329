import { peersThatReport } from '../../deployment/credential-names.ts'
import { secretInImage } from '../../deployment/image-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-secret-in-image',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'No ARG or ENV of a Dockerfile carries a secret.',
  why: 'Both stay in the image and its history: whoever can pull it, or reads a log of the build, has the secret.',
  like: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031'],
  bad: [
    { Dockerfile: 'FROM node:24\nARG «NPM_TOKEN»\nRUN npm ci\n' },
    { Dockerfile: 'ARG «AWS_ACCESS_KEY_ID»\nFROM debian:13\nENV «my_password»=abcdefghijklmnopqrstuvwxyz\n' },
    {
      Dockerfile:
        'FROM debian:13\nENV LOG=info «GITHUB_TOKEN»=$TOKEN «BUILD»=GOCSPX-a1B2c3D4e5F6g7H8i9J0k1L2\n',
    },
    { Dockerfile: 'FROM debian:13 AS build\nARG «ARTIFACTORY_PSW»=\nFROM debian:13\n' },
    { 'dev.Dockerfile': 'FROM debian:13\nENV «SIGNING_KEY»=8f2b61d04c9ae7350bd1\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM node:24\nARG VERSION=1\nENV NODE_ENV=production TOKEN_TTL=3600 DB_PASSWORD_FILE=/run/secrets/db\nENV API_KEY=\nENV GIT_KEY=\nENV PUBLIC_KEY=abc\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci\n',
    },
    { Dockerfile: 'FROM postgres:18\nLABEL token=none\nENV POSTGRES_PASSWORD_FILE=/run/secrets/db\n' },
    { 'Dockerfile.dev': 'FROM postgres:18\nENV POSTGRES_PASSWORD=postgres\n' },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: x1\n',
    },
  ],

  *check(variable) {
    const secret = secretInImage(variable)
    if (!secret) return
    const { name, nameSpan, place } = variable
    yield {
      at: nameSpan,
      message:
        place === 'image-argument'
          ? `The build argument ${name} stays in the history of the image. Give it to the RUN that needs it: --mount=type=secret,id=${name.toLowerCase()}.`
          : `${name}${secret.isRecognised ? ` holds ${secret.label}: it` : ''} is part of the image, and everybody who pulls it can read it. Set it where the container starts.`,
      like: peersThatReport(variable),
    }
  },
})
