import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3033', 'kics:yum_install_without_version']

export default defineRule({
  id: 'no-unpinned-yum-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that yum installs in an image has a version, a module a stream.',
  why: 'Without a version the same Dockerfile gives another image next week, and nobody can say what changed.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM centos:7\nRUN yum install -y httpd-2.4.6 «mod_ssl» && yum clean all\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum -y --enablerepo epel install «rpm-sign»\n' },
    { Dockerfile: 'FROM centos:8\nRUN yum module install -y «nodejs»\n' },
    {
      Dockerfile:
        'FROM centos:7 AS base\nENV VERSION=2.4.6\nFROM centos:7\nRUN yum install -y «httpd-$VERSION»\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM centos:7\nRUN yum install -y openssl-1:1.0.2k gcc-c++-4.8.5 ./own.rpm https://example.com/release\n',
    },
    { Dockerfile: 'FROM centos:8\nRUN yum module install -y nodejs:20\n' },
    { Dockerfile: 'FROM centos:7\nARG VERSION\nRUN yum install -y httpd-$VERSION $PACKAGES @development\n' },
    { Dockerfile: 'FROM centos:7\nRUN VERSION=$(cat version) && yum install -y httpd-$VERSION\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum groupinstall -y "Development Tools"\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'yum')
    if (!unpinned) return
    const { packages, install } = unpinned
    const written = install.action === 'install' ? '-<version>' : ':<stream>'
    yield {
      at: packages[0].span,
      message: `yum installs ${listWords(packages)} in the version of the day; write "<name>${written}".`,
      like: peersOf(PEERS, command, install.isBare),
    }
  },
})
