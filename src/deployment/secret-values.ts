import { type SecretKind, SHAPES, type Shape } from './secret-shapes.ts'

/** The kind of secret that a text's own shape shows, wherever in the text it stands. */
export function recogniseSecret(text: string): SecretKind | undefined {
  if (text.length < 8) return undefined
  const found = ANY_SHAPE.test(text) ? SHAPES.find((shape) => holds(text, shape)) : undefined
  if (found) return found
  const password = passwordInUrl(text) ?? passwordInPairs(text)
  if (password && !isMadeUp(password) && !isManagedElsewhere(password) && !isWellKnownDefault(password)) {
    return { label: 'a connection URL with a password', confidence: 'high' }
  }
  return undefined
}

/** Whether a text has one that is real; a made-up one may stand before it. */
function holds(text: string, { pattern, confirm }: Shape): boolean {
  const first = pattern.exec(text)
  if (first === null || confirm(first[0])) return first !== null
  return [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].some(([match]) => confirm(match))
}

/** Asked first, since hardly any text holds a secret: one pass instead of one for each shape. */
const ANY_SHAPE = new RegExp(SHAPES.map(({ pattern }) => `(?:${pattern.source})`).join('|'), 'i')
const ALL_OF_SHAPE = SHAPES.map(({ pattern }) => new RegExp(pattern, `g${pattern.flags}`))

/** Start and end of everything in a text that looks like a secret by its shape; for redaction. */
export function* secretRanges(text: string): Iterable<{ start: number; end: number }> {
  if (ANY_SHAPE.test(text)) {
    for (const shape of ALL_OF_SHAPE) {
      for (const match of text.matchAll(shape)) {
        yield { start: match.index, end: match.index + match[0].length }
      }
    }
  }
  if (CONNECTION.test(text)) {
    for (const { 0: all, 1: password, index } of text.matchAll(PAIR_PASSWORD)) {
      yield { start: index + all.length - password!.length, end: index + all.length }
    }
  }
  if (!text.includes('://')) return
  for (const match of text.matchAll(URL_PASSWORD)) {
    const end = match.index + match[0].length - 1
    yield { start: end - match[1]!.length, end }
  }
}

const URL_PASSWORD = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"$]{0,64}:([^\s:/@'"${}]{1,256})@/gi

/** The password of `scheme://user:password@host`, if a text holds one that is written out. */
export function passwordInUrl(text: string): string | undefined {
  URL_PASSWORD.lastIndex = 0
  return URL_PASSWORD.exec(text)?.[1]
}

const CONNECTION = /^jdbc:|:\/\/[^\s?]*\?|(?:^|;)\s*(?:server|host|data source|user id|uid|endpoint)\s*=/i
const PAIR_PASSWORD = /(?:[?&;]|^)\s*(?:password|pwd)\s*=\s*([^\s&;"'${}]{1,256})/gi

/** The password of `jdbc:…?password=…` and of `Server=…;Password=…`. */
export function passwordInPairs(text: string): string | undefined {
  if (!CONNECTION.test(text)) return undefined
  PAIR_PASSWORD.lastIndex = 0
  return PAIR_PASSWORD.exec(text)?.[1]
}

/** Shannon entropy of a text in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

const PLACEHOLDER =
  /^(?:|change[-_ ]?me.*|replace[-_ ]?(?:me|this|with).*|your[-_ ].*|my[-_](?:secret|password|key|token)(?:[-_].*)?|<.*>|\[.*\]|\{\{.*\}\}|\{[A-Za-z_ -]+\}|x{3,}|\*{3,}|\.{3,}|-+|example.*|.*[-_.]example|dummy.*|fake.*|todo.*|tbd|fixme|placeholder.*|insert[-_ ].*|put[-_ ].*|enter[-_ ].*|none|null|undefined|n\/a)$/i
const MANAGED =
  /^(?:\$\{.*\}?|\$[A-Za-z_].*|op:\/\/.*|vault:.*|ENC\[.*|sops.*|arn:aws:(?:secretsmanager|ssm):.*|secretref:.*|ref\+.*|\/run\/secrets\/.*|gcp(?:sm)?:\/\/.*|aws(?:sm)?:\/\/.*|file:.*|\{\{.*\}\}|\$\(.*\)|\$\{\{.*|projects\/[\w-]+\/secrets\/.*|@Microsoft\.KeyVault\(.*|\{(?:env|file)\..*\})$/i
const WELL_KNOWN = new Set(
  'postgres password passwd pass admin root secret test testing demo guest user minio minioadmin mysql mariadb mongo redis rabbitmq changeit letmein qwerty default dev development local example docker foobar foo bar 123 1234 12345 123456 12345678 123456789 password1 password123 admin123 secret123 postgres123 rootpassword mysecretpassword my-secret-pw s3cr3t secretkey secret-key supersecret super-secret supersecretkey keyboardcat keyboard-cat p@ssw0rd pa55word wordpress somewordpress nextcloud grafana gitea keycloak'.split(
    ' ',
  ),
)

/** Text that stands where a value is to come: `changeme`, `<token>`, `your-key-here`, `xxx`, nothing. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.trim())
}

const MADE_UP_WORD =
  /(?:^|[^A-Za-z0-9])(?:your|yours|change-?me|changeit|replace|example|placeholder|dummy|fake|todo|insert|redacted|here)(?:$|[^A-Za-z0-9])|change[-_ ]?(?:me|this|it)(?![A-Za-z0-9])|x{6,}|\*{4,}|\.{3}$|EXAMPLE(?:KEY)?$|your(?:password|token|secret|key)/i
const TO_BE_FILLED_IN = /^(?:__\w+__|%[A-Za-z_]\w*%|#\{.*\}#?|@[A-Za-z_.]+@|%\(\w+\)s|<%.*%>)$/

/**
 * Whether a value says itself that it is none: a placeholder, also one with more around it (`sk-your-key-here`), or
 * what a tool fills in (`__TOKEN__`). For what may be shown ask `isPlaceholder`, which is stricter.
 */
export function isMadeUp(value: string): boolean {
  const text = value.trim()
  if (isPlaceholder(text) || TO_BE_FILLED_IN.test(text) || /^[A-Z]+(?:_[A-Z]+)+$/.test(text)) return true
  // In what is drawn at random the letters of such a word do occur; words stand between other words.
  return MADE_UP_WORD.test(text) && !/[A-Za-z0-9]{24,}/.test(text.replace(/x{6,}/gi, ''))
}

/** A reference to a secret store, a file, or another variable: the value itself is elsewhere. */
export function isManagedElsewhere(value: string): boolean {
  return MANAGED.test(value.trim())
}

/** Passwords that come with images and tutorials, known to everybody. */
export function isWellKnownDefault(value: string): boolean {
  return WELL_KNOWN.has(value.trim().toLowerCase())
}
