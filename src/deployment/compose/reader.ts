import type { Mapping, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import { joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import { interpolate } from './interpolate.ts'
import type { Notes } from './notes.ts'
import { resolveTags, type TaggedTree } from './tags.ts'
import { isNull } from './tree.ts'
import type { Variables } from './variables.ts'

/** What loading needs of the project's files. */
export type ReadableFiles = Pick<ProjectFiles, 'text' | 'kindOf'>

/** One document of a compose file: a mapping, interpolated, its tags taken out. */
export interface ComposeTree extends TaggedTree {
  readonly root: Mapping
}

export interface LocatedFile {
  /** Project-relative; as written where it leads out of the project. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'missing' | 'outside'
}

/** Reads compose files of one load. Each is interpolated once per set of variables. */
export class ComposeReader {
  readonly notes: Notes
  readonly #files: ReadableFiles
  readonly #parse: (path: string, text: string) => YamlDocument
  readonly #trees = new WeakMap<Variables, Map<string, readonly ComposeTree[]>>()

  constructor(files: ReadableFiles, parse: (path: string, text: string) => YamlDocument, notes: Notes) {
    this.#files = files
    this.#parse = parse
    this.notes = notes
  }

  /** The documents of a file in order; none where it cannot be read, with a problem at `from`. */
  trees(path: string, variables: Variables, from: Span | undefined): readonly ComposeTree[] {
    let known = this.#trees.get(variables)
    if (!known) {
      known = new Map()
      this.#trees.set(variables, known)
    }
    let trees = known.get(path)
    if (!trees) {
      trees = this.#read(path, variables, from)
      known.set(path, trees)
    }
    return trees
  }

  document(path: string): YamlDocument | undefined {
    const text = this.#files.text(path)
    return text === undefined ? undefined : this.#parse(path, text)
  }

  text(path: string): string | undefined {
    return this.#files.text(path)
  }

  /** Where a path written in a file leads, relative to `folder`. URLs and other hosts' paths are outside. */
  locate(folder: string, written: string): LocatedFile {
    const isElsewhere = /^(?:[/~\\]|[a-z][a-z0-9+.-]*:|git@)/i.test(written)
    const path = isElsewhere ? undefined : joinPath(folder, written)
    return path === undefined ? { path: written, kind: 'outside' } : { path, kind: this.#files.kindOf(path) }
  }

  #read(path: string, variables: Variables, from: Span | undefined): readonly ComposeTree[] {
    this.notes.addFile(path)
    const document = this.document(path)
    if (!document) {
      const at = from ?? { path, start: 0, end: 0 }
      if (this.#files.kindOf(path) !== 'outside') {
        this.notes.problem('missing-file', at, `The compose file ${path} cannot be read.`)
      }
      return []
    }
    for (const { severity, at, message, related } of document.problems) {
      this.notes.problem('syntax', at, message, related ? { severity, related } : { severity })
    }
    for (const { root, span } of document.roots) {
      if (document.roots.length < 2 || (root && !isNull(root))) continue
      this.notes.problem('top-level', span, 'This document is empty; Compose refuses a file that has one.')
    }
    return document.roots.flatMap(({ root }) => this.#tree(root, variables))
  }

  #tree(root: YamlNode | undefined, variables: Variables): ComposeTree[] {
    if (root === undefined || (root.kind === 'scalar' && root.value === null)) return []
    if (root.kind !== 'mapping') {
      this.notes.problem('top-level', root.span, 'The top level of a compose file is a mapping.')
      return []
    }
    this.#checkKeys(root, new Set())
    // Tags first: what they drop need not have values for its variables.
    const tagged = resolveTags(root)
    const expanded = interpolate(tagged.root, variables, this.notes)
    return expanded.kind === 'mapping' ? [{ root: expanded, cleared: tagged.cleared }] : []
  }

  #checkKeys(node: YamlNode, seen: Set<YamlNode>): void {
    if (node.kind === 'scalar' || seen.has(node)) return
    seen.add(node)
    if (node.kind === 'sequence') {
      for (const item of node.items) this.#checkKeys(item, seen)
      return
    }
    for (const { key, value } of node.entries) {
      if (typeof key.value !== 'string') {
        this.notes.problem('schema', key.span, `The key ${key.text} is no string; put it in quotes.`)
      }
      this.#checkKeys(value, seen)
    }
  }
}
