import type { CaddyDirective, CaddyWord } from '../documents/caddy/document.ts'
import { type Span, TracedText } from '../span.ts'
import { type CaddyConfig, directivesOfSite } from './caddy-configs.ts'
import type { Deployment } from './project.ts'
import { type Route, targetsOf } from './routes.ts'

const PASSES = new Set(['reverse_proxy', 'php_fastcgi', 'forward_auth'])
/** `{$NAME}`, `{$NAME:default}` when the file is read, `{env.NAME}` at each request. */
const VARIABLE = /\{\$(\w+)(?::([^{}]*))?\}|\{env\.(\w+)\}/g
/** Scheme, host in brackets or without, port. */
const ADDRESS = /^(?:(https?|h2c):\/\/)?(?:\[([^\]]*)\]|([^:/{}\s]*))(?::(\d{1,5})(?:-\d{1,5})?)?(?:\/|$)/i

/** Where the Caddyfiles of a deployment lead. */
export function caddyRoutes(deployment: Deployment, configs: readonly CaddyConfig[]): Route[] {
  const own = configs.filter(({ service }) => service.environment === deployment.environment)
  return own.flatMap((config) => {
    const { document, service } = config
    const proxyPorts = portsOf(config)
    const seen = new Set<string>()
    return document.sites.flatMap((site) =>
      directivesOfSite(document, site).flatMap((directive) =>
        upstreamsOf(directive).flatMap((word): Route[] => {
          const address = readAddress(filledIn(word, config), word.span, directive.name)
          // A snippet that several sites import is one place.
          const key = `${word.span.start}:${address?.host?.value}:${address?.port?.value}`
          if (!address || seen.has(key)) return []
          seen.add(key)
          return [
            {
              environment: deployment.environment,
              program: 'Caddy',
              proxy: service,
              document,
              directive: directive.name,
              ...address,
              isResolvedAtStart: false,
              groupsAreKnown: true,
              proxyPorts,
              targets: address.host ? targetsOf(address.host.value, service, deployment) : [],
              span: word.span,
            },
          ]
        }),
      ),
    )
  })
}

/** The words of a directive that are addresses: behind its matcher, and of `to` in its block. */
function upstreamsOf({ name, words, block }: CaddyDirective): CaddyWord[] {
  if (!PASSES.has(name)) return []
  const [first] = words
  const isMatcher = first !== undefined && /^(?:\*|\/|@)/.test(first.value)
  const inBlock = (block ?? []).filter((each) => each.name === 'to').flatMap((each) => each.words)
  return [...(isMatcher ? words.slice(1) : words), ...inBlock]
}

/** A word with the variables filled in that the container has. */
function filledIn({ value, span, isVerbatim }: CaddyWord, { service }: CaddyConfig): TracedText {
  const pieces: { value: string; span: Span; whole?: boolean }[] = []
  let at = 0
  const place = (start: number, end: number): Span =>
    isVerbatim ? { ...span, start: span.start + start, end: span.start + end } : span
  for (const match of value.matchAll(VARIABLE)) {
    const known = service.variables.get(match[1] ?? match[3]!)?.value ?? match[2]
    if (known === undefined) continue
    const end = match.index + match[0].length
    pieces.push({ value: value.slice(at, match.index), span: place(at, match.index), whole: !isVerbatim })
    pieces.push({ value: known, span: place(match.index, end), whole: true })
    at = end
  }
  pieces.push({ value: value.slice(at), span: place(at, value.length), whole: !isVerbatim })
  return TracedText.join(pieces, span)
}

/** Undefined for what is no address of a network: a socket of the file system, a name of a service record. */
function readAddress(
  text: TracedText,
  span: Span,
  directive: string,
): Pick<Route, 'host' | 'port' | 'portIsWritten'> | undefined {
  if (/^(?:unix|srv)[/+:]|^unix\+/i.test(text.value) || text.value === '') return undefined
  const match = ADDRESS.exec(text.value)
  if (!match || text.value.includes('{')) return { host: undefined, port: undefined, portIsWritten: false }
  const [, scheme, inBrackets, name, written] = match
  // `:8080` alone is a port of the container itself.
  const host = inBrackets ?? (name || 'localhost')
  const start = (scheme ? scheme.length + 3 : 0) + (inBrackets === undefined ? 0 : 1)
  const hostSpan = name || inBrackets ? text.spanOf(start, start + host.length) : span
  const implied = directive === 'php_fastcgi' ? undefined : scheme?.toLowerCase() === 'https' ? 443 : 80
  const portAt = text.value.lastIndexOf(`:${written}`) + 1
  const port = written === undefined ? implied : Number(written)
  const portSpan = written === undefined ? hostSpan : text.spanOf(portAt, portAt + written.length)
  return {
    host: { value: host.toLowerCase(), span: hostSpan },
    port: port === undefined ? undefined : { value: port, span: portSpan },
    portIsWritten: written !== undefined,
  }
}

/** The ports on which a Caddyfile listens: those of its addresses, else 80 and 443. */
function portsOf({ document }: CaddyConfig): ReadonlySet<number> {
  const ports = new Set<number>()
  for (const { value } of document.sites.flatMap(({ addresses }) => addresses)) {
    const written = /:(\d{1,5})(?:\/|$)/.exec(value)?.[1]
    if (written) ports.add(Number(written))
    else for (const port of /^http:\/\//i.test(value) ? [80] : [80, 443]) ports.add(port)
  }
  return ports
}
