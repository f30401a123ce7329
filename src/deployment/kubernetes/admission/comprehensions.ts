import type { ASTNode, Environment, Optional } from '@marcbachmann/cel-js'

/** What the library gives macros; its types say less. */
interface Context {
  forkWithVariable(name: string, type: unknown): Context
  reuse(parent: Context): Context
  setIterValue(value: unknown, evaluator: Evaluator): Context
}
interface Evaluator {
  run(node: ASTNode, context: Context): unknown
}
interface Checker {
  check(node: ASTNode, context: Context): unknown
  getType(name: string): unknown
}
interface Call {
  readonly args: readonly ASTNode[]
  readonly receiver: ASTNode
}

type Run = (value: unknown, key: unknown) => unknown

function nameOf(node: ASTNode | undefined): string {
  if (node?.op !== 'id') throw new Error('a comprehension begins with the names of its variables')
  return node.args
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error('the condition is neither true nor false')
  return value
}

function* pairsOf(collection: unknown): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(collection)) {
    for (const [at, value] of collection.entries()) yield [BigInt(at), value]
  } else if (collection instanceof Map) for (const key of collection.keys()) yield [key, collection.get(key)]
  else if (typeof collection === 'object' && collection !== null) yield* Object.entries(collection)
  else throw new Error('only lists and maps can be gone through')
}

/** A macro that goes through pairs of key and value, both of which have a name in the expressions of its `parts`. */
function overPairs(
  type: string,
  judge: (pairs: Iterable<readonly [unknown, unknown]>, parts: readonly Run[]) => unknown,
) {
  return ({ args, receiver }: Call) => {
    const [key, value] = [nameOf(args[0]), nameOf(args[1])]
    let [outer, inner]: (Context | undefined)[] = []
    return {
      async: false,
      typeCheck(checker: Checker, _macro: unknown, context: Context) {
        checker.check(receiver, context)
        outer = context.forkWithVariable(key, checker.getType('dyn'))
        inner = outer.forkWithVariable(value, checker.getType('dyn'))
        for (const part of args.slice(2)) checker.check(part, inner)
        return checker.getType(type)
      },
      evaluate(evaluator: Evaluator, _macro: unknown, context: Context) {
        const collection = evaluator.run(receiver, context)
        const keys = outer!.reuse(context)
        const values = inner!.reuse(keys)
        const parts = args.slice(2).map(
          (part): Run =>
            (each, at) => {
              keys.setIterValue(at, evaluator)
              return evaluator.run(part, values.setIterValue(each, evaluator))
            },
        )
        return judge(pairsOf(collection), parts)
      },
    }
  }
}

/** One definite answer is enough, whatever the others fail on. */
function some(pairs: Iterable<readonly [unknown, unknown]>, holds: Run, wanted: boolean): boolean {
  let failure: unknown
  for (const [key, value] of pairs) {
    try {
      if (truth(holds(value, key)) === wanted) return wanted
    } catch (error) {
      failure ??= error
    }
  }
  if (failure !== undefined) throw failure
  return !wanted
}

function kept(
  pairs: Iterable<readonly [unknown, unknown]>,
  parts: readonly Run[],
): (readonly [unknown, unknown])[] {
  const [condition, transform] = parts.length === 2 ? parts : [undefined, parts[0]]
  const found: (readonly [unknown, unknown])[] = []
  for (const [key, value] of pairs) {
    if (!condition || truth(condition(value, key))) found.push([key, transform!(value, key)])
  }
  return found
}

function mapOf(pairs: Iterable<readonly [unknown, unknown]>): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>()
  for (const [key, value] of pairs) {
    if (map.has(key)) throw new Error('a key occurs twice')
    map.set(key, value)
  }
  return map
}

/** cel-go's comprehensions with two variables (ext.TwoVarComprehensions), and optMap, optFlatMap. */
export function registerComprehensions(environment: Environment, optional: typeof Optional): void {
  const macro = (signature: string, handler: unknown) =>
    environment.registerFunction(signature, handler as (...values: unknown[]) => unknown)
  macro(
    'list.all(ast, ast, ast): bool',
    overPairs('bool', (pairs, [holds]) => some(pairs, holds!, false)),
  )
  macro(
    'list.exists(ast, ast, ast): bool',
    overPairs('bool', (pairs, [holds]) => some(pairs, holds!, true)),
  )
  macro(
    'list.existsOne(ast, ast, ast): bool',
    overPairs(
      'bool',
      (pairs, [holds]) => [...pairs].filter(([key, value]) => truth(holds!(value, key))).length === 1,
    ),
  )
  for (const more of ['', ', ast']) {
    macro(
      `list.transformList(ast, ast, ast${more}): list`,
      overPairs('list', (pairs, parts) => kept(pairs, parts).map(([, value]) => value)),
    )
    macro(
      `list.transformMap(ast, ast, ast${more}): map`,
      overPairs('map', (pairs, parts) => mapOf(kept(pairs, parts))),
    )
    macro(
      `list.transformMapEntry(ast, ast, ast${more}): map`,
      overPairs('map', (pairs, parts) =>
        mapOf(kept(pairs, parts).flatMap(([, entry]) => [...pairsOf(entry)])),
      ),
    )
  }
  macro(
    'optional.optMap(ast, ast): optional<dyn>',
    overOptional((value) => optional.of(value)),
  )
  macro(
    'optional.optFlatMap(ast, ast): optional<dyn>',
    overOptional((value) => {
      if (value instanceof optional) return value
      throw new Error('optFlatMap needs an optional')
    }),
  )
  function overOptional(wrap: (value: unknown) => unknown) {
    return ({ args, receiver }: Call) => {
      const name = nameOf(args[0])
      let inner: Context | undefined
      return {
        async: false,
        typeCheck(checker: Checker, _macro: unknown, context: Context) {
          checker.check(receiver, context)
          inner = context.forkWithVariable(name, checker.getType('dyn'))
          checker.check(args[1]!, inner)
          return checker.getType('optional')
        },
        evaluate(evaluator: Evaluator, _macro: unknown, context: Context) {
          const held = evaluator.run(receiver, context)
          if (!(held instanceof optional)) throw new Error('only an optional has optMap')
          if (!held.hasValue()) return held
          return wrap(evaluator.run(args[1]!, inner!.reuse(context).setIterValue(held.value(), evaluator)))
        },
      }
    }
  }
}
