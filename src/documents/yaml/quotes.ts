import type { Scalar, YamlDocument } from './node.ts'
import { parseYaml } from './parse.ts'

/**
 * A scalar's text without quotes; undefined where it would then be read as something else.
 * @param isInFlow whether it stands between brackets
 */
export function withoutQuotes({ text }: Scalar, isInFlow: boolean): string | undefined {
  if (text === '' || /[\n\r\t]|[^\S ]|^[\s?:-] |:$|:\s|\s#/.test(text) || /^\s|\s$/.test(text))
    return undefined
  const { roots, problems } = parseYaml('', isInFlow ? `[${text}]` : `- ${text}`)
  const list = roots[0]?.root
  const item = list?.kind === 'sequence' && list.items.length === 1 ? list.items[0] : undefined
  return problems.length === 0 && item?.kind === 'scalar' && item.value === text ? text : undefined
}

/** A scalar's text in quotes, as a string of the same characters. */
export function inQuotes({ text }: Scalar, quote: 'single' | 'double'): string | undefined {
  if (/[\n\r\t\\]|[^\x20-\x7e]/.test(text)) return undefined
  return quote === 'single' ? `'${text.replaceAll("'", "''")}'` : `"${text.replaceAll('"', '\\"')}"`
}

/** Whether a scalar is written where its span is, as it is: no alias, and nothing like an anchor before it. */
export function isLiteral({ text }: YamlDocument, { span, anchor, tag }: Scalar): boolean {
  return anchor === undefined && tag === undefined && text[span.start] !== '*' && span.end > span.start
}
