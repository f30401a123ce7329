import type { Comment, Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import { SequenceNode } from '../yaml/collection.ts'
import type { Scalar, YamlNode } from '../yaml/node.ts'
import type { TomlDocument } from './document.ts'
import { TomlScalar } from './scalar.ts'
import { readString } from './strings.ts'
import { Table, TableList } from './tables.ts'
import { bareValue } from './values.ts'

/** Deeper nesting is no configuration but an attack on the stack. */
const MOST_LEVELS = 100
/** After so many problems the file is not what it is said to be; the rest are left out. */
const MOST_PROBLEMS = 200

/**
 * Reads TOML 1.0 into the tree that YAML has, with spans. Never throws: a line that cannot be read is a problem,
 * and reading goes on behind it. Offsets are UTF-16 units of `text`.
 */
export function parseToml(path: string, text: string): TomlDocument {
  const reader = new TomlReader(path, text)
  reader.read()
  const { comments, problems } = reader
  return { kind: 'toml', path, text, root: reader.root.finish(), comments, problems }
}

/** Ends the reading of a line; caught where lines are read. */
class Fault extends Error {
  readonly start: number
  readonly end: number

  constructor(start: number, end: number, message: string) {
    super(message)
    this.start = start
    this.end = end
  }
}

class TomlReader {
  readonly comments: Comment[] = []
  readonly problems: DocumentProblem[] = []
  readonly root: Table
  readonly #path: string
  readonly #text: string
  #at = 0
  #table: Table

  constructor(path: string, text: string) {
    this.#path = path
    this.#text = text
    this.root = new Table('header', { path, start: 0, end: 0 })
    this.#table = this.root
  }

  read(): void {
    if (this.#text.startsWith('\ufeff')) this.#at = 1
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      while (this.#at < this.#text.length && this.problems.length < MOST_PROBLEMS) this.#line()
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  }

  #line(): void {
    this.#blanks()
    try {
      if (this.#text[this.#at] === '[') this.#header()
      else if (!this.#isLineEnd()) this.#assignment(this.#table)
      this.#blanks()
      if (!this.#isLineEnd()) throw this.#fault('Nothing may follow on this line')
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const at = this.#span(error.start, Math.max(error.start, error.end))
      this.problems.push({ at, severity: 'error', message: error.message })
      const end = this.#text.indexOf('\n', Math.max(this.#at, error.start))
      this.#at = end === -1 ? this.#text.length : end
    }
    this.#comment()
    this.#at += 1
  }

  /** `[a.b]` or `[[a.b]]`: the table that the lines below add to. */
  #header(): void {
    const start = this.#at
    const isList = this.#text.startsWith('[[', start)
    this.#at += isList ? 2 : 1
    // What follows a header that cannot be read belongs to nobody.
    this.#table = new Table('header', this.#span(start, start))
    const keys = this.#keys()
    this.#blanks()
    if (!this.#text.startsWith(isList ? ']]' : ']', this.#at)) throw this.#fault('This header has no end')
    this.#at += isList ? 2 : 1
    const span = this.#span(start, this.#at)
    const last = keys.at(-1)!
    const parent = this.#below(this.root, keys.slice(0, -1), 'implied', span)
    const known = parent.entries.get(last.text)?.value
    if (isList) {
      if (known !== undefined && !(known instanceof TableList)) throw twice(last)
      const list = known ?? new TableList(span)
      if (known === undefined) parent.entries.set(last.text, { key: last, value: list })
      const table = new Table('header', span)
      list.tables.push(table)
      this.#table = table
      return
    }
    if (known !== undefined && !(known instanceof Table && known.made === 'implied')) throw twice(last)
    const table = known ?? new Table('header', span)
    table.made = 'header'
    if (known === undefined) parent.entries.set(last.text, { key: last, value: table })
    this.#table = table
  }

  #assignment(table: Table, depth = 0): void {
    const keys = this.#keys()
    this.#blanks()
    if (this.#text[this.#at] !== '=') throw this.#fault('After a key follows "="')
    this.#at += 1
    this.#blanks()
    const value = this.#value(depth)
    const last = keys.at(-1)!
    const parent = this.#below(table, keys.slice(0, -1), 'dotted', keys[0]!.span)
    if (parent.entries.has(last.text)) throw twice(last)
    parent.entries.set(last.text, { key: last, value })
  }

  /** Goes down by keys, and makes the tables on the way. */
  #below(from: Table, keys: readonly Scalar[], made: 'dotted' | 'implied', span: Span): Table {
    let table = from
    for (const key of keys) {
      const known = table.entries.get(key.text)?.value
      const next = known instanceof TableList ? known.tables.at(-1)! : (known ?? new Table(made, span))
      if (!(next instanceof Table)) throw twice(key)
      // Dotted keys add to no table that a header has made, nor a header to one that dotted keys have made.
      if (known instanceof Table && made === 'dotted' && known.made !== 'dotted') throw twice(key)
      if (known instanceof TableList && made === 'dotted') throw twice(key)
      if (known === undefined) table.entries.set(key.text, { key, value: next })
      table = next
    }
    return table
  }

  #keys(): Scalar[] {
    const keys: Scalar[] = []
    for (;;) {
      this.#blanks()
      keys.push(this.#key())
      if (keys.length > MOST_LEVELS) throw this.#fault(`Nested more than ${MOST_LEVELS} levels deep`)
      this.#blanks()
      if (this.#text[this.#at] !== '.') return keys
      this.#at += 1
    }
  }

  #key(): Scalar {
    const start = this.#at
    const quoted = this.#string(false)
    if (quoted) return quoted
    const bare = this.#match(/[A-Za-z0-9_-]+/y)
    if (bare === undefined) throw this.#fault('A key is expected here')
    const span = this.#span(start, this.#at)
    return new TomlScalar(bare, bare, 'plain', span, [{ value: bare, span }])
  }

  #value(depth: number): YamlNode {
    if (depth >= MOST_LEVELS) throw this.#fault(`Nested more than ${MOST_LEVELS} levels deep`)
    const start = this.#at
    if (this.#text[start] === '[') return this.#list(depth)
    if (this.#text[start] === '{') return this.#inlineTable(depth)
    const string = this.#string(true)
    if (string) return string
    // A date may have a blank before its time.
    const bare =
      this.#match(/\d{4}-\d{2}-\d{2} \d{2}:[\d:.]+(?:[Zz]|[-+]\d{2}:\d{2})?/y) ?? this.#match(/[\w+:.-]+/y)
    const value = bare === undefined ? undefined : bareValue(bare)
    if (bare === undefined || value === undefined) {
      throw new Fault(start, this.#at, 'This is no value; a text needs quotes')
    }
    const span = this.#span(start, this.#at)
    return new TomlScalar(value, bare, 'plain', span, [{ value: bare, span }])
  }

  #list(depth: number): YamlNode {
    const start = this.#at
    const items: YamlNode[] = []
    this.#at += 1
    for (;;) {
      this.#blankLines()
      if (this.#take(']')) break
      items.push(this.#value(depth + 1))
      this.#blankLines()
      if (this.#take(',')) continue
      if (this.#take(']')) break
      throw this.#fault('In a list "," or "]" is expected here')
    }
    return new SequenceNode(items, true, this.#span(start, this.#at))
  }

  #inlineTable(depth: number): YamlNode {
    const start = this.#at
    const table = new Table('header', this.#span(start, start))
    this.#at += 1
    this.#blanks()
    if (!this.#take('}')) {
      for (;;) {
        this.#assignment(table, depth + 1)
        this.#blanks()
        if (this.#take(',')) continue
        if (this.#take('}')) break
        throw this.#fault('In an inline table "," or "}" is expected here')
      }
    }
    table.span = this.#span(start, this.#at)
    return table.finish()
  }

  #string(allowsLines: boolean): Scalar | undefined {
    const found = readString(this.#path, this.#text, this.#at, allowsLines)
    if (!found) return undefined
    if ('message' in found) throw new Fault(found.at, found.at + 1, found.message)
    this.#at = found.end
    return found.scalar
  }

  #blankLines(): void {
    for (;;) {
      this.#blanks()
      this.#comment()
      const end = this.#match(/\r?\n/y)
      if (end === undefined) return
    }
  }

  /** Up to the line's end. */
  #comment(): void {
    if (this.#text[this.#at] === '#') {
      const start = this.#at
      this.#match(/[^\r\n]+/y)
      const text = this.#text.slice(start + 1, this.#at).trim()
      const before = this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start)
      this.comments.push({
        span: this.#span(start, this.#at),
        text,
        ownLine: /^[\ufeff \t]*$/.test(before),
      })
    }
    if (this.#text[this.#at] === '\r' && this.#text[this.#at + 1] === '\n') this.#at += 1
  }

  #blanks(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
  }

  #isLineEnd(): boolean {
    const next = this.#text[this.#at]
    return (
      next === undefined ||
      next === '\n' ||
      next === '#' ||
      (next === '\r' && this.#text[this.#at + 1] === '\n')
    )
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #fault(message: string): Fault {
    const rest = /[^\r\n#]*/y
    rest.lastIndex = this.#at
    return new Fault(this.#at, this.#at + (rest.exec(this.#text)?.[0].trimEnd().length ?? 0), message)
  }

  #span(start: number, end: number): Span {
    return { path: this.#path, start, end: Math.min(end, this.#text.length) }
  }
}

function twice(key: Scalar): Fault {
  return new Fault(key.span.start, key.span.end, `${key.text} is defined twice`)
}
