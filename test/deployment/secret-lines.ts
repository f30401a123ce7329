import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** One line of `secret-lines*.txt`, filled in. */
export interface SecretLine {
  /** Its number in the file. */
  readonly number: number
  /** As it stands in the file, without a value: what a failing test may print. */
  readonly pattern: string
  readonly isSecret: boolean
  readonly reader: 'env' | 'run' | 'nginx'
  readonly text: string
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
const ALPHABETS: Readonly<Record<string, string>> = {
  alnum: DIGITS + UPPER + LOWER,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  upper: DIGITS + UPPER,
  lower: DIGITS + LOWER,
  letters: LOWER,
  digit: DIGITS,
  base32: `${UPPER}234567`,
  base64: `${DIGITS + UPPER + LOWER}+/`,
  url64: `${DIGITS + UPPER + LOWER}_-`,
  // What people and generators put into passwords that needs no quoting anywhere.
  password: `${DIGITS + UPPER + LOWER}-_.~`,
}

/** The lines of a file with values that only this seed gives. */
export function readSecretLines(file: string, seed: number): SecretLine[] {
  const random = randomFrom(seed)
  const texts = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return texts.flatMap((text, index) => {
    const match = /^([+-]) (env|run|nginx): (.*)$/.exec(text)
    if (!match) return []
    const [, sign, reader, pattern] = match as unknown as [string, string, SecretLine['reader'], string]
    const filled = fill(pattern, random)
    return [{ number: index + 1, pattern, isSecret: sign === '+', reader, text: filled }]
  })
}

/** `‹set:count›` and the like, the inner ones first. */
function fill(pattern: string, random: (below: number) => number): string {
  let text = pattern
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/‹([^‹›]*)›/g, (_, inside: string) => make(inside, random))
  }
  return text
}

function make(inside: string, random: (below: number) => number): string {
  const of = (set: string, count: number) =>
    Array.from({ length: count }, () => ALPHABETS[set]![random(ALPHABETS[set]!.length)]).join('')
  const colon = inside.indexOf(':')
  const kind = colon === -1 ? inside : inside.slice(0, colon)
  const rest = colon === -1 ? '' : inside.slice(colon + 1)
  switch (kind) {
    case 'uuid':
      return `${of('hex', 8)}-${of('hex', 4)}-4${of('hex', 3)}-a${of('hex', 3)}-${of('hex', 12)}`
    case 'crc': {
      const body = of('alnum', 30)
      return rest + body + base62(crc32(body))
    }
    // The account number in a key id has twelve digits, so the first characters say little.
    case 'aws':
      return `${rest}${'QRSTUVWXYZ234567'[random(8)]}${of('base32', 15)}`
    case 'jwt': {
      const part = (data: string) => Buffer.from(data).toString('base64url')
      return `${part('{"alg":"HS256","typ":"JWT"}')}.${part(rest)}.${of('url64', 43)}`
    }
    case 'encoded':
      return Buffer.from(rest.replaceAll('\\n', '\n')).toString('base64')
    default:
      return of(kind, Number(rest))
  }
}

function base62(number: number): string {
  let text = ''
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABETS.alnum![rest % 62] + text
  return text.padStart(6, '0')
}

/** Numbers below a limit, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
