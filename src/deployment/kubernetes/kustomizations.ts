import type { YamlDocument } from '../../documents/yaml/node.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import { Fields } from './fields.ts'

/** The names that kustomize looks for in a folder, in its order. */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

const ADDRESS = /:\/\/|^git@|^[\w-]+\.[a-z]+[:/]/

/** What building one kustomization reads. */
export interface KustomizationReach {
  /** Every file of it, itself and those of its bases included. */
  readonly files: readonly string[]
  /** Other kustomizations that it takes in: those are bases or components of it. */
  readonly bases: readonly string[]
  /** Why it must not be built: it would fetch something, read outside of the project or run a program. */
  readonly refusal: string | undefined
}

/** Whether a path is one that kustomize builds from. */
export function isKustomization(path: string): boolean {
  return /(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(path)
}

/** Whether it can stand only within others. */
export function isComponent({ roots }: YamlDocument): boolean {
  return roots.some(({ root }) => new Fields(root).text('kind')?.value === 'Component')
}

/**
 * Follows everything that a kustomization names. What it names must be there, as a file or folder of the project:
 * anything else kustomize would take for an address and fetch.
 */
export function reachOf(
  path: string,
  documentAt: (path: string) => YamlDocument | undefined,
  kindOf: ProjectFiles['kindOf'],
): KustomizationReach {
  const files = new Set<string>()
  const bases = new Set<string>()
  let refusal: string | undefined
  const refuse = (reason: string) => {
    refusal ??= reason
  }
  follow(path)
  return { files: [...files], bases: [...bases], refusal }

  function follow(own: string): void {
    if (files.has(own)) return
    files.add(own)
    const document = documentAt(own)
    for (const { root } of document?.roots ?? []) visit(new Fields(root), folderOf(own), own)
  }

  function visit(fields: Fields, folder: string, own: string): void {
    for (const key of ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals']) {
      if (fields.at(key).isSet) refuse(`${own} takes in a chart of Helm, which kustomize would fetch and run`)
    }
    for (const { value } of [
      ...['resources', 'bases', 'components'].flatMap((key) => fields.texts(key)),
      ...['generators', 'transformers', 'validators'].flatMap((key) => fields.texts(key)),
    ]) {
      take(value, folder, own)
    }
    for (const { value } of [
      ...['crds', 'configurations', 'patchesStrategicMerge'].flatMap((key) => fields.texts(key)),
      ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
        fields.list(key).flatMap((item) => item.text('path') ?? []),
      ),
      ...[fields.text('openapi', 'path')].flatMap((each) => each ?? []),
      ...fields.list('configMapGenerator').flatMap(sourcesOf),
      ...fields.list('secretGenerator').flatMap(sourcesOf),
    ]) {
      if (!value.includes('\n')) take(value, folder, own)
    }
  }

  function take(written: string, folder: string, own: string): void {
    if (written.includes('\n')) {
      // A generator or transformer that stands here as a text of its own.
      if (written.includes('://')) refuse(`${own} holds a generator that names an address`)
      return
    }
    const target = joinPath(folder, written)
    const kind = target === undefined ? 'outside' : kindOf(target)
    if (target !== undefined && kind === 'file') files.add(target)
    else if (target !== undefined && kind === 'directory') {
      const base = NAMES.map((name) => joinPath(target, name)!).find((each) => kindOf(each) === 'file')
      if (base !== undefined) bases.add(base)
      if (base === undefined) refuse(`${own} names ${written}, a folder without a kustomization`)
      else follow(base)
    } else if (ADDRESS.test(written)) refuse(`${own} names ${written}, which would have to be fetched`)
    else if (kind === 'outside') refuse(`${own} names ${written}, which leads out of the project`)
    else refuse(`${own} names ${written}, which is not in the project`)
  }
}

/** `files`, `envs` and `env` of a generator; the name before `=` is a key of what it makes. */
function sourcesOf(generator: Fields): readonly { readonly value: string }[] {
  return [
    ...generator.texts('files'),
    ...generator.texts('envs'),
    ...[generator.text('env') ?? []].flat(),
  ].map(({ value }) => ({ value: value.slice(value.indexOf('=') + 1) }))
}
