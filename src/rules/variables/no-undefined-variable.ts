import type { Project } from '../../deployment/project.ts'
import { undefinedReferences } from '../../deployment/undefined-references.ts'
import { defineRule } from '../../engine/rule.ts'

const compose = (line: string) =>
  `services:\n  api:\n    image: example/api:1\n    environment:\n      ${line}\n`

export default defineRule({
  id: 'no-undefined-variable',
  on: 'stack',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every variable that a compose file refers to has a value or a default.',
  why: 'Compose puts nothing in its place and goes on: an image without a tag, a host without a name, a password that is empty.',
  bad: [
    { 'compose.yaml': compose('MAIL_HOST: «${MAIL_HOST}»\n      OTHER_HOST: ${MAIL_HOST}') },
    {
      'compose.yaml': compose('- MAIL_HOST=smtp.«$DOMAIN»'),
      '.env': 'DOMAINS=example.com\n',
    },
    { 'compose.yaml': compose('JWT_SECRET: «${JWT_SECRET:?set it}»'), '.env': 'LOG_LEVEL=info\n' },
    {
      'compose.yaml': compose('JWT_SECRET: «${JWT_SECRET:?set it}»'),
      '.env.production': 'LOG_LEVEL=info\n',
      '.env.local': 'JWT_SECRET=secret\n',
    },
  ],
  good: [
    {
      'compose.yaml': compose(
        'MAIL_HOST: ${MAIL_HOST:-mail}\n      DIR: ${PWD}\n      A: $${A}\n      B: ${B:+1}',
      ),
    },
    { 'compose.yaml': compose('MAIL_HOST: ${MAIL_HOST}'), '.env': 'MAIL_HOST=\n' },
    { 'compose.yaml': compose('MAIL_HOST: ${MAIL_HOST}'), '.env.example': '# MAIL_HOST=mail.example.com\n' },
    { 'docker/compose.yaml': compose('MAIL_HOST: ${MAIL_HOST}'), '.env': 'MAIL_HOST=mail\n' },
    { 'compose.yaml': compose('JWT_SECRET: ${JWT_SECRET:?set it}') },
    // Production's own file is not in the repository; that of developers shows what it holds.
    {
      'compose.yaml': compose('JWT_SECRET: ${JWT_SECRET:?set it}\n      MAIL_HOST: ${MAIL_HOST}'),
      'compose.dev.yaml': 'services:\n  api:\n    ports: ["3000:3000"]\n',
      '.env.dev': 'JWT_SECRET=secret\nMAIL_HOST=mail\n',
    },
  ],

  *check(stack, { project }) {
    const { references, read } = undefinedReferences(stack, project)
    for (const { name, span, state } of references) {
      yield {
        at: span,
        message:
          state === 'required-unset'
            ? `${name} is required here and has no value: ${whereLooked(read, project)}. Set it there.`
            : `${name} has no value: no default here, and ${whereLooked(read, project)}. Set it, or write \${${name}:-default} or \${${name}:?}.`,
      }
    }
  },
})

function whereLooked(read: readonly string[], { files }: Project): string {
  if (read.length > 0) return `none in ${read.join(', ')}`
  return files.kindOf('.env.example') === 'file' ? 'none in .env.example' : 'no env file beside it'
}
