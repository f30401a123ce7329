import { defineRule } from '../../engine/rule.ts'

const KNOWN = new Set(
  'expires max-age domain path secure httponly samesite partitioned priority version comment'.split(' '),
)

export default defineRule({
  id: 'no-malformed-cookie',
  on: 'cookie',
  severity: 'warning',
  category: 'correctness',
  summary: 'A `Set-Cookie` has a name, and attributes that browsers know.',
  why: 'Browsers drop a cookie without a name and pass over a misspelt attribute: the protection that was meant is not there.',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «noequals»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: theme=dark; «Http-Only»; Secure\n<\n' },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: theme=dark; Secure; Priority=High; Partitioned\n<\n',
    },
  ],

  *check(cookie) {
    if (cookie.name === '') {
      yield { at: cookie.span, message: 'This Set-Cookie has no name; write name=value.' }
      return
    }
    for (const { name, span } of cookie.attributes) {
      if (!KNOWN.has(name))
        yield {
          at: span,
          message: `Browsers pass over the attribute "${name}" of ${cookie.name}; they know Secure, HttpOnly, SameSite, Domain, Path, Max-Age, Expires.`,
        }
    }
  },
})
