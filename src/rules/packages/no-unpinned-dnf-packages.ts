import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3041', 'kics:missing_version_specification_in_dnf_install']

export default defineRule({
  id: 'no-unpinned-dnf-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that dnf or microdnf installs in an image has a version, a module a stream.',
  why: 'Without a version the same Dockerfile gives another image next week, and nobody can say what changed.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM fedora:42\nRUN dnf -y install httpd-2.4.63 «mod_ssl» && dnf clean all\n' },
    { Dockerfile: 'FROM fedora:42\nRUN microdnf install -y «rpm-sign»\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf module install -y «nodejs»\n' },
  ],
  good: [
    { Dockerfile: 'FROM fedora:42\nRUN dnf in -y rpm-sign-4.20.0 openssl-1:3.2.4 ./own.rpm\n' },
    {
      Dockerfile:
        'FROM fedora:42\nRUN dnf group install -y "Development Tools" && dnf module install -y nodejs:20\n',
    },
    {
      Dockerfile:
        'FROM fedora:42 AS base\nENV VERSION=2.4.63\nFROM base\nRUN dnf install -y httpd-$VERSION\n',
    },
    { Dockerfile: 'FROM fedora:42\nRUN dnf --setopt install_weak_deps=False remove -y httpd\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'dnf')
    if (!unpinned) return
    const { packages, install } = unpinned
    const written = install.action === 'module install' ? ':<stream>' : '-<version>'
    yield {
      at: packages[0].span,
      message: `${install.program} installs ${listWords(packages)} in the version of the day; write "<name>${written}".`,
      // hadolint knows no other programs.
      like: peersOf(PEERS, command, install.isBare && /^(?:micro)?dnf$/.test(install.program)),
    }
  },
})
