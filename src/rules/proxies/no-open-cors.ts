import { type SentHeader, sentHeaders } from '../../deployment/nginx-headers.ts'
import { own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-open-cors',
  on: 'nginxLevel',
  severity: 'error',
  category: 'security',
  summary: 'Only our own origins may read answers with the cookies of a visitor.',
  why: 'Any page that a visitor opens can then read his data and act as him.',
  bad: [
    {
      'nginx.conf':
        'add_header Access-Control-Allow-Origin «$http_origin»;\nadd_header Access-Control-Allow-Credentials true;\n',
    },
    {
      'nginx.conf':
        'location / {\n  add_header access-control-allow-origin «"*"» always;\n  add_header Access-Control-Allow-Credentials "true" always;\n}\n',
    },
  ],
  good: [
    { 'nginx.conf': 'add_header Access-Control-Allow-Origin *;\n' },
    {
      'nginx.conf':
        'map $http_origin $cors { default ""; https://example.com $http_origin; }\nserver {\n  add_header Access-Control-Allow-Origin $cors;\n  add_header Access-Control-Allow-Credentials true;\n}\n',
    },
    {
      'nginx.conf':
        'location / { if ($http_origin ~ ^https://a\\.example\\.com$) { add_header Access-Control-Allow-Origin $http_origin; add_header Access-Control-Allow-Credentials true; } }\n',
    },
  ],

  *check(level) {
    if (
      own(level, 'add_header').length === 0 ||
      level.name === 'if' ||
      level.levels.some(({ name }) => name === 'if')
    )
      return
    const headers = sentHeaders(level)
    const origin = headers.find(isForAll)
    const isWithCookies = headers.some(
      ({ name, value }) => name === 'access-control-allow-credentials' && value.toLowerCase() === 'true',
    )
    if (!origin || !isWithCookies) return
    yield {
      at: origin.valueSpan,
      message:
        origin.value === '*'
          ? 'Browsers refuse * together with credentials; name the origins by a map of $http_origin.'
          : `Every origin is allowed with the cookies of the visitor, since ${origin.value} is whatever asks; choose by a map of those that are yours.`,
    }
  },
})

function isForAll({ name, value }: SentHeader): boolean {
  return name === 'access-control-allow-origin' && /^(?:\*|\$\{?http_origin\}?)$/.test(value)
}
