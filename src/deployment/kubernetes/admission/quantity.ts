import type { Environment } from '@marcbachmann/cel-js'
import { parseQuantity } from '../quantities.ts'

const ONE = 1_000_000_000n
const LARGEST_INTEGER = 2n ** 63n - 1n

/** An amount as expressions hold it. */
class Quantity {
  readonly nano: bigint
  constructor(nano: bigint) {
    this.nano = nano
  }
}

function read(text: string): Quantity {
  const quantity = parseQuantity(text)
  if (!quantity) throw new Error(`"${text.slice(0, 60)}" is no quantity`)
  return new Quantity(quantity.nano)
}

function toInteger({ nano }: Quantity): bigint | undefined {
  const value = nano / ONE
  return nano % ONE === 0n && value <= LARGEST_INTEGER && value >= -LARGEST_INTEGER - 1n ? value : undefined
}

function compare(one: Quantity, other: Quantity): bigint {
  return one.nano < other.nano ? -1n : one.nano > other.nano ? 1n : 0n
}

/** Kubernetes' functions on resource quantities (k8s.io/apiserver/pkg/cel/library, quantity). */
export function registerQuantities(environment: Environment): void {
  const type = 'kubernetes.Quantity'
  environment
    .registerType(type, Quantity)
    .registerOperator(`${type} == ${type}`, (a: Quantity, b: Quantity) => a.nano === b.nano)
    .registerFunction(`quantity(string): ${type}`, read)
    .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text) !== undefined)
    // It is documented as a method and declared as a function.
    .registerFunction(`${type}.sign(): int`, (a: Quantity) => compare(a, new Quantity(0n)))
    .registerFunction(`sign(${type}): int`, (a: Quantity) => compare(a, new Quantity(0n)))
    .registerFunction(`${type}.isGreaterThan(${type}): bool`, (a: Quantity, b: Quantity) => a.nano > b.nano)
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: Quantity, b: Quantity) => a.nano < b.nano)
    .registerFunction(`${type}.compareTo(${type}): int`, compare)
    .registerFunction(`${type}.asApproximateFloat(): double`, (a: Quantity) => Number(a.nano) / 1e9)
    .registerFunction(`${type}.isInteger(): bool`, (a: Quantity) => toInteger(a) !== undefined)
    .registerFunction(`${type}.asInteger(): int`, (a: Quantity) => {
      const value = toInteger(a)
      if (value === undefined) throw new Error('the quantity is no integer')
      return value
    })
  for (const [name, sign] of [
    ['add', 1n],
    ['sub', -1n],
  ] as const) {
    environment
      .registerFunction(
        `${type}.${name}(${type}): ${type}`,
        (a: Quantity, b: Quantity) => new Quantity(a.nano + sign * b.nano),
      )
      .registerFunction(
        `${type}.${name}(int): ${type}`,
        (a: Quantity, b: bigint) => new Quantity(a.nano + sign * b * ONE),
      )
  }
}
