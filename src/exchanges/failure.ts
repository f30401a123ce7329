import type { Failure, FailureReason } from './exchange.ts'

/** Ends a request: why there is no answer to it, or only a part. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly reason: FailureReason

  constructor(reason: FailureReason, message: string) {
    super(message)
    this.reason = reason
  }

  /** As evidence, for the URL that was asked. */
  at(url: string): Failure {
    return { reason: this.reason, message: this.message, url }
  }
}

/** What went wrong while a request waited for the phase it was in. */
export type Phase = 'connect' | 'tls' | 'headers' | 'body'

const BY_CODE: Readonly<Record<string, readonly [FailureReason, string]>> = {
  ECONNREFUSED: ['connect-refused', 'The connection was refused: nothing listens there.'],
  EHOSTUNREACH: ['connect-unreachable', 'There is no route to the address.'],
  ENETUNREACH: ['connect-unreachable', 'There is no route to the network of the address.'],
  EADDRNOTAVAIL: ['connect-unreachable', 'The address cannot be reached from here.'],
  EHOSTDOWN: ['connect-unreachable', 'The host of the address is down.'],
  ETIMEDOUT: ['timeout-connect', 'Nothing answered at the address.'],
  ECONNRESET: ['reset', 'The server reset the connection.'],
  EPIPE: ['reset', 'The server closed the connection while the request was sent.'],
  ECONNABORTED: ['reset', 'The connection was cut off.'],
  UND_ERR_HEADERS_OVERFLOW: ['headers-too-large', 'The headers of the answer are larger than is read.'],
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers of the answer are larger than is read.'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['truncated', 'The body is not as long as Content-Length says.'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout-headers', 'The server sent no answer in time.'],
  UND_ERR_BODY_TIMEOUT: ['timeout-body', 'The body of the answer did not end in time.'],
}

/** The reason of an error of a socket, of TLS or of a client, in the phase it happened. */
export function stoppedBy(error: unknown, phase: Phase): Stopped {
  if (error instanceof Stopped) return error
  const { name, code = '', message } = codedError(error)
  // With TLS 1.3 a server refuses a client without a certificate only when the handshake is over.
  if (code.startsWith('ERR_SSL_') || (phase === 'tls' && code === 'EPROTO')) {
    return new Stopped('tls-protocol', `No TLS connection can be made: ${words(code, message)}.`)
  }
  if (code === 'UND_ERR_SOCKET' || code === 'ERR_HTTP2_SESSION_ERROR') {
    return phase === 'body'
      ? new Stopped('truncated', 'The connection was closed before the body was complete.')
      : new Stopped('reset', 'The server closed the connection without an answer.')
  }
  // Before the body a wrong length is one that contradicts another. Undici's parser also gives up by an assertion,
  // where a server changes the protocol unasked.
  const isParsing =
    name === 'HTTPParserError' ||
    (phase !== 'connect' && phase !== 'tls' && code === 'ERR_ASSERTION') ||
    (phase === 'headers' && code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
  if (isParsing)
    return new Stopped(
      'bad-response',
      `The answer is no HTTP that can be read${reasonOf(name === 'HTTPParserError' ? message : '')}.`,
    )
  const known = BY_CODE[code]
  if (known) return new Stopped(...known)
  if (/^(?:HPE_|ERR_HTTP2_|ERR_INVALID_|UND_ERR_INVALID)/.test(code)) {
    return new Stopped('bad-response', `The answer is no HTTP that can be read: ${words(code, message)}.`)
  }
  return new Stopped('internal', `${code ? `${code}: ` : ''}${message}`)
}

interface CodedError {
  readonly name?: string
  readonly code?: string
  readonly message: string
}

/** When several addresses fail, node throws all errors as one. */
function codedError(error: unknown): CodedError {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const coded = error.errors as readonly CodedError[]
    // A refusal says more than an address family that this machine does not have.
    return coded.find(({ code }) => code === 'ECONNREFUSED') ?? coded[0]!
  }
  return error instanceof Error ? error : { message: String(error) }
}

/** What undici has from its parser, as the last words in parentheses. */
function reasonOf(message: string): string {
  const reason = /\(([^()]*)\)$/.exec(message)?.[1]
  return reason ? `: ${reason.toLowerCase()}` : ''
}

function words(code: string, message: string): string {
  const reason = /ssl3?_\w+:([^:]+)|:SSL routines:[^:]*:([^:]+)/.exec(message)
  const text = reason?.[1] ?? reason?.[2] ?? code.replace(/^(?:ERR_SSL|HPE|ERR_HTTP2|ERR|UND_ERR)_/, '')
  return text.toLowerCase().replaceAll('_', ' ').trim()
}
