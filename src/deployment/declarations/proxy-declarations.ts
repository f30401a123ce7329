import { sentHeaders } from '../nginx-headers.ts'
import { effective, everywhere, levelsIn, type NginxLevel, outward, own } from '../nginx-levels.ts'
import { answerOf, type NginxServer, readLocation } from '../nginx-servers.ts'
import type { Deployment } from '../project.ts'
import type { Draft } from './declaration.ts'
import { answeringLevels, configsOf, levelAt, serverFor } from './proxy-answers.ts'

/** A path that can be asked as it stands, and that does nothing but show something. */
const PLAIN_PATH = /^\/[\w.~/-]*$/
const DOES_SOMETHING = /log-?out|sign-?(?:out|off)|delete|remove|unsubscribe|webhook|callback|hook/i
const MOST_PATHS = 40

/** What the configuration of nginx says that visitors of a host will see. */
export function* declaredByProxy(host: string, deployment: Deployment): Iterable<Draft> {
  const secure = serverFor(host, 'https', deployment)
  const plain = serverFor(host, 'http', deployment)
  const root = `https://${host}/`
  const shown = { hosts: [host], endpoint: { url: root } }
  const name = [secure, plain].flatMap((each) => each?.names ?? []).find(({ value }) => value === host)
  if (name) yield { ...shown, what: `server_name ${host}`, place: name.span, expected: { kind: 'answer' } }
  if (plain && plain !== secure) yield* redirectOf(plain, 'http', host)
  if (!secure) return
  const redirect = [...redirectOf(secure, 'https', host)]
  yield* redirect
  yield* declaredOfOrigin(secure, shown)
  const paths = new Set(['/', ...declaringPaths(secure)])
  for (const path of [...paths].slice(0, MOST_PATHS)) {
    const endpoint = { url: new URL(path, root).href, ...(path !== '/' && { isAlone: true }) }
    const levels = answeringLevels(secure, path)
    yield* headersOf(levels, { hosts: [host], endpoint })
    if (redirect.length === 0) yield* statusOf(levels, { hosts: [host], endpoint })
  }
}

/** Host names that the proxies of a deployment answer to. */
export function* proxyHosts(deployment: Deployment): Iterable<{ host: string; place: Draft['place'] }> {
  for (const config of configsOf(deployment)) {
    for (const { words } of everywhere(config, 'server_name')) {
      for (const { value, span } of words) {
        if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value) && !/^[\d.]+$/.test(value))
          yield { host: value.toLowerCase(), place: span }
      }
    }
  }
}

/** Paths of locations that say something of their own, not of the page around them. */
function declaringPaths(server: NginxServer): readonly string[] {
  return [...levelsIn(server.level)].flatMap((level) => {
    const { kind, pattern } = readLocation(level) ?? { kind: 'named', pattern: '' }
    const isPath = kind === 'exact' || kind === 'prefix' || kind === 'first-prefix'
    const isPlain = isPath && PLAIN_PATH.test(pattern) && !DOES_SOMETHING.test(pattern)
    return isPlain && declares(level) && levelAt(server, pattern) === level ? [pattern] : []
  })
}

const declares = (level: NginxLevel): boolean =>
  ['add_header', 'return', 'deny'].some((name) => own(level, name).length > 0) &&
  own(level, 'internal').length === 0

/** What is true of every page of an origin. */
function* declaredOfOrigin(server: NginxServer, shown: Pick<Draft, 'hosts' | 'endpoint'>): Iterable<Draft> {
  const [protocols] = effective(server.level, 'ssl_protocols')
  const versions = protocols?.words.map(({ value }) => value) ?? []
  if (protocols && !versions.some((each) => /^(?:SSLv|TLSv1(?:\.1)?$)|\$/.test(each))) {
    yield {
      ...shown,
      what: `ssl_protocols ${versions.join(' ')}`,
      place: protocols.span,
      expected: { kind: 'protocols' },
    }
  }
  const [tokens] = effective(server.level, 'server_tokens')
  if (tokens?.words[0]?.value === 'off') {
    yield { ...shown, what: 'server_tokens off', place: tokens.span, expected: { kind: 'no-version' } }
  }
}

/** Headers that come whatever level of several answers. */
function* headersOf(
  levels: readonly NginxLevel[],
  shown: Pick<Draft, 'hosts' | 'endpoint'>,
): Iterable<Draft> {
  const [first, ...others] = levels
  if (!first || levels.some(mayBeHidden)) return
  const { hostname } = new URL(shown.endpoint.url)
  const sets = others.map(sentHeaders)
  for (const { name, value, isAlways, nameSpan, valueSpan, directive } of sentHeaders(first)) {
    const written = value.replace(/\$(?:host|server_name)\b/g, hostname).replace(/\$scheme\b/g, 'https')
    const isEverywhere = sets.every((set) => set.some((each) => each.name === name && each.value === value))
    // A variable may be empty, and then the header is not sent; so is one with an empty value.
    if (written.includes('$') || written === '' || !isEverywhere || name === 'set-cookie') continue
    yield {
      ...shown,
      what: `${directive.words[0]!.value}: ${value}`,
      place: { ...nameSpan, end: valueSpan.end },
      expected: { kind: 'header', name, value: written, isAlways },
    }
  }
}

/** An include that is not in the project may bring headers, and then those of the levels around are gone. */
function mayBeHidden(level: NginxLevel): boolean {
  for (const at of outward(level)) {
    if (at.hasUnknownInclude) return true
    if (own(at, 'add_header').length > 0) return false
  }
  return false
}

/** What nginx answers by itself, or refuses to everybody. */
function* statusOf(
  [level, ...others]: readonly NginxLevel[],
  shown: Pick<Draft, 'hosts' | 'endpoint'>,
): Iterable<Draft> {
  if (!level || others.length > 0) return
  const [returned] = own(level, 'return')
  const code = Number(returned?.words[0]?.value)
  const answer = answerOf(level)
  if (returned && answer !== 'redirect' && code >= 200 && code < 600 && code !== 444 && code !== 499) {
    yield {
      ...shown,
      what: `return ${code}`,
      place: returned.span,
      expected: { kind: 'status', status: code },
    }
  }
  const denied = own(level, 'deny').find(({ words }) => words[0]?.value === 'all')
  const isForAll = effective(level, 'allow').length === 0 && effective(level, 'satisfy').length === 0
  if (!returned && denied && isForAll)
    yield { ...shown, what: 'deny all', place: denied.span, expected: { kind: 'status', status: 403 } }
}

/** Where a server sends everybody who asks for its first page. */
function* redirectOf(server: NginxServer, scheme: 'http' | 'https', host: string): Iterable<Draft> {
  const [level, ...others] = answeringLevels(server, '/')
  if (!level || others.length > 0 || answerOf(level) !== 'redirect') return
  const [returned] = own(level, 'return')
  const words = returned?.words.map(({ value }) => value) ?? []
  const target = (words[1] ?? words[0] ?? '')
    .replace(/\$host\b/g, host)
    .replace(/\$server_name\b/g, server.names[0]?.value ?? host)
    .replace(/\$scheme\b/g, scheme)
    .replace(/\$(?:request_uri|uri|document_uri)\b/g, '/')
  if (!returned || target.includes('$') || !URL.canParse(target, `${scheme}://${host}/`)) return
  yield {
    hosts: [host],
    // The way from plain http is asked for beside the page itself.
    endpoint: { url: `https://${host}/` },
    what: `return ${words.join(' ')}`,
    place: returned.span,
    expected: {
      kind: 'redirect',
      from: scheme,
      to: new URL(target, `${scheme}://${host}/`).href.replace(/\/\/$/, '/'),
      isPermanent: words[0] === '301' || words[0] === '308',
    },
  }
}
