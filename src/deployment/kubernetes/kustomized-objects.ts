import type { Mapping, Scalar, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import { Fields } from './fields.ts'
import { entryOf, mappingOf, scalarAt, sequenceOf } from './rendered-nodes.ts'

/** The annotation by which kustomize says what an object was made of. */
export const ORIGIN_ANNOTATION = 'config.kubernetes.io/origin'

/** The files of one built kustomization. */
interface KustomizeSources {
  readonly kustomizations: readonly YamlDocument[]
  readonly others: readonly YamlDocument[]
}

/**
 * Gives a built object the places it comes from: each value that of the patch or resource which says the same, one
 * that no file says (a new tag) that of the kustomization's entry, and else that of what stands around it.
 * @param origin the file that kustomize names for it
 */
export function placeKustomized(
  object: Mapping,
  origin: YamlDocument,
  { kustomizations, others }: KustomizeSources,
): { readonly node: Mapping; readonly document: YamlDocument } {
  const name = nameOf(object)
  const kind = textAt(object, 'kind')
  const written = objectsIn(origin).filter((each) => textAt(each, 'kind') === kind)
  const resource = written.find((each) => nameOf(each) === name) ?? bestNamed(written, name)
  const patches = others
    .filter(({ path }) => path !== origin.path)
    .flatMap(objectsIn)
    .filter(
      (each) =>
        textAt(each, 'kind') === kind &&
        nameOf(each) === (resource ? nameOf(resource) : name) &&
        each !== resource,
    )
  const guides = [...patches, ...(resource ? [resource] : [])]
  const around = resource
    ? (new Fields(resource).text('metadata', 'name')?.span ?? resource.span)
    : (generatorOf(origin, name) ?? firstPlace(origin))
  const placing = new Placing(scalarsOf(kustomizations))
  return { node: placing.place(object, guides, around) as Mapping, document: origin }
}

class Placing {
  readonly #settings: ReadonlyMap<string, readonly Scalar[]>

  constructor(settings: ReadonlyMap<string, readonly Scalar[]>) {
    this.#settings = settings
  }

  place(node: YamlNode, guides: readonly YamlNode[], around: Span): YamlNode {
    if (node.kind === 'scalar') return this.#scalar(node, guides, around)
    const same = guides.filter((each) => each.kind === node.kind)
    const span = same.at(-1)?.span ?? around
    if (node.kind === 'sequence') {
      return sequenceOf(
        node.items.map((item, index) => {
          const own = same.flatMap((each) =>
            each.kind === 'sequence' ? itemLike(item, index, each.items) : [],
          )
          return this.place(item, own, placeOf(own[0]) ?? around)
        }),
        span,
      )
    }
    const entries = node.entries.flatMap(({ key, value }) => {
      if (key.text === ORIGIN_ANNOTATION) return []
      const known = same.flatMap((each) => (each.kind === 'mapping' ? (each.entry(key.text) ?? []) : []))
      const keySpan = known[0]?.key.span ?? around
      const placed = this.place(
        value,
        known.map((entry) => entry.value),
        keySpan,
      )
      return [entryOf(known[0]?.key ?? scalarAt(key, keySpan), placed)]
    })
    return mappingOf(entries, span)
  }

  #scalar(node: Scalar, guides: readonly YamlNode[], around: Span): Scalar {
    const scalars = guides.filter((each) => each.kind === 'scalar')
    const exact = scalars.find((each) => each.text === node.text)
    if (exact) return exact.value === node.value ? exact : scalarAt(node, exact.span)
    const setting = this.#settingFor(node.text)
    return scalarAt(node, setting?.span ?? scalars[0]?.span ?? around)
  }

  /** What a kustomization itself says: a namespace, replicas, the new tag of an image. */
  #settingFor(text: string): Scalar | undefined {
    const [only, ...more] = this.#settings.get(text) ?? []
    if (only && more.length === 0) return only
    const tag = /[:@]([^/@:]+|sha256:[0-9a-f]+)$/.exec(text)?.[1]
    const [tagged, ...others] = tag === undefined ? [] : (this.#settings.get(tag) ?? [])
    return others.length === 0 ? tagged : undefined
  }
}

/** The item of another list that stands for the same: by its name, else by its text, else by its place. */
function itemLike(item: YamlNode, index: number, others: readonly YamlNode[]): YamlNode[] {
  if (item.kind === 'scalar') {
    return others.filter((each) => each.kind === 'scalar' && each.text === item.text).slice(0, 1)
  }
  if (item.kind !== 'mapping') return others.slice(index, index + 1)
  for (const key of ['name', 'mountPath', 'containerPort', 'port', 'key', 'host', 'path', 'ip']) {
    const own = textAt(item, key)
    if (own === undefined) continue
    const found = others.find((each) => each.kind === 'mapping' && textAt(each, key) === own)
    if (found) return [found]
    if (key === 'name') return []
  }
  return others.slice(index, index + 1).filter((each) => each.kind === 'mapping')
}

function placeOf(node: YamlNode | undefined): Span | undefined {
  if (node?.kind !== 'mapping') return node?.span
  return new Fields(node).text('name')?.span ?? node.entries[0]?.key.span
}

function textAt(node: Mapping, key: string): string | undefined {
  return new Fields(node).text(key)?.value
}

function nameOf(object: Mapping): string | undefined {
  return new Fields(object).text('metadata', 'name')?.value
}

/** A prefix or suffix was added to one of these names. */
function bestNamed(objects: readonly Mapping[], name: string | undefined): Mapping | undefined {
  const within = objects.filter((each) => name?.includes(nameOf(each) ?? '\0'))
  const [longest] = within.sort((a, b) => (nameOf(b)?.length ?? 0) - (nameOf(a)?.length ?? 0))
  return longest ?? (objects.length === 1 ? objects[0] : undefined)
}

function objectsIn({ roots }: YamlDocument): Mapping[] {
  return roots.flatMap(({ root }) => {
    if (root?.kind === 'sequence') return root.items.filter((item) => item.kind === 'mapping')
    if (root?.kind !== 'mapping') return []
    const items = textAt(root, 'kind') === 'List' ? root.get('items') : undefined
    return items?.kind === 'sequence' ? items.items.filter((item) => item.kind === 'mapping') : [root]
  })
}

/** The name of the generator that made an object; a hash was added to it. */
function generatorOf({ roots }: YamlDocument, name: string | undefined): Span | undefined {
  const names = roots.flatMap(({ root }) => {
    const fields = new Fields(root)
    return [...fields.list('configMapGenerator'), ...fields.list('secretGenerator')].flatMap(
      (each) => each.text('name') ?? [],
    )
  })
  return names.filter(({ value }) => name?.includes(value)).sort((a, b) => b.value.length - a.value.length)[0]
    ?.span
}

function firstPlace({ path, roots }: YamlDocument): Span {
  const root = roots.find((each) => each.root)?.root
  return placeOf(root) ?? { path, start: 0, end: 0 }
}

function scalarsOf(documents: readonly YamlDocument[]): ReadonlyMap<string, readonly Scalar[]> {
  const found = new Map<string, Scalar[]>()
  const visit = (node: YamlNode | undefined): void => {
    if (node?.kind === 'mapping') for (const { value } of node.entries) visit(value)
    else if (node?.kind === 'sequence') for (const item of node.items) visit(item)
    else if (node && node.text !== '') found.set(node.text, [...(found.get(node.text) ?? []), node])
  }
  for (const { roots } of documents) for (const { root } of roots) visit(root)
  return found
}
