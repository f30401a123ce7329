import { isInPipeline } from '../../deployment/command.ts'
import { loneRefresh } from '../../deployment/package-updates.ts'
import { buildCommandsOf } from '../../deployment/stage-commands.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['trivy:DS-0017', 'checkov:CKV_DOCKER_5', 'kics:update_instruction_alone']

export default defineRule({
  id: 'no-lone-package-update',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'The package index is fetched by the RUN that installs from it.',
  why: 'The layer with the index is cached: a later build installs from an old one, gets old packages, or a 404 for those that are gone.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get «update»\nRUN apt-get install -y curl\n' },
    { Dockerfile: 'FROM debian:12\nRUN apt-get install -y curl && apt «update» && adduser mike\n' },
    { Dockerfile: 'FROM alpine:3.20\nRUN ["apk", «"update"»]\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper «refresh»\nRUN zypper in -y curl\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl\n' },
    {
      Dockerfile:
        'FROM alpine:3.20\nRUN apk update --no-cache && apk upgrade --no-cache\nRUN apk --update add curl\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get update && ./install.sh\nRUN apt-get update && npx playwright install --with-deps\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN update-locale LANG=C && echo apt-get update && npm update\n' },
    { 'Dockerfile.example': 'FROM debian:12\nRUN apt-get update\n' },
  ],

  *check(command, { project }) {
    if (isInPipeline(command)) return
    if (command.environment.kind === 'example') return
    const lone = loneRefresh(command, buildCommandsOf(command.stage, project))
    if (!lone) return
    const { update, laterInstall } = lone
    // KICS wants to see the installation, trivy knows no refresh, checkov reads the word "update".
    const peers = PEERS.filter((peer) =>
      peer.startsWith('kics') ? laterInstall && update.isBare : update.action === 'update',
    )
    yield {
      at: update.actionWord.span,
      message: `"${update.program} ${update.action}" stands in a RUN that installs nothing; write it before the installation in the same RUN.`,
      like: peers,
      ...(laterInstall && {
        related: [{ at: laterInstall.span, message: 'Installs from the index of that layer.' }],
      }),
    }
  },
})
