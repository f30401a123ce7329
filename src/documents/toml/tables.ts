import type { Span } from '../../span.ts'
import { MappingNode, SequenceNode } from '../yaml/collection.ts'
import type { Entry, Mapping, Scalar, YamlNode } from '../yaml/node.ts'

/** A table while it is read: later lines of the file may still add to it. */
export class Table {
  readonly entries = new Map<string, { readonly key: Scalar; value: YamlNode | Table | TableList }>()
  /** `header`: named by a `[header]`; `dotted`: made by dotted keys; `implied`: only on the way to another. */
  made: 'header' | 'dotted' | 'implied'
  span: Span

  constructor(made: Table['made'], span: Span) {
    this.made = made
    this.span = span
  }

  /** The tree, when all lines are read. */
  finish(): Mapping {
    const entries: Entry[] = []
    for (const { key, value } of this.entries.values()) {
      const node = value instanceof Table || value instanceof TableList ? value.finish() : value
      const { path, start } = key.span
      entries.push({
        key,
        value: node,
        span: { path, start: Math.min(start, node.span.start), end: Math.max(key.span.end, node.span.end) },
      })
    }
    return new MappingNode(entries, false, cover(this.span, entries))
  }
}

/** `[[name]]`. */
export class TableList {
  readonly tables: Table[] = []
  readonly span: Span

  constructor(span: Span) {
    this.span = span
  }

  finish(): YamlNode {
    const items = this.tables.map((table) => table.finish())
    return new SequenceNode(items, false, cover(this.span, items))
  }
}

function cover(span: Span, parts: readonly { readonly span: Span }[]): Span {
  let { start, end } = span
  for (const part of parts) {
    start = Math.min(start, part.span.start)
    end = Math.max(end, part.span.end)
  }
  return { path: span.path, start, end }
}
