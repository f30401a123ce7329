import { isInPipeline } from '../../deployment/command.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3005', 'trivy:DS-0024']

export default defineRule({
  id: 'no-dist-upgrade',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'An image gets newer packages from a newer base image, not from `apt-get dist-upgrade`.',
  why: 'It may remove packages to install others, gives another image each day, and keeps the old files in the layers below.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get -y «dist-upgrade»\n' },
    { Dockerfile: 'FROM debian:12\nRUN apt «full-upgrade» -y\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get update && apt-get install -y dist-upgrade && echo apt-get dist-upgrade\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get -y upgrade\n' },
    { 'Dockerfile.dev': 'FROM debian:12\nRUN apt-get -y dist-upgrade\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (!command.environment.isProduction) return
    const asked = packageCommand(command)
    if (asked?.manager !== 'apt' || !/^(?:dist|full)-upgrade$/.test(asked.action)) return
    yield {
      at: asked.actionWord.span,
      message: `"${asked.program} ${asked.action}" replaces the packages of the base image; build on a newer base image instead.`,
      like: asked.action === 'dist-upgrade' ? peersOf(PEERS, command, asked.isBare) : [],
    }
  },
})
