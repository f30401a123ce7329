import type { DocumentBase } from '../documents/document.ts'
import { type Block, writtenEntries } from '../documents/yaml/blocks.ts'
import type { Entry, Mapping, Sequence, YamlDocument, YamlNode } from '../documents/yaml/node.ts'
import { type Disorder, findDisorder } from '../documents/yaml/order.ts'
import type { Located, Span } from '../span.ts'
import type { Project } from './project.ts'
import type { Stack } from './stack.ts'

/** A compose file as it is written: nothing merged onto it, no variable expanded. */
export interface WrittenCompose {
  readonly document: YamlDocument
  readonly root: Mapping
}

/** A service where a compose file writes it out. */
export interface WrittenService {
  readonly document: YamlDocument
  readonly name: Located<string>
  readonly definition: Mapping
}

const byPath = new WeakMap<Project, ReadonlyMap<string, DocumentBase>>()

function documentAt(path: string, project: Project): DocumentBase | undefined {
  let documents = byPath.get(project)
  if (!documents) {
    documents = new Map(project.documents.map((document) => [document.path, document]))
    byPath.set(project, documents)
  }
  return documents.get(path)
}

/** The compose files of a stack as they are written; those that cannot be read to their end are left out. */
export function writtenCompose(stack: Stack, project: Project): readonly WrittenCompose[] {
  return stack.files.flatMap((path) => {
    const each = documentAt(path, project)
    if (each?.kind !== 'yaml' || each.problems.some(({ severity }) => severity === 'error')) return []
    const document = each as YamlDocument
    return document.roots.flatMap(({ root }) => (root?.kind === 'mapping' ? [{ document, root }] : []))
  })
}

/** The services that the files of a stack write out; those that are an alias of something else are not. */
export function writtenServices(stack: Stack, project: Project): readonly WrittenService[] {
  return writtenCompose(stack, project).flatMap(({ document, root }) => {
    const services = root.get('services')
    if (services?.kind !== 'mapping') return []
    return services.entries.flatMap((entry) => {
      const { key, value, merged } = entry
      if (merged || value.kind !== 'mapping' || !isWrittenIn(entry, value)) return []
      return [{ document, name: { value: key.text, span: key.span }, definition: value }]
    })
  })
}

/** The list or mapping that a service writes under a key; undefined where it comes from elsewhere or is no such. */
export function writtenCollection(
  { definition }: Pick<WrittenService, 'definition'>,
  key: string,
): Mapping | Sequence | undefined {
  const entry = definition.entry(key)
  if (!entry || entry.merged || entry.value.kind === 'scalar') return undefined
  return isWrittenIn(entry, entry.value) ? entry.value : undefined
}

/** What is out of order among the entries of a mapping, by their keys; a merge key stays where it is: first. */
export function disorderOfKeys(
  document: YamlDocument,
  mapping: Mapping,
  compare: (one: string, other: string) => number,
): (Disorder & { readonly keys: readonly Block['key'][]; readonly entries: readonly Entry[] }) | undefined {
  const entries = writtenEntries(mapping)
  const keys = entries.map(({ key }) => key.text)
  const rank = (key: string) => (key === '<<' ? 0 : 1)
  const disorder = findDisorder(document, mapping, keys.length, (one, other) => {
    const [a, b] = [keys[one]!, keys[other]!]
    return rank(a) - rank(b) || (a === '<<' ? 0 : compare(a, b))
  })
  return disorder && { ...disorder, keys, entries }
}

/** What is out of order among the items of a list, or the entries of a mapping, by a text of each. */
export function disorderOfItems(
  document: YamlDocument,
  collection: Mapping | Sequence,
  compare: (one: string, other: string) => number,
  textOfItem: (item: YamlNode) => string = (item) => (item.kind === 'scalar' ? item.text : ''),
): (Disorder & { readonly keys: readonly string[]; readonly places: readonly Span[] }) | undefined {
  const items =
    collection.kind === 'mapping' ? writtenEntries(collection).map(({ key }) => key) : collection.items
  const keys = items.map(textOfItem)
  const disorder = findDisorder(document, collection, keys.length, (one, other) =>
    compare(keys[one]!, keys[other]!),
  )
  return disorder && { ...disorder, keys, places: items.map(({ span }) => span) }
}

let collator: Intl.Collator | undefined

/** The order of words in English, which no setting of the machine changes. */
export function alphabetical(one: string, other: string): number {
  // Loading the rules of the language takes longer than judging most projects, and few runs ask.
  collator ??= new Intl.Collator('en')
  return collator.compare(one, other)
}

function isWrittenIn({ span }: Entry, value: Mapping | Sequence): boolean {
  return value.span.path === span.path && value.span.start >= span.start && value.span.end <= span.end
}
