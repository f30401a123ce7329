import { commandsAfter, placeForFlag, removesFolder } from '../../deployment/package-caches.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { isMountedAway } from '../../deployment/run-mounts.ts'
import { isBuilderOnly } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3019', 'trivy:DS-0025', 'kics:apk_add_using_local_cache_path']

export default defineRule({
  id: 'no-apk-cache',
  on: 'command',
  severity: 'info',
  category: 'performance',
  summary: 'The package index that apk fetches does not stay in the image.',
  why: 'It is pulled with every deployment and is out of date the next day.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM alpine:3.20\nRUN apk «add» curl=8.9.0-r0\n' },
    { Dockerfile: 'FROM alpine:3.20\nRUN ["apk", «"add"», "curl"]\n' },
    { Dockerfile: 'FROM alpine:3.20\nRUN apk upgrade --no-cache && apk --update «add» curl\n' },
    { Dockerfile: 'FROM alpine:3.20\nRUN --mount=type=cache,target=/var/cache/foo apk «add» curl\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM alpine:3.20\nRUN apk add --no-cache curl && apk --no-cache add git && apk add make --no-cache\n',
    },
    { Dockerfile: 'FROM alpine:3.20\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n' },
    { Dockerfile: 'FROM alpine:3.20\nRUN apk add --update curl && rm -rf /var/cache/apk/*\n' },
    {
      Dockerfile:
        'FROM alpine:3.20 AS build\nRUN apk add gcc\nFROM alpine:3.20\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.dev': 'FROM alpine:3.20\nRUN apk add curl\n' },
  ],

  *check(command) {
    const { stage, instruction, environment, phase } = command
    if (!environment.isProduction || phase !== 'build' || (stage && isBuilderOnly(stage))) return
    const add = packageCommand(command)
    if (add?.manager !== 'apk' || add.action !== 'add' || add.flags.includes('--no-cache')) return
    if (isMountedAway(instruction, '/var/cache/apk')) return
    if (removesFolder(commandsAfter(command), '/var/cache/apk', '/etc/apk/cache')) return
    const place = placeForFlag(command, '--no-cache')
    yield {
      at: add.actionWord.span,
      message: '"apk add" keeps the package index in the layer; write "apk add --no-cache".',
      like: peersOf(PEERS, command, add.isBare),
      ...(place && { fix: { title: 'Add --no-cache', safe: true, edits: [place] } }),
    }
  },
})
