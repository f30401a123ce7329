import type { YamlDocument } from '../../documents/yaml/node.ts'
import type { Environment, EnvironmentKind } from '../environment.ts'
import { folderOf, joinPath } from '../paths.ts'
import { Fields } from './fields.ts'
import { isKustomization } from './kustomizations.ts'

/** A file of objects, with the environment that its path marks it for. */
export interface Manifest {
  readonly document: YamlDocument
  readonly mark: EnvironmentKind | undefined
}

/**
 * The files whose objects are deployed as they are written. What a kustomization names as a patch holds parts of
 * objects, in which most fields are missing.
 */
export function withoutPatches(manifests: readonly Manifest[]): Manifest[] {
  const patches = new Set(manifests.flatMap(({ document }) => patchesNamedIn(document)))
  return patches.size === 0 ? [...manifests] : manifests.filter(({ document }) => !patches.has(document.path))
}

/** Whether a file is a kustomization that brings objects which are written nowhere in the project. */
export function makesMore({ path, roots }: YamlDocument): boolean {
  if (!isKustomization(path)) return false
  return roots.some(({ root }) => {
    const fields = new Fields(root)
    const lists = ['configMapGenerator', 'secretGenerator', 'helmCharts', 'generators', 'transformers']
    return (
      lists.some((key) => fields.at(key).isSet) ||
      fields.texts('resources').some(({ value }) => /^\w+:\/\/|^git@|^[\w-]+\.[a-z]+\//.test(value))
    )
  })
}

function patchesNamedIn({ path, roots }: YamlDocument): string[] {
  if (!isKustomization(path)) return []
  return roots.flatMap(({ root }) => {
    const fields = new Fields(root)
    const listed = [...fields.list('patches'), ...fields.list('patchesJson6902')].flatMap(
      (patch) => patch.text('path') ?? [],
    )
    return [...listed, ...fields.texts('patchesStrategicMerge'), ...fields.texts('patches')].flatMap(
      ({ value }) => joinPath(folderOf(path), value) ?? [],
    )
  })
}

/** The documents of an environment: those marked for it, and those that bear no mark. */
export function manifestsOf(environment: Environment, manifests: readonly Manifest[]): YamlDocument[] {
  return manifests
    .filter(({ mark }) => mark === undefined || mark === environment.kind)
    .map(({ document }) => document)
}
