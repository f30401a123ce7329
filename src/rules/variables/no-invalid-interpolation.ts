import { errorsAbout } from '../../deployment/compose-problems.ts'
import { interpolationProblems } from '../../deployment/env-file.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-interpolation',
  on: 'project',
  severity: 'error',
  category: 'syntax',
  summary: 'Every `${` of a compose file and of the env files it reads is a reference that Compose can read.',
  why: 'Compose stops at the first reference that it cannot read, and nothing starts.',
  bad: [
    {
      'compose.yaml': 'services:\n  api:\n    image: example/api:1\n    environment:\n      A: «${NAME»\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n',
      'api.env': 'A=1\nB="«${A»"\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n    environment:\n      A: ${NAME:-${OTHER:-x}}\n      B: pa$$word\n      C: $NAME\n',
      'api.env': "A='${'\nB=$A\n",
    },
    { '.env.production': 'A=${\n' },
  ],

  *check({ deployments, envFiles }) {
    for (const { stacks } of deployments) {
      for (const stack of stacks) yield* errorsAbout(stack, 'interpolation')
    }
    for (const file of envFiles) if (file.receivers.length > 0) yield* interpolationProblems(file)
  },
})
