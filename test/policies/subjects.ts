import { environmentOfMark } from '../../src/deployment/environment-marks.ts'
import { parseImageReference } from '../../src/deployment/image-reference.ts'
import type { Service } from '../../src/deployment/service.ts'
import type { EffectiveVariable, Variable } from '../../src/deployment/variable.ts'
import type { Mapping } from '../../src/documents/yaml/node.ts'
import { parseYaml } from '../../src/documents/yaml/parse.ts'
import type { Located, Span } from '../../src/span.ts'

let offset = 0

/** A place of its own for every value, so that tests can tell places apart. */
export function place(path = 'compose.yaml'): Span {
  offset += 10
  return { path, start: offset, end: offset + 5 }
}

export function located<T>(value: T): Located<T> {
  return { value, span: place() }
}

export function variable(name: string, value: string | undefined, more: Partial<Variable> = {}): Variable {
  const span = place('.env')
  return {
    name,
    nameSpan: place('.env'),
    value,
    written: value ?? '${X}',
    valueSpan: place('.env'),
    span,
    place: 'env-file',
    environment: environmentOfMark('production'),
    commentedOut: false,
    isExample: false,
    envFile: undefined,
    service: undefined,
    stage: undefined,
    ...more,
  }
}

/** A service as if everything were left out but its name. */
export function service(
  more: Partial<Service> & {
    readonly yaml?: string
    readonly values?: Record<string, string | undefined>
  } = {},
): Service {
  const { yaml = '{}', values = {}, ...rest } = more
  const variables = new Map<string, EffectiveVariable>()
  for (const [name, value] of Object.entries(values)) {
    variables.set(name, { name, value, origin: variable(name, value), overrides: [] })
  }
  const empty = {
    name: located('api'),
    environment: environmentOfMark('production'),
    definition: parseYaml('compose.yaml', yaml).roots[0]!.root as Mapping,
    image: undefined,
    build: undefined,
    runtimeImage: undefined,
    startCommands: [],
    overridesCommand: false,
    healthcheck: { state: 'absent', span: undefined, writtenIn: undefined, commands: [] },
    user: undefined,
    variables,
    variablesAreComplete: true,
    ports: [],
    exposed: [],
    mounts: [],
    networks: [],
    dependencies: [],
    restart: undefined,
    instances: [],
    profiles: [],
    networkMode: undefined,
    pid: undefined,
    ipc: undefined,
    usernsMode: undefined,
    privileged: undefined,
    capAdd: [],
    capDrop: [],
    securityOptions: [],
    containerName: undefined,
    hostNames: new Set<string>(),
    isJob: false,
  }
  return { ...empty, ...rest } as unknown as Service
}

export function image(text: string) {
  return parseImageReference(text, place())
}
