import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-server-tokens',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: '`server_tokens` is not switched on.',
  why: 'The version in every answer and error page tells whoever scans the net which holes to try.',
  like: ['gixy:version_disclosure'],
  bad: [{ 'nginx.conf': 'server_tokens «on»;\nserver { server_tokens «build»; }\n' }],
  good: [{ 'nginx.conf': 'server_tokens off;\n' }, { 'nginx.conf': 'server_tokens "";\n' }],

  *check({ directive }) {
    const [word] = directive.words
    if (directive.name !== 'server_tokens' || (word?.value !== 'on' && word?.value !== 'build')) return
    yield {
      at: word.span,
      message: `server_tokens ${word.value} sends the version of nginx with every answer; write off.`,
      fix: { title: 'Switch it off', safe: true, edits: [{ span: word.span, text: 'off' }] },
    }
  },
})
