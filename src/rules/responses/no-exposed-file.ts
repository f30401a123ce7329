import { defineRule } from '../../engine/rule.ts'
import { exposedFile } from '../../exchanges/exposed-files.ts'
import { answersOf } from './judged.ts'

export default defineRule({
  id: 'no-exposed-file',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'Repository, env files, dumps and status pages are not served.',
  why: 'Programs ask every host of the net for `/.git/HEAD` and `/.env`, every day; what they find they use within hours.',
  bad: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/.git/HEAD#exposed-file': '< «HTTP/1.1 200»\n<\nref: refs/heads/main\n',
    },
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/.env#exposed-file': '< «HTTP/1.1 200»\n<\nNODE_ENV=production\nPORT=3000\n',
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/.git/HEAD#exposed-file': '< HTTP/1.1 404\n<\n',
    },
    // A single-page app answers its page to whatever is asked.
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/.env#exposed-file':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<!doctype html><title>Shop</title><script>MODE="a"</script>',
    },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const isAsked = answer === exchange ? answer.contracts.length === 0 : answer.purpose === 'exposed-file'
      if (!isAsked || answer.status !== 200) continue
      const path = URL.canParse(answer.url) ? new URL(answer.url).pathname : ''
      const what = exposedFile(path, answer.body)
      if (what === undefined) continue
      yield {
        at: answer.statusSpan,
        message: `${answer.path} gives strangers ${what}; take it out of what is served, or answer 404.`,
      }
    }
  },
})
