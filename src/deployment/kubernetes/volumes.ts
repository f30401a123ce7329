import type { Located } from '../../span.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'

/** A volume of a pod. */
export interface Volume {
  readonly field: Fields
  readonly name: Located<string> | undefined
  /**
   * The key that says what it is: `hostPath`, `configMap`, `emptyDir` …; `volumeClaimTemplate` for one of a
   * StatefulSet; undefined where there is none.
   */
  readonly type: string | undefined
  /** What stands under that key. */
  readonly source: Fields
}

/** The volumes of a pod; one has one key besides its name. A StatefulSet claims some more for each pod. */
export function volumesOf(podSpec: Fields, object: KubernetesObject): readonly Volume[] {
  const claimed = object.kind === 'StatefulSet' ? object.list('spec', 'volumeClaimTemplates') : []
  return [...written(podSpec), ...claimed.map(claimedVolume)]
}

function claimedVolume(field: Fields): Volume {
  return {
    field,
    name: field.text('metadata', 'name'),
    type: 'volumeClaimTemplate',
    source: field.at('spec'),
  }
}

function written(podSpec: Fields): readonly Volume[] {
  return podSpec.list('volumes').map((field) => {
    const source = field.entries().find(({ step }) => step !== 'name')
    return {
      field,
      name: field.text('name'),
      type: source?.key?.value,
      source: source ?? field.at('emptyDir'),
    }
  })
}
