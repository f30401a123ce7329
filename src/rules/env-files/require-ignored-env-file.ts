import { isGitIgnored } from '../../deployment/gitignore.ts'
import { firstSecret } from '../../deployment/secrets.ts'
import { defineRule } from '../../engine/rule.ts'

const SECRET = 'JWT_SECRET=q8Zt3LmN0vXcR5yBq8Zt3LmN\n'

export default defineRule({
  id: 'require-ignored-env-file',
  on: 'envFile',
  severity: 'warning',
  category: 'security',
  summary: 'An env file that holds secrets is ignored by git.',
  why: 'The next "git add ." commits it, and a secret that was pushed once counts as known.',
  bad: [
    { 'api/.gitignore': '.env\nnode_modules/\n', 'api/.env.production': `A=1\n«${SECRET.trim()}»\n` },
    {
      'docker/.gitignore': '*.env\n',
      'docker/live/.gitignore': '!api.env\n',
      'docker/live/api.env': `«${SECRET.trim()}»\n`,
    },
  ],
  good: [
    { '.gitignore': '.env*\n!.env.example\n', '.env.production': SECRET, '.env.example': SECRET },
    { '.gitignore': '.env\n', 'api/.env': SECRET, '.env.defaults': 'LOG_LEVEL=info\n' },
    // Nobody knows whether it is in a repository at all.
    { '.env.production': SECRET },
    { 'docker/.gitignore': '*.env\n', 'docker/api.env': SECRET },
  ],

  *check(file, { project }) {
    // One that is tracked already has a finding of its own.
    if (file.isExample || file.isTracked || isGitIgnored(file.path, project.files) !== false) return
    const secret = firstSecret(file.variables)
    if (!secret) return
    yield {
      at: secret.span,
      message: `${file.path} holds secrets such as ${secret.name}, and no .gitignore leaves it out; add it there.`,
    }
  },
})
