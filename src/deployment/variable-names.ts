/** Prefixes whose variables a frontend build puts into the JavaScript it ships, by framework. */
const PUBLIC_PREFIXES: readonly (readonly [prefix: string, framework: string])[] = [
  ['NEXT_PUBLIC_', 'Next.js'],
  ['VITE_', 'Vite'],
  ['REACT_APP_', 'Create React App'],
  ['NUXT_PUBLIC_', 'Nuxt'],
  ['NUXT_ENV_', 'Nuxt 2'],
  ['PUBLIC_', 'SvelteKit and Astro'],
  ['GATSBY_', 'Gatsby'],
  ['EXPO_PUBLIC_', 'Expo'],
  ['VUE_APP_', 'Vue CLI'],
  ['STORYBOOK_', 'Storybook'],
  ['NG_APP_', 'Angular'],
  ['REDWOOD_ENV_', 'RedwoodJS'],
  ['PARCEL_PUBLIC_', 'Parcel'],
  ['PLASMO_PUBLIC_', 'Plasmo'],
  ['WXT_', 'WXT'],
  ['RAZZLE_', 'Razzle'],
  ['SNOWPACK_PUBLIC_', 'Snowpack'],
  ['BUN_PUBLIC_', 'Bun'],
  ['TARO_APP_', 'Taro'],
  ['UMI_APP_', 'Umi'],
  ['POI_APP_', 'Poi'],
  ['PREACT_APP_', 'Preact CLI'],
  ['MIX_', 'Laravel Mix'],
]

/** The prefix that makes a variable part of the page, with the framework that does it. */
export function publicPrefix(name: string): { prefix: string; framework: string } | undefined {
  const found = PUBLIC_PREFIXES.find(([prefix]) => name.startsWith(prefix) && name.length > prefix.length)
  return found && { prefix: found[0], framework: found[1] }
}

const SECRET_WORD =
  /(?:^|_)(?:SECRET|SECRETS|TOKEN|[A-Z0-9]{0,20}(?:PASSWORD|PASSWD|PASSPHRASE)|PWD|PASS|PRIVATE_?KEY|API_?KEY|APIKEY|ACCESS_KEY|SIGNING_KEY|ENCRYPTION_KEY|MASTER_KEY|SERVICE_ROLE_KEY|SERVICE_KEY|SERVICE_ROLE|CREDENTIALS?|SECRET_KEY(?:_BASE)?|FERNET_KEY|JWT_KEY|WEBHOOK_KEY|HMAC_KEY|SESSION_KEY|STORAGE_KEY|AUTH_KEY|ADMIN_KEY|APP_KEY|PEPPER)(?:_|$)/
// Charts of Helm call the name of a Secret `existingSecret`.
const NOT_THE_SECRET =
  /(?:(?:^|_)EXISTING_SECRET|_FILE|_PATH|_DIR|_URL|_URI|_ENDPOINT|_NAME|_ID|_ALGORITHM|_ALG|_LENGTH|_LEN|_SIZE|_EXPIRES?(?:_.*)?|_EXPIRY|_EXPIRATION|_EXPIRES_IN|_TTL|_LIFETIME|_AGE|_MINUTES|_SECONDS|_HOURS|_DAYS|_TIMEOUT|_HEADER|_PREFIX|_TYPE|_VERSION|_ISSUER|_AUDIENCE|_ENABLED|_REQUIRED|_POLICY|_MIN|_MAX|_LIMIT|_LIMITS|_COUNT|_ADDRESS|_SYMBOL|_PROVIDER|_BACKEND|_HASHER|_METHOD|_MODE|_STRATEGY|_SCHEME|_CLASS|_PORT|_HOST|_REALM|_SCOPES?|_INTERVAL|_WINDOW|_STORE|_PRICE|_ALIAS|_LABEL|_REF|_ARN|_ROUNDS|_COST|_FORMAT|_FIELD|_COOKIE|_REGION)$/
const PUBLIC_BY_DESIGN =
  /PUBLIC_KEY|PUBLISHABLE|ANON_KEY|SITE_?KEY|CLIENT_ID|POSTHOG|MAPBOX|SENTRY_DSN|FIREBASE|GOOGLE_MAPS|GA_|MEASUREMENT_ID|ALGOLIA_SEARCH|VAPID_PUBLIC|RECAPTCHA_SITE|TURNSTILE_SITE|APP_ID|PROJECT_ID|ANALYTICS|WRITE_KEY|CLIENT_TOKEN|_SEARCH_KEY|_SEARCH_API_KEY|GPG_KEY|PGP_KEY/

/** Whether a name by itself says that its value is a secret: `STRIPE_SECRET_KEY`, `DB_PASSWORD`. */
export function isSecretName(name: string): boolean {
  const upper = screamingCase(name)
  return SECRET_WORD.test(upper) && !NOT_THE_SECRET.test(upper) && !isPublicByDesign(upper)
}

/** What may follow the word without making another thing of it: `DB_PASSWORD_PROD`, `API_KEY_2`. */
const SAME_THING =
  /(?:_(?:\d+|V\d+|OLD|NEW|NEXT|PREVIOUS|CURRENT|PRIMARY|SECONDARY|MAIN|MASTER|REPLICA|ADMIN|ROOT|USER|PROD|PRODUCTION|LIVE|STAGING|DEV|TEST|LOCAL|KEY|VALUE|STRING|BASE|BASE64|B64|PEM|JSON|TEXT|ENCODED|SECRET|SALT))*$/
const ENDS_IN_WORD = new RegExp(SECRET_WORD.source.replace(/\(\?:_\|\$\)$/, SAME_THING.source))

/**
 * Whether the secret is what a name ends in, and so its value, and not only a part of the name as in
 * `TOKEN_CONTRACT` or `SECRETS_PLUGIN`.
 */
export function endsInSecretWord(name: string): boolean {
  return ENDS_IN_WORD.test(screamingCase(name))
}

/** Whether the value of a name is meant for browsers although it is called a key. */
export function isPublicByDesign(name: string): boolean {
  const prefix = publicPrefix(name)?.prefix
  // The prefix itself says PUBLIC; what counts is the name behind it.
  return PUBLIC_BY_DESIGN.test(screamingCase(prefix ? name.slice(prefix.length) : name))
}

/** `dbPassword` and `db.password` as `DB_PASSWORD`. */
function screamingCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
}

const TRUE = new Set(['1', 'true', 'yes', 'on', 'y', 't', 'enabled'])
const FALSE = new Set(['0', 'false', 'no', 'off', 'n', 'f', 'disabled', ''])

/** How programs read a switch: `true`, `1`, `yes`, `on` …; undefined for anything else. */
export function asBoolean(value: string | undefined): boolean | undefined {
  const text = value?.trim().toLowerCase()
  if (text === undefined) return undefined
  return TRUE.has(text) ? true : FALSE.has(text) ? false : undefined
}
