import type { Span } from '../span.ts'
import type { KubernetesObject } from './kubernetes/object.ts'
import { isMadeUp, isManagedElsewhere, isWellKnownDefault } from './secret-values.ts'
import { isPlainValue, isPublicValue, isRandom, type Secret, secretOf } from './secrets.ts'
import { placeOfValue, type Variable } from './variable.ts'

// What objects of Kubernetes hold in so many letters, and which other tools say so. Facts about these: kube-linter
// env-var-secret, Polaris sensitiveContainerEnvVar and sensitiveConfigmapContent, Trivy KSV-0109 and KSV-01010.

/** A secret in the value of a variable, with its exact place. */
export interface HeldSecret extends Secret {
  /** What the value, or the line of the file that it is, calls it. */
  readonly name: string
  /** Exactly the part, also on a line of a block. */
  readonly at: Span
}

/** The secret that a literal `env` of a container or an entry of a ConfigMap is, or has in one of its lines. */
export function heldSecret(variable: Variable): HeldSecret | undefined {
  const { name, value, environment } = variable
  if (value === undefined || value === '') return undefined
  const isJudged = (secret: Secret | undefined): secret is Secret =>
    secret !== undefined && (secret.isRecognised || environment.isProduction)
  const whole = secretOf(name, value)
  if (isJudged(whole)) return { ...whole, name, at: placeOfValue(variable) }
  for (const { 0: line, 1: key, index } of value.matchAll(LINE)) {
    const part = line.slice(line.search(/[=:]/) + 1).replace(/^\s*["']?|["']?[,;]?\s*$/g, '')
    if (/^\$|^["']?\$\(/.test(part)) continue
    const secret = part === '' ? undefined : secretOf(key!, part)
    if (isJudged(secret)) {
      const start = index + line.lastIndexOf(part)
      return { ...secret, name: key!, at: placeIn(variable, start, part.length) }
    }
  }
  return undefined
}

/** The place of a part of a value, by its offset in what the file says; the value's own where that is not known. */
function placeIn(variable: Variable, start: number, length: number): Span {
  const field = variable.object?.entries('data').find(({ key }) => key?.value === variable.name)
  const node = field?.node
  if (node?.kind !== 'scalar' || node.text !== variable.value) return placeOfValue(variable)
  return node.traced().spanOf(start, start + length)
}

/** `key=value`, `key: value` and `"key": "value"` of the file that a value is. */
const LINE = /^[ \t]*(?:export[ \t]+)?["']?([A-Za-z_][\w.-]{0,80})["']?[ \t]*[=:][^\n]+$/gm

/** What everybody may know although a Secret holds it. */
const PUBLIC_PART =
  /(?:^|[._-])(?:crt|cert|ca|pub|user(?:name)?|login|host|port|url|db|dbname|database|name|region|endpoint|email)$/i

/** The first entry of a Secret with a real value, if one stands there in so many letters. */
export function realEntry(object: KubernetesObject): Variable | undefined {
  return object.cluster.dataOf(object).find(({ name, value }) => {
    if (!value || isMadeUp(value) || isManagedElsewhere(value) || isWellKnownDefault(value)) return false
    if (secretOf(name, value)) return true
    if (PUBLIC_PART.test(name) || isPlainValue(value) || isPublicValue(value)) return false
    return isRandom(value) || /(?:^|[._-])(?:key|pass(?:word)?|token|secret)$/i.test(name)
  })
}

const KEYS_TO_POLARIS =
  /^AWS_SECRET_ACCESS_KEY$|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_.+KEY$|^OCI_CLI_KEY_CONTENT$|password|token|bearer|secret/i
const KEY_BLOCK_TO_POLARIS = /-BEGIN\s+.*PRIVATE KEY-/i
const WORD_TO_TRIVY =
  /(?:pass|passwr?d|passphrase|pword|pswrd|pwd|password|secret|secretkey|token|aws_access_key_id)/i
const LINE_TO_TRIVY =
  /(?:pass|passwr?d|passphrase|pword|pswrd|pwd|password|secret|secretkey|token|aws_access_key_id)\s*[=:]/i
const PERSONAL_TO_TRIVY = /username|email|key|phone|sha1|md5/i
const PERSONAL_LINE_TO_TRIVY =
  /(?:username|email|key|phone)\s*[=:]|sha1|md5|[\w.-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}/i

/** The other tools' ids under which they report an entry by its name, or by the names within its value. */
export function peersThatReport({ name, value, place, written }: Variable): string[] {
  const peers: string[] = []
  const text = value ?? written
  if (place === 'container-environment') {
    if (/secret/i.test(name) && text !== '') peers.push('kube-linter:env-var-secret')
    if (KEYS_TO_POLARIS.test(name) || KEY_BLOCK_TO_POLARIS.test(text))
      peers.push('polaris:sensitiveContainerEnvVar')
  }
  if (place === 'config-map') {
    if (KEYS_TO_POLARIS.test(name) || KEY_BLOCK_TO_POLARIS.test(text))
      peers.push('polaris:sensitiveConfigmapContent')
    if (WORD_TO_TRIVY.test(name) || text.split('\n').some(isAssignedToTrivy)) peers.push('trivy:KSV-0109')
    if (PERSONAL_TO_TRIVY.test(name) || PERSONAL_LINE_TO_TRIVY.test(text)) peers.push('trivy:KSV-01010')
  }
  return peers
}

/** Whether a line gives such a name a value that is written out. */
function isAssignedToTrivy(line: string): boolean {
  if (!LINE_TO_TRIVY.test(line)) return false
  return [':', '='].some((delimiter) => {
    const held = line.split(delimiter)[1]
    return held !== undefined && held !== '' && !/^"?(?:\$\{|\$\(|\{\{)/.test(held)
  })
}
