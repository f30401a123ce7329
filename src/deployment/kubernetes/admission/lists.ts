import type { Environment } from '@marcbachmann/cel-js'

class SetNames {}
class ListNames {}

/** Whether two values are equal, as the operator `==` of expressions says. */
type Equality = (one: unknown, other: unknown) => boolean
type Ordered = string | number | bigint | boolean | Date | { valueOf(): number | bigint }

const LONGEST_RANGE = 10_000n

function least(list: readonly Ordered[], isBefore: (a: Ordered, b: Ordered) => boolean): Ordered {
  if (list.length === 0) throw new Error('the list is empty')
  return list.reduce((best, each) => (isBefore(each, best) ? each : best))
}

function sum(list: readonly unknown[]): unknown {
  const first = list[0]
  if (list.length === 0) return 0n
  if (typeof first === 'bigint') return (list as readonly bigint[]).reduce((a, b) => a + b)
  if (typeof first === 'number') return (list as readonly number[]).reduce((a, b) => a + b)
  throw new Error('only numbers have a sum')
}

function flatten(list: readonly unknown[], levels: bigint): unknown[] {
  if (levels < 0n) throw new Error('the depth is negative')
  return list.flatMap((each) =>
    Array.isArray(each) ? (levels > 1n ? flatten(each, levels - 1n) : each) : [each],
  )
}

function sorted(list: readonly Ordered[]): Ordered[] {
  return [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/**
 * Functions on lists and sets (k8s.io/apiserver/pkg/cel/library lists; cel-go ext.Sets and ext.Lists).
 * @param charge tells how many comparisons follow
 */
export function registerLists(
  environment: Environment,
  isEqual: Equality,
  charge: (amount: number) => void,
): void {
  const isIn = (list: readonly unknown[], value: unknown) => list.some((each) => isEqual(each, value))
  const containsAll = (list: readonly unknown[], others: readonly unknown[]) => {
    charge(list.length * others.length)
    return others.every((each) => isIn(list, each))
  }
  const distinct = (list: readonly unknown[]) => {
    charge(list.length * list.length)
    const found: unknown[] = []
    for (const each of list) if (!isIn(found, each)) found.push(each)
    return found
  }
  environment
    .registerFunction('list.isSorted(): bool', (list: readonly Ordered[]) =>
      list.every((each, at) => at === 0 || !(each < list[at - 1]!)),
    )
    .registerFunction('list.sum(): dyn', sum)
    .registerFunction('list.min(): dyn', (list: readonly Ordered[]) => least(list, (a, b) => a < b))
    .registerFunction('list.max(): dyn', (list: readonly Ordered[]) => least(list, (a, b) => a > b))
    .registerFunction('list._indexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findIndex((each) => isEqual(each, value))),
    )
    .registerFunction('list._lastIndexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findLastIndex((each) => isEqual(each, value))),
    )
    .registerFunction('list.slice(int, int): list', (list: readonly unknown[], from: bigint, to: bigint) => {
      if (from < 0n || from > to || to > list.length) throw new Error('the slice lies outside of the list')
      return list.slice(Number(from), Number(to))
    })
    .registerFunction('list.flatten(): list', (list: readonly unknown[]) => flatten(list, 1n))
    .registerFunction('list.flatten(int): list', flatten)
    .registerFunction('list.distinct(): list', distinct)
    .registerFunction('list.reverse(): list', (list: readonly unknown[]) => [...list].reverse())
    .registerFunction('list.sort(): list', sorted)
    .registerType('kubernetes.ListNames', ListNames)
    .registerConstant('lists', 'kubernetes.ListNames', new ListNames())
    .registerFunction('kubernetes.ListNames.range(int): list<int>', (_: unknown, length: bigint) => {
      if (length > LONGEST_RANGE) charge(Number.POSITIVE_INFINITY)
      return Array.from({ length: Number(length) }, (_each, at) => BigInt(at))
    })
    .registerType('kubernetes.SetNames', SetNames)
    .registerConstant('sets', 'kubernetes.SetNames', new SetNames())
    .registerFunction(
      'kubernetes.SetNames.contains(list, list): bool',
      (_: unknown, list: readonly unknown[], others: readonly unknown[]) => containsAll(list, others),
    )
    .registerFunction(
      'kubernetes.SetNames.equivalent(list, list): bool',
      (_: unknown, list: readonly unknown[], others: readonly unknown[]) =>
        containsAll(list, others) && containsAll(others, list),
    )
    .registerFunction(
      'kubernetes.SetNames.intersects(list, list): bool',
      (_: unknown, list: readonly unknown[], others: readonly unknown[]) => {
        charge(list.length * others.length)
        return others.some((each) => isIn(list, each))
      },
    )
}
