import type { NginxDirective, NginxWord } from '../documents/nginx/document.ts'
import type { Span } from '../span.ts'
import type { Environment } from './environment.ts'
import type { NginxConfig } from './nginx-configs.ts'
import { levelsIn, type NginxLevel, own } from './nginx-levels.ts'

/** A `listen`, or the one that nginx adds to a server without any. */
export interface NginxListen {
  /** Undefined for every address. */
  readonly address: string | undefined
  /** Undefined where it is a socket file, or a variable without a known value. */
  readonly port: number | undefined
  readonly parameters: readonly NginxWord[]
  readonly isTls: boolean
  readonly span: Span
}

/** A `location` that stands directly in a server or in another location. */
export interface NginxLocation {
  /** `first-prefix` is `^~`, which regular expressions do not overrule. */
  readonly kind: 'exact' | 'prefix' | 'first-prefix' | 'regex' | 'caseless-regex' | 'named'
  readonly pattern: string
  readonly patternSpan: Span
  readonly level: NginxLevel
}

/** A `server` of HTTP. */
export interface NginxServer {
  readonly level: NginxLevel
  readonly config: NginxConfig
  readonly environment: Environment
  readonly listens: readonly NginxListen[]
  readonly names: readonly NginxWord[]
  readonly isTls: boolean
  readonly locations: readonly NginxLocation[]
  /** The word `server`. */
  readonly span: Span
}

/** The servers of a configuration; those of `stream`, `mail` and `upstream` are none. */
export function serversOf(config: NginxConfig): readonly NginxServer[] {
  const known = servers.get(config)
  if (known) return known
  const found = findServers(config)
  servers.set(config, found)
  return found
}

const servers = new WeakMap<NginxConfig, readonly NginxServer[]>()

function findServers(config: NginxConfig): NginxServer[] {
  return [...levelsIn(config.root)]
    .filter(({ name, parent }) => name === 'server' && (parent?.name === 'http' || parent?.name === 'main'))
    .map((level) => {
      const span = level.head!.nameSpan
      const isOldTls = own(level, 'ssl').some(({ words }) => words[0]?.value === 'on')
      const written = own(level, 'listen').flatMap((directive) => readListen(directive, isOldTls))
      const listens = written.length > 0 ? written : [{ ...DEFAULT_LISTEN, span }]
      return {
        level,
        config,
        environment: config.environment,
        listens,
        names: own(level, 'server_name').flatMap(({ words }) => words),
        isTls: listens.some(({ isTls }) => isTls),
        locations: locationsIn(level),
        span,
      }
    })
}

const DEFAULT_LISTEN = { address: undefined, port: 80, parameters: [], isTls: false }

function readListen({ words, span }: NginxDirective, isOldTls: boolean): NginxListen[] {
  const [place, ...parameters] = words
  if (!place) return []
  const isTls = isOldTls || parameters.some(({ value }) => value === 'ssl' || value === 'quic')
  const shared = { parameters, isTls, span: words.length > 0 ? place.span : span }
  const text = place.value
  if (text.startsWith('unix:') || text.includes('$')) {
    return [{ address: text, port: undefined, ...shared }]
  }
  const match = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(text)
  if (!match) return [{ address: text, port: 80, ...shared }]
  const address = match[1] === '*' || match[1] === '0.0.0.0' ? undefined : match[1]
  return [{ address, port: Number(match[2]), ...shared }]
}

/** The locations directly in a level, in the order of the file. */
export function locationsIn(level: NginxLevel): NginxLocation[] {
  return level.levels.flatMap((inner) => readLocation(inner) ?? [])
}

const KINDS: Readonly<Record<string, NginxLocation['kind']>> = {
  '=': 'exact',
  '^~': 'first-prefix',
  '~': 'regex',
  '~*': 'caseless-regex',
}

/** What a level matches; undefined where it is no location. A modifier may be joined to its pattern. */
export function readLocation(level: NginxLevel): NginxLocation | undefined {
  const [first, second] = level.head?.words ?? []
  if (level.name !== 'location' || !first) return undefined
  if (second) {
    const kind = KINDS[first.value]
    return kind && { kind, pattern: second.value, patternSpan: second.span, level }
  }
  const [, modifier = '', pattern = ''] = /^(=|\^~|~\*?)?(.*)$/s.exec(first.value) ?? []
  const kind = KINDS[modifier] ?? (pattern.startsWith('@') ? 'named' : 'prefix')
  return { kind, pattern, patternSpan: first.span, level }
}

/** Whether the path decides by comparison, not by a regular expression. */
export function isPrefix({ kind }: NginxLocation): boolean {
  return kind === 'prefix' || kind === 'first-prefix'
}

/**
 * The location that answers a path, as nginx chooses: an exact one, the longest prefix if it is `^~`, the first
 * regular expression that matches, else the longest prefix. `unknown` where an expression cannot be tried.
 */
export function locationFor(
  locations: readonly NginxLocation[],
  path: string,
): NginxLocation | 'unknown' | undefined {
  const exact = locations.find(({ kind, pattern }) => kind === 'exact' && pattern === path)
  if (exact) return exact
  const longest = locations
    .filter((each) => isPrefix(each) && path.startsWith(each.pattern))
    .reduce<NginxLocation | undefined>(
      (best, each) => (best && best.pattern.length >= each.pattern.length ? best : each),
      undefined,
    )
  if (longest?.kind === 'first-prefix') return longest
  for (const location of locations) {
    if (location.kind !== 'regex' && location.kind !== 'caseless-regex') continue
    const matches = test(location, path)
    if (matches === undefined) return 'unknown'
    if (matches) return location
  }
  return longest
}

function test({ kind, pattern }: NginxLocation, path: string): boolean | undefined {
  // A repeated group with a repetition inside may take for ever; nginx has limits that we have not.
  if (/[+*}]\)[+*{]/.test(pattern)) return undefined
  try {
    return new RegExp(pattern, kind === 'regex' ? '' : 'i').test(path)
  } catch {
    return undefined
  }
}

const PASS =
  /^(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass$|^(?:content|rewrite)_by_lua|^js_content$|^perl$|^internal_redirect$/

/** What a level does with a request, as far as its own directives say. */
export function answerOf(level: NginxLevel): 'redirect' | 'refuse' | 'text' | 'pass' | 'files' {
  const returned = own(level, 'return')[0]?.words
  if (returned) {
    const [code = '', target = ''] = returned.map(({ value }) => value)
    if (/^30[1278]$/.test(code) || /^(?:https?:|\$scheme)/.test(code + target)) return 'redirect'
    return /^[45]\d\d$/.test(code) ? 'refuse' : 'text'
  }
  const redirects = own(level, 'rewrite').some(
    ({ words }) =>
      words[0]?.value !== undefined &&
      /^(?:\^|\^?\(?\.[*+]\)?\$?|\^?\/?\(\.[*+]\)\$?)$/.test(words[0].value) &&
      (/^(?:permanent|redirect)$/.test(words[2]?.value ?? '') ||
        /^(?:https?:|\$scheme)/.test(words[1]?.value ?? '')),
  )
  if (redirects) return 'redirect'
  return level.directives.some(({ name }) => PASS.test(name)) ? 'pass' : 'files'
}
