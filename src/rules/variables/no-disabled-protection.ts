import { conventionalSettings } from '../../deployment/contracts.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const GUARD =
  '(?:AUTH|AUTHN|AUTHZ|AUTHENTICATION|AUTHORI[SZ]ATION|SECURITY|CSRF|XSRF|RATE_?LIMIT(?:S|ER|ING)?|THROTTL(?:E|ING)|TLS_VERIFY|SSL_VERIFY|CERT(?:IFICATE)?S?(?:_\\w+)?|SIGNATURES?(?:_\\w+)?|WEBHOOK_VERIFICATION|VERIFICATION|CAPTCHA|RECAPTCHA|MFA|2FA|CSP|HELMET|PERMISSIONS?|PERMISSION_CHECKS?|ACL|ENCRYPTION|SANDBOX|CONTENT_TRUST|HOST_CHECK)'
/** Wrong where true. */
const OFF_WHEN_TRUE = [
  new RegExp(
    `(?:^|_)(?:DISABLE|DISABLED|SKIP|BYPASS|IGNORE|NO|DANGEROUSLY_DISABLE)_(?:\\w+_)?${GUARD}(?:_\\w+)?$`,
  ),
  new RegExp(`(?:^|_)${GUARD}_(?:DISABLED?|OFF|BYPASS(?:ED)?|SKIP(?:PED)?)$`),
  /(?:^|_)INSECURE(?:_(?!REQUESTS)\w+)?$/,
  /(?:^|_)(?:ALLOW|ENABLE)_(?:INSECURE|ANONYMOUS|UNAUTHENTICATED|EMPTY_PASSWORDS?|PLAINTEXT_LISTENER|UNSIGNED|SELF_SIGNED)(?:_\w+)?$/,
  /^GIT_SSL_NO_VERIFY$/,
]
const CHECK_OF_CERTIFICATES =
  /^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|NPM_CONFIG_STRICT_SSL)$/
/** Wrong where false. */
const OFF_WHEN_FALSE = [
  new RegExp(`(?:^|_)(?:ENABLE|REQUIRE|USE|CHECK|VERIFY|ENFORCE)_${GUARD}$`),
  new RegExp(`(?:^|_)${GUARD}_(?:ENABLED?|REQUIRED|CHECKS?|ENFORCED|ACTIVE)$`),
  /(?:^|_)(?:VERIFY_(?:SSL|TLS|CERTS?|CERTIFICATES?|PEER|HOST|SIGNATURES?|JWTS?|TOKENS?)|(?:SSL|TLS|HTTPS|CERT|PEER)_(?:VERIFY|VERIFICATION|CHECK_HOSTNAME)|STRICT_SSL|REJECT_UNAUTHORIZED|HTTPSVERIFY)$/,
  /^PYTHONHTTPSVERIFY$/,
]

export default defineRule({
  id: 'no-disabled-protection',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'No switch of production turns a protection off.',
  why: "Such switches are made for a developer's machine; in production they open what everybody believes closed.",
  bad: [
    {
      '.env.production':
        'DISABLE_AUTH=«true»\nSKIP_CSRF=«1»\nRATE_LIMIT_ENABLED=«false»\nNODE_TLS_REJECT_UNAUTHORIZED=«0»\nAUTH_DISABLED=«yes»\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_HOST_AUTH_METHOD: «trust»\n  search:\n    image: opensearchproject/opensearch:3\n    environment:\n      - DISABLE_SECURITY_PLUGIN=«true»\n      - xpack.security.enabled=«false»\n  api:\n    image: example/api:1\n    environment:\n      VERIFY_SSL: «"false"»\n      REGISTRY_INSECURE: «"1"»\n      ALLOW_EMPTY_PASSWORD: «"yes"»\n      PYTHONHTTPSVERIFY: «0»\n      GIT_SSL_NO_VERIFY: «"0"»\n',
    },
  ],
  good: [
    {
      '.env.production':
        'DISABLE_AUTH=false\nSKIP_MIGRATIONS=true\nNEXT_TELEMETRY_DISABLED=1\nDISABLE_SIGNUP=true\nRATE_LIMIT_ENABLED=true\nNODE_TLS_REJECT_UNAUTHORIZED=1\nDISABLE_PASSWORD_LOGIN=true\nUPGRADE_INSECURE_REQUESTS=true\nAUTH_REQUIRED=${AUTH}\nVERIFY_SSL=/etc/ssl/ca.pem\nPOSTGRES_HOST_AUTH_METHOD=scram-sha-256\nSSL_ENABLED=false\n',
    },
    { Dockerfile: 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
    { '.env.local': 'DISABLE_AUTH=true\nNODE_TLS_REJECT_UNAUTHORIZED=0\n' },
    { '.env.example': 'SKIP_AUTH=true\n' },
  ],

  *check(deployment) {
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (!value || !turnsOff(nameInCapitals(name), value.trim())) continue
      // The rules that judge what a build does look at ENV too.
      if (origin.place === 'image-environment' && CHECK_OF_CERTIFICATES.test(name.toUpperCase())) continue
      yield {
        at: placeOfValue(origin),
        message: `${name}: ${value.trim()} turns a protection off. Remove it from production, and mend what made it necessary.`,
      }
    }
  },
})

function turnsOff(name: string, value: string): boolean {
  if (name === 'POSTGRES_HOST_AUTH_METHOD') return value === 'trust'
  // Git looks only whether it is set.
  if (name === 'GIT_SSL_NO_VERIFY') return true
  const isOn = asBoolean(value)
  if (isOn === undefined) return false
  return (isOn ? OFF_WHEN_TRUE : OFF_WHEN_FALSE).some((pattern) => pattern.test(name))
}

/** `xpack.security.enabled` as `XPACK_SECURITY_ENABLED`. */
function nameInCapitals(name: string): string {
  return name.replace(/[.-]/g, '_').toUpperCase()
}
