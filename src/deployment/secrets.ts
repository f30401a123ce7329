import { payloadOf } from './secret-checks.ts'
import {
  entropy,
  isMadeUp,
  isManagedElsewhere,
  isWellKnownDefault,
  passwordInPairs,
  passwordInUrl,
  recogniseSecret,
} from './secret-values.ts'
import type { Variable } from './variable.ts'
import {
  asBoolean,
  endsInSecretWord,
  isPublicByDesign,
  isSecretName,
  publicPrefix,
} from './variable-names.ts'

/** Why an assignment is taken for a secret. */
export interface Secret {
  /** For messages: "a Stripe live key", "what its name calls a secret". */
  readonly label: string
  /** The value's own shape shows it, not only the name. */
  readonly isRecognised: boolean
}

/**
 * The secret that a value under a name is: by its shape, or because the name says so and the value is neither
 * a placeholder, a reference, a well-known default nor something that keeps no secret (`true`, `3600`, a URL).
 */
export function secretOf(name: string, value: string | undefined): Secret | undefined {
  if (value === undefined || value === '' || (isPublicValue(value) && !isKeyOfCaptcha(name, value)))
    return undefined
  const kind = recogniseSecret(value)
  if (kind?.confidence === 'high') return { label: kind.label, isRecognised: true }
  if (isMadeUp(value) || isManagedElsewhere(value) || isWellKnownDefault(value)) return undefined
  if (!isSecretName(name)) return isLogin(name, value) ? { label: 'a login', isRecognised: false } : undefined
  if (isPlainValue(value) || isFabricated(value)) return undefined
  if (!endsInSecretWord(name) && !isRandom(value)) return undefined
  return { label: kind?.label ?? 'what its name calls a secret', isRecognised: false }
}

/** reCAPTCHA and Turnstile give the secret the form of the site key; only the name tells. */
function isKeyOfCaptcha(name: string, value: string): boolean {
  return /secret/i.test(name) && /^(?:6L|0x4AAAA)/.test(value)
}

/** Whether a value is a token by its form that no vendor made: its checksum or its number is wrong. */
function isFabricated(value: string): boolean {
  return (
    /^(?:gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36})$/.test(value) && recogniseSecret(value) === undefined
  )
}

/** `BASIC_AUTH=shop:q8Zt3LmN0vXcR5yB`. */
function isLogin(name: string, value: string): boolean {
  const password = /^[\w.@-]{1,64}:([^\s:/]{8,})$/.exec(value)?.[1]
  return password !== undefined && /AUTH$/i.test(name) && isRandom(password)
}

/** What nobody types by hand and no sentence looks like. */
const SHORTEST_RANDOM = 12
const LEAST_ENTROPY = 3

/** Long, without words, and of many different characters. */
export function isRandom(text: string, shortest = SHORTEST_RANDOM): boolean {
  const longest = Math.max(...text.split(/[^A-Za-z0-9]+/).map((word) => word.length))
  const isMixed = (/\d/.test(text) && /[a-z]/i.test(text)) || /[a-z][A-Z]+[a-z]+[A-Z]/.test(text)
  return longest >= shortest && isMixed && entropy(text) >= LEAST_ENTROPY
}

/** Bits of chance below which a value was made up on the spot, as for a database that is gone with the job. */
const LEAST_BITS = 60

/** What jobs give to databases and apps that are gone with the job. */
export function isForOneJob(value: string | undefined): boolean {
  const text = value ?? ''
  const words =
    /(?:^|[-_. ])(?:test(?:ing|s)?|ci|dummy|fake|mock|local(?:host)?|insecure|example|secret|password|dev|development|build)(?:$|[-_. ])/i
  return words.test(text) || entropy(text) * text.length < LEAST_BITS
}

/** The first assignment of an env file that holds a secret, the commented-out ones left aside. */
export function firstSecret(variables: readonly Variable[]): Variable | undefined {
  return variables.find(({ name, value, commentedOut }) => !commentedOut && secretOf(name, value))
}

/** Values that keep no secret whatever their name: switches, numbers, addresses without a password. */
export function isPlainValue(value: string): boolean {
  const text = value.trim()
  return (
    asBoolean(text) !== undefined ||
    /^-?\d{1,7}(?:\.\d+)?(?:ms|s|m|h|d|kb|mb)?$/i.test(text) ||
    (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) &&
      passwordInUrl(text) === undefined &&
      passwordInPairs(text) === undefined) ||
    /^(?:\.{0,2}\/)[\w./-]*$/.test(text)
  )
}

/** Values that vendors make for browsers: publishable and anonymous keys, DSNs, site keys, measurement ids. */
const PUBLIC_VALUE =
  /^(?:pk_(?:live|test)_[\w=$]+|phc_\w+|pk\.eyJ[\w.=-]+|sb_publishable_\w+|https:\/\/[0-9a-f]{32}@[\w.-]+\/\d+|G-[A-Z0-9]{6,}|GTM-[A-Z0-9]+|UA-\d+-\d+|6L[\w-]{38}|0x4AAAA[\w-]+|\d:\d+:web:[0-9a-f]+|(?:live|test)_[0-9a-f]{27})$/

/** Whether a value is public by design, such as `pk_live_…`, an `anon` token of Supabase, a Sentry DSN. */
export function isPublicValue(value: string): boolean {
  const text = value.trim()
  return PUBLIC_VALUE.test(text) || payloadOf(text)?.role === 'anon'
}

const DATABASE_ADDRESS =
  /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ)_(?:URL|URI|DSN|CONNECTION_STRING)$/i

/** Whether the part of a browser-public name behind its prefix names something that is not for browsers. */
export function namesSecretInPublic(name: string): boolean {
  const found = publicPrefix(name)
  if (!found || isPublicByDesign(name)) return false
  const rest = name.slice(found.prefix.length)
  return isSecretName(rest) || DATABASE_ADDRESS.test(rest)
}

const SIGNING =
  /(?:^|_)(?:JWT|SESSION|COOKIE|CSRF|AUTH|NEXTAUTH|APP|DJANGO|FLASK|RAILS|SIGNING|TOKEN|STATE)_?(?:SECRET|SECRET_KEY|SECRETS)$|(?:^|_)(?:JWT|ENCRYPTION|SIGNING|MASTER|APP)_KEY$|^(?:SECRET|SECRET_KEY)$|(?:^|_)SECRET_KEY_BASE$/

/** A name under which an app keeps the key that it signs or encrypts with: `JWT_SECRET`, `SECRET_KEY_BASE`. */
export function isSigningName(name: string): boolean {
  return SIGNING.test(name.toUpperCase())
}
