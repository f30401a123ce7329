import type { KubernetesObject } from './object.ts'

/** What controllers make of a template, by the kind that owns it, and whose name begins the owner's. */
const MAKERS: Readonly<Record<string, string>> = { ReplicaSet: 'Deployment', Job: 'CronJob' }

/**
 * Without what a controller made of other objects among them, as in a dump of a cluster: who mends those mends
 * them in vain.
 */
export function withoutOwned(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const owned = objects.filter((object) => ownerOf(object) !== undefined)
  if (owned.length === 0) return objects
  const names = new Set(objects.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name?.value}`))
  const isThere = (kind: string, namespace: string, name: string) => names.has(`${kind}/${namespace}/${name}`)
  const isMade = (object: KubernetesObject) => {
    const owner = ownerOf(object)
    if (!owner) return false
    const { namespace } = object
    const maker = MAKERS[owner.kind]
    const makerName = owner.name.slice(0, Math.max(0, owner.name.lastIndexOf('-')))
    return (
      isThere(owner.kind, namespace, owner.name) ||
      (maker !== undefined && isThere(maker, namespace, makerName))
    )
  }
  return objects.filter((object) => !isMade(object))
}

function ownerOf(object: KubernetesObject): { kind: string; name: string } | undefined {
  const reference = object.list('metadata', 'ownerReferences').find((each) => each.isTrue('controller'))
  const [kind, name] = [reference?.text('kind')?.value, reference?.text('name')?.value]
  return kind !== undefined && name !== undefined ? { kind, name } : undefined
}
