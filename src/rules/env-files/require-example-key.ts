import type { EnvFile } from '../../deployment/env-file.ts'
import { isGivenVariable } from '../../deployment/given-variables.ts'
import { folderOf } from '../../deployment/paths.ts'
import type { Project } from '../../deployment/project.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Fix } from '../../finding.ts'
import type { Located } from '../../span.ts'

export default defineRule({
  id: 'require-example-key',
  on: 'project',
  severity: 'warning',
  category: 'correctness',
  summary: 'The example beside env files lists every key that the stack uses.',
  why: 'Who sets the app up elsewhere copies the example, and learns of a missing key when something fails.',
  bad: [
    {
      'backend/.env.example': 'SECRET_KEY=\n',
      'backend/.env': 'SECRET_KEY=8f2b61d04c9a\n«DJANGO_LOG_LEVEL»=INFO\n',
      'backend/.env.production': '«API_LOG_LEVEL»=INFO\nDJANGO_LOG_LEVEL=WARNING\n',
    },
    {
      '.env.example': '# TAG=1\n',
      'compose.yaml':
        'services:\n  api:\n    image: example/api:${TAG}\n    environment:\n      MAIL_HOST: «${MAIL_HOST}»\n      DB_HOST: ${DB_HOST:-db}\n      DIR: ${PWD}\n      AGAIN: ${MAIL_HOST:?}\n',
    },
  ],
  good: [
    {
      '.env.example': 'A=\n',
      '.env.production.example': 'B=\n',
      '.env': 'A=1\n# C=3\n',
      '.env.production': 'B=2\n',
    },
    { '.env': 'A=1\n' },
    { 'backend/.env.example': 'A=\n', 'frontend/.env': 'B=1\n' },
    { '.env.example': 'A=\n', '.env.test': 'ONLY_IN_TESTS=1\n' },
    // A file of another name has a template of its own, or none.
    { '.env.example': 'A=\n', 'worker.env': 'B=1\n' },
  ],

  *check(project) {
    const examples = new Map<string, EnvFile[]>()
    for (const file of project.envFiles) {
      if (!file.isExample || !isTemplated(file.path)) continue
      const folder = folderOf(file.path)
      examples.set(folder, [...(examples.get(folder) ?? []), file])
    }
    for (const [folder, files] of examples) {
      const example = files.find(({ path }) => /(?:^|\/)\.env\.\w+$/.test(path)) ?? files[0]!
      const listed = new Set(files.flatMap(({ variables }) => variables.map(({ name }) => name)))
      for (const { value: name, span } of keysUsed(folder, project)) {
        if (listed.has(name) || isGivenVariable(name)) continue
        listed.add(name)
        yield {
          at: span,
          message: `${name} is used here and missing in ${example.path}. Add it there without its value.`,
          fix: listIn(example, name),
        }
      }
    }
  },
})

/** Keys of the folder's env files, then what its compose files demand from outside. */
function* keysUsed(folder: string, { envFiles, deployments }: Project): Iterable<Located<string>> {
  for (const { path, isExample, mark, variables } of envFiles) {
    if (isExample || mark === 'test' || folderOf(path) !== folder || !isTemplated(path)) continue
    for (const { name, nameSpan, commentedOut } of variables) {
      if (!commentedOut) yield { value: name, span: nameSpan }
    }
  }
  for (const { stacks } of deployments) {
    for (const { directory, references } of stacks) {
      if (directory !== folder) continue
      for (const { name, span, operator } of references) {
        if (operator === undefined || operator === '?' || operator === ':?') yield { value: name, span }
      }
    }
  }
}

/** `.env.example` is the template of `.env` and `.env.<environment>`. */
function isTemplated(path: string): boolean {
  return /(?:^|\/)\.env(?:\.[\w-]+)*$/.test(path)
}

function listIn({ path, document }: EnvFile, name: string): Fix {
  const { text } = document
  const line = `${text === '' || text.endsWith('\n') ? '' : '\n'}${name}=\n`
  return {
    title: `Add ${name} to ${path}`,
    // Nothing runs with an example.
    safe: true,
    edits: [{ span: { path, start: text.length, end: text.length }, text: line }],
  }
}
