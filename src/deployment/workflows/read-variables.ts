import type { Scalar, YamlNode } from '../../documents/yaml/node.ts'
import type { TracedText } from '../../span.ts'
import { asMapping } from '../compose/tree.ts'
import type { Environment } from '../environment.ts'
import { environmentOfMark } from '../environment-marks.ts'
import type { Variable, VariablePlace } from '../variable.ts'
import type { Step } from './workflow.ts'

/** The assignments of an `env` mapping. What an expression is part of has no known value. */
export function readVariables(node: YamlNode | undefined, environment: Environment): Variable[] {
  return (asMapping(node)?.entries ?? []).flatMap(({ key, value, span }) =>
    value.kind === 'scalar'
      ? [{ ...variableOf(key.text, value, 'workflow-environment', environment), nameSpan: key.span, span }]
      : [],
  )
}

function variableOf(
  name: string,
  value: Scalar,
  place: VariablePlace,
  environment: Environment,
): Omit<Variable, 'nameSpan' | 'span'> {
  return {
    name,
    value: value.text.includes('${{') ? undefined : value.text,
    written: value.text,
    valueSpan: value.span,
    place,
    environment,
    commentedOut: false,
    isExample: false,
    envFile: undefined,
    service: undefined,
    stage: undefined,
  }
}

/** The build arguments that a step gives to `docker/build-push-action`, one on each line of `build-args`. */
export function buildArgumentsOf({ uses, inputs }: Step): Variable[] {
  const isBuild =
    uses?.kind === 'repository' && uses.owner === 'docker' && uses.repository === 'build-push-action'
  const list = isBuild ? inputs.get('build-args') : undefined
  return list?.kind === 'scalar' ? readLines(list.traced()) : []
}

function readLines(text: TracedText): Variable[] {
  return [...text.value.matchAll(/^[ \t]*([A-Za-z_]\w*)=(.*)$/gm)].map((match) => {
    const [whole, name = '', rest = ''] = match
    const value = rest.trimEnd()
    const start = match.index + whole.indexOf(name)
    const valueStart = start + name.length + 1
    return {
      name,
      nameSpan: text.spanOf(start, start + name.length),
      value: value.includes('${{') ? undefined : value,
      written: value,
      valueSpan: text.spanOf(valueStart, valueStart + value.length),
      span: text.spanOf(start, valueStart + value.length),
      place: 'workflow-build-argument' as const,
      environment: environmentOfMark(undefined),
      commentedOut: false,
      isExample: false,
      envFile: undefined,
      service: undefined,
      stage: undefined,
    }
  })
}
