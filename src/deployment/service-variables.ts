import type { YamlNode } from '../documents/yaml/node.ts'
import type { ServiceSurroundings } from './build-service.ts'
import { asMapping, isNull, textOf } from './compose/tree.ts'
import type { Service } from './service.ts'
import type { EffectiveVariable, Variable, VariablePlace } from './variable.ts'

/** The assignments of an `environment`, `args` or `labels` mapping of a service. */
export function variablesOfMapping(
  node: YamlNode | undefined,
  place: VariablePlace,
  service: Service,
  { model, environment, files }: ServiceSurroundings,
): Variable[] {
  return (asMapping(node)?.entries ?? []).map(({ key, value, span }) => {
    const inherited = isNull(value)
    const fromShell = inherited && place !== 'service-label' ? model.variables.get(key.text) : undefined
    const known = inherited ? fromShell : model.isUnresolved(value) ? undefined : textOf(value)
    return {
      name: key.text,
      nameSpan: key.span,
      value: known,
      written: files.text(value.span.path)?.slice(value.span.start, value.span.end) ?? '',
      valueSpan: value.span,
      span,
      place,
      environment,
      commentedOut: false,
      isExample: false,
      envFile: undefined,
      service,
      stage: undefined,
    }
  })
}

/**
 * What the container's environment will hold. Strongest first: `environment`, `env_file` (the later file
 * wins), ENV of the image (Compose documentation, "Environment variables precedence").
 */
export function effectiveVariables(
  service: Service,
  around: ServiceSurroundings,
): { variables: ReadonlyMap<string, EffectiveVariable>; isComplete: boolean } {
  const { model, envFileAt } = around
  const chains = new Map<string, Variable[]>()
  const add = (variable: Variable) => {
    const chain = chains.get(variable.name)
    if (chain) chain.push(variable)
    else chains.set(variable.name, [variable])
  }
  let isComplete = true
  for (const variable of service.assignments) add(variable)
  const named = model.envFiles.filter((each) => each.service === service.name.value)
  for (const { path, kind } of named.toReversed()) {
    const file = envFileAt(path)
    if (!file) isComplete = isComplete && kind === 'missing'
    for (const variable of file?.variables.toReversed() ?? []) if (!variable.commentedOut) add(variable)
  }
  for (const variable of service.build?.stage?.variables.toReversed() ?? []) {
    if (variable.place === 'image-environment') add(variable)
  }
  const variables = new Map<string, EffectiveVariable>()
  for (const [name, [origin, ...overrides]] of chains) {
    // A bare name that nothing outside sets leaves the variable out of the container altogether.
    const value = origin!.value
    variables.set(name, { name, value, origin: origin!, overrides })
  }
  return { variables, isComplete: isComplete && service.build?.stage !== undefined }
}
