import type { Span } from '../span.ts'
import type { Endpoint } from './endpoint.ts'
import type { ExchangeDocument } from './exchange-document.ts'

/** What a policy demands of one header of an answer. */
export interface HeaderExpectation {
  /** In lower case. */
  readonly name: string
  /** It is sent, or is not. */
  readonly present?: boolean
  readonly equals?: string
  readonly contains?: string
  readonly matches?: string
  /** Where a header came on several lines: every one must be right. One of them is enough where left out. */
  readonly every?: boolean
}

/** What a policy demands of a cookie that the answer sets. */
export interface CookieExpectation {
  readonly name: string
  /** False: it must not be set. */
  readonly present?: boolean
  readonly httpOnly?: boolean
  readonly secure?: boolean
  /** In lower case; `strict` is enough where `lax` is asked for. */
  readonly sameSite?: 'strict' | 'lax' | 'none'
  readonly domain?: string
  readonly path?: string
}

/** What a policy demands of a body. */
export interface BodyExpectation {
  readonly contains?: readonly string[]
  readonly lacks?: readonly string[]
  readonly matches?: readonly string[]
  /** Dotted path (`data.0.id`) → what stands there. */
  readonly json?: Readonly<Record<string, unknown>>
  /** Paths, or names at any depth, that must not be there. */
  readonly jsonLacks?: readonly string[]
  /** JSON Schema. */
  readonly schema?: unknown
  /** The schema compiled; what is wrong with a body, one sentence each. Made only when exchanges are judged. */
  readonly faultsBySchema?: (body: unknown) => readonly string[]
}

/** A CEL expression over the exchange. */
export interface ExchangeExpression {
  readonly source: string
  readonly span: Span
  /** Filled when the policies of a run are joined. A failure carries its reason. */
  holds?: (exchange: ExchangeDocument) => boolean | 'unknown' | { readonly failed: string }
}

/** What a policy demands of the answer of an endpoint. Everything may be left out. */
export interface EndpointExpectation {
  /** Numbers (`404`) and classes (`2xx`). */
  readonly status?: readonly (number | string)[]
  readonly headers?: readonly HeaderExpectation[]
  /** The headers that Helmet sets by itself. */
  readonly hasHelmetHeaders?: boolean
  readonly cookies?: readonly CookieExpectation[]
  readonly body?: BodyExpectation
  readonly cel?: readonly ExchangeExpression[]
  readonly finalUrl?: string
  /** Milliseconds. */
  readonly within?: number
  /** The server's certificate holds for at least so many days. */
  readonly tlsDays?: number
  /** Whether a burst is refused after a while. True where left out and the endpoint has a burst. */
  readonly limited?: boolean
}

/** An endpoint of an environment (`environments.<name>.endpoints[]`): what to ask, and what must come. */
export interface EndpointPolicy extends Endpoint {
  readonly expect?: EndpointExpectation
  /** The entry in the policy. */
  readonly span?: Span
}

/**
 * Which exchange is the answer to which endpoint: by name, else by method and URL. Where several endpoints ask the
 * same, they are told apart by their headers, or by their order where each of them has its answer.
 */
export function* answersTo(
  documents: readonly ExchangeDocument[],
  endpoints: readonly EndpointPolicy[],
): Iterable<readonly [ExchangeDocument, EndpointPolicy]> {
  for (const endpoint of endpoints) {
    const { name } = endpoint
    const named = documents.filter(({ exchange }) => name !== undefined && exchange.name === name)
    for (const document of named) yield [document, endpoint]
    if (named.length > 0) continue
    const same = endpoints.filter((each) => keyOf(each) === keyOf(endpoint))
    const found = documents.filter(({ exchange }) => keyOf(exchange.request) === keyOf(endpoint))
    if (same.length === 1) {
      for (const document of found) yield [document, endpoint]
      continue
    }
    if (name !== undefined) continue
    const rivals = same.filter((each) => each.name === undefined)
    const unnamed = found.filter(({ exchange }) => exchange.name === undefined)
    const isComplete = rivals.length === unnamed.length
    for (const [index, document] of unnamed.entries()) {
      const isOwn = isComplete ? rivals[index] === endpoint : hasHeadersOf(document, endpoint)
      if (isOwn) yield [document, endpoint]
    }
  }
}

function keyOf({ method = 'GET', url }: { readonly method?: string; readonly url: string }): string {
  return `${method} ${URL.canParse(url) ? new URL(url).href.replace(/#.*$/s, '') : url}`
}

/** Values may be hidden in what was recorded; names are not. */
function hasHeadersOf({ exchange }: ExchangeDocument, { headers = {} }: EndpointPolicy): boolean {
  const names = (all: object) =>
    Object.keys(all)
      .map((name) => name.toLowerCase())
      .sort()
      .join()
  return names(exchange.request.headers ?? {}) === names(headers)
}
