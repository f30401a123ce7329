import { execFormOf } from '../../deployment/exec-form.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-healthcheck-exec-form',
  on: 'instruction',
  severity: 'info',
  category: 'reliability',
  summary: 'HEALTHCHECK CMD is a list of words, not a line for a shell.',
  why: 'An image without a shell cannot run a line, and is unhealthy for ever.',
  like: ['hadolint:DL3025'],
  bad: [
    { Dockerfile: 'FROM debian:13\nHEALTHCHECK --interval=10s CMD «curl -f http://localhost/ || exit 1»\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:13\nHEALTHCHECK CMD ["curl", "-f", "http://localhost/"]\n' },
    { Dockerfile: 'FROM debian:13\nHEALTHCHECK NONE\nCMD nginx\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'HEALTHCHECK' || instruction.command?.form !== 'shell') return
    const { span, script } = instruction.command
    const words = execFormOf(script.value)
    yield {
      at: span,
      message: `This check needs a shell in the image; write ${words ?? 'a list: CMD ["program", "argument"]'}.`,
      ...(instruction.onbuild && { like: [] }),
      ...(words && { fix: { title: 'Write it as a list', safe: false, edits: [{ span, text: words }] } }),
    }
  },
})
