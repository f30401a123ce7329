import { hasLatestTag, listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3016', 'kics:npm_install_without_pinned_version']

export default defineRule({
  id: 'no-unpinned-npm-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that npm, pnpm or yarn installs in an image by its name has a version.',
  why: 'A release that breaks something breaks the next build, and a release that was taken over is in the image unseen.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM node:22\nRUN npm install -g «pm2» serve@14.2.4\n' },
    { Dockerfile: 'FROM node:22\nRUN npm i --registry https://example.com «@angular/cli»\n' },
    { Dockerfile: 'FROM node:22\nRUN ["npm", "add", «"sax"»]\n' },
    { Dockerfile: 'FROM node:22\nRUN npm install «git+ssh://git@github.com/npm/cli.git»\n' },
    { Dockerfile: 'FROM node:22\nRUN npm install -g «npm@latest»\n' },
    { Dockerfile: 'FROM node:22\nRUN yarn global add «serve» && pnpm add -g «turbo»\n' },
  ],
  good: [
    {
      Dockerfile: 'FROM node:22\nRUN npm install --omit dev && npm install -g serve@14 "@angular/cli@^19"\n',
    },
    {
      Dockerfile:
        'FROM node:22\nRUN npm install ./lib ../own own-1.0.0.tgz https://example.com/own git+https://example.com/own.git#v1\n',
    },
    {
      Dockerfile: 'FROM node:22\nRUN npm run --if-present install && yarn install && npm ci --audit false\n',
    },
    { Dockerfile: 'FROM node:22\nARG NPM_VERSION\nRUN npm install -g npm@$NPM_VERSION "pnpm$PNPM"\n' },
    { 'Dockerfile.dev': 'FROM node:22\nRUN npm install -g nodemon\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'npm', 'yarn')
    if (!unpinned) return
    const { packages, install } = unpinned
    // The peers take any tag for a version, and hadolint knows no short form of `install`.
    const isKnown = install.program === 'npm' && packages.some(({ value }) => !hasLatestTag(value))
    const peers = PEERS.filter((peer) => isKnown && (peer.startsWith('kics') || install.action === 'install'))
    const [{ value, span }] = packages
    yield {
      at: span,
      message: `${install.program} installs ${listWords(packages)} in the version of the day; write "${value.startsWith('git') ? '#<commit>" behind the address' : `${value.replace(/@latest$/, '')}@<version>"`}.`,
      like: peersOf(peers, command, install.isBare),
    }
  },
})
