import { programOf, unwrap } from '../../documents/shell/parse.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

export default defineRule({
  id: 'no-chpasswd',
  on: 'command',
  severity: 'warning',
  category: 'security',
  summary: 'A build sets no password.',
  why: 'Whoever has the image has the hash, most often the password itself in its history, and the same one opens every container made of it.',
  like: ['checkov:CKV2_DOCKER_17'],
  bad: [
    { Dockerfile: "FROM debian:12\nRUN echo 'root:root' | «chpasswd»\n" },
    { Dockerfile: 'FROM debian:12\nRUN apt-get update ; \\\n    sudo «chpasswd» < input.txt && echo a\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN useradd app && passwd -l app && echo chpasswd\n' },
    { 'Dockerfile.example': "FROM debian:12\nRUN echo 'a:b' | chpasswd\n" },
  ],

  *check(command) {
    if (command.phase !== 'build' || command.environment.kind === 'example') return
    const actual = unwrap(command)
    if (programOf(actual) !== 'chpasswd') return
    yield {
      at: actual.nameSpan,
      message:
        'chpasswd puts a password into the image for everybody who has it; leave the account without one, and let people in by key or not at all.',
      like: peersOf(['checkov:CKV2_DOCKER_17'], command),
    }
  },
})
