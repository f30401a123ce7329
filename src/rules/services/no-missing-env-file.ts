import { folderOf, nameOf, pathsIn } from '../../deployment/paths.ts'
import type { Project } from '../../deployment/project.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

const API = 'services:\n  api:\n    image: ghcr.io/acme/api:1\n'

export default defineRule({
  id: 'no-missing-env-file',
  on: 'service',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every env file that a service needs is in the project, or an example of it is.',
  why: 'Compose stops with "env file not found", and nobody but its author knows what belongs in there.',
  bad: [
    { 'compose.yaml': `${API}    env_file: «.env.prod»\n`, '.env.production': 'PORT=8000\n' },
    { 'docker/compose.yaml': `${API}    env_file:\n      - «.env»\n`, '.env': 'PORT=8000\n' },
    {
      'compose.yaml': `${API}    env_file: [./env, «"./settings"»]\n`,
      env: 'PORT=8000\n',
      'settings/app.env': 'PORT=8000\n',
    },
  ],
  good: [
    { 'compose.yaml': `${API}    env_file: .env\n`, '.env': 'PORT=8000\n' },
    // Ignored by git, as it should be; the example tells what is in it.
    { 'compose.yaml': `${API}    env_file: .env.production\n`, '.env.example': 'PORT=\n' },
    { 'compose.yaml': `${API}    env_file: config/api.env\n`, 'config/api.env.template': 'PORT=\n' },
    {
      'compose.yaml': `${API}    env_file:\n      - path: .env.extra\n        required: false\n      - ../secrets.env\n      - /etc/api.env\n      - \${ENV_FILE}\n      - \${STAGE}.env\n`,
    },
    { 'compose.example.yaml': `${API}    env_file: .env\n` },
  ],

  *check({ envFileMentions, environment }, { project }) {
    if (environment.kind === 'example') return
    for (const { path, span, state, required } of envFileMentions) {
      if (!required || hasExample(path, project)) continue
      if (state === 'directory') {
        yield { at: span, message: `${path} is read as an env file and is a folder; name the file in it.` }
      } else if (state === 'missing') {
        const similar = nearest(nameOf(path), filesBeside(path, project))
        const advice = similar ? `did you mean ${similar}?` : `add it, or ${nameOf(path)}.example beside it.`
        yield { at: span, message: `The env file ${path} is not in the project; ${advice}` }
      }
    }
  },
})

function hasExample(path: string, { files }: Project): boolean {
  const beside = pathsIn(folderOf(path), files.paths).map(nameOf)
  return beside.some((name) => /env/i.test(name) && /example|sample|template|tpl|dist/i.test(name))
}

function filesBeside(path: string, project: Project): string[] {
  return project.envFiles
    .filter((file) => folderOf(file.path) === folderOf(path))
    .map((file) => nameOf(file.path))
}
