import type { ComposeReference } from '../../deployment/compose/model.ts'
import { isManagedElsewhere, passwordInUrl } from '../../deployment/secret-values.ts'
import { isPlainValue, isPublicValue } from '../../deployment/secrets.ts'
import type { Variable } from '../../deployment/variable.ts'
import { isSecretName } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-default-secret',
  on: 'stack',
  severity: 'error',
  category: 'security',
  summary: 'A secret that is not set stops the start; nothing stands in for it.',
  why: 'With a fallback a forgotten variable goes unnoticed, and production runs with a secret that is in the repository.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      JWT_SECRET: ${JWT_SECRET:-«secret»}\n      PORT: ${PORT:-3000}\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      - API_KEY=${KEY-«dev-key»}\n      - DATABASE_URL=${DATABASE_URL:-«postgres://app:app@db/app»}\n',
      '.env': 'KEY=8f2b61d04c9ae7350bd1\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      JWT_SECRET: ${JWT_SECRET:?set it}\n      SMTP_PASSWORD: ${SMTP_PASSWORD:-}\n      API_KEY: ${API_KEY:-${OTHER_KEY}}\n      PASSWORD_MIN: ${PASSWORD_MIN:-12}\n      USE_TOKEN: ${USE_TOKEN:-true}\n      TOKEN_URL: ${TOKEN_URL:-https://id.example.com/token}\n',
    },
    {
      'docker/local/compose.yaml':
        'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}\n',
    },
  ],

  *check({ references, environment, services }, { project }) {
    if (!environment.isProduction) return
    const assignments = [...services.values()].flatMap((service) => [
      ...service.assignments,
      ...(service.build?.arguments ?? []),
    ])
    for (const reference of references) {
      const fallback = reference.default
      const name = secretNameOf(reference, assignments)
      if (!fallback || fallback.value === '' || isManagedElsewhere(fallback.value)) continue
      const { path, start, end } = fallback.span
      if (project.files.text(path)?.slice(start, end).includes('$')) continue
      if (name === undefined && passwordInUrl(fallback.value) === undefined) continue
      if (isPublicValue(fallback.value) || isPlainValue(fallback.value)) continue
      const required = `\${${reference.name}:?set ${reference.name}}`
      yield {
        at: fallback.span,
        message: `${name ?? reference.name} falls back to a value that is in the repository. Demand it: ${required}.`,
        fix: {
          title: 'Demand the variable instead of the fallback',
          safe: false,
          edits: [{ span: reference.span, text: required }],
        },
      }
    }
  },
})

/** The variable's own name, or that of the assignment it stands in, where it says that it is a secret. */
function secretNameOf(
  { name, span }: ComposeReference,
  assignments: readonly Variable[],
): string | undefined {
  if (isSecretName(name)) return name
  return assignments.find(
    (each) =>
      isSecretName(each.name) &&
      each.span.path === span.path &&
      each.span.start <= span.start &&
      span.end <= each.span.end,
  )?.name
}
