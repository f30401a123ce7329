import { looseInstall } from '../../deployment/lock-files.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { defineRule, type Problem } from '../../engine/rule.ts'

const FILES = { 'package.json': '{}\n', 'package-lock.json': '{}\n' }

export default defineRule({
  id: 'no-loose-install',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'An install in an image keeps to the lock file of the project.',
  why: 'Where the lock file does not fit any more the install rewrites it without a word: the image holds versions that nobody has tested and the repository does not name.',
  bad: [
    { ...FILES, Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN «npm install»\n' },
    {
      ...FILES,
      Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN «npm i» --omit=dev && npm run build\n',
    },
    { ...FILES, Dockerfile: 'FROM node:24\nCOPY package.json .\nRUN «npm install»\n' },
    {
      'web/package.json': '{ "packageManager": "yarn@4.9.0" }\n',
      'web/yarn.lock': '',
      'web/Dockerfile':
        'FROM node:24 AS build\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN «yarn install»\n',
      'compose.yaml': 'services:\n  web:\n    build: ./web\n',
    },
    {
      'package.json': '{}\n',
      'pnpm-lock.yaml': '',
      Dockerfile:
        'FROM node:24\nWORKDIR /app\nRUN --mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=pnpm-lock.yaml,target=pnpm-lock.yaml «pnpm install» --prod\n',
    },
    {
      'package.json': '{}\n',
      'bun.lock': '',
      Dockerfile: 'FROM oven/bun:1.3\nCOPY package.json bun.lock ./\nRUN «bun install»\n',
    },
  ],
  good: [
    {
      ...FILES,
      Dockerfile:
        'FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nRUN npm install -g pm2@6.0.8 serve@14.2.5\n',
    },
    { 'package.json': '{}\n', Dockerfile: 'FROM node:24\nCOPY package*.json ./\nRUN npm install\n' },
    {
      ...FILES,
      '.dockerignore': 'package-lock.json\n',
      Dockerfile: 'FROM node:24\nCOPY . .\nRUN npm install\n',
    },
    {
      'package.json': '{}\n',
      'yarn.lock': '',
      Dockerfile: 'FROM node:24\nCOPY . .\nRUN yarn install --frozen-lockfile\nRUN yarn build\n',
    },
    {
      'package.json': '{}\n',
      'pnpm-lock.yaml': '',
      Dockerfile: 'FROM node:24\nENV CI=true\nCOPY . .\nRUN pnpm install\n',
    },
    // Another package than that of the lock file, or one that nobody sees from here.
    {
      ...FILES,
      Dockerfile:
        'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN cd tools && npm install\nRUN npm install --prefix docs\n',
    },
    {
      ...FILES,
      'tools/package.json': '{}\n',
      Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY tools/package.json ./\nRUN npm install\n',
    },
    {
      ...FILES,
      Dockerfile: 'FROM node:24\nWORKDIR /app\nRUN git clone https://example.com/a.git . && npm install\n',
    },
  ],

  *check(command, { project }) {
    const { phase, environment } = command
    if (phase !== 'build' || !environment.isProduction) return
    const loose = looseInstall(command, project.files)
    if (!loose) return
    const { text, lockFile, isCopied, strict } = loose
    const program = command.name
    const cure = strict.by === 'action' ? `${program} ${strict.text}` : `${text} ${strict.text}`
    const last =
      packageCommand(command)?.actionWord ??
      command.words.find(({ value }) => value === 'install' || value === 'i')
    const at = { ...command.nameSpan, end: last?.span.end ?? command.nameSpan.end }
    yield {
      at,
      message: `"${text}" rewrites ${lockFile} where it does not fit package.json; write "${cure}"${isCopied ? '' : `, and copy ${lockFile} before it`}.`,
      ...(isCopied && { fix: fixOf(cure, at) }),
    }
  },
})

function fixOf(cure: string, at: Problem['at']): NonNullable<Problem['fix']> {
  return { title: `Write ${cure}`, safe: false, edits: [{ span: at, text: cure }] }
}
