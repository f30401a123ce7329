import { isInPipeline } from '../../deployment/command.ts'
import { loneUpgrade } from '../../deployment/package-updates.ts'
import { buildCommandsOf } from '../../deployment/stage-commands.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['trivy:DS-0017', 'checkov:CKV_DOCKER_5', 'kics:update_instruction_alone']

export default defineRule({
  id: 'no-lone-package-upgrade',
  on: 'command',
  severity: 'info',
  category: 'reliability',
  summary: 'No RUN of its own upgrades all packages of the base image.',
  why: 'The layer is cached, so that it upgrades nothing until something above it changes; a newer base image does it for certain.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM centos:7\nRUN yum «update» -y\nRUN yum install -y httpd-2.4.6\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf -y «upgrade» && dnf clean all\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper -n «up»\n' },
    { Dockerfile: 'FROM archlinux:base\nRUN pacman «-Syu» --noconfirm\nRUN pacman -S --noconfirm nginx\n' },
  ],
  good: [
    { Dockerfile: 'FROM centos:7\nRUN yum update -y && yum install -y httpd-2.4.6\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf -y install httpd-2.4.63\n' },
    { Dockerfile: 'FROM archlinux:base\nRUN pacman -Syu --noconfirm nginx\n' },
    { 'Dockerfile.dev': 'FROM centos:7\nRUN yum update -y\n' },
  ],

  *check(command, { project }) {
    if (isInPipeline(command)) return
    if (!command.environment.isProduction) return
    const lone = loneUpgrade(command, buildCommandsOf(command.stage, project))
    if (!lone) return
    const { update, laterInstall } = lone
    // trivy and checkov do not know `upgrade`, KICS wants to see an installation.
    const peers = PEERS.filter((peer) => {
      if (peer.startsWith('kics'))
        return /^(?:update|-Syu)$/.test(update.action) && update.isBare && laterInstall
      return update.action === 'update' || (update.action === 'up' && peer.startsWith('trivy'))
    })
    yield {
      at: update.actionWord.span,
      message: `"${update.program} ${update.action}" upgrades every package once and is cached from then on; build on a newer base image instead.`,
      like: peers,
    }
  },
})
