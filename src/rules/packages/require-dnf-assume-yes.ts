import { isInPipeline } from '../../deployment/command.ts'
import { askingCommand } from '../../deployment/package-answers.ts'
import { placeForFlag } from '../../deployment/package-caches.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3038', 'kics:missing_flag_from_dnf_install']

export default defineRule({
  id: 'require-dnf-assume-yes',
  on: 'command',
  severity: 'warning',
  category: 'correctness',
  summary: '`dnf` does not ask a question where nobody answers.',
  why: 'A build and a container have no one at the keyboard: dnf says "Operation aborted." and the build ends.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM fedora:42\nRUN dnf «install» httpd-2.4.6 && dnf clean all\n' },
    { Dockerfile: 'FROM fedora:42\nRUN ["dnf", «"install"», "httpd"]\n' },
    { Dockerfile: 'FROM fedora:42\nRUN sudo dnf «in» own.rpm\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf --enablerepo own «update»\n' },
  ],
  good: [
    {
      Dockerfile: 'FROM fedora:42\nRUN dnf install -y httpd && dnf -y in own.rpm && dnf update --assumeyes\n',
    },
    { Dockerfile: 'FROM fedora:42\nRUN dnf -qy install httpd && dnf clean all && dnf search httpd\n' },
    { Dockerfile: 'FROM fedora:42\nRUN yes | dnf install httpd && dnf --setopt=assumeyes=1 install git\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (command.environment.kind === 'example') return
    const asked = askingCommand(command, 'dnf')
    if (!asked) return
    const { program, action, actionWord } = asked
    const place = placeForFlag(command, '-y')
    const isPeers = /^(?:(?:group|local|re)?install|in|rei)$/.test(action)
    yield {
      at: actionWord.span,
      message: `"${program} ${action}" asks whether to go on and nobody answers; write "${program} ${action} -y".`,
      like: isPeers ? peersOf(PEERS, command, asked.isBare) : [],
      ...(place && { fix: { title: 'Add -y', safe: true, edits: [place] } }),
    }
  },
})
