import type { Span } from '../../span.ts'
import type { Entry, Mapping, Sequence, YamlDocument } from './node.ts'

/** An entry or item as it stands in the text, with the comments that are about it. */
export interface Block {
  /** The key of an entry; undefined for an item of a list. */
  readonly key: string | undefined
  readonly span: Span
}

/**
 * The blocks of a collection in order of writing: whole lines in block style, from the first comment right above an
 * entry to the end of its last line; the bare entries between braces or brackets. What lies between them is white
 * space, commas and comments that stand apart, which all stay where they are when blocks change places.
 * @returns undefined where a block cannot be moved by itself: something else stands on its lines, a comment
 * between braces, trailing lines that belong to a text
 */
export function blocksOf(
  document: YamlDocument,
  collection: Mapping | Sequence,
): readonly Block[] | undefined {
  if (collection.span.path !== document.path) return undefined
  return collection.flow ? inlineBlocks(document, collection) : lineBlocks(document, collection)
}

/** The written entries with the merge keys among them, in order; nothing of what a merge key brings. */
export function writtenEntries(mapping: Mapping): readonly Entry[] {
  const own = mapping.entries.filter(({ merged }) => !merged)
  return [...own, ...(mapping.merges ?? [])].sort((a, b) => a.key.span.start - b.key.span.start)
}

function inlineBlocks(
  { path, text }: YamlDocument,
  collection: Mapping | Sequence,
): readonly Block[] | undefined {
  const blocks: Block[] =
    collection.kind === 'mapping'
      ? writtenEntries(collection).map(({ key, span }) => ({ key: key.text, span }))
      : collection.items.map(({ span }) => ({ key: undefined, span }))
  let end = collection.span.start + 1
  for (const [index, { span }] of blocks.entries()) {
    const between = text.slice(end, span.start)
    if (span.path !== path || span.start < end || !(index === 0 ? /^\s*$/ : /^\s*,\s*$/).test(between))
      return undefined
    end = span.end
  }
  return /^\s*,?\s*[\]}]$/.test(text.slice(end, collection.span.end)) ? blocks : undefined
}

/**
 * The blocks of a mapping whose first key stands behind the dash of an item. They begin with their first sign, not
 * with their line: the dash and the indentation stay where they are.
 */
export function itemBlocksOf(document: YamlDocument, mapping: Mapping): readonly Block[] | undefined {
  const { path, text } = document
  const outline = mapping.flow || mapping.span.path !== path ? undefined : outlineOf(mapping)
  const first = outline?.starts[0]
  if (!outline || !first || mapping.anchor !== undefined) return undefined
  const column = columnOf(text, first.at)
  if (!/^\ufeff?[ ]*(?:-[ ]+)+$/.test(text.slice(startOfLine(text, first.at), first.at))) return undefined
  const regionEnd = endOfLine(text, outline.end)
  if (/[|>]\d?\+\d?[ \t]*(?:#.*)?\r?$/m.test(text.slice(first.at, regionEnd))) return undefined
  const blocks: Block[] = []
  for (const [index, { key, at }] of outline.starts.entries()) {
    const line = startOfLine(text, at)
    const start = index === 0 ? at : withCommentsAbove(text, line, column) + column
    const next = outline.starts[index + 1]
    const end = next ? lastContentBefore(text, startOfLine(text, next.at), column) : regionEnd
    const isAligned = columnOf(text, at) === column && (index === 0 || /^[ ]*$/.test(text.slice(line, at)))
    // A comment that is indented less is not of this mapping alone.
    if (!isAligned || start > at || text[start] === ' ' || start < (blocks.at(-1)?.span.end ?? 0))
      return undefined
    blocks.push({ key, span: { path, start, end } })
  }
  return blocks
}

/** Where each entry or item of a collection in block style begins, and where the last one ends. */
interface Outline {
  readonly starts: readonly { readonly key: string | undefined; readonly at: number }[]
  readonly end: number
}

function lineBlocks(document: YamlDocument, collection: Mapping | Sequence): readonly Block[] | undefined {
  const { path, text } = document
  const outline = collection.kind === 'mapping' ? outlineOf(collection) : outlineOfItems(text, collection)
  const first = outline?.starts[0]
  if (!outline || !first) return undefined
  const column = columnOf(text, first.at)
  const regionEnd = endOfLine(text, outline.end)
  // Empty lines at the end of such a text are part of it.
  if (/[|>]\d?\+\d?[ \t]*(?:#.*)?\r?$/m.test(text.slice(first.at, regionEnd))) return undefined
  const blocks: Block[] = []
  let end = -1
  for (const [index, { key, at }] of outline.starts.entries()) {
    const line = startOfLine(text, at)
    if (!/^\ufeff?[ ]*$/.test(text.slice(line, at)) || columnOf(text, at) !== column) return undefined
    const start = withCommentsAbove(text, line, column)
    const next = outline.starts[index + 1]
    const contentEnd = next ? lastContentBefore(text, startOfLine(text, next.at), column) : regionEnd
    if (start < end || contentEnd < at) return undefined
    end = contentEnd
    blocks.push({ key, span: { path, start, end } })
  }
  return blocks
}

function outlineOf(mapping: Mapping): Outline | undefined {
  const entries = writtenEntries(mapping)
  const last = entries.at(-1)
  if (!last) return undefined
  return { starts: entries.map(({ key }) => ({ key: key.text, at: key.span.start })), end: last.span.end }
}

/** Items have no key that says where they begin (an alias is elsewhere, an anchor stands before): dashes do. */
function outlineOfItems(text: string, { items, span }: Sequence): Outline | undefined {
  const column = columnOf(text, span.start)
  const starts: { key: undefined; at: number }[] = []
  for (let line = startOfLine(text, span.start); line < span.end; ) {
    const end = endOfLine(text, line)
    if (text[line + column] === '-' && /^[ ]*$/.test(text.slice(line, line + column)))
      starts.push({ key: undefined, at: line + column })
    line = end + 1
  }
  return starts.length === items.length && starts[0]?.at === span.start
    ? { starts, end: span.end }
    : undefined
}

/** The start of the first of the comment lines right above a line that are not indented further. */
function withCommentsAbove(text: string, line: number, column: number): number {
  let start = line
  while (start > 0) {
    const above = startOfLine(text, start - 1)
    const indent = /^[ ]*(?=#)/.exec(text.slice(above, start))
    if (!indent || indent[0].length > column) break
    start = above
  }
  return start
}

/**
 * The end of the last line above `line` that belongs to the block before: its own, and comments that are indented
 * further than its key.
 */
function lastContentBefore(text: string, line: number, column: number): number {
  let start = line
  while (start > 0) {
    const above = startOfLine(text, start - 1)
    const content = text.slice(above, start)
    const indent = /^[ \t]*/.exec(content)![0].length
    const isApart = /^\s*$/.test(content) || (content[indent] === '#' && indent <= column)
    if (!isApart) return endOfLine(text, above)
    start = above
  }
  return 0
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** Before the line break. */
function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  if (feed === -1) return text.length
  return feed > at && text[feed - 1] === '\r' ? feed - 1 : feed
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at)
}
