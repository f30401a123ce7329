import { defineRule } from '../../engine/rule.ts'

// Checkov reports any ADD.
const PEERS = ['kics:curl_or_wget_instead_of_add', 'checkov:CKV_DOCKER_4']

export default defineRule({
  id: 'no-unverified-download',
  on: 'instruction',
  severity: 'warning',
  category: 'security',
  summary: 'What ADD downloads is checked against a checksum.',
  why: 'Whoever takes over the address, or the line to it, decides what is in the image, and a rebuild does not notice.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:13\nADD «https://example.com/tool.tar.gz» /opt/\n' },
    { Dockerfile: 'FROM debian:13\nADD ["README.md", «"http://example.com/tool"», "/opt/"]\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:13\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool.tar.gz /opt/\n',
    },
    { Dockerfile: 'FROM debian:13\nADD https://github.com/acme/tool.git#v1.2 /src\nADD tool.tar.gz /opt/\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'ADD') return
    if (instruction.flags.some(({ name }) => name === 'checksum')) return
    for (const { value, span } of instruction.sources) {
      if (!/^https?:\/\//i.test(value) || /\.git(?:[#?]|$)/.test(value)) continue
      yield {
        at: span,
        message: `Nobody checks what ${value} sends; add --checksum=sha256:<hash>, or download and verify it in RUN.`,
        like: instruction.onbuild ? [] : PEERS,
      }
    }
  },
})
