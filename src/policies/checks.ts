import type { AnyRule, Problem, Subjects } from '../engine/rule.ts'
import { type Expression, ExpressionCompiler } from './expressions.ts'
import { type FieldPath, parseFieldPath } from './field-paths.ts'
import { type Message, parseMessage } from './messages.ts'
import type { CheckSubject, DeclarativeCheck, PolicyProblem } from './policy.ts'
import { recordOf } from './projection.ts'
import { SUBJECT_SCHEMAS, type SubjectSchema } from './subjects.ts'

export interface CompiledChecks {
  /** One per check, in order; a check with a problem judges nothing. */
  readonly rules: readonly AnyRule[]
  readonly problems: readonly PolicyProblem[]
}

/**
 * Makes ordinary rules of the checks of policies. Expressions, fields and messages are checked here, once;
 * what is wrong is a problem at its line and column in the policy. CEL is loaded only where a check must be
 * compiled: those that are known to be sound are when they are to judge something.
 */
export async function compileChecks(checks: readonly DeclarativeCheck[]): Promise<CompiledChecks> {
  const problems: PolicyProblem[] = []
  let compilers: Promise<Compilers> | undefined
  const compiled = async (check: DeclarativeCheck, into: PolicyProblem[]): Promise<WithoutExamples> => {
    compilers ??= loadCompilers()
    return compile(check, (await compilers)(check.on), into)
  }
  const rules: AnyRule[] = []
  for (const check of checks)
    rules.push(
      check.isSound
        ? prepared(check, () => compiled(check, []))
        : { ...(await compiled(check, problems)), bad: check.bad, good: check.good },
    )
  return { rules, problems }
}

type Compilers = (on: CheckSubject) => ExpressionCompiler

async function loadCompilers(): Promise<Compilers> {
  const cel = await import('@marcbachmann/cel-js')
  const compilers = new Map<CheckSubject, ExpressionCompiler>()
  return (on) => {
    let compiler = compilers.get(on)
    if (!compiler) {
      const { record, environment } = SUBJECT_SCHEMAS[on]
      compiler = new ExpressionCompiler(cel, { [on]: record, ...(environment && { environment }) })
      compilers.set(on, compiler)
    }
    return compiler
  }
}

/** A rule that is compiled when it is to judge something. */
function prepared(check: DeclarativeCheck, compiled: () => Promise<WithoutExamples>): AnyRule {
  let rule: WithoutExamples | undefined
  return {
    ...saidOf(check),
    get bad() {
      return check.bad
    },
    get good() {
      return check.good
    },
    async prepare() {
      rule ??= await compiled()
    },
    check(subject, context) {
      if (!rule) throw new Error('It judges before it is prepared.')
      return rule.check(subject, context)
    },
  }
}

function saidOf(check: DeclarativeCheck): Omit<AnyRule, 'bad' | 'good' | 'check'> {
  return {
    id: check.id.value,
    on: check.on,
    severity: check.severity,
    category: check.category,
    summary: check.summary,
    why: check.why,
    ...(check.like.length > 0 && { like: check.like }),
  }
}

interface Predicate {
  readonly when: Expression | undefined
  readonly assert: Expression
  readonly at: FieldPath | undefined
  readonly message: Message
}

type WithoutExamples = Omit<AnyRule, 'bad' | 'good'>

function compile(
  check: DeclarativeCheck,
  compiler: ExpressionCompiler,
  problems: PolicyProblem[],
): WithoutExamples {
  const schema = SUBJECT_SCHEMAS[check.on] as SubjectSchema
  const before = problems.length
  const report = (key: string, error: { readonly at: PolicyProblem['at']; readonly message: string }) => {
    problems.push({ ...error, address: `checks.${check.id.value}.${key}` })
  }
  const expressionOf = (key: 'when' | 'assert'): Expression | undefined => {
    const source = check[key]
    const result = source && compiler.compile(source)
    if (result && 'error' in result) report(key, result.error)
    return result && 'expression' in result ? result.expression : undefined
  }
  const when = expressionOf('when')
  const assert = expressionOf('assert')
  const at = check.at && parseFieldPath(check.at.text, check.on, schema.record)
  if (check.at && at && 'error' in at) report('at', { at: check.at.span, message: at.error })
  const message = parseMessage(check.message, check.on, schema.record)
  for (const error of message.errors) report('message', error)

  const isSound = problems.length === before && assert !== undefined && !(at && 'error' in at)
  const predicate: Predicate | undefined = isSound ? { when, assert, at, message } : undefined
  return {
    ...saidOf(check),
    check: (subject: Subjects[CheckSubject]) => (predicate ? judge(check, predicate, schema, subject) : []),
  }
}

function* judge<K extends CheckSubject>(
  check: DeclarativeCheck,
  { when, assert, at, message }: Predicate,
  schema: SubjectSchema<K>,
  subject: Subjects[K],
): Iterable<Problem> {
  const values: Record<string, object> = { [check.on]: recordOf(schema.record, subject) }
  if (schema.environment) {
    values.environment = recordOf(
      schema.environment,
      'environment' in subject ? subject.environment : undefined,
    )
  }
  const applies = when ? when(values) : true
  if (applies === false) return
  const outcome = applies === true ? assert(values) : applies
  // What nobody knows is no finding. What an expression fails on is one: to be silent would look green.
  if (outcome === true || outcome === 'unknown') return
  const text =
    outcome === false ? message.render(subject) : `${check.id.value} cannot judge this: ${outcome.failed}.`
  yield { at: at?.spanOf(subject) ?? schema.place(subject), message: text }
}
