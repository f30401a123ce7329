import type { ComposeReference } from '../../deployment/compose/model.ts'
import type { EnvFile } from '../../deployment/env-file.ts'
import { isGivenVariable } from '../../deployment/given-variables.ts'
import { folderOf } from '../../deployment/paths.ts'
import type { Project } from '../../deployment/project.ts'
import type { Stack } from '../../deployment/stack.ts'
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
    const near = project.envFiles.filter(({ path }) => isBeside(path, stack))
    const read = near.filter((file) => isReadFor(stack, file)).map(({ path }) => path)
    // Where nothing is here to be read, what another environment sets is known to come from outside.
    const telling = near.filter(({ isExample }) => isExample || read.length === 0)
    const declared = new Set(telling.flatMap((file) => file.variables.map(({ name }) => name)))
    const seen = new Set<string>()
    for (const reference of stack.references) {
      const { name, span } = reference
      const key = `${span.path}\0${name}`
      if (isGivenVariable(name) || declared.has(name) || seen.has(key)) continue
      // Who writes `:?` means it to come from outside, unless there is a file that it should be in.
      if (!lacksValue(reference) || (reference.state === 'required-unset' && read.length === 0)) continue
      seen.add(key)
      yield {
        at: span,
        message:
          reference.state === 'required-unset'
            ? `${name} is required here and has no value: ${whereLooked(read, project)}. Set it there.`
            : `${name} has no value: no default here, and ${whereLooked(read, project)}. Set it, or write \${${name}:-default} or \${${name}:?}.`,
      }
    }
  },
})

function lacksValue({ state }: ComposeReference): boolean {
  return state === 'empty-unset' || state === 'required-unset'
}

function isReadFor({ environment }: Stack, { isExample, mark }: EnvFile): boolean {
  return !isExample && (mark === undefined || mark === environment.kind)
}

function isBeside(path: string, { directory, files }: Stack): boolean {
  const folder = folderOf(path)
  return folder === '' || folder === directory || files.some((file) => folderOf(file) === folder)
}

function whereLooked(read: readonly string[], { files }: Project): string {
  if (read.length > 0) return `none in ${read.join(', ')}`
  return files.kindOf('.env.example') === 'file' ? 'none in .env.example' : 'no env file beside it'
}
