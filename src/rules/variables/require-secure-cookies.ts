import { conventionalSettings } from '../../deployment/contracts.ts'
import type { Deployment } from '../../deployment/project.ts'
import { placeOfAbsence, settingsAreComplete, settingsOf } from '../../deployment/settings.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

const SECURE =
  /(?:^|_)(?:(?:SESSION|CSRF|AUTH|JWT|LANGUAGE|REMEMBER)_COOKIES?_SECURE|SECURE_SSL_REDIRECT|COOKIES?_SECURE|SECURE_COOKIES?|FORCE_(?:HTTPS|SSL)|SSL_REDIRECT)$/

export default defineRule({
  id: 'require-secure-cookies',
  on: 'deployment',
  severity: 'error',
  category: 'security',
  summary: 'In production cookies are `Secure` and http leads to https, as soon as debugging is off.',
  why: "A session cookie that also travels over http belongs to whoever shares the café's network.",
  bad: [
    {
      '.env.production':
        'DJANGO_DEBUG=False\nSESSION_COOKIE_SECURE=«False»\nCSRF_COOKIE_SECURE=«0»\nSECURE_SSL_REDIRECT=True\n',
    },
    {
      'docker/local/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      DJANGO_DEBUG: "True"\n      SESSION_COOKIE_SECURE: "False"\n',
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      «DJANGO_DEBUG»: "False"\n',
    },
    {
      '.env.example': 'SESSION_COOKIE_SECURE=True\n',
      '.env.production': '«»LOG_LEVEL=info\n',
    },
  ],
  good: [
    {
      '.env.local': 'DJANGO_DEBUG=True\nSESSION_COOKIE_SECURE=False\n',
      '.env.production': 'DJANGO_DEBUG=False\nSESSION_COOKIE_SECURE=True\nSECURE_SSL_REDIRECT=${REDIRECT}\n',
    },
    { '.env.local': 'SESSION_COOKIE_SECURE=False\n' },
    { '.env.production': 'DJANGO_DEBUG=False\n' },
    {
      '.env.example': 'SESSION_COOKIE_SECURE=True\n',
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: secret.env\n',
    },
  ],

  *check(deployment, { project }) {
    if (!deployment.environment.isProduction) return
    const settings = settingsOf(deployment)
    for (const { name, value, origin } of conventionalSettings(deployment)) {
      if (!SECURE.test(name) || asBoolean(value) !== false) continue
      yield {
        at: placeOfValue(origin),
        message: `${name} is off in production. Set it to True; where a proxy ends TLS, tell the app so by its header.`,
      }
    }
    const isEmpty = deployment.services.length === 0 && deployment.envFiles.length === 0
    if (isEmpty || !settingsAreComplete(deployment)) return
    const known = project.variables.filter(({ name, commentedOut }) => SECURE.test(name) && !commentedOut)
    for (const name of new Set(known.map((variable) => variable.name))) {
      if (settings.some((setting) => setting.name === name)) continue
      const elsewhere = known.find((variable) => variable.name === name)!
      const at = debugSwitch(deployment) ?? placeOfAbsence(deployment, elsewhere)
      if (!at) continue
      yield {
        at,
        message: `${name} is not set in production. Set it to True beside the debug switch.`,
        related: [{ at: elsewhere.nameSpan, message: 'The app knows it from here.' }],
      }
    }
  },
})

function debugSwitch(deployment: Deployment) {
  const found = settingsOf(deployment).find(
    ({ name, value }) => /^(?:DJANGO_)?DEBUG$/.test(name) && asBoolean(value) === false,
  )
  return found?.origin.nameSpan
}
