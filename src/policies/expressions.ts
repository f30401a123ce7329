import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js'
import type { Scalar } from '../documents/yaml/node.ts'
import type { Span } from '../span.ts'
import { isRecord, type RecordType, recordIn, registerRecord, UnknownValue } from './projection.ts'
import { TAGGED } from './schema-problems.ts'
import { didYouMean, nearest } from './suggest.ts'

type Cel = typeof import('@marcbachmann/cel-js')

/** Nobody writes more by hand; a longer or deeper expression is refused when it is read. */
const LIMITS = {
  maxAstNodes: 2000,
  maxDepth: 60,
  maxListElements: 500,
  maxMapEntries: 200,
  maxCallArguments: 16,
}

/** What an expression comes to for one subject. `failed`: it read something that is not there. */
export type Outcome = boolean | 'unknown' | { readonly failed: string }

export type Expression = (values: Readonly<Record<string, object>>) => Outcome

export interface ExpressionError {
  readonly at: Span
  readonly message: string
}

/** Compiles CEL over named records. One per subject, as making it is the dear part. */
export class ExpressionCompiler {
  readonly #cel: Cel
  readonly #environment: Environment
  readonly #variables: Readonly<Record<string, RecordType>>

  constructor(cel: Cel, variables: Readonly<Record<string, RecordType>>) {
    this.#cel = cel
    this.#variables = variables
    this.#environment = new cel.Environment({ limits: LIMITS })
    const done = new Set<RecordType>()
    for (const [name, type] of Object.entries(variables)) {
      registerRecord(this.#environment, type, done)
      this.#environment.registerVariable(name, type.name)
    }
  }

  /**
   * Compiles a predicate. Errors of syntax and type, unknown fields (in `has()` too, which CEL itself would let
   * pass), regular expressions that do not compile and results that are not boolean are errors at their place
   * in the scalar.
   */
  compile(source: Scalar): { readonly expression: Expression } | { readonly error: ExpressionError } {
    const at = (start: number, end: number): Span => source.traced().spanOf(start, end)
    const fail = (message: string, range?: { readonly start: number; readonly end: number }) => ({
      error: { at: range ? at(range.start, range.end) : source.span, message },
    })
    if (source.tag !== undefined) return fail(TAGGED)
    let program: ParseResult
    try {
      program = this.#environment.parse(source.text)
    } catch (error) {
      return fail(this.#explain(error, source.text), rangeOf(error, source.text))
    }
    const wrongField = this.#environment.check(withoutHas(source.text, program.ast)).error
    if (wrongField && UNKNOWN_FIELD.has(wrongField.code)) {
      return fail(this.#explain(wrongField, source.text), rangeOf(wrongField, source.text))
    }
    const checked = program.check()
    if (checked.error)
      return fail(this.#explain(checked.error, source.text), rangeOf(checked.error, source.text))
    const pattern = wrongPattern(program.ast)
    if (pattern) return fail(pattern.message, pattern.node)
    if (checked.type !== 'bool') {
      return fail(
        `This is ${withArticle(checked.type ?? 'dyn')}; an expression here must be true or false (bool).`,
      )
    }
    return { expression: (values) => this.#evaluate(program, values) }
  }

  #evaluate(program: ParseResult, values: Readonly<Record<string, object>>): Outcome {
    try {
      return program(values) === true
    } catch (error) {
      if (isUnknown(error)) return 'unknown'
      if (error instanceof this.#cel.EvaluationError) return { failed: this.#reason(error) }
      throw error
    }
  }

  #reason(error: { readonly code: string; readonly summary: string; readonly node?: ASTNode }): string {
    const path = error.node && pathOf(error.node)
    if (error.code === 'no_such_key' && path) {
      return `nothing says what ${path.join('.')} is; ask has(${path.join('.')}) first`
    }
    return error.summary.replace(/\.$/, '')
  }

  #explain(error: unknown, text: string): string {
    if (!(error instanceof this.#cel.ParseError || error instanceof this.#cel.TypeError)) throw error
    const { code, summary } = error
    if (code === 'no_such_key') return this.#explainField(error.node as ASTNode | undefined, summary)
    if (code === 'unknown_variable') {
      const name = rangeText(error.range, text)
      return `There is no "${name}" here.${didYouMean(name, Object.keys(this.#variables))}`
    }
    return `CEL: ${summary.replace(/\.$/, '')}.`
  }

  #explainField(node: ASTNode | undefined, summary: string): string {
    const name = /No such key: (.*)/s.exec(summary)?.[1] ?? ''
    const parent = node?.op === '.' ? pathOf(node.args[0]) : undefined
    const record = parent && this.#recordAt(parent)
    if (record && parent) {
      return `${parent.join('.')} has no field "${name}".${didYouMean(name, Object.keys(record.fields))}`
    }
    const near = nearest(name, allFields(Object.values(this.#variables)))
    return `There is no field "${name}" here.${near === undefined ? '' : ` Did you mean "${near}"?`}`
  }

  #recordAt([root = '', ...names]: readonly string[]): RecordType | undefined {
    let record = Object.hasOwn(this.#variables, root) ? this.#variables[root] : undefined
    for (const name of names) {
      const type = record && Object.hasOwn(record.fields, name) ? record.fields[name]?.type : undefined
      record = type !== undefined && isRecord(type) ? type : undefined
    }
    return record
  }
}

const UNKNOWN_FIELD = new Set(['no_such_key', 'cannot_index_type'])

/** CEL does not look whether the field in `has()` can exist. `dyn()` is as long and does. */
function withoutHas(text: string, ast: ASTNode): string {
  let replaced = text
  for (const node of nodesOf(ast)) {
    if (node.op !== 'call' || node.args[0] !== 'has') continue
    replaced = `${replaced.slice(0, node.start)}dyn${replaced.slice(node.start + 'has'.length)}`
  }
  return replaced
}

/** `matches` compiles its pattern when it runs; a literal can be tried at once. */
function wrongPattern(ast: ASTNode): { readonly node: ASTNode; readonly message: string } | undefined {
  for (const node of nodesOf(ast)) {
    if (node.op !== 'rcall' || node.args[0] !== 'matches') continue
    const pattern = node.args[2][0]
    if (pattern?.op !== 'value' || typeof pattern.args !== 'string') continue
    try {
      new RegExp(pattern.args)
    } catch (error) {
      const reason = (error as Error).message.replace(/^Invalid regular expression: /, '')
      return { node: pattern, message: `Not a regular expression: ${reason}.` }
    }
  }
  return undefined
}

function* nodesOf(part: unknown): Iterable<ASTNode> {
  if (Array.isArray(part)) for (const item of part) yield* nodesOf(item)
  if (typeof part !== 'object' || part === null || !('op' in part && 'args' in part)) return
  yield part as ASTNode
  yield* nodesOf(part.args)
}

/** `service.image.tag` as its names; undefined for anything that is not names and dots. */
function pathOf(node: ASTNode): string[] | undefined {
  if (node.op === 'id') return [node.args]
  if (node.op !== '.') return undefined
  const parent = pathOf(node.args[0])
  return parent && [...parent, node.args[1]]
}

function allFields(types: readonly RecordType[], seen = new Set<RecordType>()): Set<string> {
  const names = new Set<string>()
  for (const type of types) {
    if (seen.has(type)) continue
    seen.add(type)
    const below = Object.values(type.fields).map((field) => recordIn(field.type))
    for (const name of Object.keys(type.fields)) names.add(name)
    for (const name of allFields(
      below.filter((each) => each !== undefined),
      seen,
    ))
      names.add(name)
  }
  return names
}

/** The place of an error; one at the very end of the text is shown on its last character. */
function rangeOf(error: unknown, text: string): { readonly start: number; readonly end: number } | undefined {
  const range = (error as { readonly range?: { readonly start: number; readonly end: number } }).range
  if (!range) return undefined
  const start = Math.max(0, Math.min(range.start, text.trimEnd().length - 1))
  return { start, end: Math.max(start + 1, Math.min(range.end, text.length)) }
}

function rangeText(
  range: { readonly start: number; readonly end: number } | undefined,
  text: string,
): string {
  return range ? text.slice(range.start, range.end) : ''
}

function isUnknown(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause)
    if (each instanceof UnknownValue) return true
  return false
}

function withArticle(type: string): string {
  return /^[aeiou]/i.test(type) ? `an ${type}` : `a ${type}`
}
