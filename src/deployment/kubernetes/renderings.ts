import type { Mapping, YamlDocument } from '../../documents/yaml/node.ts'
import { parseYaml } from '../../documents/yaml/parse.ts'
import { Lines } from '../../span.ts'
import type { Environment, EnvironmentKind } from '../environment.ts'
import { joinPath } from '../paths.ts'
import { Fields } from './fields.ts'
import { isKustomization } from './kustomizations.ts'
import { ORIGIN_ANNOTATION, placeKustomized } from './kustomized-objects.ts'
import { type Manifest, withoutPatches } from './manifests.ts'
import { placeTemplated } from './templated-objects.ts'

/** What a program made of a kustomization or a chart: the objects that are deployed. */
export interface Rendering {
  readonly program: 'kustomize' | 'helm'
  /** The kustomization, or the Chart.yaml. */
  readonly path: string
  /** The path whose marks say for which environment it is: the kustomization, a file of values. */
  readonly markedBy: string
  /** A name for what is deployed, where several are of one environment. */
  readonly title: string
  readonly text: string
  /** What it was made of. These files are not judged as they are written. */
  readonly sources: readonly string[]
  /** Where paths in the text begin: of kustomize the way to the project, of helm the chart's folder. */
  readonly prefix: string
  /** Of helm: files of values, strongest first. */
  readonly valueFiles: readonly string[]
}

/** What is known of the kustomizations and charts of a project. */
export interface Renderings {
  readonly all: readonly Rendering[]
  /** Templates, which are no YAML as they stand; of charts that were not rendered, too. */
  readonly templates: readonly string[]
  /** Something could not be rendered: what it brings is unknown. */
  readonly isIncomplete: boolean
}

/** A deployment beside that of its environment: the same objects, rendered in another way. */
interface Variant {
  readonly title: string
  readonly mark: EnvironmentKind | undefined
  readonly documents: readonly YamlDocument[]
}

/** How the files of a project are read. */
interface Readers {
  yamlAt(path: string): YamlDocument | undefined
  templateAt(path: string): YamlDocument | undefined
  markOf(path: string): EnvironmentKind | undefined
}

/**
 * Everything that is deployed to Kubernetes: files as they are written, and what was rendered in place of those it
 * was made of. Where several renderings of one mark hold the same object, each but the first is a variant.
 */
export function gatherManifests(
  paths: readonly string[],
  renderings: Renderings | undefined,
  readers: Readers,
): { readonly manifests: readonly Manifest[]; readonly variants: readonly Variant[] } {
  const templates = new Set(renderings?.templates)
  const rendered = new Set(renderings?.all.flatMap(({ sources }) => sources))
  const written = withoutPatches(
    paths.flatMap((path): Manifest[] => {
      const document = templates.has(path) ? undefined : readers.yamlAt(path)
      return document ? [{ document, mark: readers.markOf(path) }] : []
    }),
  ).filter(({ document }) => !rendered.has(document.path))
  const manifests = [...written]
  const variants: Variant[] = []
  const known = new Set<string>()
  for (const rendering of renderings?.all ?? []) {
    const documents =
      rendering.program === 'helm' ? ofHelm(rendering, readers) : ofKustomize(rendering, readers)
    const mark = readers.markOf(rendering.markedBy)
    const names = documents.map((document) => `${mark}\0${identityOf(document)}`)
    if (names.some((name) => known.has(name))) variants.push({ title: rendering.title, mark, documents })
    else {
      for (const name of names) known.add(name)
      manifests.push(...documents.map((document) => ({ document, mark })))
    }
  }
  return { manifests, variants }
}

/** The variants as environments of their own, where their kind is among those that are judged. */
export function variantsOf(
  variants: readonly Variant[],
  environments: readonly Environment[],
): { readonly environment: Environment; readonly documents: readonly YamlDocument[] }[] {
  return variants.flatMap(({ title, mark, documents }) => {
    const kin = environments.find(({ kind }) => (mark === undefined ? kind === 'unmarked' : kind === mark))
    const like =
      kin ?? (mark === undefined ? environments.find(({ isProduction }) => isProduction) : undefined)
    return like ? [{ environment: { ...like, name: title }, documents }] : []
  })
}

function ofKustomize({ path, text, sources, prefix }: Rendering, { yamlAt }: Readers): YamlDocument[] {
  const read = sources.flatMap((each) =>
    /\.(?:ya?ml|json)$|ustomization$/.test(each) ? (yamlAt(each) ?? []) : [],
  )
  const files = {
    kustomizations: read.filter((each) => isKustomization(each.path)),
    others: read.filter((each) => !isKustomization(each.path)),
  }
  return parseYaml(path, text).roots.flatMap(({ root }) => {
    if (root?.kind !== 'mapping') return []
    const origin = originOf(root, prefix, yamlAt) ?? homeOf(root, files.others) ?? yamlAt(path)
    if (!origin) return []
    const { node, document } = placeKustomized(root, origin, files)
    return [documentOf(node, document)]
  })
}

/** The file that kustomize names: `path`, or `configuredIn` where a generator made the object. */
function originOf(
  object: Mapping,
  prefix: string,
  yamlAt: (path: string) => YamlDocument | undefined,
): YamlDocument | undefined {
  const written = new Fields(object).text('metadata', 'annotations', ORIGIN_ANNOTATION)?.value ?? ''
  const path = /^(?:path|configuredIn): *(.+?) *$/m.exec(written)?.[1]
  if (!path?.startsWith(`${prefix}/`)) return undefined
  const inside = joinPath(path.slice(prefix.length + 1))
  return inside === undefined ? undefined : yamlAt(inside)
}

/** The first file with an object of that kind and name, or of one that a prefix or suffix was added to. */
function homeOf(object: Mapping, documents: readonly YamlDocument[]): YamlDocument | undefined {
  const own = new Fields(object)
  const kind = own.text('kind')?.value
  const name = own.text('metadata', 'name')?.value ?? ''
  return documents.find(({ roots }) =>
    roots.some(({ root }) => {
      const fields = new Fields(root)
      const called = fields.text('metadata', 'name')?.value
      return fields.text('kind')?.value === kind && called !== undefined && name.includes(called)
    }),
  )
}

/** Helm says above each object `# Source: <chart>/templates/web.yaml`. */
function ofHelm(
  { path, text, prefix, valueFiles }: Rendering,
  { templateAt, yamlAt }: Readers,
): YamlDocument[] {
  const values = valueFiles.flatMap((each) => yamlAt(each) ?? [])
  const { roots, comments } = parseYaml(path, text)
  const lines = new Lines(text)
  const sources = comments.filter((comment) => comment.ownLine && comment.text.startsWith('Source: '))
  return roots.flatMap(({ root }) => {
    if (root?.kind !== 'mapping') return []
    const source = sources.findLast(({ span }) => span.start < root.span.start)?.text.slice('Source: '.length)
    const inChart = source?.slice(source.indexOf('/') + 1)
    const template = inChart === undefined ? undefined : templateAt(joinPath(prefix, inChart) ?? inChart)
    // Of a packed chart there is no file to point at but the one that asks for it.
    const shown = template ?? templateAt(path)
    return shown ? [documentOf(placeTemplated(root, lines, shown, values), shown)] : []
  })
}

function documentOf(root: Mapping, { path, text }: YamlDocument): YamlDocument {
  return { kind: 'yaml', path, text, roots: [{ root, span: root.span }], comments: [], problems: [] }
}

/** A template as a document: it has comments, and nothing in it is YAML yet. */
export function readTemplate(path: string, text: string): YamlDocument {
  const comments = [...text.matchAll(/(?<=^|[ \t])#.*$/gm)].map(({ index: start, 0: written }) => ({
    span: { path, start, end: start + written.trimEnd().length },
    text: written.slice(1).trim(),
    ownLine: text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '',
  }))
  return { kind: 'yaml', path, text, roots: [], comments, problems: [] }
}

/** An object by its name in the cluster. */
function identityOf({ roots }: YamlDocument): string {
  const fields = new Fields(roots[0]?.root)
  const names = [fields.text('kind'), fields.text('metadata', 'namespace'), fields.text('metadata', 'name')]
  return names.map((name) => name?.value ?? '').join('\0')
}
