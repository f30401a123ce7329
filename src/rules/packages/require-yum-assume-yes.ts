import { isInPipeline } from '../../deployment/command.ts'
import { askingCommand } from '../../deployment/package-answers.ts'
import { placeForFlag } from '../../deployment/package-caches.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3030', 'kics:yum_install_allows_manual_input']

export default defineRule({
  id: 'require-yum-assume-yes',
  on: 'command',
  severity: 'warning',
  category: 'correctness',
  summary: '`yum` does not ask a question where nobody answers.',
  why: 'A build and a container have no one at the keyboard: yum says "Operation aborted." and the build ends.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM centos:7\nRUN yum «install» httpd-2.4.6 && yum clean all\n' },
    { Dockerfile: 'FROM centos:7\nRUN ["yum", «"install"», "httpd"]\n' },
    { Dockerfile: 'FROM centos:7\nRUN sudo yum «localinstall» own.rpm\n' },
    { Dockerfile: 'FROM centos:7\nRUN yum --enablerepo own «update»\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM centos:7\nRUN yum install -y httpd && yum -y localinstall own.rpm && yum update --assumeyes\n',
    },
    { Dockerfile: 'FROM centos:7\nRUN yum -qy install httpd && yum clean all && yum search httpd\n' },
    { Dockerfile: 'FROM centos:7\nRUN yes | yum install httpd && yum --setopt=assumeyes=1 install git\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (command.environment.kind === 'example') return
    const asked = askingCommand(command, 'yum')
    if (!asked) return
    const { program, action, actionWord } = asked
    const place = placeForFlag(command, '-y')
    const isPeers = /^(?:group|local)?install$/.test(action)
    yield {
      at: actionWord.span,
      message: `"${program} ${action}" asks whether to go on and nobody answers; write "${program} ${action} -y".`,
      like: isPeers ? peersOf(PEERS, command, asked.isBare) : [],
      ...(place && { fix: { title: 'Add -y', safe: true, edits: [place] } }),
    }
  },
})
