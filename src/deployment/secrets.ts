import {
  isManagedElsewhere,
  isPlaceholder,
  isWellKnownDefault,
  passwordInUrl,
  recogniseSecret,
} from './secret-values.ts'
import type { Variable } from './variable.ts'
import { asBoolean, isPublicByDesign, isSecretName, publicPrefix } from './variable-names.ts'

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
  if (value === undefined || value === '' || isPublicValue(value)) return undefined
  const kind = recogniseSecret(value)
  if (kind?.confidence === 'high') return { label: kind.label, isRecognised: true }
  if (!isSecretName(name) || isPlaceholder(value) || isManagedElsewhere(value)) return undefined
  if (isWellKnownDefault(value) || isPlainValue(value)) return undefined
  return { label: kind?.label ?? 'what its name calls a secret', isRecognised: false }
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
    (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && passwordInUrl(text) === undefined) ||
    /^(?:\.{0,2}\/)[\w./-]*$/.test(text)
  )
}

/** Values that vendors make for browsers: publishable and anonymous keys, DSNs, site keys, measurement ids. */
const PUBLIC_VALUE =
  /^(?:pk_(?:live|test)_\w+|phc_\w+|pk\.eyJ[\w.-]+|sb_publishable_\w+|https:\/\/[0-9a-f]{32}@[\w.-]+\/\d+|G-[A-Z0-9]{6,}|GTM-[A-Z0-9]+|UA-\d+-\d+|6L[\w-]{38}|0x4AAAA[\w-]+|\d:\d+:web:[0-9a-f]+)$/

/** Whether a value is public by design, such as `pk_live_…`, an `anon` token of Supabase, a Sentry DSN. */
export function isPublicValue(value: string): boolean {
  const text = value.trim()
  return PUBLIC_VALUE.test(text) || roleOfToken(text) === 'anon'
}

function roleOfToken(text: string): unknown {
  const payload = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+$/.exec(text)?.[1]
  if (payload === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))?.role
  } catch {
    return undefined
  }
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
