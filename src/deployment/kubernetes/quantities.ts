/** An amount of a resource in its base unit: CPU in cores, memory and storage in bytes. */
export interface Quantity {
  readonly text: string
  /** As near as a double comes; to compare two of them exactly there is `compareQuantities`. */
  readonly amount: number
  /** In thousand-millionths, rounded up as the API does. */
  readonly nano: bigint
}

// The grammar of k8s.io/apimachinery/pkg/api/resource.
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)|[eE]([+-]?\d{1,3}))?$/

const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
/** Beyond this nobody means an amount; the API caps at 2^63-1. */
const MOST_DIGITS = 60

/** Reads a quantity such as `100m`, `1.5Gi`, `1e3` or `2`; undefined where the API would refuse it. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = text.length > MOST_DIGITS ? undefined : QUANTITY.exec(text)
  if (!match) return undefined
  const [, sign, digits = '', suffix, exponent] = match
  const [whole = '', fraction = ''] = digits.split('.')
  const power =
    (exponent !== undefined ? Number(exponent) : (DECIMAL[suffix ?? ''] ?? 0)) + 9 - fraction.length
  if (Math.abs(power) > 200) return undefined
  let scaled = BigInt(whole + fraction || '0') << BigInt(BINARY[suffix ?? ''] ?? 0)
  if (power >= 0) scaled *= 10n ** BigInt(power)
  else {
    const divisor = 10n ** BigInt(-power)
    scaled = (scaled + divisor - 1n) / divisor
  }
  const nano = sign === '-' ? -scaled : scaled
  return { text, nano, amount: Number(nano) / 1e9 }
}

/** Negative, zero or positive, as the first is less than, equal to or more than the second: `1000m` equals `1`. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  return one.nano < other.nano ? -1 : one.nano > other.nano ? 1 : 0
}
