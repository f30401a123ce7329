import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-exposed-ssh-port',
  on: 'instruction',
  severity: 'warning',
  category: 'security',
  summary: 'An image does not offer SSH.',
  why: 'A container needs no login of its own (`docker exec` is one); an SSH server in it is another door to guard, with keys and updates nobody looks after.',
  like: ['trivy:DS-0004', 'checkov:CKV_DOCKER_1', 'kics:exposing_port_22'],
  bad: [
    { Dockerfile: 'FROM debian:13\nEXPOSE 8080 «22»\n' },
    { Dockerfile: 'FROM debian:13\nEXPOSE «22/tcp» «20-25»\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:13\nEXPOSE 2222 220 8022/tcp $PORT 22/udp\n' },
    { 'Dockerfile.example': 'FROM debian:13\nEXPOSE 22\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'EXPOSE' || instruction.image.mark === 'example') return
    for (const { value, span } of instruction.words) {
      const [, first, last = first] = /^(\d+)(?:-(\d+))?(?:\/tcp)?$/i.exec(value) ?? []
      if (first === undefined || Number(first) > 22 || Number(last) < 22) continue
      const peers = ['trivy:DS-0004', 'checkov:CKV_DOCKER_1']
      if (value === '22') peers.push('kics:exposing_port_22')
      yield {
        at: span,
        message: `Port ${value} is SSH; leave it out and use "docker exec", or give the service that speaks SSH another port.`,
        like: instruction.onbuild || first !== last ? [] : peers,
      }
    }
  },
})
