import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-autoindex',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'No folder is listed to visitors.',
  why: 'A list shows what no page links to: backups, drafts, source maps, files of other users.',
  bad: [{ 'nginx.conf': 'location /files/ { autoindex «on»; }\n' }],
  good: [
    { 'nginx.conf': 'location /files/ { autoindex off; }\n' },
    {
      'nginx.conf':
        'location /files/ { internal; autoindex on; }\nlocation /a/ { autoindex on; auth_basic x; }\n',
    },
    { 'nginx.local.conf': 'location /files/ { autoindex on; }\n' },
  ],

  *check({ directive, level, environment }) {
    const [word] = directive.words
    if (!environment.isProduction || directive.name !== 'autoindex' || word?.value !== 'on') return
    if (level.directives.some(({ name }) => /^(?:internal|auth_basic|auth_request|deny)$/.test(name))) return
    yield { at: word.span, message: 'Every file of the folder is listed to everybody; write autoindex off;.' }
  },
})
