import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3008', 'kics:apt_get_install_pin_version_not_defined']

export default defineRule({
  id: 'no-unpinned-apt-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that apt installs in an image has a version.',
  why: 'Without a version the same Dockerfile gives another image next week, and nobody can say what changed.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y «curl»\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get install -y \\\n    git=1:2.39.5-0+deb12u2 \\\n    «wget» \\\n    make\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN ["apt-get", "install", "-y", «"curl"»]\n' },
    { Dockerfile: 'FROM debian:12\nRUN sudo apt-get -qqo Dpkg::Use-Pty=0 install «curl»\n' },
    { Dockerfile: 'FROM debian:12\nRUN <<EOF\napt update\napt install -y «curl»\nEOF\n' },
    { Dockerfile: 'FROM debian:12\nRUN apt-get install -y «linux-headers-${KERNEL}-amd64»\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get install -y curl=7.88.1-10 git=1:2.*\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get -t bookworm-backports install -y ./local.deb curl/bookworm-backports\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nARG PACKAGES\nRUN apt-get install -y $PACKAGES curl$CURL_VERSION $(cat packages.txt)\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN echo apt-get install curl\n' },
    { 'dev.Dockerfile': 'FROM debian:12\nRUN apt-get install -y curl\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'apt')
    if (!unpinned) return
    const { packages, install } = unpinned
    yield {
      at: packages[0].span,
      message: `${install.program} installs ${listWords(packages)} in the version of the day; write "${packages[0].value}=<version>".`,
      like: install.program === 'apt-get' ? peersOf(PEERS, command, install.isBare) : [],
    }
  },
})
