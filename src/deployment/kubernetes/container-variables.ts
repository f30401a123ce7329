import type { Located } from '../../span.ts'
import type { EffectiveVariable, Variable } from '../variable.ts'
import type { Container } from './container.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'

/** Where a container takes one variable or a whole set of them from. */
export interface EnvironmentSource {
  /** The item of `env` or `envFrom`. */
  readonly field: Fields
  /** `field`: of the pod itself (`fieldRef`, `resourceFieldRef`). */
  readonly kind: 'ConfigMap' | 'Secret' | 'field'
  /** The variable it gives a value; undefined for a whole set by `envFrom`. */
  readonly variable: Located<string> | undefined
  readonly prefix: string
  /** Name of the ConfigMap or Secret. */
  readonly name: Located<string> | undefined
  readonly key: Located<string> | undefined
  readonly isOptional: boolean
  /** Undefined where the files hold no such object. */
  readonly object: KubernetesObject | undefined
}

/** The container's own `env` entries, in order. */
export function ownVariables(container: Container): Variable[] {
  return container.list('env').flatMap((field) => {
    const name = field.text('name')
    if (!name) return []
    const written = field.at('value')
    const value = written.text()
    const isFrom = field.at('valueFrom').isSet
    const place = value?.span ?? field.at('valueFrom').key?.span ?? name.span
    return [
      {
        name: name.value,
        nameSpan: name.span,
        // Without a value it is set, and empty.
        value: isFrom ? undefined : withoutReferences(value?.value ?? ''),
        written: value?.value ?? '',
        valueSpan: value?.span ?? { ...place, end: place.start },
        span: field.span ?? name.span,
        place: 'container-environment' as const,
        environment: container.environment,
        commentedOut: false,
        isExample: container.environment.kind === 'example',
        envFile: undefined,
        service: undefined,
        stage: undefined,
        container,
      },
    ]
  })
}

/** A value with `$(OTHER)` in it is put together in the cluster. */
function withoutReferences(value: string): string | undefined {
  if (!/(?<!\$)\$\([A-Za-z_.-][\w.-]*\)/.test(value)) return value.replaceAll('$$(', '$(')
  return undefined
}

/** What `valueFrom` and `envFrom` of a container name. */
export function sourcesOf(container: Container): EnvironmentSource[] {
  const { cluster, namespace } = container.workload
  const named = (kind: 'ConfigMap' | 'Secret', reference: Fields, field: Fields, prefix = '') => {
    const name = reference.text('name')
    return {
      field,
      kind,
      prefix,
      variable: field.text('name'),
      name,
      key: reference.text('key'),
      isOptional: reference.isTrue('optional'),
      object: name && cluster.find(kind, namespace, name.value),
    }
  }
  const single = container.list('env').flatMap((field): EnvironmentSource[] => {
    const from = field.at('valueFrom')
    const config = from.at('configMapKeyRef')
    if (config.isMapping) return [named('ConfigMap', config, field)]
    const secret = from.at('secretKeyRef')
    if (secret.isMapping) return [named('Secret', secret, field)]
    if (!from.isMapping) return []
    const nothing = { name: undefined, key: undefined, object: undefined }
    return [{ field, kind: 'field', prefix: '', variable: field.text('name'), isOptional: false, ...nothing }]
  })
  const whole = container.list('envFrom').flatMap((field): EnvironmentSource[] => {
    const prefix = field.text('prefix')?.value ?? ''
    const config = field.at('configMapRef')
    if (config.isMapping) return [{ ...named('ConfigMap', config, field, prefix), variable: undefined }]
    const secret = field.at('secretRef')
    return secret.isMapping ? [{ ...named('Secret', secret, field, prefix), variable: undefined }] : []
  })
  return [...single, ...whole]
}

/**
 * What the container's environment will hold. Strongest first: the last `env` entry of a name, then `envFrom`,
 * the later source before the earlier (Kubernetes API, Container.envFrom).
 */
export function effectiveVariablesOf(container: Container): ReadonlyMap<string, EffectiveVariable> {
  const chains = new Map<string, Variable[]>()
  const values = new Map<Variable, string | undefined>()
  const add = (name: string, origin: Variable, value: string | undefined) => {
    values.set(origin, value)
    const chain = chains.get(name)
    if (chain) chain.push(origin)
    else chains.set(name, [origin])
  }
  const sources = container.environmentSources
  for (const variable of container.assignments.toReversed()) {
    const source = sources.find((each) => each.variable?.span.start === variable.nameSpan.start)
    add(variable.name, variable, source ? valueBehind(source, container) : variable.value)
  }
  for (const { variable, prefix, object } of sources.toReversed()) {
    if (variable || !object) continue
    for (const entry of container.workload.cluster.dataOf(object))
      add(prefix + entry.name, entry, entry.value)
  }
  return new Map(
    [...chains].map(([name, [origin, ...overrides]]) => [
      name,
      { name, value: values.get(origin!), origin: origin!, overrides },
    ]),
  )
}

function valueBehind({ object, key }: EnvironmentSource, { workload }: Container): string | undefined {
  if (!object || !key) return undefined
  return workload.cluster.dataOf(object).find(({ name }) => name === key.value)?.value
}

/** The entries of a ConfigMap or Secret as variables; those of a Secret without their base64. */
export function variablesOfData(object: KubernetesObject): Variable[] {
  const isSecret = object.kind === 'Secret'
  const variables = (list: string, decode: (text: string) => string | undefined) =>
    object.entries(list).flatMap((field): Variable[] => {
      const value = field.text()
      if (!field.key) return []
      return [
        {
          name: field.key.value,
          nameSpan: field.key.span,
          value: value ? decode(value.value) : '',
          written: value?.value ?? '',
          valueSpan: value?.span ?? field.span ?? field.key.span,
          span: field.entry!.span,
          place: isSecret ? 'secret-object' : 'config-map',
          environment: object.environment,
          commentedOut: false,
          isExample: object.environment.kind === 'example',
          envFile: undefined,
          service: undefined,
          stage: undefined,
          object,
        },
      ]
    })
  return isSecret
    ? [...variables('data', decodeBase64), ...variables('stringData', (text) => text)]
    : variables('data', (text) => text)
}

function decodeBase64(text: string): string | undefined {
  const written = text.replace(/\s+/g, '')
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) return undefined
  const decoded = Buffer.from(written, 'base64').toString('utf8')
  return decoded.includes('\ufffd') ? undefined : decoded
}
