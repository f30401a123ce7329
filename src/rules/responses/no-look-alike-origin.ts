import { defineRule } from '../../engine/rule.ts'

const asked = (origin: string, ...answer: readonly string[]) =>
  `> GET https://api.shop.example/\n> origin: ${origin}\n< HTTP/1.1 200\n${answer.map((line) => `< ${line}\n`).join('')}<\n`
const page = { 'https://api.shop.example/': '< HTTP/1.1 200\n<\n' }

export default defineRule({
  id: 'no-look-alike-origin',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'Origins that only look like the own ones are not let in.',
  why: 'A list of origins that is compared by beginning, end or expression lets in a domain that anybody can buy, and with `null` every sandboxed frame.',
  bad: [
    {
      ...page,
      'https://api.shop.example/#look-alike': asked(
        'https://api.shop.example.plimsoll.invalid',
        '«access-control-allow-origin: https://api.shop.example.plimsoll.invalid»',
      ),
    },
    {
      ...page,
      'https://api.shop.example/#look-alike': asked('null', '«access-control-allow-origin: null»'),
    },
  ],
  good: [
    { ...page, 'https://api.shop.example/#look-alike': asked('null', 'access-control-allow-origin: *') },
    {
      ...page,
      'https://api.shop.example/#look-alike': asked(
        'https://plimsoll-api.shop.example',
        'access-control-allow-origin: https://shop.example',
      ),
    },
    // Whoever lets every origin in is told by another rule.
    {
      ...page,
      'https://api.shop.example/#origin': asked(
        'https://plimsoll.invalid',
        'access-control-allow-origin: https://plimsoll.invalid',
      ),
      'https://api.shop.example/#look-alike': asked('null', 'access-control-allow-origin: null'),
    },
  ],

  *check(exchange) {
    const echoed = exchange.related.flatMap((answer) => {
      const line = answer.last('access-control-allow-origin')
      const origin = [answer.exchange.request.headers?.origin ?? []].flat()[0]
      return line && line.value === origin ? [{ purpose: answer.purpose, line, origin }] : []
    })
    if (echoed.some(({ purpose }) => purpose === 'origin')) return
    for (const { purpose, line, origin } of echoed) {
      if (purpose !== 'look-alike') continue
      yield {
        at: line.span,
        message: `${exchange.path} lets the origin ${origin} in; compare Origin as a whole with a list of your own.`,
      }
    }
  },
})
