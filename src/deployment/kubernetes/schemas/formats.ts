import { parseQuantity } from '../quantities.ts'
import type { Format } from './schema.ts'

const TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/
/** Go's: `1h30m`, `1.5s`; https://pkg.go.dev/time#ParseDuration. */
const GO_DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/
const ISO_DURATION =
  /^P(?:\d+W|(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/
const UUID = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i

/** Texts longer than this are not held against a format. */
const LONGEST = 1_000_000

const FORMATS: Readonly<Record<Format, { readonly what: string; readonly fits: (text: string) => boolean }>> =
  {
    quantity: { what: 'a quantity such as 500m or 1Gi', fits: (text) => parseQuantity(text) !== undefined },
    'date-time': { what: 'a time such as 2030-01-31T12:00:00Z', fits: (text) => TIME.test(text) },
    base64: { what: 'base64', fits: isBase64 },
    int32: { what: 'a number of 32 bits', fits: () => true },
    duration: {
      what: 'a duration such as 10s or 1h30m',
      fits: (text) => GO_DURATION.test(text) || ISO_DURATION.test(text),
    },
    date: { what: 'a date such as 2030-01-31', fits: (text) => /^\d{4}-\d\d-\d\d$/.test(text) },
    ipv4: { what: 'an IPv4 address', fits: (text) => IPV4.test(text) },
    ipv6: { what: 'an IPv6 address', fits: (text) => /^[\da-f:]*:[\da-f:.]*$/i.test(text) },
    uuid: { what: 'a UUID', fits: (text) => UUID.test(text) },
  }

/** Whether a text looks as its format demands. */
export function fitsFormat(text: string, format: Format): boolean {
  return text.length > LONGEST || FORMATS[format].fits(text)
}

/** A format in words: `a quantity such as 500m or 1Gi`. */
export function describeFormat(format: Format): string {
  return FORMATS[format].what
}

/** The format of that name, where we know how to look for it. */
export function formatNamed(name: string): Format | undefined {
  if (name === 'byte') return 'base64'
  if (name === 'date' || name === 'duration' || name === 'uuid' || name === 'ipv4' || name === 'ipv6')
    return name
  return name === 'date-time' || name === 'int32' ? name : undefined
}

/** As Go reads it: line breaks anywhere, padding needed. */
function isBase64(text: string): boolean {
  const digits = text.replace(/[\r\n]/g, '')
  return digits.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(digits)
}
