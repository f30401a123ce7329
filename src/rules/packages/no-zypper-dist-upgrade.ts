import { isInPipeline } from '../../deployment/command.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3035']

export default defineRule({
  id: 'no-zypper-dist-upgrade',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'An image gets newer packages from a newer base image, not from `zypper dist-upgrade`.',
  why: 'It may remove packages to install others, gives another image each day, and keeps the old files in the layers below.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper -n «dup»\n' },
    {
      Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper refresh && zypper --non-interactive «dist-upgrade»\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper -n patch && zypper -n install dup\n' },
    { 'Dockerfile.local': 'FROM opensuse/leap:15.6\nRUN zypper -n dup\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (!command.environment.isProduction) return
    const asked = packageCommand(command)
    if (asked?.manager !== 'zypper' || !/^(?:dup|dist-upgrade)$/.test(asked.action)) return
    yield {
      at: asked.actionWord.span,
      message: `"zypper ${asked.action}" replaces the packages of the base image; build on a newer base image instead.`,
      like: peersOf(PEERS, command, asked.isBare),
    }
  },
})
