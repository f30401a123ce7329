import type { DocumentProblem } from '../../documents/document.ts'
import type { Entry, YamlNode } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import type { ComposeEnvFile, ComposeProblem, ComposeProblemKind, ComposeReference } from './model.ts'

/** What is found out about the nodes of one model while it is loaded. */
export class Notes {
  readonly problems: ComposeProblem[] = []
  readonly references: ComposeReference[] = []
  readonly envFiles: ComposeEnvFile[] = []
  readonly #files = new Set<string>()
  readonly #replaced = new WeakMap<YamlNode, YamlNode>()
  readonly #unresolved = new WeakSet<YamlNode>()
  readonly #reported = new Set<string>()

  get files(): readonly string[] {
    return [...this.#files]
  }

  addFile(path: string): void {
    this.#files.add(path)
  }

  /** A file that is read for several services says the same only once. */
  addReference(reference: ComposeReference): void {
    if (this.#isNew(`reference ${reference.name} ${reference.state}`, reference.span))
      this.references.push(reference)
  }

  problem(
    about: ComposeProblemKind,
    at: Span,
    message: string,
    more: {
      readonly severity?: 'error' | 'warning'
      readonly related?: readonly { readonly at: Span; readonly message: string }[]
    } = {},
  ): void {
    if (!this.#isNew(`${about} ${message}`, at)) return
    const { severity = 'error', related } = more
    this.problems.push({ about, at, message, severity, ...(related ? { related } : {}) })
  }

  /** What is wrong in an env file or a label file. */
  envFileProblems(problems: readonly DocumentProblem[]): void {
    for (const { at, message, severity } of problems) {
      this.problem('env-file-syntax', at, message, { severity })
    }
  }

  /** `node` stands where `earlier` stood. */
  markReplaced(node: YamlNode, earlier: YamlNode): void {
    if (node !== earlier) this.#replaced.set(node, earlier)
  }

  replaced(node: YamlNode): YamlNode | undefined {
    return this.#replaced.get(node)
  }

  markUnresolved(node: YamlNode): void {
    this.#unresolved.add(node)
  }

  isUnresolved(node: YamlNode): boolean {
    return this.#unresolved.has(node)
  }

  /** `node` is made of `from`: what holds for the one holds for the other. */
  inherit(node: YamlNode, from: YamlNode): void {
    if (node === from) return
    if (this.#unresolved.has(from)) this.#unresolved.add(node)
    const earlier = this.#replaced.get(from)
    if (earlier && !this.#replaced.has(node)) this.#replaced.set(node, earlier)
  }

  /** The same for the value of an entry. */
  inheritEntry(entry: Entry, from: YamlNode): Entry {
    this.inherit(entry.value, from)
    return entry
  }

  #isNew(what: string, at: Span): boolean {
    const key = `${at.path}:${at.start}:${at.end}:${what}`
    if (this.#reported.has(key)) return false
    this.#reported.add(key)
    return true
  }
}
