import { effective } from '../../deployment/nginx-levels.ts'
import { isClientChosen, piecesOf } from '../../deployment/nginx-variables.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-client-chosen-upstream',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'No client chooses the host that a request is passed on to.',
  why: 'The proxy stands inside the network: who names the host reaches the database, other services and the metadata of the cloud through it.',
  like: ['gixy:ssrf'],
  bad: [
    { 'nginx.conf': 'location /proxy/ { proxy_pass «http://$arg_host»; }\n' },
    { 'nginx.conf': 'location ~ ^/proxy/(.*)$ { proxy_pass «http://$1»; }\n' },
    { 'nginx.conf': 'location ~ ^/proxy/(?<name>.*)$ { set $to "api$name"; proxy_pass «http://$to/x»; }\n' },
    { 'nginx.conf': 'location / { proxy_pass «$http_x_scheme://api/x»; }\n' },
  ],
  good: [
    { 'nginx.conf': 'location ~ ^/proxy/(.*)$ { internal; proxy_pass http://$1; }\n' },
    { 'nginx.conf': 'location ~ ^/a/(.*)$ { proxy_pass http://api/$1?q=$arg_q; }\n' },
    { 'nginx.conf': 'location / { set $to "http://api$request_uri"; proxy_pass $to; }\n' },
    { 'nginx.conf': 'location ~ ^/(a|b)/ { proxy_pass http://$1.internal; }\n' },
    {
      'nginx.conf':
        'map $arg_a $to { default api; b web; }\nserver { location / { proxy_pass http://$to; } }\n',
    },
    { 'nginx.conf': 'location / { proxy_pass http://$UPSTREAM; }\n' },
  ],

  *check(line) {
    const { directive, level } = line
    const [word] = directive.words
    if (directive.name !== 'proxy_pass' || !word?.value.includes('$')) return
    if (effective(level, 'internal').length > 0) return
    let before = ''
    for (const piece of piecesOf(word.value, line)) {
      if ('text' in piece) before += piece.text
      else if (/^(?:request_uri|uri|document_uri)$/.test(piece.variable)) return
      else if (isClientChosen(piece)) {
        yield {
          at: word.span,
          message: `$${piece.variable} comes from the client and is a part of the host here; choose the host by a map of those that are allowed, or write it out.`,
          ...(piece.by && {
            related: [{ at: piece.by.nameSpan, message: `$${piece.variable} gets its value here.` }],
          }),
        }
        return
      } else before += 'x'
      // Behind the host nothing can change it.
      if (/^[^/?#]+[/?#]/.test(before.replace(/^[^/?#]*:\/\//, '')) && !/^\w*:\/?$/.test(before)) return
    }
  },
})
