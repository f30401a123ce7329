import type { EnvironmentPolicy } from '../deployment/environment.ts'
import { ExpressionCompiler } from './expressions.ts'
import type { PolicyProblem } from './policy.ts'
import { recordOf } from './projection.ts'
import { scalarOfExpression } from './read-endpoints.ts'
import { SUBJECT_SCHEMAS } from './subjects.ts'

/**
 * Compiles what endpoints of a policy demand in CEL; what is wrong is a problem at its place. CEL is loaded only if
 * there is such an expression.
 */
export async function compileEndpointExpressions(
  environments: readonly EnvironmentPolicy[],
): Promise<readonly PolicyProblem[]> {
  const expressions = environments.flatMap(({ name, endpoints }) =>
    (endpoints ?? []).flatMap(({ expect }, index) =>
      (expect?.cel ?? []).map((expression) => ({
        expression,
        address: `environments.${name}.endpoints[${index}].expect.cel`,
      })),
    ),
  )
  if (expressions.length === 0) return []
  const { record } = SUBJECT_SCHEMAS.exchange
  const compiler = new ExpressionCompiler(await import('@marcbachmann/cel-js'), { exchange: record })
  const problems: PolicyProblem[] = []
  for (const { expression, address } of expressions) {
    const scalar = scalarOfExpression.get(expression)
    const result = scalar && compiler.compile(scalar)
    if (!result) continue
    if ('error' in result) problems.push({ ...result.error, address })
    else {
      const { expression: holds } = result
      expression.holds = (document) => holds({ exchange: recordOf(record, document) })
    }
  }
  return problems
}
