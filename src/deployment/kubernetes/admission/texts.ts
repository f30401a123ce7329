import type { Environment } from '@marcbachmann/cel-js'

/** A regular expression that is matched in linear time. */
export interface LinearPattern {
  matches(text: string): boolean
  /** What it finds, from left to right, at most so many times. */
  findAll(text: string, most: number): readonly string[]
}

/** Undefined for what is no regular expression. */
export type CompilePattern = (source: string) => LinearPattern | undefined

const LONGEST_PATTERN = 2000
const MOST_PATTERNS = 1000
const WIDEST_PRECISION = 100

/** Functions on texts count characters, not UTF-16 units as the library does. */
function characters(text: string): string[] {
  return isPlain(text) ? text.split('') : [...text]
}

function isPlain(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text)
}

function lengthOf(text: string): number {
  return isPlain(text) ? text.length : characters(text).length
}

function substring(text: string, from: bigint, to?: bigint): string {
  const all = characters(text)
  const end = to ?? BigInt(all.length)
  if (from < 0n || from > end || end > all.length) throw new Error('the index lies outside of the text')
  return all.slice(Number(from), Number(end)).join('')
}

function charAt(text: string, at: bigint): string {
  const all = characters(text)
  if (at < 0n || at > all.length) throw new Error('the index lies outside of the text')
  return all[Number(at)] ?? ''
}

function indexOf(text: string, part: string, from = 0n): bigint {
  if (part === '') return from
  const all = characters(text)
  if (from < 0n) throw new Error('the index lies outside of the text')
  if (from > all.length) return -1n
  const start = all.slice(0, Number(from)).join('').length
  const found = text.indexOf(part, start)
  return found === -1 ? -1n : BigInt(lengthOf(text.slice(0, found)))
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const all = characters(text)
  const at = from ?? BigInt(all.length)
  if (at < 0n) throw new Error('the index lies outside of the text')
  if (part === '') return at
  if (from !== undefined && at >= all.length) return -1n
  const found = text.lastIndexOf(part, all.slice(0, Number(at)).join('').length)
  return found === -1 ? -1n : BigInt(lengthOf(text.slice(0, found)))
}

function split(text: string, separator: string, most = -1n): string[] {
  const parts = separator === '' ? characters(text) : text.split(separator)
  if (most < 0n || parts.length <= most) return parts
  if (most === 0n) return []
  const last = parts.splice(Number(most) - 1)
  return [...parts, last.join(separator)]
}

function replace(text: string, part: string, by: string, most = -1n): string {
  const pieces = part === '' ? ['', ...characters(text), ''] : text.split(part)
  if (most < 0n || pieces.length - 1 <= most) return pieces.join(by)
  const count = Number(most) + 1
  return [...pieces.slice(0, count - 1), pieces.slice(count - 1).join(part)].join(by)
}

function quote(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
    '\\': '\\\\',
    '"': '\\"',
  }
  return `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, (one) => named[one]!)}"`
}

/** cel-go's `format` (which writes powers of ten in superscript): `%s`, `%d`, `%f`, `%e`, `%b`, `%x`, `%X`, `%o`, each with the next value. */
function format(text: string, values: readonly unknown[], describe: (value: unknown) => string): string {
  let next = 0
  return text.replace(
    /%(?:%|(?:\.(\d{1,3}))?([a-zA-Z])?)/g,
    (all, precision: string | undefined, verb?: string) => {
      if (all === '%%') return '%'
      if (verb === undefined || next >= values.length) throw new Error('the values do not fit the format')
      const value = values[next++]
      const digits = Math.min(Number(precision ?? 6), WIDEST_PRECISION)
      const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 }
      if (verb === 's') return describe(value)
      if (verb === 'd' && (typeof value === 'bigint' || typeof value === 'number')) return String(value)
      if (verb === 'f' && isNumber(value)) return Number(value).toFixed(digits)
      if (verb === 'e' && isNumber(value)) return exponential(Number(value), digits)
      if (verb === 'b' && typeof value === 'boolean') return value ? '1' : '0'
      const base = bases[verb]
      const isText = typeof value === 'string' && base === 16
      if (base !== undefined && (typeof value === 'bigint' || isText)) {
        const digits16 = isText ? Buffer.from(value).toString('hex') : (value as bigint).toString(base)
        return verb === 'X' ? digits16.toUpperCase() : digits16
      }
      throw new Error(`%${verb} does not take this value`)
    },
  )
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

function exponential(value: number, digits: number): string {
  const [number = '', power = ''] = value.toExponential(digits).split('e')
  const raised = `${power.startsWith('-') ? '-' : ''}${power.slice(1).padStart(2, '0')}`
  return `${number}×10${raised.replace(/./g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '⁻')}`
}

/**
 * Functions on texts (cel-go ext.Strings and Kubernetes' regex). Those that the library has in another way begin with
 * an underscore here; the compiler calls them in their stead.
 */
export function registerTexts(
  environment: Environment,
  compile: CompilePattern,
  describe: (value: unknown) => string,
  charge: (amount: number) => void,
): void {
  const patterns = new Map<string, LinearPattern>()
  const pattern = (source: string, text: string): LinearPattern => {
    charge(source.length * (text.length / 4 + 1))
    const known = patterns.get(source)
    if (known) return known
    // What it repeats is written out when it is compiled.
    const repeated = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)]
    const size = repeated.reduce((all, [, least, most]) => all * Math.max(1, Number(most || least)), 1)
    if (source.length > LONGEST_PATTERN || size > 10_000) charge(Number.POSITIVE_INFINITY)
    const compiled = compile(source)
    if (!compiled) throw new Error(`"${source.slice(0, 60)}" is no regular expression`)
    if (patterns.size < MOST_PATTERNS) patterns.set(source, compiled)
    return compiled
  }
  const matches = (text: string, source: string) => pattern(source, text).matches(text)
  environment
    .registerFunction('string._matches(string): bool', matches)
    .registerFunction('_matches(string, string): bool', matches)
    .registerFunction(
      'string.find(string): string',
      (text: string, source: string) => pattern(source, text).findAll(text, 1)[0] ?? '',
    )
    .registerFunction('string.findAll(string): list<string>', (text: string, source: string) =>
      pattern(source, text).findAll(text, text.length + 1),
    )
    .registerFunction(
      'string.findAll(string, int): list<string>',
      (text: string, source: string, most: bigint) =>
        pattern(source, text).findAll(text, most < 0n ? text.length + 1 : Number(most)),
    )
    .registerFunction('string._charAt(int): string', charAt)
    .registerFunction('string._indexOf(string): int', (text: string, part: string) => indexOf(text, part))
    .registerFunction('string._indexOf(string, int): int', indexOf)
    .registerFunction('string._lastIndexOf(string): int', (text: string, part: string) =>
      lastIndexOf(text, part),
    )
    .registerFunction('string._lastIndexOf(string, int): int', lastIndexOf)
    .registerFunction('string._substring(int): string', (text: string, from: bigint) => substring(text, from))
    .registerFunction('string._substring(int, int): string', substring)
    .registerFunction('string._split(string): list<string>', (text: string, by: string) => split(text, by))
    .registerFunction('string._split(string, int): list<string>', split)
    .registerFunction('string._lowerAscii(): string', (text: string) =>
      text.replace(/[A-Z]+/g, (part) => part.toLowerCase()),
    )
    .registerFunction('string._upperAscii(): string', (text: string) =>
      text.replace(/[a-z]+/g, (part) => part.toUpperCase()),
    )
    .registerFunction('string.replace(string, string): string', (text: string, part: string, by: string) =>
      sized(text.length * (by.length + 1), () => replace(text, part, by)),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, part: string, by: string, most: bigint) =>
        sized(text.length * (by.length + 1), () => replace(text, part, by, most)),
    )
    .registerFunction('list._join(): string', (list: readonly unknown[]) => join(list, ''))
    .registerFunction('list._join(string): string', join)
    .registerFunction('string.format(list): string', (text: string, values: readonly unknown[]) =>
      format(text, values, describe),
    )
    .registerConstant('strings', 'kubernetes.TextNames', textNames(environment))
    .registerFunction('kubernetes.TextNames.quote(string): string', (_: unknown, text: string) => quote(text))

  function join(list: readonly unknown[], by: string): string {
    if (!list.every((each) => typeof each === 'string')) throw new Error('join needs a list of texts')
    return sized(list.length * by.length, () => list.join(by))
  }

  function sized(length: number, make: () => string): string {
    charge(length / 8)
    return make()
  }
}

class TextNames {}

function textNames(environment: Environment): TextNames {
  environment.registerType('kubernetes.TextNames', TextNames)
  return new TextNames()
}
