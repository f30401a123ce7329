import { secretsInDirective } from '../../deployment/nginx-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-secret-in-proxy',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'The configuration of a proxy holds no secret.',
  why: 'It is part of the repository and of the image, for everybody who can read one of them, and the secret cannot differ between environments.',
  bad: [
    {
      'nginx.conf':
        'location / {\n  proxy_set_header Authorization "«Bearer q8Zt3LmN0vXcR5yBw1Da»";\n  proxy_pass https://shop:«q8Zt3LmN0vXcR5yB»@api.example.com;\n}\n',
    },
    {
      'nginx.conf':
        'proxy_set_header X-Api-Key «q8Zt3LmN0vXcR5yB»;\nset $api_key "«q8Zt3LmN0vXcR5yB»";\nif ($http_x_api_key != "«q8Zt3LmN0vXcR5yB»") { return 403; }\n',
    },
  ],
  good: [
    {
      'nginx.conf':
        'proxy_set_header Authorization $http_authorization;\nproxy_set_header X-Api-Key "${API_KEY}";\nproxy_set_header X-Request-Id $request_id;\nauth_basic_user_file /run/secrets/htpasswd;\nset $token $arg_token;\n',
    },
    {
      'nginx.conf':
        'proxy_set_header Authorization "";\nadd_header X-Build 9c1185a5c5e9fc54612808977ee8f548b2258d31;\n',
    },
  ],

  *check({ directive, environment }) {
    for (const { name, label, isRecognised, at } of secretsInDirective(directive)) {
      if (!isRecognised && !environment.isProduction) continue
      yield {
        at,
        message: `${name} of ${directive.name} holds ${label}. Let the image fill it in when it starts (a template with \${NAME}), or include a file that is no part of the repository; replace it, since it is known now.`,
      }
    }
  },
})
