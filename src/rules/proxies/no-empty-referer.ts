import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-empty-referer',
  on: 'nginxLine',
  severity: 'info',
  category: 'security',
  summary: 'A test of the `Referer` lets nobody through who sends none.',
  why: 'Any page leaves the header out with one attribute (`referrerpolicy="no-referrer"`), so the test keeps nobody out.',
  like: ['gixy:valid_referers'],
  bad: [{ 'nginx.conf': 'valid_referers server_names\n  «none» *.example.com;\n' }],
  good: [{ 'nginx.conf': 'valid_referers server_names *.none.com none.example.com;\n' }],

  *check({ directive }) {
    const none = directive.words.find(({ value }) => value === 'none')
    if (directive.name !== 'valid_referers' || !none) return
    yield { at: none.span, message: 'none lets everybody through who sends no Referer; leave it out.' }
  },
})
