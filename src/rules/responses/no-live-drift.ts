import { type Comparison, livePlaces } from '../../deployment/declarations/compare.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY = 'environments: { production: { hosts: [shop.example] } }\n'
const OK = '< HTTP/1.1 200\n'

/** A server with TLS for shop.example. */
const server = (...lines: readonly string[]) =>
  `server { listen 443 ssl; server_name shop.example; ssl_certificate /a.pem; ssl_certificate_key /a.key; ${lines.join(' ')} }\n`
const compose = (...variables: readonly string[]) =>
  `services:\n  api:\n    image: example/api:1\n    environment:\n${variables.map((line) => `      ${line}\n`).join('')}`

export default defineRule({
  id: 'no-live-drift',
  on: 'declaration',
  severity: 'error',
  category: 'correctness',
  summary: 'What the files say that visitors will see is what the live site shows.',
  why: 'A file that was changed and not deployed, or a server that was changed by hand: whoever reads the files believes in protection that is not there.',
  bad: [
    {
      'nginx.conf': server('add_header «X-Frame-Options DENY» always;'),
      'https://shop.example/': `${OK}<\n`,
    },
    {
      'nginx.conf': server('add_header «Strict-Transport-Security "max-age=31536000"» always;'),
      'https://shop.example/': `${OK}< strict-transport-security: max-age=300\n<\n`,
    },
    {
      'nginx.conf': `server { listen 80; server_name shop.example; «return 301 https://shop.example$request_uri;» }\n${server('root /srv;')}`,
      'https://shop.example/': `* redirect 200 http://shop.example/\n${OK}<\n`,
    },
    {
      'nginx.conf': server('«server_tokens off;»', '«ssl_protocols TLSv1.2 TLSv1.3;»'),
      'https://shop.example/': `* tls verified TLSv1.3 X\n* also TLSv1.1\n${OK}< server: nginx/1.29.0\n<\n`,
    },
    {
      'nginx.conf': server('root /srv;', 'location /internal/ { «deny all;» }'),
      'https://shop.example/internal/': `${OK}<\n`,
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': compose('COOKIE_DOMAIN: «.shop.example»', 'SESSION_COOKIE_SECURE: «"True"»'),
      'https://shop.example/': `${OK}< set-cookie: sessionid=a1; Domain=www.shop.example; HttpOnly\n<\n`,
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': compose('CORS_ORIGINS: «https://app.shop.example»'),
      'https://shop.example/': `${OK}<\n`,
      'https://shop.example/#origin':
        '> GET https://shop.example/\n> origin: https://stranger.test\n< HTTP/1.1 200\n< access-control-allow-origin: *\n<\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["443:443"]\n    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]\n  api:\n    image: example/api:1\n    healthcheck:\n      test: [CMD, curl, -f, «http://localhost:8000/health»]\n',
      'nginx.conf': server('location / { proxy_pass http://api:8000; }'),
      'https://shop.example/health': '< HTTP/1.1 502\n<\n',
    },
    {
      'shop.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: api, port: { number: 80 } } }
---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8000 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: example/api:1
          ports: [{ containerPort: 8000 }]
          readinessProbe: { httpGet: { path: «/ready», port: 8000 } }
`,
      'https://shop.example/ready': '< HTTP/1.1 404\n<\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': compose('SECURE_SSL_REDIRECT: «"True"»'),
      'https://shop.example/': `* redirect 200 http://shop.example/\n${OK}<\n`,
    },
  ],
  good: [
    // Order, case and white space mean nothing; a longer time, a page that may not be framed at all are stricter.
    {
      'nginx.conf': server(
        'add_header X-Frame-Options SAMEORIGIN always;',
        'add_header Strict-Transport-Security "max-age=300" always;',
        'add_header Cache-Control "no-store, private" always;',
      ),
      'https://shop.example/': `${OK}< x-frame-options: deny\n< strict-transport-security: max-age=31536000; includeSubDomains\n< cache-control: private,no-store\n< server: nginx\n<\n`,
    },
    // Without `always` nginx does not add it to errors.
    {
      'nginx.conf': server('add_header X-Frame-Options DENY;'),
      'https://shop.example/': '< HTTP/1.1 404\n<\n',
    },
    {
      'nginx.conf': `server { listen 80; server_name shop.example; return 301 https://shop.example$request_uri; }\n${server('root /srv;')}`,
      'https://shop.example/': `* redirect 308 http://shop.example/\n* redirect 200 https://shop.example:443/\n${OK}<\n`,
    },
    // Another location answers.
    {
      'nginx.conf': server('add_header X-A b;', 'location / { add_header X-B c; root /srv; }'),
      'https://shop.example/': `${OK}< x-b: c\n<\n`,
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': compose('COOKIE_DOMAIN: .shop.example', 'SESSION_COOKIE_SECURE: "True"'),
      'https://shop.example/': `${OK}< set-cookie: sessionid=a1; Domain=shop.example; Secure\n< set-cookie: theme=dark\n<\n`,
    },
    // What another environment declares is not what production shows.
    {
      'plimsoll.yaml': POLICY,
      '.env.production': 'COOKIE_DOMAIN=shop.example\n',
      '.env.local': 'COOKIE_DOMAIN=localhost\n',
      'https://shop.example/': `${OK}< set-cookie: sessionid=a1; Domain=shop.example; Secure\n<\n`,
    },
    {
      'nginx.conf': server('add_header X-Frame-Options DENY always;'),
      'https://other.example/': `${OK}<\n`,
    },
  ],

  *check(comparison) {
    if (comparison.declaration.expected.kind === 'closed-port') return
    yield* driftOf(comparison)
  },
})

function* driftOf(comparison: Comparison) {
  const { declaration, verdict, live, says, alike } = comparison
  if (verdict !== 'differs' || !live || alike[0] !== comparison) return
  const { what, place } = declaration
  const more = alike.length > 1 ? `, and so do others (${alike.length} pages)` : ''
  yield {
    at: place,
    message: `${what} is not what runs: ${live.url} ${says}${more}. Deploy what the file says, or mend the file.`,
    related: livePlaces(comparison),
  }
}
