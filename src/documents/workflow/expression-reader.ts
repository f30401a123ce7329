import type { ExpressionNode } from './expressions.ts'

/** Deeper nesting is no condition but an attack on the stack. */
const MOST_LEVELS = 100

const BINARY: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>']]

/** Reads one expression of GitHub Actions between two offsets of a text. */
export class ExpressionReader {
  readonly #text: string
  readonly #end: number
  #at: number
  #depth = 0

  constructor(text: string, start: number, end: number) {
    this.#text = text
    this.#at = start
    this.#end = end
  }

  /** Undefined where it is no expression, or more than one. */
  read(): ExpressionNode | undefined {
    const root = this.#binary(0)
    this.#blanks()
    return this.#at === this.#end ? root : undefined
  }

  #binary(level: number): ExpressionNode | undefined {
    const operators = BINARY[level]
    if (!operators) return this.#unary()
    let left = this.#binary(level + 1)
    while (left) {
      const operator = this.#take(...operators)
      if (operator === undefined) return left
      const right = this.#binary(level + 1)
      if (!right) return undefined
      left = { kind: 'operation', operator, parts: [left, right], start: left.start, end: right.end }
    }
    return left
  }

  #unary(): ExpressionNode | undefined {
    if (this.#depth >= MOST_LEVELS) return undefined
    this.#depth += 1
    const node = this.#operand()
    this.#depth -= 1
    return node
  }

  #operand(): ExpressionNode | undefined {
    this.#blanks()
    const start = this.#at
    if (this.#take('!') !== undefined) {
      const inner = this.#unary()
      return inner && { kind: 'operation', operator: '!', parts: [inner], start, end: inner.end }
    }
    if (this.#take('(') !== undefined) {
      const inner = this.#binary(0)
      if (!inner || this.#take(')') === undefined) return undefined
      return inner.kind === 'reference' ? this.#behind(inner) : inner
    }
    if (this.#text[start] === "'" && start < this.#end) return this.#string()
    const number = this.#match(/[-+]?(?:0x[0-9a-f]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy)
    if (number !== undefined)
      return { kind: 'literal', value: Number(number.replace('+', '')), start, end: this.#at }
    const name = this.#match(/[A-Za-z_][\w-]*/y)
    return name === undefined ? undefined : this.#named(name, start)
  }

  #named(name: string, start: number): ExpressionNode | undefined {
    const constant = { true: true, false: false, null: null }[name.toLowerCase()]
    if (constant !== undefined) return { kind: 'literal', value: constant, start, end: this.#at }
    const afterName = this.#at
    if (this.#take('(') === undefined) {
      this.#at = afterName
      return this.#behind({ kind: 'reference', path: [name.toLowerCase()], start, end: afterName })
    }
    const parts: ExpressionNode[] = []
    if (this.#take(')') === undefined) {
      for (;;) {
        const part = this.#binary(0)
        if (!part) return undefined
        parts.push(part)
        if (this.#take(',') !== undefined) continue
        if (this.#take(')') === undefined) return undefined
        break
      }
    }
    const call: ExpressionNode = { kind: 'call', name, parts, start, end: this.#at }
    // `fromJSON(x).key` is still what the call gives.
    this.#behind({ kind: 'reference', path: [], start, end: this.#at })
    return { ...call, end: this.#at }
  }

  /** The properties and indices that follow a context. */
  #behind(context: Extract<ExpressionNode, { kind: 'reference' }>): ExpressionNode | undefined {
    const path = [...context.path]
    let end = this.#at
    for (;;) {
      if (this.#take('.') !== undefined) {
        this.#blanks()
        const property = this.#match(/\*|[A-Za-z_][\w-]*/y)
        if (property === undefined) return undefined
        path.push(property)
      } else if (this.#take('[') !== undefined) {
        const index = this.#take('*') === undefined ? this.#binary(0) : undefined
        if (this.#take(']') === undefined) return undefined
        path.push(index?.kind === 'literal' ? String(index.value) : '*')
      } else break
      end = this.#at
    }
    this.#at = end
    return { ...context, path, end }
  }

  #string(): ExpressionNode | undefined {
    const start = this.#at
    const written = this.#match(/'(?:[^']|'')*'/y)
    if (written === undefined) return undefined
    return { kind: 'literal', value: written.slice(1, -1).replaceAll("''", "'"), start, end: this.#at }
  }

  #blanks(): void {
    while (this.#at < this.#end && /\s/.test(this.#text[this.#at]!)) this.#at += 1
  }

  #take(...tokens: readonly string[]): string | undefined {
    this.#blanks()
    const token = tokens.find((each) => this.#text.startsWith(each, this.#at))
    if (token === undefined || this.#at + token.length > this.#end) return undefined
    // `!` of `!=` is none.
    if (token === '!' && this.#text[this.#at + 1] === '=') return undefined
    this.#at += token.length
    return token
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined || found === '' || this.#at + found.length > this.#end) return undefined
    this.#at += found.length
    return found
  }
}
