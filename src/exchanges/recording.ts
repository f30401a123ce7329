import type { Exchange } from './exchange.ts'

/** A recording that cannot be read: the message says where and why. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** Of what is written now, and of what can be read. */
const VERSION = 1

/** Exchanges as a file that can be judged again, as often as wanted and without a network. */
export function writeRecording(exchanges: readonly Exchange[]): string {
  return `${JSON.stringify({ plimsoll: 'exchanges', version: VERSION, exchanges }, null, 2)}\n`
}

/**
 * Reads what `writeRecording` wrote, or what somebody wrote by hand.
 * @throws RecordingError
 */
export function readRecording(text: string): Exchange[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new RecordingError(`It is no JSON: ${(error as Error).message}.`)
  }
  if (!isObject(data) || data.plimsoll !== 'exchanges') {
    throw new RecordingError('It is no recording: it does not start with {"plimsoll": "exchanges"}.')
  }
  if (data.version !== VERSION) {
    const version = JSON.stringify(data.version ?? null).slice(0, 40)
    throw new RecordingError(`Its version is ${version}, and this plimsoll reads version ${VERSION}.`)
  }
  check({ exchanges: [exchange] }, data, '')
  return data.exchanges as Exchange[]
}

/**
 * What a value must be: a name of a type, one with `?` where it may be left out, with `|null` where null is fine; a
 * list of one shape; an object with such fields. Fields that are not named are let through, for later versions.
 */
type Shape =
  | string
  | readonly [Shape]
  | { readonly [field: string]: Shape }
  | ((value: unknown, at: string) => void)

const optional =
  (shape: Shape, isNullable = false): Shape =>
  (value, at) => {
    if (value !== undefined && !(isNullable && value === null)) check(shape, value, at)
  }

const nullable =
  (shape: Shape): Shape =>
  (value, at) => {
    if (value !== null) check(shape, value, at)
  }

const headers: Shape = (value, at) => {
  if (!isObject(value)) throw wrong(at, 'an object of headers', value)
  for (const [name, each] of Object.entries(value)) {
    const isText = typeof each === 'string'
    const isList = Array.isArray(each) && each.every((line) => typeof line === 'string')
    if (!isText && !isList) throw wrong(`${at}.${name}`, 'a text or a list of texts', each)
    if (name !== name.toLowerCase())
      throw new RecordingError(`${at}: write the header ${name} in lower case.`)
  }
}

const url: Shape = (value, at) => {
  if (typeof value !== 'string' || !/^https?:\/\/[^/]/i.test(value))
    throw wrong(at, 'a URL of http or https', value)
}

const rawHeaders: Shape = (value, at) => {
  const isPair = (each: unknown) =>
    Array.isArray(each) && each.length === 2 && each.every((part) => typeof part === 'string')
  if (!Array.isArray(value) || !value.every(isPair))
    throw wrong(at, 'a list of pairs of name and value', value)
}

const request: Shape = {
  url,
  method: optional('string'),
  headers: optional(headers),
  hidden: optional(['string']),
}

const response: Shape = {
  status: 'number',
  headers,
  body: 'string',
  rawHeaders: optional(rawHeaders),
  httpVersion: optional('string'),
  bodyBytes: optional('number'),
  isCut: optional('boolean'),
}

const timings: Shape = {
  resolve: optional('number'),
  connect: optional('number'),
  tls: optional('number'),
  processing: optional('number'),
  transfer: optional('number'),
  total: 'number',
}

const certificate: Shape = {
  subject: 'string',
  issuer: 'string',
  names: ['string'],
  notBefore: 'string',
  notAfter: 'string',
  isSelfSigned: 'boolean',
  keyType: optional('string'),
  keyBits: optional('number'),
  signatureAlgorithm: optional('string'),
  fingerprint: 'string',
}

const tls: Shape = {
  verified: 'boolean',
  failure: optional('string'),
  failures: optional(['string']),
  message: optional('string'),
  protocol: optional('string'),
  cipher: optional('string'),
  alpn: optional('string'),
  chain: optional([certificate]),
}

const hop: Shape = {
  url,
  status: 'number',
  method: optional('string'),
  headers: optional(headers),
  rawHeaders: optional(rawHeaders),
  httpVersion: optional('string'),
  address: optional('string'),
  timings: optional(timings),
  tls: optional(tls),
}

const failure: Shape = { reason: 'string', message: 'string', url: 'string' }

const exchange: Shape = {
  name: optional('string'),
  request,
  response: nullable(response),
  redirects: optional([hop], true),
  hops: optional([hop]),
  tls: optional(tls, true),
  cors: optional({ request, response: nullable(response) }, true),
  oldProtocols: optional(['string']),
  ports: optional([{ port: 'number', state: 'string' }]),
  related: optional([
    { purpose: 'string', request, response: nullable(response), failure: optional(failure) },
  ]),
  timings: optional(timings),
  failure: optional(failure),
  attempts: optional('number'),
  isFlaky: optional('boolean'),
  address: optional('string'),
  isInsecure: optional('boolean'),
}

function check(shape: Shape, value: unknown, at: string): void {
  if (typeof shape === 'function') {
    shape(value, at)
  } else if (typeof shape === 'string') {
    if (typeof value !== shape) throw wrong(at, shape === 'string' ? 'a text' : `a ${shape}`, value)
  } else if (isList(shape)) {
    if (!Array.isArray(value)) throw wrong(at, 'a list', value)
    for (const [index, each] of value.entries()) check(shape[0], each, `${at}[${index}]`)
  } else {
    if (!isObject(value)) throw wrong(at, 'an object', value)
    for (const [field, each] of Object.entries(shape)) {
      check(each, value[field], at === '' ? field : `${at}.${field}`)
    }
  }
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value itself is not repeated: it may be anything, and long. */
function wrong(at: string, wanted: string, value: unknown): RecordingError {
  const found = value === undefined ? 'is missing' : 'is something else'
  return new RecordingError(`${at} must be ${wanted}, and ${found}.`)
}
