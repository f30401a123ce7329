import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3018', 'kics:unpinned_package_version_in_apk_add']

export default defineRule({
  id: 'no-unpinned-apk-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that apk installs in an image has a version.',
  why: 'Without a version the same Dockerfile gives another image next week, and nobody can say what changed.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache «curl» git=2.45.2-r0\n' },
    {
      Dockerfile:
        'FROM alpine:3.20\nRUN apk add -t .build --repository https://example.com/edge \\\n  gcc=13.2.1-r0 \\\n  «make»\n',
    },
    { Dockerfile: 'FROM alpine:3.20\nRUN apk --no-cache add «curl»\n' },
  ],
  good: [
    { Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache curl=8.9.0-r0 git~2.45 "make>4" cmake=~3.29\n' },
    {
      Dockerfile:
        'FROM alpine:3.20\nRUN apk add --no-cache --virtual .build ./own.apk "curl=$VERSION" $PACKAGES\n',
    },
    { Dockerfile: 'FROM alpine:3.20\nRUN apk del curl && apk add\n' },
    { 'Dockerfile.local': 'FROM alpine:3.20\nRUN apk add curl\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'apk')
    if (!unpinned) return
    const { packages, install } = unpinned
    yield {
      at: packages[0].span,
      message: `apk installs ${listWords(packages)} in the version of the day; write "${packages[0].value}=<version>", or "~" for any of a branch.`,
      like: peersOf(PEERS, command, install.isBare),
    }
  },
})
