import type { Environment } from '@marcbachmann/cel-js'
import { isDayOfMonth } from './named-formats.ts'

interface Duration {
  readonly seconds: bigint
  readonly nanos: number
}
/** The library's own class. */
export type DurationClass = new (seconds: bigint, nanos: number) => Duration

const INTEGER = /^[+-]?\d{1,19}$/
const TIMESTAMP =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const DURATION = /^[+-]?(?:(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:ns|us|µs|ms|s|m|h)){1,8}$/
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}
const LARGEST = 2n ** 63n - 1n

function integer(value: bigint): bigint {
  if (value > LARGEST || value < -LARGEST - 1n) throw new Error('the number is too large')
  return value
}

/** As Go's strconv writes it in its shortest form. */
export function formatDouble(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  const [digits = '', power = '0'] = value.toExponential().split('e')
  if (Number.isNaN(value) || (Number(power) >= -4 && Number(power) < 6)) {
    return Object.is(value, -0) ? '-0' : String(value)
  }
  return `${digits}e${Number(power) < 0 ? '-' : '+'}${String(Math.abs(Number(power))).padStart(2, '0')}`
}

function formatTimestamp(value: Date): string {
  return value.toISOString().replace(/\.?0*Z$/, 'Z')
}

function timestamp(text: string): Date {
  const date = TIMESTAMP.test(text) && isDayOfMonth(text) ? new Date(text) : undefined
  if (!date || Number.isNaN(date.getTime())) throw new Error(`"${text.slice(0, 60)}" is no time`)
  return date
}

function nanosecondsIn(text: string): bigint {
  if (text === '0' || text === '+0' || text === '-0') return 0n
  if (text.length > 120 || !DURATION.test(text)) throw new Error(`"${text.slice(0, 60)}" is no duration`)
  let all = 0n
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(/(\d*)\.?(\d*)([a-zµ]+)/g)) {
    const nano = NANOSECONDS[unit]!
    all += BigInt(whole || '0') * nano + (BigInt(fraction || '0') * nano) / 10n ** BigInt(fraction.length)
  }
  return text.startsWith('-') ? -all : all
}

const DAY = 86_400_000

/** Conversions as cel-go makes them, under names with an underscore: the library has others in their place. */
export function registerConversions(environment: Environment, duration: DurationClass): void {
  const [time, span] = ['google.protobuf.Timestamp', 'google.protobuf.Duration']
  const seconds = ({ seconds, nanos }: Duration) => Number(seconds) + nanos / 1e9
  environment
    .registerFunction('_string(string): string', (value: string) => value)
    .registerFunction('_string(bool): string', String)
    .registerFunction('_string(int): string', String)
    .registerFunction('_string(uint): string', String)
    .registerFunction('_string(double): string', formatDouble)
    .registerFunction('_string(bytes): string', (value: Uint8Array) =>
      new TextDecoder('utf-8', { fatal: true }).decode(value),
    )
    .registerFunction(`_string(${time}): string`, formatTimestamp)
    .registerFunction(`_string(${span}): string`, (value: Duration) => `${seconds(value)}s`)
    .registerFunction('_int(int): int', (value: bigint) => value)
    .registerFunction('_int(uint): int', (value: { valueOf(): bigint }) => integer(value.valueOf()))
    .registerFunction('_int(double): int', (value: number) => {
      if (!(Math.abs(value) < 2 ** 63)) throw new Error('the number is too large')
      return BigInt(Math.trunc(value))
    })
    .registerFunction('_int(string): int', (value: string) => {
      if (!INTEGER.test(value)) throw new Error(`"${value.slice(0, 60)}" is no integer`)
      return integer(BigInt(value.replace(/^\+/, '')))
    })
    .registerFunction(`_int(${time}): int`, (value: Date) => BigInt(Math.floor(value.getTime() / 1000)))
    .registerFunction(`_timestamp(string): ${time}`, timestamp)
    .registerFunction(`_timestamp(${time}): ${time}`, (value: Date) => value)
    .registerFunction(`_timestamp(int): ${time}`, (value: bigint) => {
      const date = new Date(Number(value) * 1000)
      if (!(date.getTime() >= -62135596800000 && date.getTime() <= 253402300799999)) {
        throw new Error('the time is too far away')
      }
      return date
    })
    .registerFunction(`_duration(${span}): ${span}`, (value: Duration) => value)
    .registerFunction(`_duration(string): ${span}`, (text: string) => {
      const nano = integer(nanosecondsIn(text))
      return new duration(nano / 1_000_000_000n, Number(nano % 1_000_000_000n))
    })
    .registerFunction(`${time}._getDayOfYear(): int`, (value: Date) =>
      BigInt(Math.floor((value.getTime() - Date.UTC(value.getUTCFullYear(), 0, 1)) / DAY)),
    )
}
