import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-root-worker',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'The processes of nginx that answer requests do not run as root.',
  why: 'Whoever finds a hole in what reads requests owns the container, and every file that is mounted into it.',
  bad: [{ 'nginx.conf': 'user «root»;\nhttp { }\n' }],
  good: [{ 'nginx.conf': 'user nginx;\nhttp { map $a $b { user root; } }\n' }],

  *check({ directive, level }) {
    const [word] = directive.words
    if (directive.name !== 'user' || level.name !== 'main' || word?.value !== 'root') return
    yield { at: word.span, message: 'The workers run as root; write user nginx;.' }
  },
})
