import { lostHeaders, SECURITY_HEADERS } from '../../deployment/nginx-headers.ts'
import { own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-lost-header',
  on: 'nginxLevel',
  severity: 'info',
  category: 'correctness',
  summary: 'A block that adds headers repeats those of the blocks around it.',
  why: 'nginx inherits `add_header` only where a block has none of its own: one more header in a location takes all the others away.',
  like: ['gixy:add_header_redefinition'],
  bad: [
    {
      'nginx.conf':
        'server {\n  add_header X-Served-By a;\n  location /a { «add_header» X-Frame-Options DENY; }\n}\n',
    },
  ],
  good: [
    {
      'nginx.conf':
        'server { add_header X-A a; location / { add_header x-a b; } location /c { return 204; } }\n',
    },
    // The other rule says it.
    { 'nginx.conf': 'server { add_header X-Frame-Options DENY; location / { add_header X-A b; } }\n' },
  ],

  *check(level) {
    const lost = lostHeaders(level)
    if (lost.length === 0 || lost.some(({ name }) => SECURITY_HEADERS.has(name)) || level.hasUnknownInclude)
      return
    const names = [...new Set(lost.map(({ directive }) => directive.words[0]!.value))]
    yield {
      at: own(level, 'add_header')[0]!.nameSpan,
      message: `This ${level.name} has an add_header of its own, so it no longer sends ${names.join(', ')}; repeat ${names.length === 1 ? 'it' : 'them'} here if that is not meant.`,
      related: lost.map(({ nameSpan }) => ({ at: nameSpan, message: 'This one is lost.' })),
    }
  },
})
