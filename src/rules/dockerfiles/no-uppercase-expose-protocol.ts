import { spanWithin } from '../../deployment/word-references.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-uppercase-expose-protocol',
  on: 'instruction',
  severity: 'info',
  category: 'style',
  summary: 'The protocol of EXPOSE is in lower case.',
  why: 'Tools that compare the text of ports take 80/TCP for another port than 80/tcp.',
  like: ['buildkit:ExposeProtoCasing'],
  bad: [{ Dockerfile: 'FROM scratch\nEXPOSE 80/«TcP» 8080/«UDP» 53/udp\n' }],
  good: [{ Dockerfile: 'FROM scratch\nEXPOSE 80/tcp 443 $PORT/tcp ${PROTO}\n' }],

  *check(instruction) {
    if (instruction.keyword !== 'EXPOSE') return
    for (const word of instruction.words) {
      const match = /^[^$]*\/([a-z]+)$/i.exec(word.value)
      const protocol = match?.[1]
      if (!protocol || protocol === protocol.toLowerCase()) continue
      const span = spanWithin(word, word.value.length - protocol.length, word.value.length)
      yield {
        at: span,
        message: `Write ${protocol.toLowerCase()} instead of ${protocol}.`,
        like: instruction.onbuild ? [] : ['buildkit:ExposeProtoCasing'],
        ...(span !== word.span && {
          fix: {
            title: 'Write it in lower case',
            safe: true,
            edits: [{ span, text: protocol.toLowerCase() }],
          },
        }),
      }
    }
  },
})
