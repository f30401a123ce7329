import type { Entry, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { TracedText } from '../../span.ts'
import { isHostPath } from './mounts.ts'
import type { Notes } from './notes.ts'
import {
  asMapping,
  impliedScalar,
  isNull,
  makeEntry,
  makeMapping,
  makeScalar,
  makeSequence,
  PathTable,
  withEntry,
  withValue,
} from './tree.ts'

/** How a text becomes relative to another folder; undefined where it stays. */
type Relocation = (text: string, folder: string) => string | undefined

const path: Relocation = (text, folder) => (isRelative(text) ? joinText(folder, text) : undefined)

/** A build context that is no URL, no Git reference and no other kind of source. */
const context: Relocation = (text, folder) => (isRemote(text) ? undefined : path(text, folder))

/** `./data:/data`: only a host's path moves, and it stays recognisable as one. */
const shortMount: Relocation = (text, folder) => {
  const colon = text.indexOf(':')
  if (colon <= 0 || !isHostPath(text) || !isRelative(text)) return undefined
  const moved = joinText(folder, text.slice(0, colon))
  return (moved.startsWith('.') ? moved : `./${moved}`) + text.slice(colon)
}

/** `NAME=path` of a list, or a path in a mapping. */
const namedContext: Relocation = (text, folder) => {
  const equals = text.indexOf('=')
  const moved = context(text.slice(equals + 1), folder)
  return moved === undefined ? undefined : text.slice(0, equals + 1) + moved
}

/** Places of paths below a service and below the other top-level sections. */
const relocations = PathTable.of<Relocation>({
  'configs.*.file': path,
  'secrets.*.file': path,
  'services.*.build': context,
  'services.*.build.additional_contexts.*': namedContext,
  'services.*.build.context': context,
  'services.*.develop.watch.*.path': path,
  'services.*.env_file': path,
  'services.*.env_file.*': path,
  'services.*.env_file.*.path': path,
  'services.*.extends.file': path,
  'services.*.label_file': path,
  'services.*.label_file.*': path,
  'services.*.volumes.*': shortMount,
  'services.*.volumes.*.source': path,
})

const serviceRelocations = relocations.step('services')!.step('*')

/**
 * A whole model whose relative paths start from `folder` instead of from the project directory ('' where it is
 * that): its paths are joined with it and cleaned.
 */
export function relocateModel(root: YamlNode, folder: string, notes: Notes): YamlNode {
  return relocate(withContexts(root, folder), folder, relocations, notes)
}

/** A build that names no context builds the folder that its paths are relative to. */
function withContexts(root: YamlNode, folder: string): YamlNode {
  const services = asMapping(root)?.entry('services')
  if (folder === '' || root.kind !== 'mapping' || services?.value.kind !== 'mapping') return root
  const entries = services.value.entries.map((service) => {
    const build = asMapping(service.value)?.entry('build')
    if (service.value.kind !== 'mapping' || build?.value.kind !== 'mapping') return service
    if (!isNull(build.value.get('context'))) return service
    const at = { ...build.key.span, start: build.key.span.end }
    const context = makeEntry(impliedScalar('context', at), impliedScalar('.', at))
    return withValue(service, withEntry(service.value, withValue(build, withEntry(build.value, context))))
  })
  return withEntry(root, withValue(services, makeMapping(entries, services.value)))
}

/** A service whose relative paths start from `folder`. */
export function relocateService(service: YamlNode, folder: string, notes: Notes): YamlNode {
  return relocate(service, folder, serviceRelocations, notes)
}

function relocate(
  node: YamlNode,
  folder: string,
  table: PathTable<Relocation> | undefined,
  notes: Notes,
): YamlNode {
  if (!table) return node
  if (node.kind === 'scalar') return table.value ? relocateScalar(node, folder, table.value, notes) : node
  if (node.kind === 'sequence') {
    const items = node.items.map((item, index) => relocate(item, folder, table.step(index), notes))
    return items.some((item, index) => item !== node.items[index]) ? makeSequence(items, node) : node
  }
  // The source of a named volume, a tmpfs or an image is no path.
  const type = node.get('type')
  const isOtherMount = type?.kind === 'scalar' && type.value !== 'bind'
  const entries = node.entries.map((entry): Entry => {
    if (isOtherMount && entry.key.text === 'source') return entry
    const value = relocate(entry.value, folder, table.step(entry.key.text), notes)
    notes.inherit(value, entry.value)
    return withValue(entry, value)
  })
  return entries.some((entry, index) => entry !== node.entries[index]) ? makeMapping(entries, node) : node
}

function relocateScalar(scalar: Scalar, folder: string, relocation: Relocation, notes: Notes): Scalar {
  if (typeof scalar.value !== 'string' || scalar.value === '') return scalar
  const moved = relocation(scalar.value, folder)
  if (moved === undefined || moved === scalar.value) return scalar
  const result = makeScalar(
    moved,
    TracedText.join([{ value: moved, span: scalar.span, whole: true }], scalar.span),
    scalar,
  )
  notes.inherit(result, scalar)
  return result
}

function isRelative(text: string): boolean {
  return !/^(?:[/~\\]|[a-z]:)/i.test(text)
}

/** A build context that is fetched: a URL, `git@host:…`, `github.com/…`, or `service:`, `docker-image:` and the like. */
export function isRemote(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:|git@|github\.com\/)/i.test(text)
}

/** Joins and resolves `.` and `..`; leading `..` stay, and `.` is the folder itself. */
export function joinText(folder: string, text: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${text}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/') || '.'
}

/** The way from one project-relative folder to another; '' where they are the same. */
export function wayTo(folder: string, from: string): string {
  const target = folder.split('/').filter(Boolean)
  const start = from.split('/').filter(Boolean)
  let shared = 0
  while (shared < start.length && start[shared] === target[shared]) shared++
  return [...start.slice(shared).map(() => '..'), ...target.slice(shared)].join('/')
}
