import { isInPipeline } from '../../deployment/command.ts'
import { unwrap } from '../../documents/shell/parse.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3027', 'checkov:CKV_DOCKER_9', 'kics:run_using_apt']

/** The program that does the same for a script; `upgrade` is left out since apt-get has another idea of it. */
const SCRIPTED: Readonly<Record<string, string>> = {
  install: 'apt-get',
  reinstall: 'apt-get',
  update: 'apt-get',
  remove: 'apt-get',
  purge: 'apt-get',
  autoremove: 'apt-get',
  'build-dep': 'apt-get',
  source: 'apt-get',
  download: 'apt-get',
  clean: 'apt-get',
  autoclean: 'apt-get',
  search: 'apt-cache',
  show: 'apt-cache',
  policy: 'apt-cache',
  depends: 'apt-cache',
  rdepends: 'apt-cache',
}

export default defineRule({
  id: 'no-apt-command',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'Scripts call apt-get or apt-cache, not apt.',
  why: 'apt is made for people: what it prints, asks and does by default may change with any release, as it warns itself.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN «apt» update && «apt» -y install curl\n' },
    { Dockerfile: 'FROM debian:12\nRUN [«"apt"», "show", "curl"]\n' },
    { Dockerfile: 'FROM debian:12\nRUN sudo «apt» upgrade -y\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get update && apt-get -y install curl && apt-cache policy && apt-mark hold curl\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN rm -rf /etc/apt && echo apt install && cd apt\n' },
    { 'Dockerfile.example': 'FROM debian:12\nRUN apt update\n' },
  ],

  *check(written) {
    if (isInPipeline(written)) return
    if (written.environment.kind === 'example') return
    const command = unwrap(written)
    if (command.name !== 'apt') return
    const action = command.words.find(({ value }) => Object.hasOwn(SCRIPTED, value))?.value ?? ''
    const better = SCRIPTED[action]
    const { start, end } = command.nameSpan
    const quote = end - start === 'apt'.length + 2 ? '"' : ''
    const isExact = written.writtenIn === 'dockerfile' && end - start <= 'apt'.length + 2
    yield {
      at: command.nameSpan,
      message: `apt is made for people and changes with its releases; write "${better ? `${better} ${action}` : 'apt-get'}".`,
      like: peersOf(PEERS, written, command === written),
      ...(better &&
        isExact && {
          fix: {
            title: `Call ${better}`,
            safe: true,
            edits: [{ span: command.nameSpan, text: `${quote}${better}${quote}` }],
          },
        }),
    }
  },
})
