import { commandsAfter, endOfRun, removesFolder, runsAction } from '../../deployment/package-caches.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { isMountedAway } from '../../deployment/run-mounts.ts'
import { reachesImage } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3060']

export default defineRule({
  id: 'no-yarn-cache',
  on: 'command',
  severity: 'info',
  category: 'performance',
  summary: 'What yarn downloads is not kept in the image a second time.',
  why: 'Its cache holds every package once more as an archive, and is pulled with every deployment.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM node:22\nRUN yarn «install» --frozen-lockfile\n' },
    { Dockerfile: 'FROM node:22\nRUN yarn cache clean && yarn «install»\n' },
    { Dockerfile: 'FROM node:22 AS base\nRUN yarn «install»\nFROM base\nRUN yarn build\n' },
    { Dockerfile: 'FROM node:22\nONBUILD RUN yarn «install»\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:22\nRUN yarn install && yarn cache clean --force\n' },
    { Dockerfile: 'FROM node:22\nRUN yarn install && rm -rf /usr/local/share/.cache\n' },
    { Dockerfile: 'FROM node:22\nRUN --mount=type=cache,target=/root/.cache/yarn yarn install\n' },
    { Dockerfile: 'FROM node:22 AS build\nRUN yarn install\nFROM nginx:1.29\nCOPY --from=build /app /app\n' },
    { Dockerfile: 'FROM node:22\nRUN yarn build && npm install\n' },
    { 'Dockerfile.dev': 'FROM node:22\nRUN yarn install\n' },
  ],

  *check(command) {
    const { stage, instruction, environment, phase } = command
    if (!environment.isProduction || phase !== 'build' || !stage) return
    const install = packageCommand(command)
    if (install?.manager !== 'yarn' || install.action !== 'install') return
    if (!instruction?.onbuild && !reachesImage(stage)) return
    const after = commandsAfter(command)
    if (runsAction(after, ['yarn', 'yarnpkg'], ['install'])) return
    if (runsAction(after, ['yarn', 'yarnpkg'], ['cache clean']) || removesFolder(after, '.cache')) return
    if (isMountedAway(instruction, '/usr/local/share/.cache') || isMountedAway(instruction, '.cache/yarn'))
      return
    const end = endOfRun(command)
    yield {
      at: install.actionWord.span,
      message: '"yarn install" leaves its cache in the layer; end the RUN by "&& yarn cache clean".',
      like: peersOf(PEERS, command, install.isBare),
      ...(end && {
        fix: { title: 'Clean the cache', safe: true, edits: [{ span: end, text: ' && yarn cache clean' }] },
      }),
    }
  },
})
