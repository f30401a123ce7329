import { isForSwarm } from '../../deployment/swarm.ts'
import { writtenCompose } from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-project-name',
  on: 'stack',
  severity: 'info',
  category: 'reliability',
  summary: 'A compose file says by `name` what its project is called.',
  why: 'Else the folder is: in another checkout the same stack starts a second time, with empty volumes of other names.',
  like: ['dclint:require-project-name-field'],
  bad: [{ 'compose.yaml': '«»# Shop\nservices:\n  web:\n    image: nginx:1.29\n' }],
  good: [
    { 'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.29\n' },
    {
      'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.29\n',
      'compose.override.yaml': 'services:\n  web:\n    restart: always\n',
    },
    // `docker stack deploy` is told the name.
    { 'docker-stack.yml': 'services:\n  web:\n    image: nginx:1.29\n' },
  ],

  *check(stack, { project }) {
    const [path] = stack.files
    // Half a file may have lost its name.
    if (writtenCompose(stack, project).length < stack.files.length) return
    if (stack.definition.entry('name') || path === undefined || isForSwarm(stack)) return
    yield {
      at: { path, start: 0, end: 0 },
      message: `${path} names no project, so it is called as its folder is; write ${stack.projectName ? `name: ${stack.projectName}` : 'name: and a name of its own'}.`,
    }
  },
})
