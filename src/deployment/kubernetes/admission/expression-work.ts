import type { ASTNode } from '@marcbachmann/cel-js'

/** An expression asked for something that the files do not say. */
export class UnknownValue extends Error {}

/** An expression would work longer than any that a person writes. */
class TooMuchWork extends Error {}

/** One evaluation: about a tenth of a second. What the API server allows is of the same order. */
const MOST_PER_EXPRESSION = 3_000_000
/** All evaluations of a run. */
const MOST_IN_ALL = 150_000_000
const LARGEST_VALUE = 1_000_000
const STEP = 8
const ERROR = 200
const LONGEST_TYPE_NAME = 2000

/**
 * How much evaluating may cost: every step counts, and every value that an operator or a function goes through counts
 * with its size, so that no expression of a stranger works long, however it is nested.
 */
export class Work {
  /** What an evaluation asked for that nobody knows. */
  unknown: string | undefined
  #left = MOST_PER_EXPRESSION
  #leftInAll = MOST_IN_ALL
  readonly #weights = new WeakMap<object, number>()
  // One for all: an expression may meet it once for each item of a list.
  readonly #error = new TooMuchWork('it would take too long')

  /** One expression may ask for the value of another, which then counts as a part of it. */
  run<T>(evaluate: () => T): T {
    if (this.#depth === 0) {
      this.unknown = undefined
      this.#left = Math.min(MOST_PER_EXPRESSION, this.#leftInAll)
    }
    this.#depth += 1
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      this.charge(STEP)
      return evaluate()
    } finally {
      Error.stackTraceLimit = stackTraceLimit
      this.#depth -= 1
    }
  }
  #depth = 0

  /** @throws TooMuchWork */
  charge(amount: number): void {
    this.#left -= amount
    this.#leftInAll -= amount
    if (!(this.#left >= 0)) throw this.#error
  }

  /** Whether the last evaluation ended because of it. */
  get isSpent(): boolean {
    return this.#left < 0
  }

  /** The size of a value with all that it holds. */
  weigh(value: unknown): number {
    if (typeof value === 'string') return value.length / 8
    if (typeof value !== 'object' || value === null) return 1
    const known = this.#weights.get(value)
    if (known !== undefined) return known
    let weight = 1
    for (const part of partsOf(value)) weight += this.weigh(part)
    if (weight > LARGEST_VALUE) throw this.#error
    this.#weights.set(value, weight)
    return weight
  }

  /**
   * Makes the nodes of an expression count. The library has no limit of its own on steps; a node is evaluated by its
   * method `evaluate`, which it replaces by a faster one when it is first called.
   */
  watch(root: ASTNode): void {
    for (const node of nodesOf(root)) {
      const isGoneThrough = new Set<unknown>()
      for (const operand of operandsOf(node)) isGoneThrough.add(operand)
      for (const operand of isGoneThrough) (operand as Watched).isOperand = true
    }
    for (const node of nodesOf(root)) this.#watchNode(node as unknown as Watched)
  }

  /** An error beside something unknown may be none, so what is unknown is remembered. */
  #noting<T>(evaluate: () => T): T {
    try {
      return evaluate()
    } catch (error) {
      if (error instanceof UnknownValue) this.unknown ??= error.message
      // Errors take longer than anything else, and an expression may make one for each item of a list.
      this.charge(ERROR)
      throw error
    }
  }

  #watchNode(node: Watched): void {
    let evaluate = node.evaluate
    const check = node.check
    const counted: Watched['evaluate'] = (evaluator, ast, context) => {
      this.charge(STEP)
      const value = this.#noting(() => evaluate.call(node, evaluator, ast, context))
      if (typeof value === 'string' || (typeof value === 'object' && value !== null)) {
        const weight = this.weigh(value)
        if (node.isOperand) this.charge(weight)
      }
      return value
    }
    Object.defineProperty(node, 'evaluate', {
      get: () => counted,
      set: (faster: Watched['evaluate']) => {
        evaluate = faster
      },
    })
    // The name of a type is made of those within it, twice over where a mapping has itself as a key.
    node.check = (checker, ast, context) => {
      const type = check.call(node, checker, ast, context)
      if (type.name.length > LONGEST_TYPE_NAME) throw this.#error
      return type
    }
  }
}

interface Watched {
  isOperand?: boolean
  evaluate(evaluator: unknown, ast: unknown, context: unknown): unknown
  check(checker: unknown, ast: unknown, context: unknown): { readonly name: string }
}

/** The nodes of an expression as it is written, without what macros make of them. */
export function nodesOf(root: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = []
  const open: unknown[] = [root]
  while (open.length > 0) {
    const part = open.pop()
    if (Array.isArray(part)) open.push(...part)
    if (typeof part !== 'object' || part === null || !('op' in part && 'args' in part)) continue
    found.push(part as ASTNode)
    open.push(part.args)
  }
  return found
}

/** How many nodes lie within each other. */
export function depthOf(root: ASTNode): number {
  let deepest = 0
  const open: (readonly [unknown, number])[] = [[root, 0]]
  while (open.length > 0) {
    const [part, depth] = open.pop()!
    if (Array.isArray(part)) for (const each of part) open.push([each, depth])
    if (typeof part !== 'object' || part === null || !('op' in part && 'args' in part)) continue
    deepest = Math.max(deepest, depth + 1)
    open.push([part.args, depth + 1])
  }
  return deepest
}

const WALKED_OPERATORS: ReadonlySet<string> = new Set([
  ...['==', '!=', 'in', '+', '<', '<=', '>', '>=', 'call', 'rcall', 'map', 'list'],
])

function operandsOf({ op, args }: ASTNode): readonly ASTNode[] {
  if (!WALKED_OPERATORS.has(op)) return []
  const operands: ASTNode[] = []
  const open: unknown[] = [args]
  while (open.length > 0) {
    const part = open.pop()
    if (Array.isArray(part)) open.push(...part)
    else if (typeof part === 'object' && part !== null) operands.push(part as ASTNode)
  }
  return operands
}

function partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set) return value
  if (value instanceof Map) {
    const parts: unknown[] = []
    // It goes through what is unknown, too.
    value.forEach((part, key) => {
      parts.push(key, part)
    })
    return parts
  }
  if (value instanceof Uint8Array)
    return {
      *[Symbol.iterator]() {
        for (let at = 0; at < value.length; at += 8) yield 0
      },
    }
  return value.constructor === Object ? Object.values(value) : []
}
