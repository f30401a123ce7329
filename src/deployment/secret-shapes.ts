import {
  hasChecksum,
  holdsLogin,
  holdsPrivateKey,
  isFiller,
  isPrivilegedToken,
  namesAccount,
} from './secret-checks.ts'

/** What a value gives away about itself. */
export interface SecretKind {
  /** For messages: "a Stripe live key". */
  readonly label: string
  /** `high`: prefix or structure identify it. `low`: it is real but meant for tests, or may be public by design. */
  readonly confidence: 'high' | 'low'
}

export interface Shape extends SecretKind {
  /** Linear: no nested repetition. */
  readonly pattern: RegExp
  /** More than the pattern can say: a checksum, a payload that must be decoded, a documentation value. */
  readonly confirm: (match: string) => boolean
}

const isWritten = (match: string) => !isFiller(match)

function high(label: string, pattern: RegExp, confirm?: (match: string) => boolean): Shape {
  const isConfirmed = confirm ? (match: string) => isWritten(match) && confirm(match) : isWritten
  return { label, confidence: 'high', pattern, confirm: isConfirmed }
}

function low(label: string, pattern: RegExp): Shape {
  return { label, confidence: 'low', pattern, confirm: isWritten }
}

/** The shapes that vendors document. The first that fits gives the name, so the narrower stand first. */
export const SHAPES: readonly Shape[] = [
  // Clouds
  high('an AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/, namesAccount),
  low('a Google API key', /\bAIza[0-9A-Za-z_-]{35}/),
  high('a Google OAuth client secret', /\bGOCSPX-[A-Za-z0-9_-]{20,}/),
  high('a Google OAuth token', /\bya29\.[A-Za-z0-9_-]{20,}/),
  high('a Google refresh token', /(?<![\w/])1\/\/0[A-Za-z0-9_-]{40,}/),
  high('a Google service account key', /"type"\s*:\s*"service_account"/),
  high('an Azure client secret', /(?<![\w~.-])[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}(?![\w~.-])/),
  high('an Azure access key', /\b(?:Account|SharedAccess)Key=[A-Za-z0-9+/]{42,88}={0,2}/),
  high('a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}/),
  high('a Netlify token', /\bnfp_[A-Za-z0-9]{36,}/),
  high('a Fly token', /\bFlyV1 fm[12]_[A-Za-z0-9+/=_,-]{20,}|\bfm2_[A-Za-z0-9+/=]{60,}/),
  high('a Heroku key', /\bHRKU-[A-Za-z0-9_-]{30,}/),
  high('an Alibaba access key', /\bLTAI[A-Za-z0-9]{20}\b/),
  high('a Databricks token', /\bdapi[0-9a-f]{32}(?:-\d)?\b/),
  high('a Tailscale key', /\btskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{10,}-[A-Za-z0-9]{20,}/),

  // Code and packages
  high('a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36,}/, hasChecksum),
  high('a GitHub token', /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/),
  high(
    'a GitLab token',
    /\bgl(?:pat|ptt|dt|rt|rtr|cbt|ft|oas|soat|imt|agent|ffct|wt)-[A-Za-z0-9_.-]{20,}|\bGR1348941[A-Za-z0-9_-]{20}/,
  ),
  high('a Bitbucket app password', /\bATBB[A-Za-z0-9]{32}/),
  high('an Atlassian token', /\bATATT3xFfGF0[A-Za-z0-9_=-]{100,}/),
  high('an npm token', /\bnpm_[A-Za-z0-9]{36}/, hasChecksum),
  high('a PyPI token', /\bpypi-AgE[A-Za-z0-9_-]{50,}/),
  high('a RubyGems key', /\brubygems_[0-9a-f]{48}/),
  high('a crates.io token', /\bcio[A-Za-z0-9]{32}\b/),
  high('a NuGet key', /\boy2[a-z0-9]{43}\b/),
  high('a Docker Hub token', /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/),
  high('an Artifactory key', /\bAKC[a-z][A-Za-z0-9]{60,}/),
  high('a SonarQube token', /\bsq[pua]_[0-9a-f]{40}/),
  high('a Doppler token', /\bdp\.(?:pt|st|sa|ct|scim|audit)\.[A-Za-z0-9._-]{30,}/),
  high('a Vault token', /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/),
  high('a Terraform Cloud token', /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}/),
  high('a Pulumi token', /\bpul-[0-9a-f]{40}/),
  high('a Postman key', /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/),
  high('a 1Password service token', /\bops_eyJ[A-Za-z0-9_-]{100,}/),

  // Payments
  high('a live secret key (Stripe, Clerk)', /\b[sr]k_live_[A-Za-z0-9]{16,}/),
  low('a test secret key (Stripe, Clerk)', /\b[sr]k_test_[A-Za-z0-9]{16,}/),
  high('a webhook secret', /\bwhsec_[A-Za-z0-9+/=]{24,}/),
  high('a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/),
  high('a Square token', /\bEAAA[A-Za-z0-9_-]{50,}|\bsq0csp-[A-Za-z0-9_-]{40,}/),

  // Models
  high('an Anthropic key', /\bsk-ant-(?:api\d\d|admin\d\d|oat\d\d)-[A-Za-z0-9_-]{20,}/),
  high('an OpenRouter key', /\bsk-or-v1-[A-Za-z0-9]{32,}/),
  high(
    'an OpenAI key',
    /\bsk-(?:proj|svcacct|admin|service)-[A-Za-z0-9_-]{40,}|\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/,
  ),
  high('a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}/),
  high('a Groq key', /\bgsk_[A-Za-z0-9]{40,}/),
  high('a Replicate token', /\br8_[A-Za-z0-9]{30,}/),
  high('an xAI key', /\bxai-[A-Za-z0-9]{40,}/),
  high('a Perplexity key', /\bpplx-[A-Za-z0-9]{40,}/),
  high('a Pinecone key', /\bpcsk_[A-Za-z0-9]{5,}_[A-Za-z0-9]{40,}/),
  high('a LangSmith key', /\blsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/),

  // Data
  high('a Supabase secret key', /\bsb_secret_[A-Za-z0-9_-]{20,}/),
  high('a Supabase access token', /\bsbp_[0-9a-f]{40}/),
  high(
    'a token with rights in it (JWT)',
    /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
    isPrivilegedToken,
  ),
  high('a PlanetScale credential', /\bpscale_(?:pw|tkn|oauth)_[A-Za-z0-9_.-]{30,}/),
  high('a Neon key', /\bnapi_[A-Za-z0-9]{40,}/),

  // Talk and mail
  high('a Slack token', /\bxox[abeoprs]-(?:\d+-)?[A-Za-z0-9-]{10,}/, hasSlackParts),
  high('a Slack token', /\bxapp-\d-[A-Z0-9]{8,}-\d{8,}-[0-9a-f]{32,}/),
  high(
    'a Slack webhook',
    /https:\/\/hooks\.slack\.com\/(?:services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}|workflows\/T[A-Z0-9]+\/A[A-Z0-9]+\/\d+)\/[A-Za-z0-9]{20,}/,
  ),
  high('a Discord webhook', /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{20,}/),
  high('a Discord bot token', /\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}/),
  high('a Telegram bot token', /\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![\w-])/),
  high('a SendGrid key', /\bSG\.[\w-]{22}\.[\w-]{43}/),
  high('a Mailgun key', /\bkey-[0-9a-f]{32}\b/),
  high('a Mailchimp key', /\b[0-9a-f]{32}-us[0-9]{1,2}\b/),
  high('a Brevo key', /\bxkeysib-[0-9a-f]{64}/),
  high('a Resend key', /\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,}/),
  high('a Twilio key', /\bSK[0-9a-f]{32}\b/),

  // Watching
  high('a Sentry token', /\bsntry[su]_[A-Za-z0-9_=+/-]{30,}/),
  high('a New Relic key', /\bNRAK-[A-Z0-9]{27}|\b[0-9a-f]{36}NRAL\b/),
  high('a Grafana token', /\bgl(?:sa|c)_[A-Za-z0-9_=+/]{30,}/),
  high('a PostHog personal key', /\bphx_[A-Za-z0-9]{40,}/),
  high('a LaunchDarkly server key', /\bsdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/),
  high('a Linear key', /\blin_api_[A-Za-z0-9]{30,}/),
  high('a Notion token', /\bntn_[A-Za-z0-9]{40,}|\bsecret_[A-Za-z0-9]{43}\b/),
  high('a Figma token', /\bfigd_[A-Za-z0-9_-]{30,}/),
  high('a Mapbox secret token', /\bsk\.eyJ[A-Za-z0-9_-]{10,}={0,2}\.[A-Za-z0-9_-]{20,}/),

  // Keys
  high(
    'a private key',
    /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----[^-"'`]{0,20000}(?:-----END)?|-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY/,
  ),
  high('a private key', /\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{10,}={0,2}/, holdsPrivateKey),
  high('an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/),
  high('an application key (Laravel)', /\bbase64:[A-Za-z0-9+/]{43}=(?![\w+/=])/),

  // Headers and connections
  high('a login', /\bBasic\s+[A-Za-z0-9+/]{8,}={0,2}(?![\w+/=])/i, holdsLogin),
  high('an access token', /\b(?:Bearer|token)\s+(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{20,}=*(?![\w$({%])/i),
]

/** Numbers and a random part, as every token but the oldest kinds have them: `xoxb-123…-456…-aBc…`. */
function hasSlackParts(token: string): boolean {
  return /^xox[abeoprs]-(?:\d{1,}-){1,3}[A-Za-z0-9]{10,}|^xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{100,}/.test(token)
}
