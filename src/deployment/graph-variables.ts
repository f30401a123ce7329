import type { VariableOrigin } from '../graph.ts'
import type { StackDrawing } from './graph.ts'
import { stageId } from './graph-images.ts'
import { secretOf } from './secrets.ts'
import type { Service } from './service.ts'
import type { Variable } from './variable.ts'
import { isSecretName } from './variable-names.ts'

/** Whether what a variable holds must not be known: by its name, its value, or what the policy says of it. */
export function isSecret({ name, value, environment }: Variable): boolean {
  const contract = environment.policy.variables?.find((each) => each.name === name)
  return contract?.secret ?? (isSecretName(name) || secretOf(name, value) !== undefined)
}

/** Adds what a container's environment will hold: names and origins, never values. */
export function addVariables(
  { draft, idOf, group }: StackDrawing,
  service: Service,
  serviceId: string,
): void {
  const originOf = (variable: Variable): VariableOrigin => ({
    kind: variable.place,
    place: draft.places.of(variable.nameSpan),
  })
  for (const { name, origin, overrides } of service.variables.values()) {
    const first = originOf(origin)
    const id = draft.node({
      id: idOf('variable', `${service.name.value}/${name}`),
      kind: 'variable',
      label: name,
      group,
      place: first.place,
      origin: first,
      overrides: overrides.map(originOf),
      isSecret: [origin, ...overrides].some(isSecret),
    })
    draft.edge({ from: serviceId, to: id, kind: 'receives', place: first.place })
    const source = sourceOf(origin)
    if (source !== undefined && draft.has(source))
      draft.edge({ from: id, to: source, kind: 'comes-from', place: first.place })
  }
}

/** The node that a variable comes from; undefined where the service says it itself. */
function sourceOf({ envFile, stage }: Variable): string | undefined {
  if (envFile) return `env-file:${envFile.path}`
  return stage && stageId(stage)
}
