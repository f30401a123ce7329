import { isAddress, isLoopback, readTarget } from '../../deployment/host-names.ts'
import { effective, everywhere, mayHoldMore, type NginxLine } from '../../deployment/nginx-levels.ts'
import { piecesOf } from '../../deployment/nginx-variables.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-resolver',
  on: 'nginxLine',
  severity: 'error',
  category: 'correctness',
  summary: 'Where an address holds a variable, nginx knows a name server.',
  why: 'nginx then looks the host up at every request instead of at its start, and without `resolver` each of them ends in 502.',
  bad: [
    { 'nginx.conf': 'http { server { location / { set $api http://api:8000; proxy_pass «$api»; } } }\n' },
    { 'nginx.conf': 'http { server { location / { proxy_pass «http://api:8000$request_uri»; } } }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'http { resolver 127.0.0.11; server { location / { set $api http://api:8000; proxy_pass $api; } } }\n',
    },
    {
      'nginx.conf':
        'http { upstream api { server api:8000; } server { location / { proxy_pass http://api$request_uri; }\n location /a { proxy_pass http://10.0.0.1$request_uri; } location /b { proxy_pass http://$UPSTREAM; } location /c { proxy_pass http://web:80$request_uri; } location /d { proxy_pass http://web:80; } } }\n',
    },
    { 'nginx.conf': 'server { location / { proxy_pass http://api$request_uri; } }\n' },
    {
      'nginx.conf':
        'http { include base/*.conf; server { location / { proxy_pass http://api$request_uri; } } }\n',
    },
  ],

  *check(line) {
    const { directive, level } = line
    const [word] = directive.words
    if (directive.name !== 'proxy_pass' || !word?.value.includes('$') || mayHoldMore(level)) return
    const address = addressOf(word.value, line)
    const host = address && readTarget(address)?.host
    if (!host || isAddress(host) || isLoopback(host) || host === 'unix') return
    if (effective(level, 'resolver').length > 0 || isKnown(address, host, line)) return
    yield {
      at: word.span,
      message: `With a variable in it, ${host} is looked up at every request, and nginx knows no name server; write resolver 127.0.0.11 valid=10s; (Docker's), or leave the variable out.`,
    }
  },
})

/** Scheme, host and port of an address, if they are known whatever the request. */
function addressOf(value: string, line: NginxLine): string | undefined {
  const pieces = piecesOf(value, line)
  let text = ''
  for (const piece of pieces) {
    if ('text' in piece) text += piece.text
    else if (/^(?:request_uri|uri|document_uri|is_args|args)$/.test(piece.variable)) text += '/'
    else if (piece.variable === 'scheme' && text === '') text += 'http'
    else return /^\w+:\/\/[^/?#]+[/?#]/.test(text) ? text : undefined
    if (/^\w+:\/\/[^/?#]+[/?#]/.test(text)) return text
  }
  return text
}

/** An `upstream` has the name, or another `proxy_pass` brings the host in at the start. */
function isKnown(address: string, host: string, { level }: NginxLine): boolean {
  const authority = (text: string) => /^\w+:\/\/([^/?#]+)/.exec(text)?.[1]?.toLowerCase()
  if (everywhere(level.config, 'upstream').some(({ words }) => words[0]?.value.toLowerCase() === host))
    return true
  const wanted = authority(address)
  return everywhere(level.config, 'proxy_pass').some(({ words }) => {
    const text = words[0]?.value ?? ''
    return !text.includes('$') && authority(text) === wanted
  })
}
