import type { Cluster } from './cluster.ts'

/**
 * Whether an image of the manifests gets its tag only when they are applied: a kustomization sets it, or Skaffold
 * builds the image and writes what came of it.
 */
export function isRetagged(image: string, cluster: Cluster): boolean {
  const name = image.replace(/:[^/:]*$/, '')
  const isByKustomize = cluster
    .ofKind('Kustomization')
    .flatMap((object) => object.list('images'))
    .some((each) => each.text('name')?.value === name && (each.at('newTag').isSet || each.at('digest').isSet))
  return (
    isByKustomize ||
    cluster
      .ofKind('Config')
      .filter(({ group }) => group === 'skaffold')
      .flatMap((object) => object.list('build', 'artifacts'))
      .some((each) => each.text('image')?.value === name)
  )
}
