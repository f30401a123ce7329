import { defineRule } from '../../engine/rule.ts'
import { findErrorLeak } from '../../exchanges/error-leaks.ts'
import { answersOf } from './judged.ts'

export default defineRule({
  id: 'no-leaked-error',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'An answer shows no stack trace, SQL, file path or debug page of a framework.',
  why: 'It tells strangers how the app is built and where it breaks; a debug page often holds the settings and their secrets too.',
  bad: [
    {
      'https://api.shop.example/pay':
        '< HTTP/1.1 500\n< content-type: text/html\n<\n<pre>«Traceback (most recent call last)»:\n  File "/app/pay.py", line 12, in pay',
    },
    {
      'https://api.shop.example/pay':
        '< HTTP/1.1 500\n< content-type: application/json\n<\n{"error":"TypeError: x is undefined\\n    «at pay (/srv/app/pay.js:10:5)»"}',
    },
    {
      'https://api.shop.example/pay':
        '< HTTP/1.1 400\n<\n{"detail": "«psycopg2.errors.UndefinedColumn»: column x does not exist"}',
    },
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/nowhere#missing-page':
        "< HTTP/1.1 404\n<\n<p>You're seeing this error because you have «<code>DEBUG = True</code>» in your Django settings file.",
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 500\n<\n«org.springframework.web.util.NestedServletException»: Request processing failed',
    },
  ],
  good: [
    {
      'https://api.shop.example/pay':
        '< HTTP/1.1 500\n< content-type: application/json\n<\n{"error":"Something went wrong.","id":"a1b2"}',
    },
    // A page about errors is no error.
    {
      'https://docs.example/python':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<pre>Traceback (most recent call last):</pre>',
    },
    { 'https://shop.example/': '< HTTP/1.1 404\n<\nThere is nothing at /home/page.' },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      if ((answer.status ?? 0) < 400) continue
      const leak = findErrorLeak(answer.body)
      if (!leak) continue
      yield {
        at: answer.inBody(leak.start, leak.end),
        message: `${answer.path} shows ${leak.what} with its ${answer.status}; answer with a plain message and keep the details in the log.`,
      }
    }
  },
})
