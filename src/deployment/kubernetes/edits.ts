import { blocksOf } from '../../documents/yaml/blocks.ts'
import type { Mapping, Sequence, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import type { TextEdit } from '../instruction-edits.ts'
import type { Fields } from './fields.ts'
import { KubernetesObject } from './object.ts'

/**
 * Takes a written field or item away: its lines in block style, what stands between braces or brackets with its
 * comma. Undefined where that cannot be done by itself, and where it is the only one there.
 */
export function removalOf(field: Fields): TextEdit | undefined {
  const document = documentOf(field)
  const holder = field.parent?.node
  if (!document || !holder || holder.kind === 'scalar' || field.node === undefined) return undefined
  const blocks = blocksOf(document, holder)
  if (!blocks) return removalFromItem(field, holder, document)
  if (blocks.length < 2) return undefined
  const index =
    typeof field.step === 'number' ? field.step : blocks.findIndex(({ key }) => key === field.step)
  const block = blocks[index]
  if (!block) return undefined
  const { path } = document
  if (!holder.flow) return { span: wholeLines(document, block.span.start, block.span.end), text: '' }
  const next = blocks[index + 1]
  const start = next ? block.span.start : blocks[index - 1]!.span.end
  return { span: { path, start, end: next ? next.span.start : block.span.end }, text: '' }
}

/** From a mapping whose first key stands behind a dash: the next key takes the place of the first. */
function removalFromItem(
  { entry }: Fields,
  holder: Mapping | Sequence,
  document: YamlDocument,
): TextEdit | undefined {
  const { path, text } = document
  if (holder.kind !== 'mapping' || holder.flow || !entry || entry.span.path !== path) return undefined
  const own = holder.entries.filter(({ merged }) => !merged)
  const index = own.indexOf(entry)
  const next = own[index + 1]
  if (index === -1 || own.length < 2 || !endsLine(text, entry.span.end)) return undefined
  if (index === 0 && next) {
    return { span: { path, start: entry.key.span.start, end: next.key.span.start }, text: '' }
  }
  const line = text.lastIndexOf('\n', entry.key.span.start - 1) + 1
  return { span: wholeLines(document, line, entry.span.end), text: '' }
}

/** From the start of a line to the end of another; of the last line of a file the break before it goes. */
function wholeLines({ path, text }: YamlDocument, start: number, end: number): Span {
  const feed = text.indexOf('\n', end)
  return feed === -1
    ? { path, start: Math.max(0, start - 1), end: text.length }
    : { path, start, end: feed + 1 }
}

/** Whether nothing but a comment stands behind an offset on its line. */
function endsLine(text: string, at: number): boolean {
  return /^[ \t\r]*(?:#.*)?$/.test(text.slice(at, endOfLine(text, at)))
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed === -1 ? text.length : feed
}

/**
 * Writes `key: value` into the mapping that a field is, behind its last entry; mappings above it that are missing
 * are written too. The value is YAML on one line. Undefined where there is no place for it.
 */
export function additionTo(field: Fields, key: string, value: string): TextEdit | undefined {
  const document = documentOf(field)
  if (!document) return undefined
  const { node, step, parent } = field
  const name = isJson(document) ? JSON.stringify(key) : key
  const isWord = /^[a-z]/i.test(value) && !/^(?:true|false|null)$/.test(value)
  const written = isWord && isJson(document) ? JSON.stringify(value) : value
  const pair = `${name}:${value.startsWith('\n') ? '' : ' '}${written}`
  if (node?.kind === 'mapping') return insertion(node, pair, document)
  if (node) {
    // A key with nothing behind it.
    const isUnwritten = !field.isSet && node.span.start === node.span.end && node.span.path === document.path
    return isUnwritten ? { span: node.span, text: ` { ${pair} }` } : undefined
  }
  if (typeof step !== 'string' || !parent) return undefined
  if (parent.node?.kind !== 'mapping' || parent.node.flow) return additionTo(parent, step, `{ ${pair} }`)
  return additionTo(parent, step, `\n${' '.repeat(columnOf(parent.node, document) + 2)}${pair}`)
}

function insertion(mapping: Mapping, pair: string, document: YamlDocument): TextEdit | undefined {
  const { path } = document
  if (mapping.span.path !== path) return undefined
  if (mapping.flow) {
    const last = mapping.entries.at(-1)
    const at = last ? last.span.end : mapping.span.start + 1
    return { span: { path, start: at, end: at }, text: `${last ? ', ' : ''}${pair}` }
  }
  const last = mapping.entries.findLast(({ merged }) => !merged)
  // The empty lines at the end of such a text are part of it.
  if (!last || isKept(last.value, document) || !endsLine(document.text, last.span.end)) return undefined
  const end = endOfLine(document.text, last.span.end)
  const at = document.text[end - 1] === '\r' ? end - 1 : end
  const text = `\n${' '.repeat(columnOf(mapping, document))}${pair}`
  return { span: { path, start: at, end: at }, text }
}

function isKept(node: YamlNode, { text }: YamlDocument): boolean {
  const isBlock = node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')
  return isBlock && /^[|>]\d?\+/.test(text.slice(node.span.start, node.span.start + 3))
}

/** How far the keys of a mapping in block style are indented. */
function columnOf({ span }: Mapping, { text }: YamlDocument): number {
  return span.start - (text.lastIndexOf('\n', span.start - 1) + 1)
}

function documentOf(field: Fields): YamlDocument | undefined {
  let root = field
  while (root.parent) root = root.parent
  return root instanceof KubernetesObject ? root.document : undefined
}

function isJson({ text }: YamlDocument): boolean {
  return /^\s*[{[]/.test(text)
}
