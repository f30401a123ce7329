import { crc32 } from 'node:zlib'

// What a token says of itself beyond its prefix: checksums, numbers and roles inside. A token that fails is made up.

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * Whether the last six of a token's 36 characters are the CRC32 of those before them, in base 62: so GitHub
 * (`ghp_…`, since 2021) and npm (`npm_…`) make theirs. Tokens of other lengths have another form.
 */
export function hasChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1)
  if (body.length !== 36) return true
  let rest = crc32(body.slice(0, 30))
  let expected = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) expected = BASE62[rest % 62] + expected
  return body.slice(30) === expected.padStart(6, '0')
}

/**
 * Whether an access key of AWS names an account: 40 bits behind the first character of the id's base 32, and
 * an account's number has at most twelve digits. Keys from before 2019 (`AKIAI…`, `AKIAJ…`) name none.
 */
export function namesAccount(key: string): boolean {
  if (/EXAMPLE/.test(key)) return false
  const id = key.slice(4)
  if (/^[A-P]/.test(id)) return true
  let bits = 0n
  for (const character of id.slice(0, 10)) bits = bits * 32n + BigInt(BASE32.indexOf(character))
  // Ten characters are 50 bits: one in front of the number, nine behind it.
  return ((bits >> 9n) & 0xff_ffff_ffffn) <= 999_999_999_999n
}

/** The payload of a JSON web token; undefined where there is none. */
export function payloadOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const payload = /^eyJ[\w-]*\.(eyJ[\w-]+)\./.exec(token)?.[1]
  if (payload === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** Only a token's payload says whom it is for; `anon` is made for browsers, and the sample of jwt.io for nobody. */
export function isPrivilegedToken(token: string): boolean {
  const payload = payloadOf(token)
  return payload !== undefined && payload.role !== 'anon' && payload.sub !== '1234567890'
}

/** Whether base64 is a private key in PEM. */
export function holdsPrivateKey(encoded: string): boolean {
  return /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY/.test(Buffer.from(encoded, 'base64').toString('latin1'))
}

/** Whether base64 is `user:password`, as `Authorization: Basic` has it. */
export function holdsLogin(header: string): boolean {
  const text = Buffer.from(header.replace(/^Basic\s+/i, ''), 'base64').toString('latin1')
  const password = /^[\x20-\x39\x3b-\x7e]*:([\x20-\x7e]+)$/.exec(text)?.[1]
  return password !== undefined && !isFiller(password)
}

/** The shape of a token with nothing in it: `sk_live_xxxxxxxxxxxxxxxx`, `ghp_yourtokenhere…`, `…1234567890`. */
export function isFiller(token: string): boolean {
  const tail = token.slice(-16)
  return (
    new Set(tail).size <= 3 ||
    /x{5,}|\.{3,}|\byour|[_-]your|example|placeholder|replace|change_?me|insert|dummy/i.test(token) ||
    isSequence(token)
  )
}

/** Nine characters in the order of the alphabet or of the keyboard's digits, as nobody draws them. */
function isSequence(text: string): boolean {
  let run = 1
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1)
    const isNext = step === 1 || (text[index] === '0' && text[index - 1] === '9')
    run = isNext ? run + 1 : 1
    if (run >= 9) return true
  }
  return false
}
