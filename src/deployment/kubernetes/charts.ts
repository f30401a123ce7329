import { folderOf, isWithin, nameOf } from '../paths.ts'

/** A chart of Helm that is deployed by itself, and the sets of values it is deployed with. */
export interface Chart {
  /** Of its Chart.yaml. */
  readonly path: string
  /** '' for the project root. */
  readonly folder: string
  /** Every file of it that is known. */
  readonly files: readonly string[]
  /** Files of values beside its own, each of which makes a deployment; sorted. */
  readonly valueFiles: readonly string[]
}

/** `values-production.yaml`, `values.dev.yaml`, `prod-values.yaml`, `values/prod.yaml`, `ci/full-values.yaml`. */
const VALUES = /^(?:values[-._][^/]+|[^/]+[-._]values|values\/[^/]+|ci\/[^/]*values[^/]*)\.ya?ml$/

/** The charts among some paths; one that lies within another is a part of that one. */
export function findCharts(paths: readonly string[]): Chart[] {
  const folders = paths.filter((path) => nameOf(path) === 'Chart.yaml').map(folderOf)
  const own = folders.filter(
    (folder) =>
      !folders.some(
        (other) => other !== folder && isWithin(folder, other === '' ? 'charts' : `${other}/charts`),
      ),
  )
  return own.map((folder) => {
    const inside = folder === '' ? 0 : folder.length + 1
    const files = paths.filter((path) => isWithin(path, folder))
    return {
      path: folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`,
      folder,
      files,
      valueFiles: files.filter((path) => VALUES.test(path.slice(inside))),
    }
  })
}

/** The files of a chart that Helm reads as templates, or as objects without values in them. */
export function templatesOf({ folder, files }: Chart): string[] {
  const inside = folder === '' ? 0 : folder.length + 1
  return files.filter((path) => /^(?:charts\/.*\/)?(?:templates|crds)\//.test(path.slice(inside)))
}
