/** What a value gives away about itself. Shapes are those that vendors document; see each line. */
export interface SecretKind {
  /** For messages: "a Stripe live key". */
  readonly label: string
  /** `high`: prefix or structure identify it. `low`: it is real but meant for tests, or may be public by design. */
  readonly confidence: 'high' | 'low'
}

interface Shape extends SecretKind {
  readonly pattern: RegExp
  /** More than the pattern can say: a payload that must be decoded, a documentation value to leave out. */
  readonly confirm?: (match: string) => boolean
}

const high = (label: string, pattern: RegExp, confirm?: (match: string) => boolean): Shape => ({
  label,
  confidence: 'high',
  pattern,
  ...(confirm && { confirm }),
})
const low = (label: string, pattern: RegExp): Shape => ({ label, confidence: 'low', pattern })

/** Every pattern is linear: no nested repetition. Order matters where prefixes overlap. */
const SHAPES: readonly Shape[] = [
  high('an AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/, (key) => !key.endsWith('EXAMPLE')),
  low('a Google API key', /\bAIza[0-9A-Za-z_-]{35}/),
  high('a Google OAuth client secret', /\bGOCSPX-[A-Za-z0-9_-]{20,}/),
  high('a Google OAuth token', /\bya29\.[A-Za-z0-9_-]{20,}/),
  high('a Google service account key', /"type"\s*:\s*"service_account"/),
  high('a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})/),
  high('a GitLab token', /\bgl(?:pat|ptt|dt|rt|cbt)-[A-Za-z0-9_-]{20,}/),
  high('a live secret key (Stripe, Clerk)', /\b[sr]k_live_[A-Za-z0-9]{16,}/),
  low('a test secret key (Stripe, Clerk)', /\b[sr]k_test_[A-Za-z0-9]{16,}/),
  high('a Stripe webhook secret', /\bwhsec_[A-Za-z0-9+/=]{24,}/),
  high('an Anthropic key', /\bsk-ant-(?:api03|admin01)-[A-Za-z0-9_-]{20,}/),
  high('an OpenRouter key', /\bsk-or-v1-[A-Za-z0-9]{32,}/),
  high(
    'an OpenAI key',
    /\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/,
  ),
  high('a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}/),
  high('a Groq key', /\bgsk_[A-Za-z0-9]{40,}/),
  high('a Replicate token', /\br8_[A-Za-z0-9]{30,}/),
  high('an xAI key', /\bxai-[A-Za-z0-9]{40,}/),
  high('a Perplexity key', /\bpplx-[A-Za-z0-9]{40,}/),
  high('a Supabase secret key', /\bsb_secret_[A-Za-z0-9_-]{20,}/),
  high(
    'a service-role token (JWT)',
    /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
    isPrivilegedToken,
  ),
  high('a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-1-[A-Za-z0-9-]{10,}/),
  high(
    'a Slack webhook',
    /https:\/\/hooks\.slack\.com\/services\/T[A-Za-z0-9_]+\/B[A-Za-z0-9_]+\/[A-Za-z0-9_]+/,
  ),
  high('a Discord webhook', /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/),
  high('a Discord bot token', /\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}/),
  high('a Telegram bot token', /\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b/),
  high('a SendGrid key', /\bSG\.[\w-]{22}\.[\w-]{43}/),
  high('a Mailgun key', /\bkey-[0-9a-f]{32}\b/),
  high('a Mailchimp key', /\b[0-9a-f]{32}-us[0-9]{1,2}\b/),
  high('a Brevo key', /\bxkeysib-[0-9a-f]{64}/),
  high('a Resend key', /\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,}/),
  high('a Twilio key', /\bSK[0-9a-f]{32}\b/),
  high('a Netlify token', /\bnfp_[A-Za-z0-9]{36,}/),
  high('a Fly token', /\bFlyV1 fm2_[A-Za-z0-9+/=]{20,}/),
  high('a Heroku key', /\bHRKU-[A-Za-z0-9_-]{30,}/),
  high('a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}/),
  high('a Doppler token', /\bdp\.(?:pt|st|sa|ct)\.[A-Za-z0-9._-]{30,}/),
  high('a Vault token', /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/),
  high('a Terraform Cloud token', /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}/),
  high('an npm token', /\bnpm_[A-Za-z0-9]{36}/),
  high('a PyPI token', /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{20,}/),
  high('a RubyGems key', /\brubygems_[0-9a-f]{48}/),
  high('a Docker Hub token', /\bdckr_pat_[A-Za-z0-9_-]{20,}/),
  high('a PlanetScale credential', /\bpscale_(?:pw|tkn)_[A-Za-z0-9_.-]{30,}/),
  high('a Neon key', /\bnapi_[A-Za-z0-9]{40,}/),
  high('a Sentry token', /\bsntry[su]_[A-Za-z0-9_=+/-]{30,}/),
  high('a New Relic key', /\bNRAK-[A-Z0-9]{27}/),
  high('a Grafana token', /\bgl(?:sa|c)_[A-Za-z0-9_=+/]{30,}/),
  high('a Linear key', /\blin_api_[A-Za-z0-9]{30,}/),
  high('a Notion token', /\bntn_[A-Za-z0-9]{40,}/),
  high('a Figma token', /\bfigd_[A-Za-z0-9_-]{30,}/),
  high('a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/),
  high('a Square token', /\bEAAA[A-Za-z0-9_-]{50,}|\bsq0csp-[A-Za-z0-9_-]{40,}/),
  high('a private key', /-----BEGIN (?:[A-Z]+ )?(?:[A-Z]+ )?PRIVATE KEY/),
  high('a private key', /\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{10,}/),
  high('an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/),
]

/** Only the service and secret roles of a token's payload make it a secret; `anon` is made for browsers. */
function isPrivilegedToken(token: string): boolean {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return payload?.role !== 'anon'
  } catch {
    return true
  }
}

/** The kind of secret that a text's own shape shows, wherever in the text it stands. */
export function recogniseSecret(text: string): SecretKind | undefined {
  if (text.length < 8) return undefined
  const found = SHAPES.find(({ pattern, confirm }) => {
    const match = pattern.exec(text)
    return match !== null && !isFiller(match[0]) && (confirm?.(match[0]) ?? true)
  })
  if (found) return found
  const password = passwordInUrl(text)
  if (password && !isPlaceholder(password) && !isWellKnownDefault(password)) {
    return { label: 'a connection URL with a password', confidence: 'high' }
  }
  return undefined
}

/** The shape of a token with nothing in it: `sk_live_xxxxxxxxxxxxxxxx`, `ghp_yourtokenhere…`. */
function isFiller(token: string): boolean {
  const tail = token.slice(-16)
  return new Set(tail).size <= 3 || /x{5,}|\byour|_your|example|placeholder|replace|change_?me/i.test(token)
}

/** Asked first, since hardly any text holds a secret: one pass instead of one for each shape. */
const ANY_SHAPE = new RegExp(SHAPES.map(({ pattern }) => `(?:${pattern.source})`).join('|'))
const ALL_OF_SHAPE = SHAPES.map(({ pattern }) => new RegExp(pattern.source, 'g'))

/** Start and end of everything in a text that looks like a secret by its shape; for redaction. */
export function* secretRanges(text: string): Iterable<{ start: number; end: number }> {
  if (ANY_SHAPE.test(text)) {
    for (const shape of ALL_OF_SHAPE) {
      for (const match of text.matchAll(shape)) {
        yield { start: match.index, end: match.index + match[0].length }
      }
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

/** Shannon entropy of a text in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

const PLACEHOLDER =
  /^(?:|change[-_ ]?me.*|replace[-_ ]?(?:me|this|with).*|your[-_ ].*|my[-_](?:secret|password|key|token)(?:[-_].*)?|<.*>|\[.*\]|\{\{.*\}\}|x{3,}|\*{3,}|\.{3,}|-+|example.*|.*[-_.]example|dummy.*|fake.*|todo.*|tbd|fixme|placeholder.*|insert[-_ ].*|put[-_ ].*|enter[-_ ].*|none|null|undefined|n\/a)$/i
const MANAGED =
  /^(?:\$\{.*\}?|\$[A-Za-z_].*|op:\/\/.*|vault:.*|ENC\[.*|sops.*|arn:aws:(?:secretsmanager|ssm):.*|secretref:.*|ref\+.*|\/run\/secrets\/.*|gcp(?:sm)?:\/\/.*|aws(?:sm)?:\/\/.*|file:.*)$/i
const WELL_KNOWN = new Set(
  'postgres password passwd pass admin root secret test testing demo guest user minio minioadmin mysql mariadb mongo redis rabbitmq changeit letmein qwerty default dev development local example docker foobar foo bar 123 1234 12345 123456 12345678 123456789 password1 password123 admin123 secret123 postgres123 rootpassword mysecretpassword my-secret-pw s3cr3t secretkey secret-key supersecret super-secret supersecretkey keyboardcat keyboard-cat p@ssw0rd pa55word wordpress somewordpress nextcloud grafana gitea keycloak'.split(
    ' ',
  ),
)

/** Text that stands where a value is to come: `changeme`, `<token>`, `your-key-here`, `xxx`, nothing. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.trim())
}

/** A reference to a secret store, a file, or another variable: the value itself is elsewhere. */
export function isManagedElsewhere(value: string): boolean {
  return MANAGED.test(value.trim())
}

/** Passwords that come with images and tutorials, known to everybody. */
export function isWellKnownDefault(value: string): boolean {
  return WELL_KNOWN.has(value.trim().toLowerCase())
}
