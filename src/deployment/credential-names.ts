import type { Variable } from './variable.ts'

// Which names of variables other tools take for secrets. Facts: hadolint DL3064 (a list and parts of names),
// BuildKit SecretsUsedInArgOrEnv and Trivy DS-0031 (whole words between underscores, and a list).

const HADOLINT_NAMES = new Set(
  'APPLICATION_KEY CF_USERNAME AWS_ACCESS_KEY_ID CI_DEPLOY_USER DOCKER_EMAIL FACEBOOK_APP_ID HEROKU_API_USER OKTA_AUTHN_GROUPID OKTA_CLIENT_ORGURL OKTA_OAUTH2_CLIENTID STRIPE_DEVICE_NAME TRAVIS_OS_NAME TRAVIS_SECURE_ENV_VARS TRAVIS_SUDO'.split(
    ' ',
  ),
)
const HADOLINT_PARTS = /api_key|client_key|password|private|secret|token|username/i
const BUILDKIT_WORDS = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i
const BUILDKIT_EXCEPTIONS = /(?:_|^)(?:public|file|version)(?:_|$)/i
const TRIVY_WORDS =
  /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token|usr|psw)(?:_|$)/i
const TRIVY_EXCEPTIONS = /(?:_|^)public(?:_|$)/i
const TRIVY_NAMES = new Set(['AWS_ACCESS_KEY_ID', 'AZURE_CLIENT_ID'])
/** Names of files with credentials; what they name is a path. */
const CREDENTIAL_FILES = new Set(['AWS_CONFIG_FILE', 'HF_TOKEN_PATH', 'GOOGLE_APPLICATION_CREDENTIALS'])

/** Whether hadolint calls an ARG or ENV of this name sensitive. */
function isSecretToHadolint(name: string): boolean {
  return HADOLINT_NAMES.has(name.toUpperCase()) || HADOLINT_PARTS.test(name)
}

/** Whether BuildKit does. */
function isSecretToBuildkit(name: string): boolean {
  return BUILDKIT_WORDS.test(name) && !BUILDKIT_EXCEPTIONS.test(name)
}

/** Whether Trivy does. */
function isSecretToTrivy(name: string): boolean {
  if (TRIVY_NAMES.has(name.replace(/^(?:VITE|REACT_APP)_/, ''))) return true
  return TRIVY_WORDS.test(name) && !TRIVY_EXCEPTIONS.test(name) && !CREDENTIAL_FILES.has(name)
}

/** Half of a pair of credentials: worth little alone, yet never of use in an image but beside the other half. */
export function isCredentialName(name: string): boolean {
  return /(?:^|_)(?:AWS_ACCESS_KEY_ID|PSW|PWORD)$/i.test(name)
}

/** A variable that names a file with credentials. */
export function isCredentialFileName(name: string): boolean {
  return (
    CREDENTIAL_FILES.has(name) ||
    /(?:^|_)(?:CREDENTIALS|SERVICE_ACCOUNT|PRIVATE_KEY)_(?:FILE|PATH)$/.test(name)
  )
}

/** The other tools' ids under which they report a variable of a Dockerfile; none for any other place. */
export function peersThatReport({ name, place, stage }: Variable): string[] {
  if (place !== 'image-argument' && place !== 'image-environment') return []
  const peers: string[] = []
  if (isSecretToHadolint(name)) peers.push('hadolint:DL3064')
  if (stage && isSecretToBuildkit(name)) peers.push('buildkit:SecretsUsedInArgOrEnv')
  // Trivy looks at the last stage only.
  if (stage && stage === stage.image.finalStage && isSecretToTrivy(name)) peers.push('trivy:DS-0031')
  return peers
}
