import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unlimited-body',
  on: 'nginxLine',
  severity: 'info',
  category: 'reliability',
  summary: 'The size of what a client may send is limited.',
  why: 'nginx writes large bodies to its disk before it passes them on: a few endless uploads fill it.',
  bad: [{ 'nginx.conf': 'client_max_body_size «0»;\n' }],
  good: [
    { 'nginx.conf': 'client_max_body_size 50m;\n' },
    // It is passed on while it comes in.
    { 'nginx.conf': 'location / { client_max_body_size 0; proxy_request_buffering off; }\n' },
    { 'nginx.local.conf': 'client_max_body_size 0;\n' },
  ],

  *check({ directive, level, environment }) {
    const [word] = directive.words
    if (
      !environment.isProduction ||
      directive.name !== 'client_max_body_size' ||
      !/^0[kmg]?$/i.test(word?.value ?? '')
    )
      return
    if (
      level.directives.some(
        ({ name, words }) => name.endsWith('_request_buffering') && words[0]?.value === 'off',
      )
    )
      return
    yield {
      at: word!.span,
      message: '0 means no limit; write the size that the application needs, like 20m.',
    }
  },
})
