import { ownHeaders, SECURITY_HEADERS } from '../../deployment/nginx-headers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-always',
  on: 'nginxLevel',
  severity: 'info',
  category: 'security',
  summary: 'Security headers are sent with error pages too.',
  why: 'Without `always` nginx adds a header to answers of success and redirects only; error pages can be framed and scripted as well.',
  bad: [{ 'nginx.conf': 'add_header «X-Frame-Options» DENY;\nadd_header X-A b;\n' }],
  good: [
    { 'nginx.conf': 'add_header X-Frame-Options DENY always;\nadd_header X-A b;\n' },
    { 'nginx.local.conf': 'add_header X-Frame-Options DENY;\n' },
  ],

  *check(level) {
    if (!level.environment.isProduction) return
    for (const { name, isAlways, nameSpan, valueSpan, directive } of ownHeaders(level)) {
      if (isAlways || !SECURITY_HEADERS.has(name)) continue
      const at = { ...valueSpan, start: valueSpan.end }
      yield {
        at: nameSpan,
        message: `${directive.words[0]!.value} is left out of error pages; write always behind it.`,
        fix: { title: 'Send it always', safe: false, edits: [{ span: at, text: ' always' }] },
      }
    }
  },
})
