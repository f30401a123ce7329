import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-container-name',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'A `container_name` is one that Docker takes.',
  why: 'Docker refuses to create the container: the deploy stops half-way, with the other services started.',
  like: ['dclint:service-container-name-regex'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    container_name: «"my-app@123"»\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    container_name: «my web»\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    container_name: «_web»\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    container_name: «w»\n' },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  a:\n    image: nginx:1.29\n    container_name: my-app_1.web\n  b:\n    image: nginx:1.29\n    container_name: ${NAME}-web\n  c:\n    image: nginx:1.29\n    container_name: ${NAME:-shop}-web\n  d:\n    image: nginx:1.29\n',
    },
  ],

  *check({ name, containerName }) {
    if (!containerName || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(containerName.value)) return
    yield {
      at: containerName.span,
      message: `Docker refuses ${containerName.value} as the name of the container of ${name.value}; begin with a letter or digit, then at least one more of those, _ . or -.`,
    }
  },
})
