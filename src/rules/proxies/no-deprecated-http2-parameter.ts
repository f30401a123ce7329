import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-deprecated-http2-parameter',
  on: 'nginxLine',
  severity: 'info',
  category: 'correctness',
  summary: 'HTTP/2 is switched on by `http2 on;`, not by a parameter of `listen`.',
  why: 'nginx 1.25.1 and later warn at every start and will drop the parameter; it also counts for every server of the port, not for this one.',
  bad: [{ 'nginx.conf': 'server { listen 443 ssl «http2»; }\n' }],
  good: [
    { 'nginx.conf': 'server { listen 443 ssl; http2 on; }\n' },
    // It knows nothing else.
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.24\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf]\n',
      'nginx.conf': 'http { server { listen 443 ssl http2; } }\n',
    },
  ],

  *check({ directive, level }) {
    const word = directive.words.find(({ value }) => value === 'http2')
    if (directive.name !== 'listen' || !word) return
    const image = level.config.service?.runtimeImage
    const version = /^1\.(\d+)(?:\.(\d+))?/.exec(image?.tag ?? '')
    if (version && (Number(version[1]) < 25 || (version[1] === '25' && version[2] === '0'))) return
    yield {
      at: word.span,
      message: 'http2 no longer belongs here since nginx 1.25.1; write http2 on; in the server.',
    }
  },
})
