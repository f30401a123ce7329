import type {
  Certificate,
  Exchange,
  ExchangeResponse,
  FailureReason,
  Headers,
  Hop,
  Tls,
  TriedPort,
} from './exchange.ts'

/**
 * An exchange as text, in the manner of `curl -v`: `*` for what was learnt on the way, `>` for what was asked,
 * `<` for the status line and headers of the answer, then its body. Findings point into this text, and examples
 * of rules are written in it. Cookies, tokens and other values stand in it as they came; whoever shows it hides
 * them.
 *
 * ```
 * * redirect 301 http://shop.example/
 * * redirect 200 https://shop.example/
 * * tls verified TLSv1.3 TLS_AES_128_GCM_SHA256
 * * certificate CN=shop.example; from 2026-01-01; to 2027-01-01; names shop.example; RSA 2048
 * > GET https://shop.example/
 * < HTTP/1.1 200
 * < content-type: text/html
 * <
 * <html>…
 * ```
 */
export function renderTranscript(exchange: Exchange): string {
  const { request, response, redirects, hops, tls, failure, timings } = exchange
  const lines: string[] = []
  const note = (...words: readonly (string | number | undefined)[]) =>
    lines.push(oneLine(`* ${words.filter((word) => word !== undefined && word !== '').join(' ')}`))
  if (redirects === null || redirects?.length === 0) note('redirect', 'none')
  for (const hop of redirects ?? []) note('redirect', hop.status, shownUrl(hop.url))
  if (hops && hops.length > 1) for (const hop of hops) note('hop', hop.status, shownUrl(hop.url))
  if (tls === null) note('tls', 'none')
  if (tls) {
    note('tls', tls.verified ? 'verified' : (tls.failure ?? 'unverified'), tls.protocol, tls.cipher)
    for (const each of tls.chain ?? []) note('certificate', certificateLine(each))
  }
  if (exchange.oldProtocols && exchange.oldProtocols.length > 0) note('also', ...exchange.oldProtocols)
  for (const { port, state } of exchange.ports ?? []) note('port', port, state)
  if (timings) {
    const phases = Object.entries(timings).map(([phase, time]) => `${phase} ${Math.round(time)}`)
    note('time', phases.join(', '))
  }
  if (exchange.isFlaky) note('flaky', exchange.attempts ?? 2)
  if (failure) note('failed', `${failure.reason}: ${failure.message}`)
  lines.push(oneLine(`> ${request.method ?? 'GET'} ${shownUrl(request.url)}`))
  for (const [name, value] of linesOf(request.headers ?? {})) lines.push(oneLine(`> ${name}: ${value}`))
  if (!response) return `${lines.join('\n')}\n`
  lines.push(`< HTTP/${response.httpVersion ?? '1.1'} ${response.status}`)
  for (const [name, value] of headerLinesOf(response)) lines.push(oneLine(`< ${name}: ${value}`))
  return `${lines.join('\n')}\n<\n${response.body}`
}

/** Each line of each header, in the server's own spelling where that is known. */
function headerLinesOf(response: ExchangeResponse): readonly (readonly [string, string])[] {
  return response.rawHeaders && response.rawHeaders.length > 0
    ? response.rawHeaders
    : linesOf(response.headers)
}

function linesOf(headers: Headers): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => [name, each] as const),
  )
}

function certificateLine(certificate: Certificate): string {
  const { subject, issuer, names, notBefore, notAfter, keyType, keyBits, signatureAlgorithm } = certificate
  return [
    subject,
    `issuer ${issuer}`,
    `from ${notBefore}`,
    `to ${notAfter}`,
    `names ${names.join(', ')}`,
    ...(keyType ? [`key ${keyType}${keyBits === undefined ? '' : ` ${keyBits}`}`] : []),
    ...(signatureAlgorithm ? [`signed ${signatureAlgorithm}`] : []),
    ...(certificate.isSelfSigned ? ['self-signed'] : []),
  ]
    .map((part) => part.replaceAll(';', ','))
    .join('; ')
}

/** What came from a server must not make lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** One line of a transcript before the body, with the offset of its first character. */
export interface TranscriptLine {
  readonly kind: 'note' | 'request' | 'response'
  readonly text: string
  /** Where `text`, what stands behind the marker, begins. */
  readonly start: number
}

/** The lines of a transcript and where its body begins; undefined where there is none. */
export function readLines(text: string): { lines: TranscriptLine[]; bodyStart: number | undefined } {
  const lines: TranscriptLine[] = []
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end === -1 ? text.length : end).replace(/\r$/, '')
    const kind = line[0] === '*' ? 'note' : line[0] === '>' ? 'request' : 'response'
    const content = /^[*<>] ?/.exec(line)?.[0].length ?? 0
    const next = end === -1 ? text.length : end + 1
    const isEnd = line.slice(content).trim() === '' && kind === 'response'
    if (isEnd) return { lines, bodyStart: next }
    lines.push({ kind, text: line.slice(content).trimEnd(), start: at + content })
    at = next
  }
  return { lines, bodyStart: undefined }
}

/**
 * Reads a transcript back. What stands in it is in the exchange, no more; a line that says nothing known is passed
 * over. Never throws.
 * @param path the URL that was asked for, where the text does not name it
 */
export function readTranscript(path: string, text: string): Exchange {
  const { lines, bodyStart } = readLines(text)
  const request = { url: withoutFragment(path), method: 'GET', headers: {} as Record<string, string[]> }
  const response = { status: 0, httpVersion: '1.1', headers: {} as Record<string, string[]> }
  const read: { -readonly [K in keyof Exchange]?: Exchange[K] } = {}
  const chain: Certificate[] = []
  for (const line of lines) {
    if (line.kind === 'note') readNote(line.text, read, chain)
    else if (line.kind === 'request') {
      const first = /^([A-Z]+)\s+(\S+)/.exec(line.text)
      if (first) Object.assign(request, { method: first[1], url: first[2] })
      else addHeader(request.headers, line.text)
    } else {
      const status = /^HTTP\/(\d(?:\.\d)?)\s+(\d{3})/.exec(line.text)
      if (status) Object.assign(response, { httpVersion: status[1], status: Number(status[2]) })
      else addHeader(response.headers, line.text)
    }
  }
  if (read.tls && chain.length > 0) read.tls = { ...read.tls, chain }
  const body = bodyStart === undefined ? '' : text.slice(bodyStart)
  return {
    ...read,
    request: { url: request.url, method: request.method, headers: plainHeaders(request.headers) },
    response:
      response.status === 0
        ? null
        : {
            status: response.status,
            httpVersion: response.httpVersion,
            headers: plainHeaders(response.headers),
            body,
          },
  }
}

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '')
}

function plainHeaders(headers: Readonly<Record<string, readonly string[]>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  )
}

function addHeader(headers: Record<string, string[]>, line: string): void {
  const colon = line.indexOf(':', 1)
  if (colon === -1) return
  const name = line.slice(0, colon).trim().toLowerCase()
  const known = Object.hasOwn(headers, name) ? headers[name] : undefined
  if (known) known.push(line.slice(colon + 1).trim())
  else Object.defineProperty(headers, name, { value: [line.slice(colon + 1).trim()], enumerable: true })
}

function readNote(
  text: string,
  into: { -readonly [K in keyof Exchange]?: Exchange[K] },
  chain: Certificate[],
): void {
  const [word = '', rest = ''] = splitFirst(text)
  switch (word) {
    case 'redirect':
    case 'hop': {
      const key = word === 'hop' ? 'hops' : 'redirects'
      const [status, url] = splitFirst(rest)
      const hop: Hop = { status: Number(status), url: url ?? '' }
      into[key] = rest === 'none' ? [] : [...(into[key] ?? []), hop]
      return
    }
    case 'tls':
      into.tls = readTls(rest)
      return
    case 'certificate':
      chain.push(readCertificate(rest))
      return
    case 'also':
      into.oldProtocols = rest.split(/[\s,]+/).filter((each) => each !== '')
      return
    case 'port': {
      const [port, state] = splitFirst(rest)
      into.ports = [
        ...(into.ports ?? []),
        { port: Number(port), state: (state ?? 'unknown') as TriedPort['state'] },
      ]
      return
    }
    case 'time': {
      const phases: Record<string, number> = {}
      for (const [, phase, time] of rest.matchAll(
        /\b(resolve|connect|tls|processing|transfer|total) (\d+)/g,
      )) {
        phases[phase!] = Number(time)
      }
      into.timings = { ...phases, total: phases.total ?? 0 }
      return
    }
    case 'flaky':
      into.isFlaky = true
      into.attempts = Number(rest) || 2
      return
    case 'failed': {
      const colon = rest.indexOf(':')
      const reason = (colon === -1 ? rest : rest.slice(0, colon)).trim() as FailureReason
      into.failure = { reason, message: colon === -1 ? '' : rest.slice(colon + 1).trim(), url: '' }
      return
    }
  }
}

function readTls(text: string): Tls | null {
  const [state = '', protocol, cipher] = text.split(/\s+/)
  if (state === 'none') return null
  return {
    verified: state === 'verified',
    ...(state !== 'verified' && { failure: state as NonNullable<Tls['failure']> }),
    ...(protocol && { protocol }),
    ...(cipher && { cipher }),
  }
}

function readCertificate(text: string): Certificate {
  const [subject = '', ...parts] = text.split(/;\s*/)
  const part = (name: string) => parts.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1)
  const [keyType, keyBits] = (part('key') ?? '').split(' ')
  const signed = part('signed')
  return {
    subject,
    issuer: part('issuer') ?? '',
    names: (part('names') ?? '').split(/,\s*/).filter((name) => name !== ''),
    notBefore: part('from') ?? '',
    notAfter: part('to') ?? '',
    isSelfSigned: parts.includes('self-signed'),
    fingerprint: '',
    ...(keyType && { keyType }),
    ...(keyBits && { keyBits: Number(keyBits) }),
    ...(signed && { signatureAlgorithm: signed }),
  }
}

function splitFirst(text: string): [string, string | undefined] {
  const at = text.search(/\s/)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at).trim()]
}

const SECRET_PARAMETER = /token|secret|key|pass|auth|sig|code|session|jwt|credential/i

/** A URL as it may be shown: without user and fragment, and with what may be a secret in its query hidden. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return withoutFragment(url)
  const shown = new URL(url)
  shown.hash = ''
  shown.username = ''
  shown.password = ''
  for (const [name, value] of [...shown.searchParams]) {
    if (SECRET_PARAMETER.test(name) || /^(?=.*\d)(?=.*[a-z])[\w.~+/=-]{20,}$/i.test(value))
      shown.searchParams.set(name, '***')
  }
  return shown.href
}

/** A parameter of an address with a name that speaks of a secret, wherever it stands. */
const WRITTEN_PARAMETER =
  /[?&;]([\w.-]{0,40}(?:token|secret|key|pass|auth|sig|code|session|jwt|credential)[\w.-]{0,40})=([^&#\s"'<>;]{6,})/gi

/** Offsets of the values of secret parameters of addresses in a text. */
export function* secretParameters(text: string): Iterable<{ readonly start: number; readonly end: number }> {
  for (const found of text.matchAll(WRITTEN_PARAMETER)) {
    const end = found.index + found[0].length
    yield { start: end - found[2]!.length, end }
  }
}
