import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import { folderOf } from '../paths.ts'
import { mergeServices, mergeTrees } from './merge.ts'
import type { ComposeReader, ComposeTree } from './reader.ts'
import { relocateService, wayTo } from './relocate.ts'
import { clearPaths, pathsBelow } from './tags.ts'
import { asMapping, makeMapping, type Path, textOf, withEntry, withoutKey, withValue } from './tree.ts'
import { withUniqueItems } from './unique.ts'
import type { Variables } from './variables.ts'

/** The services that an `extends` without a file can name, and what holds for them. */
interface Scope {
  readonly path: string
  /** The folder that relative paths of these services start from. */
  readonly directory: string
  readonly services: Mapping
  readonly cleared: readonly Path[]
  readonly resolved: Map<string, YamlNode>
}

interface Reference {
  readonly service: string
  readonly file: { readonly path: string; readonly span: Span } | undefined
  readonly span: Span
}

/** Replaces every `extends` of a file by the service it names, merged under the extending one. */
export class Extending {
  readonly #reader: ComposeReader
  readonly #variables: Variables
  readonly #scopes = new Map<string, Scope | undefined>()

  constructor(reader: ComposeReader, variables: Variables) {
    this.#reader = reader
    this.#variables = variables
  }

  /** `directory` is what the paths of the file's services are relative to. */
  apply(tree: ComposeTree, path: string, directory: string): Mapping {
    const entry = tree.root.entry('services')
    const services = asMapping(entry?.value)
    if (!entry || !services?.entries.some(({ value }) => asMapping(value)?.entry('extends'))) {
      return tree.root
    }
    const scope: Scope = { path, directory, services, cleared: tree.cleared, resolved: new Map() }
    const extended = services.entries.map((service) =>
      withValue(service, this.#resolve(service.key.text, scope, [])),
    )
    return withEntry(tree.root, withValue(entry, makeMapping(extended, services)))
  }

  /** The service with its base merged under it. */
  #resolve(name: string, scope: Scope, chain: readonly string[]): YamlNode {
    const known = scope.resolved.get(name)
    if (known) return known
    const service = scope.services.get(name)!
    const resolved = service.kind === 'mapping' ? this.#extend(name, service, scope, chain) : service
    scope.resolved.set(name, resolved)
    return resolved
  }

  #extend(name: string, service: Mapping, scope: Scope, chain: readonly string[]): YamlNode {
    const extendsNode = service.get('extends')
    if (!extendsNode) return service
    const own = withoutKey(service, 'extends')
    const reference = this.#referenceOf(name, extendsNode)
    if (!reference) return own
    const link = `${scope.path}#${name}`
    if (chain.includes(link)) {
      const circle = [...chain.slice(chain.indexOf(link)), link].join(' extends ')
      this.#reader.notes.problem(
        'extends',
        reference.span,
        `Services extend each other in a circle: ${circle}.`,
      )
      return own
    }
    const target = reference.file ? this.#scopeOf(reference, reference.file, scope) : scope
    if (target === 'unknown') {
      this.#reader.notes.markUnresolved(own)
      return own
    }
    if (!target) return own
    if (!target.services.entry(reference.service)) {
      const message = `${target.path} has no service "${reference.service}" that "${name}" could extend.`
      this.#reader.notes.problem('extends', reference.span, message)
      return own
    }
    const base = this.#resolve(reference.service, target, [...chain, link])
    if (base.kind !== 'mapping') return own
    return this.#merge(name, own, base, target, scope)
  }

  #merge(name: string, own: Mapping, base: Mapping, target: Scope, scope: Scope): YamlNode {
    const { notes } = this.#reader
    const cleared = clearPaths(base, pathsBelow(scope.cleared, ['services', name]))
    const moved =
      target === scope ? cleared : relocateService(cleared, wayTo(target.directory, scope.directory), notes)
    const merged = mergeServices(moved, own, notes)
    if (notes.isUnresolved(base)) notes.markUnresolved(merged)
    return merged
  }

  #referenceOf(name: string, node: YamlNode): Reference | undefined {
    const { notes } = this.#reader
    const ofMapping = asMapping(node)
    const serviceNode = ofMapping ? ofMapping.get('service') : node
    const service = textOf(serviceNode)
    if (service === undefined || !serviceNode) {
      const message = `The service that "${name}" extends has to be named.`
      notes.problem('extends', node.span, message)
      return undefined
    }
    const fileNode = ofMapping?.get('file')
    const path = textOf(fileNode)
    const file = path !== undefined && fileNode ? { path, span: fileNode.span } : undefined
    return { service, file, span: serviceNode.span }
  }

  #scopeOf(
    reference: Reference,
    file: { readonly path: string; readonly span: Span },
    scope: Scope,
  ): Scope | 'unknown' | undefined {
    const { notes } = this.#reader
    const { path, kind } = this.#reader.locate(scope.directory, file.path)
    if (kind === 'outside') return 'unknown'
    if (kind !== 'file') {
      const what = kind === 'missing' ? 'does not exist' : 'is a folder'
      notes.problem('extends', file.span, `The file ${path} to extend "${reference.service}" from ${what}.`)
      return undefined
    }
    if (!this.#scopes.has(path)) this.#scopes.set(path, this.#readScope(path, file.span))
    return this.#scopes.get(path)
  }

  #readScope(path: string, from: Span): Scope | undefined {
    const { notes } = this.#reader
    let root: YamlNode | undefined
    const cleared: Path[] = []
    for (const tree of this.#reader.trees(path, this.#variables, from)) {
      root = root ? mergeTrees(clearPaths(root, tree.cleared), tree.root, notes) : tree.root
      root = withUniqueItems(root, notes)
      cleared.push(...tree.cleared)
    }
    const services = asMapping(asMapping(root)?.get('services'))
    if (!services) {
      notes.problem('extends', from, `${path} has no services to extend.`)
      return undefined
    }
    return { path, directory: folderOf(path), services, cleared, resolved: new Map() }
  }
}
