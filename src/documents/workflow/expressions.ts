import { ExpressionReader } from './expression-reader.ts'

/** Offsets are into the text that was parsed. */
interface Placed {
  readonly start: number
  readonly end: number
}

/** A context with the way into it: `github.event.issue.title`, `secrets['KEY']`; `*` where an index is not known. */
export interface ContextReference extends Placed {
  readonly kind: 'reference'
  /** The context in lower case, then the properties as written. */
  readonly path: readonly string[]
}

export type ExpressionNode =
  | ContextReference
  | (Placed & { readonly kind: 'literal'; readonly value: string | number | boolean | null })
  | (Placed & { readonly kind: 'call'; readonly name: string; readonly parts: readonly ExpressionNode[] })
  | (Placed & {
      readonly kind: 'operation'
      readonly operator: string
      readonly parts: readonly ExpressionNode[]
    })

/** One `${{ … }}` of a text, with its marks. */
export interface Expression extends Placed {
  /** Undefined where what stands between the marks cannot be read. */
  readonly root: ExpressionNode | undefined
}

/** Every `${{ … }}` of a text, in order; one without an end is none. Never throws. */
export function expressionsIn(text: string): Expression[] {
  const found: Expression[] = []
  for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', start)) {
    const end = endOfExpression(text, start + 3)
    if (end === undefined) break
    found.push({ start, end, root: new ExpressionReader(text, start + 3, end - 2).read() })
    start = end
  }
  return found
}

/** Reads a text that is an expression as a whole, as `if:` may be, with or without marks. Never throws. */
export function parseCondition(text: string): ExpressionNode | undefined {
  const marked = expressionsIn(text)
  if (marked.length === 0) return new ExpressionReader(text, 0, text.length).read()
  const [only] = marked
  const isWhole = marked.length === 1 && text.trim().length === only!.end - only!.start
  return isWhole ? only!.root : undefined
}

/** The offset behind the `}}` that ends an expression; marks in strings do not count. */
function endOfExpression(text: string, from: number): number | undefined {
  let isString = false
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") isString = !isString
    else if (!isString && text[at] === '}' && text[at + 1] === '}') return at + 2
  }
  return undefined
}

/** Every reference of an expression, in order of writing. */
export function* referencesIn(node: ExpressionNode | undefined): Iterable<ContextReference> {
  if (!node || node.kind === 'literal') return
  if (node.kind === 'reference') yield node
  else for (const part of node.parts) yield* referencesIn(part)
}

/** Functions whose result holds the text of what they are given. */
const PASSING_ON = new Set(['format', 'join', 'tojson', 'fromjson', 'case'])

/**
 * The references whose text may become a part of the result: a comparison, a condition and `contains()` give
 * only true or false. `isWhole` where a whole object is written out (`toJSON(github.event)`).
 */
export function* flowingReferences(
  node: ExpressionNode | undefined,
  isWhole = false,
): Iterable<{ readonly reference: ContextReference; readonly isWhole: boolean }> {
  if (!node || node.kind === 'literal') return
  if (node.kind === 'reference') yield { reference: node, isWhole }
  else if (node.kind === 'call') {
    const name = node.name.toLowerCase()
    if (!PASSING_ON.has(name)) return
    for (const part of node.parts) yield* flowingReferences(part, isWhole || name === 'tojson')
  } else if (node.operator === '||') for (const part of node.parts) yield* flowingReferences(part, isWhole)
  // What stands before `&&` comes out only where it is false or empty.
  else if (node.operator === '&&') yield* flowingReferences(node.parts.at(-1), isWhole)
}
