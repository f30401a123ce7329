import { readCondition } from '../../deployment/nginx-conditions.ts'
import { opensToOthers } from '../../deployment/origin-patterns.ts'
import type { NginxDirective, NginxWord } from '../../documents/nginx/document.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Span } from '../../span.ts'

export default defineRule({
  id: 'no-loose-origin-pattern',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'An expression that tells our origins from others matches ours alone.',
  why: 'An open end or a dot that is not escaped lets `https://example.com.evil.org` or `https://exampleXcom` through, and with it every protection that the test stands for.',
  like: ['gixy:origins'],
  bad: [
    { 'nginx.conf': `if ($http_origin !~ «'^https?://example.com$'») { return 403; }\n` },
    { 'nginx.conf': 'if ($http_origin ~* «^https://example\\.com») { return 403; }\n' },
    { 'nginx.conf': 'if ($http_referer !~ «"https://example\\.com/"») { return 403; }\n' },
    { 'nginx.conf': 'if ($http_origin ~ «^https://[^/]*example\\.com$») { return 403; }\n' },
    {
      'nginx.conf':
        'map $http_origin $cors { default ""; «"~^https://(a|b.c)\\.example\\.com$"» $http_origin; }\n',
    },
  ],
  good: [
    {
      'nginx.conf': `if ($http_origin !~ '^https?://(www\\.)?example\\.(com|org)(:\\d+)?$') { return 403; }\n`,
    },
    { 'nginx.conf': `if ($http_referer !~ '^https:\\/\\/([^/]+\\.)?example\\.com\\/') { return 403; }\n` },
    {
      'nginx.conf':
        'if ($http_origin = "https://example.com") { return 403; }\nif ($http_host ~ a.b) { return 403; }\n',
    },
    {
      'nginx.conf':
        'if ($http_origin ~ ^http://localhost(:[0-9]+)?$) { return 403; }\nif ($http_referer ~ "(") { return 403; }\n',
    },
    {
      'nginx.conf':
        'map $http_origin $cors { default ""; https://example.com 1; "~^https://[a-z0-9-]+\\.example\\.com$" 1; }\n',
    },
  ],

  *check({ directive, level }) {
    for (const { text, span } of patternsOf(directive, level.head)) {
      const reason = opensToOthers(text)
      if (reason)
        yield {
          at: span,
          message: `${reason} Write it as '^https://example\\.com$', with $ or a slash behind the host.`,
        }
    }
  },
})

const CHECKED = /^http_(?:origin|referer)$/

/** The expressions by which a directive judges an origin: of an `if`, or of a line of a `map`. */
function patternsOf(
  directive: NginxDirective,
  head: NginxDirective | undefined,
): { text: string; span: Span }[] {
  if (directive.name === 'if') {
    const condition = readCondition(directive)
    if (!condition?.operator.includes('~') || !CHECKED.test(condition.variable ?? '')) return []
    return condition.value ? [condition.value] : []
  }
  const isLine = head?.name === 'map' && CHECKED.test(head.words[0]?.value.slice(1) ?? '')
  return isLine && directive.name.startsWith('~') && grants(directive.words[0])
    ? [{ text: directive.name.replace(/^~\*?/, ''), span: directive.nameSpan }]
    : []
}

/** A line that gives nothing is no permission. */
function grants(word: NginxWord | undefined): boolean {
  return word !== undefined && word.value !== '' && word.value !== '0'
}
