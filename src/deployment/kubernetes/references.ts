import type { Located } from '../../span.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'
import type { Workload } from './workload.ts'

/** An object of its own namespace that a pod names. */
export interface ObjectReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim'
  readonly by: 'env' | 'envFrom' | 'volume' | 'imagePullSecrets' | 'serviceAccountName'
  readonly name: Located<string>
  /** The keys it names; empty where it takes all. */
  readonly keys: readonly Located<string>[]
  /** The pod starts without it, too. */
  readonly isOptional: boolean
  /** What holds the name. */
  readonly field: Fields
  /** Undefined where the files hold no such object; then ask `cluster.isWhole` before you say so. */
  readonly object: KubernetesObject | undefined
}

/** Every object that the pods of a workload name. */
export function referencesOf(workload: Workload): readonly ObjectReference[] {
  const { podSpec, cluster, namespace } = workload
  const to = (
    kind: ObjectReference['kind'],
    by: ObjectReference['by'],
    field: Fields,
    name: Located<string> | undefined,
    keys: readonly Located<string>[] = [],
  ): ObjectReference[] => {
    if (!name) return []
    const object = cluster.find(kind, namespace, name.value)
    return [{ kind, by, name, keys, isOptional: field.isTrue('optional'), field, object }]
  }
  const ofEnvironment = workload.containers.flatMap(({ environmentSources }) =>
    environmentSources.flatMap(({ kind, name, key, variable, field }) => {
      if (kind === 'field' || !name) return []
      const type = kind === 'ConfigMap' ? 'configMap' : 'secret'
      const reference = variable ? field.at('valueFrom', `${type}KeyRef`) : field.at(`${type}Ref`)
      return to(kind, variable ? 'env' : 'envFrom', reference, name, key ? [key] : [])
    }),
  )
  const keysOf = (field: Fields) => field.list('items').flatMap((item) => item.text('key') ?? [])
  const ofSource = (source: Fields): ObjectReference[] => [
    ...to(
      'ConfigMap',
      'volume',
      source.at('configMap'),
      source.text('configMap', 'name'),
      keysOf(source.at('configMap')),
    ),
    ...to(
      'Secret',
      'volume',
      source.at('secret'),
      // A volume says `secretName`, a projected source `name`.
      source.text('secret', 'secretName') ?? source.text('secret', 'name'),
      keysOf(source.at('secret')),
    ),
    ...to(
      'PersistentVolumeClaim',
      'volume',
      source.at('persistentVolumeClaim'),
      source.text('persistentVolumeClaim', 'claimName'),
    ),
    ...source.list('projected', 'sources').flatMap(ofSource),
  ]
  return [
    ...ofEnvironment,
    ...workload.volumes.flatMap(({ field }) => ofSource(field)),
    ...podSpec
      .list('imagePullSecrets')
      .flatMap((field) => to('Secret', 'imagePullSecrets', field, field.text('name'))),
    ...to('ServiceAccount', 'serviceAccountName', podSpec, workload.serviceAccountName),
  ]
}
