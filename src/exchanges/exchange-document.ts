import type { Span } from '../span.ts'
import { type ContentPolicy, readContentPolicies } from './content-policy.ts'
import type { EndpointPolicy } from './endpoint-policy.ts'
import type { Certificate, Exchange, Hop, TriedPort } from './exchange.ts'
import { attribute, type HtmlTag, readTags } from './html.ts'
import { readSetCookie, type SetCookie } from './set-cookie.ts'
import {
  readLines,
  readTranscript,
  renderTranscript,
  secretParameters,
  shownUrl,
  type TranscriptLine,
  withoutFragment,
} from './transcript.ts'

/** One header line of an answer. */
export interface HeaderLine {
  /** In lower case. */
  readonly name: string
  /** Without the white space around it. */
  readonly value: string
  readonly span: Span
  readonly valueSpan: Span
}

/** A cookie with the answer that sets it. */
export interface Cookie extends SetCookie {
  readonly exchange: ExchangeDocument
}

/** A certificate of the chain that a server sent. */
export interface SentCertificate {
  readonly certificate: Certificate
  /** The server's own, not one that signs others. */
  readonly isLeaf: boolean
  readonly span: Span
  readonly exchange: ExchangeDocument
}

/** An expectation of a policy that an exchange is to meet. */
export interface EndpointContract {
  readonly environment: string
  /** `production`, where the policy says so. */
  readonly kind?: string | undefined
  readonly endpoint: EndpointPolicy
}

/** A fault that a second opinion finds in a content security policy; see `content-policy-advice.ts`. */
export interface ContentPolicyAdvice {
  readonly directive: string
  readonly source: string | undefined
  readonly message: string
}

/**
 * An exchange as rules look at it: the text of its transcript with the places of all its parts, so that a finding
 * points into an answer as into a file. What else was asked for its sake (error pages, scripts) is in `related`.
 */
export class ExchangeDocument {
  readonly kind = 'exchange'
  readonly problems = []
  readonly comments = []
  /** The URL without secrets; behind `#` what tells it from others of the same URL. */
  readonly path: string
  readonly text: string
  readonly exchange: Exchange
  /** Why it was asked for, where only to judge another (`missing-page`, `script`, `preflight`). */
  readonly purpose: string | undefined
  /** The document this one was asked for. */
  readonly parent: ExchangeDocument | undefined
  /** Filled by `makeExchangeDocuments`. */
  readonly related: ExchangeDocument[] = []
  /** Filled by the caller, who knows the policy. */
  readonly contracts: EndpointContract[] = []
  /** Filled by the caller, who loads what it takes. */
  readonly advice: ContentPolicyAdvice[] = []
  readonly headers: readonly HeaderLine[]
  /** Of the whole answer; of the request line where there was none. */
  readonly statusSpan: Span
  readonly requestSpan: Span
  readonly bodySpan: Span
  readonly #notes: readonly { readonly word: string; readonly rest: string; readonly span: Span }[]
  #tags: readonly HtmlTag[] | undefined
  #cookies: readonly Cookie[] | undefined
  #policies: readonly ContentPolicy[] | undefined
  #json: { readonly value: unknown } | undefined

  constructor(
    path: string,
    text: string,
    exchange: Exchange,
    { purpose, parent }: { purpose?: string | undefined; parent?: ExchangeDocument | undefined } = {},
  ) {
    this.path = path
    this.text = text
    this.exchange = exchange
    this.purpose = purpose
    this.parent = parent
    const { lines, bodyStart } = readLines(text)
    const spanOf = ({ start, text: content }: TranscriptLine): Span =>
      this.#span(start, start + content.length)
    const isStatus = (line: TranscriptLine) => line.kind === 'response' && /^HTTP\/\d/.test(line.text)
    const request = lines.find(({ kind }) => kind === 'request')
    const status = lines.find(isStatus)
    const first = request ?? status ?? lines[0]
    this.requestSpan = first ? spanOf(first) : this.#span(0, text.length)
    this.statusSpan = status ? spanOf(status) : this.requestSpan
    this.bodySpan = this.#span(bodyStart ?? text.length, text.length)
    this.headers = lines.flatMap((line) => {
      const colon = line.kind === 'response' && !isStatus(line) ? line.text.indexOf(':', 1) : -1
      if (colon === -1) return []
      const rest = line.text.slice(colon + 1)
      const at = line.start + colon + 1 + (rest.length - rest.trimStart().length)
      const value = rest.trim()
      const name = line.text.slice(0, colon).trim().toLowerCase()
      return [{ name, value, span: spanOf(line), valueSpan: this.#span(at, at + value.length) }]
    })
    this.#notes = lines
      .filter(({ kind }) => kind === 'note')
      .map((line) => {
        const [word = '', rest = ''] = line.text.split(/\s+(.*)/s)
        return { word, rest, span: spanOf(line) }
      })
  }

  get url(): string {
    return this.exchange.request.url
  }

  get isHttps(): boolean {
    return /^https:/i.test(this.finalUrl) && this.exchange.tls !== null
  }

  /** Where the answer came from, after redirects. */
  get finalUrl(): string {
    return this.exchange.hops?.at(-1)?.url ?? this.url
  }

  /** Lower case, without brackets. */
  get host(): string {
    return hostOf(this.finalUrl)
  }

  /** The server that answered in the end: scheme, host and port. */
  get origin(): string {
    return originOf(this.finalUrl)
  }

  /** The server at which the way from plain http starts; where none was asked, the one of the request. */
  get plainOrigin(): string {
    return originOf(this.exchange.redirects?.[0]?.url ?? this.url)
  }

  get status(): number | undefined {
    return this.exchange.response?.status
  }

  get body(): string {
    return this.exchange.response ? this.text.slice(this.bodySpan.start) : ''
  }

  /** Lower case, without parameters. */
  get contentType(): string | undefined {
    return this.valueOf('content-type')?.replace(/;.*$/s, '').trim().toLowerCase()
  }

  /** A browser shows it: HTML, or text of no stated type that begins as HTML does. */
  get isPage(): boolean {
    const type = this.contentType
    if (!this.exchange.response) return false
    return type === undefined || type === '' ? true : type === 'text/html' || type === 'application/xhtml+xml'
  }

  /** The body as data; undefined where it is no JSON. */
  get json(): unknown {
    if (!this.#json) {
      try {
        this.#json = { value: JSON.parse(this.body) }
      } catch {
        this.#json = { value: undefined }
      }
    }
    return this.#json.value
  }

  /** Every line of a header. */
  all(name: string): readonly HeaderLine[] {
    return this.headers.filter((line) => line.name === name)
  }

  /** A header's last line. */
  last(name: string): HeaderLine | undefined {
    return this.headers.findLast((line) => line.name === name)
  }

  /** A header's value, several lines joined by a comma as HTTP does; undefined where it was not sent. */
  valueOf(name: string): string | undefined {
    const lines = this.all(name)
    return lines.length === 0 ? undefined : lines.map(({ value }) => value).join(', ')
  }

  /** The place of a header, or where it would have to be. */
  placeOf(name: string): Span {
    return this.last(name)?.span ?? this.statusSpan
  }

  get cookies(): readonly Cookie[] {
    this.#cookies ??= this.all('set-cookie').map(({ value, valueSpan }) => ({
      ...readSetCookie(value, valueSpan),
      exchange: this,
    }))
    return this.#cookies
  }

  /** The tags of a page; none for anything else. */
  get tags(): readonly HtmlTag[] {
    this.#tags ??= this.isPage ? readTags(this.body) : []
    return this.#tags
  }

  /** A place in the body by its offsets. */
  inBody(start: number, end: number): Span {
    return this.#span(this.bodySpan.start + start, this.bodySpan.start + end)
  }

  /** The content security policies that are enforced, of headers and of `meta`. */
  get contentPolicies(): readonly ContentPolicy[] {
    this.#policies ??= [
      ...this.all('content-security-policy').flatMap(({ value, valueSpan }) =>
        readContentPolicies(value, valueSpan, 'header'),
      ),
      ...this.metas('http-equiv', 'content-security-policy').flatMap(({ value, span }) =>
        readContentPolicies(value, span, 'meta'),
      ),
    ]
    return this.#policies
  }

  /** The contents of `<meta name="…">` or `<meta http-equiv="…">`. */
  metas(key: 'name' | 'http-equiv', wanted: string): { readonly value: string; readonly span: Span }[] {
    return this.tags.flatMap((tag) => {
      if (tag.name !== 'meta' || attribute(tag, key)?.value.trim().toLowerCase() !== wanted) return []
      const content = attribute(tag, 'content')
      return content ? [{ value: content.value, span: this.inBody(content.start, content.end) }] : []
    })
  }

  get certificates(): readonly SentCertificate[] {
    const spans = this.#notes.filter(({ word }) => word === 'certificate')
    return (this.exchange.tls?.chain ?? []).map((certificate, index) => ({
      certificate,
      isLeaf: index === 0,
      span: spans[index]?.span ?? this.noteSpan('tls'),
      exchange: this,
    }))
  }

  /** The chain of redirects that starts over plain http, each with its place. */
  get redirects(): readonly { readonly hop: Hop; readonly span: Span }[] {
    return this.#placed('redirect', this.exchange.redirects ?? [])
  }

  /** Every hop of the request itself. */
  get hops(): readonly { readonly hop: Hop; readonly span: Span }[] {
    return this.#placed('hop', this.exchange.hops ?? [])
  }

  /** Other ports of its host that were tried, each with its place. */
  get ports(): readonly (TriedPort & { readonly span: Span })[] {
    const notes = this.#notes.filter(({ word }) => word === 'port')
    return (this.exchange.ports ?? []).map((tried, index) => ({
      ...tried,
      span: notes[index]?.span ?? this.requestSpan,
    }))
  }

  /** The line of the transcript that tells of TLS, time or failure; the request's where it tells nothing. */
  noteSpan(word: 'tls' | 'time' | 'failed' | 'also' | 'flaky'): Span {
    return this.#notes.find((note) => note.word === word)?.span ?? this.requestSpan
  }

  /** Values that must not be shown: of cookies, tokens, secrets in the request. */
  get secretSpans(): readonly Span[] {
    const { lines } = readLines(this.text)
    const credentials = lines.flatMap(({ kind, text, start }) => {
      const name =
        /^(authorization|proxy-authorization|cookie|(?:x-)?[\w-]*(?:token|secret|api-?key|signature)[\w-]*):\s*/i.exec(
          text,
        )
      if (kind === 'note' || !name || /^access-control-/i.test(text)) return []
      return [this.#span(start + name[0].length, start + text.length)]
    })
    const parameters = [...secretParameters(this.text)].map(({ start, end }) => this.#span(start, end))
    return [...credentials, ...parameters, ...this.cookies.map(({ valueSpan }) => valueSpan)]
  }

  #placed(word: string, hops: readonly Hop[]): { readonly hop: Hop; readonly span: Span }[] {
    const notes = this.#notes.filter((note) => note.word === word)
    return hops.map((hop, index) => ({ hop, span: notes[index]?.span ?? this.requestSpan }))
  }

  #span(start: number, end: number): Span {
    return { path: this.path, start, end }
  }
}

/** Purposes of what is asked for only to judge another; they stand behind the `#` of its path. */
const PURPOSES = new Set(
  'missing-page exposed-file script source-map trace origin own-origin burst preflight error-page host look-alike open-redirect well-known'.split(
    ' ',
  ),
)

/** Makes documents of recorded exchanges, what belongs to them included; every path is another. */
export function makeExchangeDocuments(exchanges: readonly Exchange[]): ExchangeDocument[] {
  const taken = new Set<string>()
  const pathFor = (exchange: Exchange, mark: string | undefined): string => {
    const plain = shownUrl(exchange.request.url)
    const { method } = exchange.request
    const marks = [
      ...(mark === undefined && (method ?? 'GET') === 'GET' ? [''] : []),
      `#${mark ?? method ?? 'GET'}`,
      ...(exchange.name ? [`#${encodeURIComponent(exchange.name)}`] : []),
    ]
    let path = marks.map((each) => plain + each).find((each) => !taken.has(each))
    for (let number = 2; path === undefined; number++) {
      const numbered = `${plain}${marks.at(-1) || '#'}${marks.at(-1) ? '-' : ''}${number}`
      if (!taken.has(numbered)) path = numbered
    }
    taken.add(path)
    return path
  }
  const make = (exchange: Exchange, purpose?: string, parent?: ExchangeDocument) =>
    new ExchangeDocument(pathFor(exchange, purpose), renderTranscript(exchange), exchange, {
      purpose,
      parent,
    })
  return exchanges.map((exchange) => {
    const document = make(exchange)
    const parts = [
      ...(exchange.cors ? [{ ...exchange.cors, purpose: 'preflight' }] : []),
      ...(exchange.related ?? []),
    ]
    for (const { purpose, ...part } of parts) {
      const request = { ...part.request, url: part.request.url ?? exchange.request.url }
      document.related.push(make({ ...part, request }, purpose, document))
    }
    return document
  })
}

/** Makes documents of transcripts by path; one whose path ends in `#<purpose>` belongs to the first without. */
export function readExchangeDocuments(texts: ReadonlyMap<string, string>): ExchangeDocument[] {
  const documents: ExchangeDocument[] = []
  const purposeOf = (path: string) => {
    const mark = path.slice(withoutFragment(path).length + 1).replace(/-\d+$/, '')
    return PURPOSES.has(mark) ? mark : undefined
  }
  for (const [path, text] of texts) {
    if (purposeOf(path) === undefined) {
      documents.push(new ExchangeDocument(path, text, readTranscript(path, text)))
    }
  }
  for (const [path, text] of texts) {
    const purpose = purposeOf(path)
    const parent = documents[0]
    if (purpose === undefined || !parent) continue
    parent.related.push(new ExchangeDocument(path, text, readTranscript(path, text), { purpose, parent }))
  }
  return documents
}

/** The host of a URL in lower case, without brackets; empty where it is no URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/^\[|\]$/g, '') : ''
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url
}
