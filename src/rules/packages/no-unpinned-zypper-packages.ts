import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3037', 'kics:zypper_install_without_version']

export default defineRule({
  id: 'no-unpinned-zypper-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that zypper installs in an image has a version.',
  why: 'Without a version the same Dockerfile gives another image next week, and nobody can say what changed.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper install -y «httpd» && zypper clean\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper -n in --repo own httpd=2.4 \\\n  «curl»\n' },
  ],
  good: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper install -y "httpd>=2.4" curl=8.6 own.rpm\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper install -y -t pattern devel_basis\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper --non-interactive install\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'zypper')
    if (!unpinned) return
    const { packages, install } = unpinned
    yield {
      at: packages[0].span,
      message: `zypper installs ${listWords(packages)} in the version of the day; write "${packages[0].value}=<version>".`,
      like: peersOf(PEERS, command, install.isBare),
    }
  },
})
