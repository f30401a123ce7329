/** Header names in lower case; a header that came more than once is a list, in the order of the lines. */
export type Headers = Readonly<Record<string, string | readonly string[]>>

export interface ExchangeRequest {
  readonly url: string
  /** GET where left out. */
  readonly method?: string
  /** Values of secrets are never in here: what a policy took from the environment is replaced before. */
  readonly headers?: Headers
  /** Names of the request's headers and `body`, where their values are secrets or credentials and not in here. */
  readonly hidden?: readonly string[]
}

export interface ExchangeResponse {
  readonly status: number
  readonly headers: Headers
  /** Decoded, as text; cut at the limit of decoded bytes. */
  readonly body: string
  /** The lines as they came, names in the server's own spelling. */
  readonly rawHeaders?: readonly (readonly [name: string, value: string])[]
  /** `1.1`, `2`. */
  readonly httpVersion?: string
  /** Bytes of the body after decoding, before any cut. */
  readonly bodyBytes?: number
  /** The body is longer than what is kept of it. */
  readonly isCut?: boolean
}

/** One request of a chain of redirects, the first and the last included. */
export interface Hop {
  readonly url: string
  readonly status: number
  readonly headers?: Headers
  /** The address that answered. */
  readonly address?: string
  readonly timings?: Timings
  readonly method?: string
  /** The lines as they came, as in a response. */
  readonly rawHeaders?: readonly (readonly [name: string, value: string])[]
  readonly httpVersion?: string
  /** Left out for plain http. */
  readonly tls?: Tls
}

/** Milliseconds of each phase; a phase that did not happen is left out. */
export interface Timings {
  readonly resolve?: number
  readonly connect?: number
  readonly tls?: number
  /** From the last byte sent to the first byte of the answer. */
  readonly processing?: number
  readonly transfer?: number
  readonly total: number
}

export interface Certificate {
  readonly subject: string
  readonly issuer: string
  /** Names of the SAN extension, DNS names and addresses. */
  readonly names: readonly string[]
  /** ISO 8601. */
  readonly notBefore: string
  readonly notAfter: string
  readonly isSelfSigned: boolean
  /** `RSA`, `EC`, `Ed25519`. */
  readonly keyType?: string
  readonly keyBits?: number
  readonly signatureAlgorithm?: string
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string
}

export type TlsFailure =
  | 'expired'
  | 'not-yet-valid'
  | 'name'
  | 'self-signed'
  | 'untrusted'
  | 'missing-intermediate'

export interface Tls {
  /** The chain leads to a trusted root and the name fits. */
  readonly verified: boolean
  /** Why it is not verified. Where nothing secret had to be sent, the request went on all the same. */
  readonly failure?: TlsFailure
  /** Every such reason that holds, `failure` first: a certificate can be expired and for another name. */
  readonly failures?: readonly TlsFailure[]
  /** What is wrong, in words, with the names and dates it is about. */
  readonly message?: string
  /** `TLSv1.2`, `TLSv1.3`. */
  readonly protocol?: string
  readonly cipher?: string
  readonly alpn?: string
  /**
   * The leaf first, then who issued it, as far as the server sent it. A root of the own store at its end is left
   * out, whether the server sent it or not.
   */
  readonly chain?: readonly Certificate[]
}

/**
 * Why there is no response, or only a part of one: a closed list, so that every report can say why. A certificate
 * that fails is one of them (`tls-expired` and so on) only where the request was not sent because of it; else it is
 * told in `tls`.
 */
export type FailureReason =
  | 'dns'
  | 'connect-refused'
  | 'connect-unreachable'
  | 'timeout-connect'
  | 'timeout-tls'
  | 'timeout-headers'
  | 'timeout-body'
  | 'reset'
  | 'tls-expired'
  | 'tls-not-yet-valid'
  | 'tls-name'
  | 'tls-self-signed'
  | 'tls-untrusted'
  | 'tls-missing-intermediate'
  | 'tls-protocol'
  | 'truncated'
  | 'too-large'
  | 'headers-too-large'
  | 'bad-encoding'
  | 'bad-response'
  | 'redirect-loop'
  | 'too-many-redirects'
  | 'bad-redirect'
  | 'blocked-address'
  | 'internal'

export interface Failure {
  readonly reason: FailureReason
  readonly message: string
  /** Where in the chain it happened. */
  readonly url: string
}

/** What one endpoint answered, with all that a judgement needs: plain data that can be saved and judged again. */
export interface Exchange {
  /** The endpoint's name in the policy or report; its URL where left out. */
  readonly name?: string
  readonly request: ExchangeRequest
  /** The answer at which the chain of redirects ended; null where its last request got none. */
  readonly response: ExchangeResponse | null
  /** Every hop from a start over plain http: null or empty where no http service answered, left out where it was not asked. */
  readonly redirects?: readonly Hop[] | null
  /** Every hop of this request. */
  readonly hops?: readonly Hop[]
  /** Null where the last hop is not https, left out where nothing is known and nothing was amiss. */
  readonly tls?: Tls | null
  /** A preflight with a foreign origin, and its answer. */
  readonly cors?: { readonly request: ExchangeRequest; readonly response: ExchangeResponse | null } | null
  /** The versions below TLS 1.2 that the server accepts, `TLSv1` and `TLSv1.1`, where it was tried. */
  readonly oldProtocols?: readonly string[]
  /** Other ports of the host that were tried, and whether they take connections; `silent` where nothing answered. */
  readonly ports?: readonly TriedPort[]
  /** Other answers that were asked for beside it: error pages, well-known files, scripts of the page, probes by method. */
  readonly related?: readonly RelatedExchange[]
  /** Of the whole chain of redirects: each phase is a sum. */
  readonly timings?: Timings
  readonly failure?: Failure
  /** How often it was tried; `isFlaky` where only a later try succeeded. */
  readonly attempts?: number
  readonly isFlaky?: boolean
  /** The address of the last hop. */
  readonly address?: string
  /** Certificates that fail were accepted on request, and secrets sent all the same. `tls` says what is true. */
  readonly isInsecure?: boolean
}

export interface TriedPort {
  readonly port: number
  readonly state: 'open' | 'closed' | 'silent' | 'unknown'
}

/** An answer that was asked for to judge another: why, and what came. */
export interface RelatedExchange {
  /** `missing-page`, `exposed-file`, `script`, `source-map`, `trace`, `origin`, `own-origin`, `burst`, `look-alike`, `open-redirect`, `host`. */
  readonly purpose: string
  readonly request: ExchangeRequest
  readonly response: ExchangeResponse | null
  readonly failure?: Failure
}
