import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-host-port-in-expose',
  on: 'instruction',
  severity: 'warning',
  category: 'correctness',
  summary: 'EXPOSE names ports of the container alone.',
  why: 'An image cannot say where the host publishes a port: that part is ignored today and will be an error.',
  like: ['buildkit:ExposeInvalidFormat'],
  bad: [
    { Dockerfile: 'FROM scratch\nEXPOSE «127.0.0.1:80:80» 8000 «[::1]:8080:8080/tcp»\n' },
    { Dockerfile: 'FROM scratch\nEXPOSE «"5000:5000"»\n' },
  ],
  good: [{ Dockerfile: 'FROM scratch\nEXPOSE 8000 9000-9010/udp ${PORT:-80}\n' }],

  *check(instruction) {
    if (instruction.keyword !== 'EXPOSE') return
    for (const { value, span, quote } of instruction.words) {
      const ports = value.replace(/\$\{[^}]*\}/g, '')
      const container = value.slice(value.lastIndexOf(':') + 1)
      if (!ports.includes(':')) continue
      yield {
        at: span,
        message: `${value} names a place on the host, which is up to "docker run -p" or compose "ports"; write ${container}.`,
        like: instruction.onbuild ? [] : ['buildkit:ExposeInvalidFormat'],
        ...(quote === 'none' &&
          /^\d/.test(container) && {
            fix: { title: 'Keep the port of the container', safe: true, edits: [{ span, text: container }] },
          }),
      }
    }
  },
})
