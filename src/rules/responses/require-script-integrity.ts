import { defineRule } from '../../engine/rule.ts'
import { attribute } from '../../exchanges/html.ts'
import { type LoadedScript, scriptsOf } from '../../exchanges/loaded-scripts.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

const NAMES = [
  'sri-not-implemented-but-external-scripts-loaded-securely',
  'sri-implemented-but-external-scripts-not-loaded-securely',
  'sri-not-implemented-and-external-scripts-not-loaded-securely',
]

export default defineRule({
  id: 'require-script-integrity',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'A script of another site has `integrity` and comes by https.',
  why: 'Whoever takes over the other site or its domain runs code in the page, in the name of all its visitors.',
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<script src="«https://cdn.other.example/a.js»"></script>',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<script src="«http://cdn.other.example/a.js»" integrity="sha384-x"></script>',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<SCRIPT integrity="" SRC=«//cdn.other.example/a.js»></SCRIPT>',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<script src="/a.js"></script><script src="https://static.shop.example/b.js"></script>',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<script src="https://cdn.other.example/a.js" integrity="sha384-x" crossorigin></script>',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<!-- <script src="https://cdn.other.example/a.js"></script> -->',
    },
    {
      'https://shop.example/a.json':
        '< HTTP/1.1 200\n< content-type: application/json\n<\n"<script src=\\"//x.example/a.js\\">"',
    },
  ],

  *check(exchange) {
    for (const script of scriptsOf(exchange)) {
      const fault = faultOf(script, exchange.isHttps)
      const source = attribute(script.tag, 'src')!
      if (fault === undefined) continue
      yield {
        at: exchange.inBody(source.start, source.end),
        message: fault,
        like: saidByObservatory(exchange, ...NAMES),
      }
    }
  },
})

function faultOf(
  { url, hasIntegrity, isSecure, isSameSite, isSchemeless }: LoadedScript,
  onHttps: boolean,
): string | undefined {
  const { host } = new URL(url)
  // On an https page it comes by https; to say so costs nothing and holds for copies of the page too.
  if (isSchemeless && (onHttps || hasIntegrity)) {
    return hasIntegrity
      ? `The script of ${host} names no scheme; write https://.`
      : `The script of ${host} has no integrity and names no scheme; write https:// and add integrity and crossorigin.`
  }
  if (!isSecure && !isSameSite)
    return `The script of ${host} comes by plain http; write https${hasIntegrity ? '' : ' and add integrity'}.`
  if (!isSecure && hasIntegrity) return `The script of ${host} comes by plain http; write https.`
  return !hasIntegrity && !isSameSite
    ? `The script of ${host} has no integrity; add integrity="sha384-…" crossorigin="anonymous", or serve it yourself.`
    : undefined
}
