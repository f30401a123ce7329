import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js'
import { registerAddresses } from './addresses.ts'
import { registerComprehensions } from './comprehensions.ts'
import { type DurationClass, formatDouble, registerConversions } from './conversions.ts'
import { depthOf, nodesOf, Work } from './expression-work.ts'
import { registerLists } from './lists.ts'
import { registerNamedFormats } from './named-formats.ts'
import { registerQuantities } from './quantity.ts'
import { type CompilePattern, registerTexts } from './texts.ts'
import { registerUrls } from './urls.ts'
import { registerVersions } from './versions.ts'

/** The libraries that expressions need. They are large, so they are loaded where there are expressions. */
export interface ExpressionLibraries {
  readonly cel: typeof import('@marcbachmann/cel-js')
  readonly compilePattern: CompilePattern
}

/** What an expression comes to. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly error: string }
  /** It asks for something that the files do not say, or works too long. */
  | { readonly unknown: string }

interface Expression {
  /** What it is by its type; `dyn` where nobody knows before it runs. */
  readonly type: string
  readonly root: ASTNode
  evaluate(values: object): Outcome
}

type Compiled =
  | { readonly expression: Expression }
  /** The API server would refuse it. The place is that in its text. */
  | { readonly fault: { readonly message: string; readonly start: number; readonly end: number } }
  /** It may be sound, and we cannot judge by it. */
  | { readonly unsupported: string }

/** The API server takes no longer ones. */
const LONGEST_EXPRESSION = 10_000
const MOST_CACHED = 2000
/** Beyond this an evaluation may take more of the stack than there is. */
const MOST_LEVELS = 250
const LIMITS = {
  maxAstNodes: 4000,
  maxDepth: 60,
  maxListElements: 1000,
  maxMapEntries: 500,
  maxCallArguments: 16,
}

/** Ours differ from the library's: they are those of cel-go. They are registered with an underscore before. */
const REPLACED: ReadonlySet<string> = new Set([
  ...[
    'matches',
    'charAt',
    'indexOf',
    'lastIndexOf',
    'substring',
    'split',
    'lowerAscii',
    'upperAscii',
    'join',
  ],
  ...['string', 'int', 'timestamp', 'duration'],
])
/** The library's own, which cel-go and Kubernetes have not. */
const FOREIGN: ReadonlySet<string> = new Set(['json', 'hex', 'base64', 'at', 'bind'])

/** What Kubernetes' expressions may say, by the variables of their place. */
export class Expressions {
  readonly #libraries: ExpressionLibraries
  readonly #environment: Environment
  readonly #names: ReadonlySet<string>
  readonly #work = new Work()
  readonly #cache = new Map<string, Compiled>()

  constructor(libraries: ExpressionLibraries, variables: Readonly<Record<string, string>>) {
    this.#libraries = libraries
    const { cel, compilePattern } = libraries
    const environment = new cel.Environment({
      limits: LIMITS,
      // cel-go takes a list of `dyn` and text for one of texts; the library does not.
      homogeneousAggregateLiterals: false,
      enableOptionalTypes: true,
    })
    const charge = (amount: number) => this.#work.charge(amount)
    registerQuantities(environment)
    registerAddresses(environment)
    registerUrls(environment)
    registerVersions(environment)
    const optional = cel.Optional
    registerNamedFormats(environment, optional)
    registerTexts(environment, compilePattern, describeValue, charge)
    registerConversions(environment, durationOf(environment))
    registerComprehensions(environment, optional)
    registerLists(environment, (one, other) => isEqual({ one, other }) === true, charge)
    environment.registerFunction(
      'OptionalNamespace.ofNonZeroValue(dyn): optional<dyn>',
      (_: unknown, value: unknown) => (isZero(value) ? optional.none() : optional.of(value)),
    )
    this.#names = new Set(environment.getDefinitions().functions.map(({ name }) => name))
    const isEqual = environment
      .clone()
      .registerVariable('one', 'dyn')
      .registerVariable('other', 'dyn')
      .parse('one == other')
    this.#environment = environment.clone()
    for (const [name, type] of Object.entries(variables)) this.#environment.registerVariable(name, type)
  }

  /** Reads and checks an expression; the same text is read once. */
  compile(text: string): Compiled {
    const known = this.#cache.get(text)
    if (known) return known
    const compiled = this.#compile(text)
    if (this.#cache.size < MOST_CACHED) this.#cache.set(text, compiled)
    return compiled
  }

  /** Undefined for what cannot be judged by. */
  evaluate(text: string, values: object): Outcome | undefined {
    const compiled = this.compile(text)
    return 'expression' in compiled ? compiled.expression.evaluate(values) : undefined
  }

  /** A time or a duration out of a text; what is none stays a text. */
  make(what: 'timestamp' | 'duration', text: string): unknown {
    if (text.length > 100) return text
    const outcome = this.evaluate(`${what}(${JSON.stringify(text)})`, {})
    return outcome && 'value' in outcome ? outcome.value : text
  }

  /** The optional that holds nothing. */
  get nothing(): unknown {
    return this.#libraries.cel.Optional.none()
  }

  #compile(text: string): Compiled {
    if (text.trim() === '') return fault('It is empty.', 0, text.length)
    if (text.length > LONGEST_EXPRESSION) return { unsupported: 'it is too long' }
    try {
      const program = this.#environment.parse(text)
      if (depthOf(program.ast) > MOST_LEVELS) return { unsupported: 'it is nested too deeply' }
      const foreign = this.#rename(program.ast)
      if (foreign !== undefined) return { unsupported: `the function ${foreign} is not known` }
      this.#work.watch(program.ast)
      const { error, type = 'dyn' } = program.check()
      if (error) return this.#explain(error, text)
      return {
        expression: { type, root: program.ast, evaluate: (values) => this.#evaluate(program, values) },
      }
    } catch (error) {
      return this.#explain(error, text)
    }
  }

  /** The first function that nobody here knows. */
  #rename(root: ASTNode): string | undefined {
    for (const node of nodesOf(root)) {
      if (node.op !== 'call' && node.op !== 'rcall') continue
      const [name] = node.args
      if (REPLACED.has(name)) (node.args as [string, ...unknown[]])[0] = `_${name}`
      else if (name.startsWith('_') || FOREIGN.has(name) || !this.#names.has(name)) return name.slice(0, 60)
    }
    return undefined
  }

  #explain(error: unknown, text: string): Compiled {
    const { cel } = this.#libraries
    if (!(error instanceof cel.ParseError || error instanceof cel.TypeError)) {
      return { unsupported: 'it is too large' }
    }
    const { start = 0, end = text.length } = error.range ?? {}
    // The library reads neither `[?x]`, `{?'key': x}`, a name in backticks nor `.5`.
    if (error.code === 'limit_exceeded') return { unsupported: 'it is too large' }
    if (error instanceof cel.ParseError && /[?`]|\.\d/.test(text.slice(Math.max(0, start - 1), end + 1))) {
      return { unsupported: 'it is written in a way that is not known' }
    }
    return fault(`${error.summary.replace(/\b_(?=\w+\()/g, '').replace(/\.$/, '')}.`, start, end)
  }

  #evaluate(program: ParseResult, values: object): Outcome {
    const work = this.#work
    try {
      return { value: work.run(() => program(values as Record<string, unknown>)) }
    } catch (error) {
      if (work.isSpent) return { unknown: 'it would take too long' }
      const { message, summary = message } = error as { readonly summary?: string; readonly message: string }
      if (error instanceof RangeError && /call stack/.test(message)) {
        return { unknown: 'it is nested too deeply' }
      }
      if (work.unknown !== undefined) return { unknown: `nobody knows ${work.unknown}` }
      return { error: summary.replace(/\b_(?=\w+\()/g, '').replace(/\.$/, '') }
    }
  }
}

function fault(message: string, start: number, end: number): Compiled {
  return { fault: { message, start, end } }
}

/** The library gives it no name in its main module. */
function durationOf(environment: Environment): DurationClass {
  return (environment.evaluate("duration('1s')") as object).constructor as DurationClass
}

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return value instanceof Map && value.size === 0
}

/** A value in a text that `format` makes; `within` a list or a map. */
function describeValue(value: unknown, within = false): string {
  if (typeof value === 'number') return within ? value.toFixed(6) : formatDouble(value)
  if (typeof value === 'string') return within ? JSON.stringify(value) : value
  if (Array.isArray(value)) return `[${value.map((each) => describeValue(each, true)).join(', ')}]`
  if (value instanceof Map || (typeof value === 'object' && value?.constructor === Object)) {
    const pairs = [...(value instanceof Map ? value : Object.entries(value))]
    return `{${pairs
      .map(([key, each]) => `${describeValue(key, true)}:${describeValue(each, true)}`)
      .sort()
      .join(', ')}}`
  }
  return String(value)
}
