import { cookieDomainFault } from './cookie-domain.ts'
import type { Environment, VariableContract } from './environment.ts'
import type { Deployment, Project } from './project.ts'
import { entropy } from './secret-values.ts'
import { productionSettings, type Setting, settingsOf } from './settings.ts'
import type { Variable } from './variable.ts'
import { asBoolean } from './variable-names.ts'

/** The settings that a contract speaks of: those of the services it names, of all where it names none. */
export function settingsUnder(contract: VariableContract, deployment: Deployment): Setting[] {
  return settingsOf(deployment).filter((setting) => isUnder(setting, contract))
}

function isUnder({ name, service, container }: Setting, contract: VariableContract): boolean {
  const { services } = contract
  if (contract.name !== name) return false
  const names = service ? [service.name] : container ? [container.name, container.workload.name] : []
  return !services || names.length === 0 || names.some((each) => each && services.includes(each.value))
}

/** The contract that judges a setting, if the policy has one for it. */
export function contractOf(setting: Setting, { environment }: Deployment): VariableContract | undefined {
  return environment.policy.variables?.find((contract) => isUnder(setting, contract))
}

/**
 * What production runs with and the policy leaves to convention. Where a contract says itself what the value
 * has to be, by one of the terms or word for word, a rule of convention would only repeat it, or contradict it.
 */
export function conventionalSettings(
  deployment: Deployment,
  terms: readonly (keyof VariableContract)[] = [],
): readonly Setting[] {
  return productionSettings(deployment).filter((setting) => !isSettled(setting, deployment, terms))
}

/** The same of one assignment, wherever it is effective. */
export function isSettledByContract(
  variable: Variable,
  { deployments }: Project,
  terms: readonly (keyof VariableContract)[],
): boolean {
  return deployments.some((deployment) =>
    settingsOf(deployment).some(
      (setting) => setting.origin === variable && isSettled(setting, deployment, terms),
    ),
  )
}

function isSettled(
  setting: Setting,
  deployment: Deployment,
  terms: readonly (keyof VariableContract)[],
): boolean {
  const contract = contractOf(setting, deployment)
  if (!contract) return false
  const { matches } = contract
  if (matches !== undefined && setting.value && !new RegExp(matches).test(setting.value)) return true
  return [...terms, 'equals' as const, 'oneOf' as const].some((term) => contract[term] !== undefined)
}

/** Whether some environment's contract lets a browser-public name hold what looks like a secret. */
export function isAllowedPublic(project: Project, name: string): boolean {
  return contractsIn(project).some((contract) => contract.name === name && contract.allowPublic === true)
}

/** The contracts of all environments. */
export function contractsIn(project: Project): readonly VariableContract[] {
  return project.deployments.flatMap(({ environment }) => environment.policy.variables ?? [])
}

/**
 * What a value lacks of its contract, each as the end of a sentence that begins with the variable's name. The
 * value itself is in none of them.
 */
export function* brokenTerms(
  contract: VariableContract,
  value: string,
  environment: Environment,
): Iterable<string> {
  const { equals, oneOf, matches, number, url, minLength, minEntropy, cookieDomainFor } = contract
  if (equals !== undefined && value !== equals) yield `must be ${equals === '' ? 'empty' : equals}`
  if (oneOf && !oneOf.includes(value)) yield `must be one of ${oneOf.join(', ')}`
  if (matches !== undefined && !new RegExp(matches).test(value)) yield `must match ${matches}`
  if (number) yield* brokenNumber(number, value)
  if (url) yield* brokenUrl(url, value)
  if (contract.boolean && (value.trim() === '' || asBoolean(value) === undefined)) {
    yield 'must be true or false'
  }
  if (minLength !== undefined && value.length < minLength) {
    yield `must have at least ${minLength} characters and has ${value.length}`
  }
  if (minEntropy !== undefined) {
    const bits = Math.floor(entropy(value) * value.length)
    if (bits < minEntropy) yield `must hold at least ${minEntropy} bits of chance and holds about ${bits}`
  }
  if (contract.fernetKey && !value.split(',').every((key) => isFernetKey(key.trim()))) {
    yield 'must be a Fernet key: 32 bytes in url-safe base64, 44 characters that end in "="'
  }
  if (contract.liveKey !== undefined) yield* brokenLiveKey(contract.liveKey, value)
  if (cookieDomainFor) {
    const hosts = cookieDomainFor === 'hosts' ? (environment.policy.hosts ?? []) : cookieDomainFor
    // One host needs no Domain at all, and a machine of one's own has no domain to give.
    const fault = environment.kind === 'local' && value === '' ? undefined : cookieDomainFault(value, hosts)
    if (fault) yield fault
  }
}

/** Whether a text is 32 bytes in url-safe base64, as `cryptography.fernet` demands. */
function isFernetKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}=$/.test(text)
}

function* brokenNumber(
  { min, max, integer }: NonNullable<VariableContract['number']>,
  value: string,
): Iterable<string> {
  const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : Number.NaN
  const isWhole = Number.isInteger(number)
  if (Number.isNaN(number)) yield 'must be a number'
  else if (integer && !isWhole) yield 'must be a whole number'
  else if (min !== undefined && number < min) yield `must be at least ${min}`
  else if (max !== undefined && number > max) yield `must be at most ${max}`
}

function* brokenUrl(url: true | { readonly schemes?: readonly string[] }, value: string): Iterable<string> {
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  const scheme = parsed?.protocol.replace(':', '')
  if (!parsed || !value.includes('://')) yield 'must be a URL'
  else if (url !== true && url.schemes && !url.schemes.includes(scheme!)) {
    yield `must be a URL that begins with ${url.schemes.map((each) => `${each}://`).join(' or ')}`
  }
}

/** The names of Stripe's and Clerk's keys tell live from test; a webhook's secret does not. */
function* brokenLiveKey(isLive: boolean, value: string): Iterable<string> {
  if (isLive && !/_live_/.test(value) && !/^whsec_/.test(value)) {
    yield 'must be a live key (sk_live_, pk_live_, rk_live_)'
  }
  if (!isLive && /_live_/.test(value)) yield 'must not be a live key'
}
