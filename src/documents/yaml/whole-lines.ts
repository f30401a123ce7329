import type { Span } from '../../span.ts'
import type { Entry, Mapping, YamlDocument } from './node.ts'

/**
 * The lines of an entry of a block mapping, so that taking them out leaves the rest as it is. Undefined where
 * something else stands on them: a mapping in braces, the `---` of a document, a sequence's dash.
 */
export function linesOfEntry({ path, text }: YamlDocument, mapping: Mapping, entry: Entry): Span | undefined {
  const { span } = entry
  if (mapping.flow || entry.merged || span.path !== path) return undefined
  const start = text.lastIndexOf('\n', span.start - 1) + 1
  const next = text.indexOf('\n', span.end)
  const end = next === -1 ? text.length : next + 1
  const before = text.slice(start, span.start)
  const after = text.slice(span.end, end)
  return /^\ufeff?\s*$/.test(before) && /^\s*(?:#.*)?\s*$/.test(after) ? { path, start, end } : undefined
}
