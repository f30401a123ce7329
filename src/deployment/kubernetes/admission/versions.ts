import type { Environment } from '@marcbachmann/cel-js'

/** A version by semver.org. */
class Version {
  readonly numbers: readonly bigint[]
  readonly before: readonly string[]
  constructor(numbers: readonly bigint[], before: readonly string[]) {
    this.numbers = numbers
    this.before = before
  }
}

const NUMBER = '(0|[1-9]\\d{0,17})'
const SEMVER = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([\\w.-]+))?(?:\\+([0-9A-Za-z.-]+))?$`)

function parse(text: string, tolerant = false): Version | undefined {
  if (text.length > 200) return undefined
  const match = SEMVER.exec(tolerant ? normalize(text) : text)
  if (!match) return undefined
  const before = match[4] === undefined ? [] : match[4].split('.')
  if (before.some((part) => !/^(?:0|[1-9]\d*|[0-9A-Za-z-]*[A-Za-z-][0-9A-Za-z-]*)$/.test(part)))
    return undefined
  return new Version(match.slice(1, 4).map(BigInt), before)
}

/** `v1.02` is 1.2.0. */
function normalize(text: string): string {
  const [, numbers = '', rest = ''] = /^([^+-]*)(.*)$/s.exec(text.replace(/^v/, '')) ?? []
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''))
  while (parts.length < 3 && rest === '') parts.push('0')
  return parts.join('.') + rest
}

function read(text: string, tolerant?: boolean): Version {
  const version = parse(text, tolerant)
  if (!version) throw new Error(`"${text.slice(0, 60)}" is no version`)
  return version
}

function compare(one: Version, other: Version): bigint {
  for (const [at, number] of one.numbers.entries()) {
    if (number !== other.numbers[at]!) return number < other.numbers[at]! ? -1n : 1n
  }
  const [a, b] = [one.before, other.before]
  if (a.length === 0 || b.length === 0) return BigInt(Number(b.length > 0) - Number(a.length > 0))
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareParts(a[at]!, b[at]!)
    if (order !== 0n) return order
  }
  return BigInt(Math.sign(a.length - b.length))
}

function compareParts(one: string, other: string): bigint {
  if (one === other) return 0n
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)]
  if (isNumber && isOtherNumber) return BigInt(one) < BigInt(other) ? -1n : 1n
  if (isNumber !== isOtherNumber) return isNumber ? -1n : 1n
  return one < other ? -1n : 1n
}

/** Kubernetes' functions on versions (k8s.io/apiserver/pkg/cel/library, semverlib). */
export function registerVersions(environment: Environment): void {
  const type = 'kubernetes.Semver'
  environment
    .registerType(type, Version)
    .registerOperator(`${type} == ${type}`, (a: Version, b: Version) => compare(a, b) === 0n)
    .registerFunction(`semver(string): ${type}`, (text: string) => read(text))
    .registerFunction(`semver(string, bool): ${type}`, read)
    .registerFunction('isSemver(string): bool', (text: string) => parse(text) !== undefined)
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, tolerant: boolean) => parse(text, tolerant) !== undefined,
    )
    .registerFunction(`${type}.compareTo(${type}): int`, compare)
    .registerFunction(`${type}.isGreaterThan(${type}): bool`, (a: Version, b: Version) => compare(a, b) > 0n)
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: Version, b: Version) => compare(a, b) < 0n)
  for (const [at, name] of ['major', 'minor', 'patch'].entries()) {
    environment.registerFunction(`${type}.${name}(): int`, ({ numbers }: Version) => numbers[at])
  }
}
