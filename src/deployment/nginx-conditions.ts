import type { NginxDirective } from '../documents/nginx/document.ts'
import type { Span } from '../span.ts'

/** `if ($http_origin !~ "^https://example\.com$")`. */
export interface NginxCondition {
  /** Without the dollar; undefined for a test of a file. */
  readonly variable: string | undefined
  readonly operator: '' | '=' | '!=' | '~' | '~*' | '!~' | '!~*'
  /** Undefined where the variable itself is the condition. */
  readonly value: { readonly text: string; readonly span: Span } | undefined
}

/** Takes the words of an `if` apart: its brackets may be words of their own or parts of others. */
export function readCondition({ words }: NginxDirective): NginxCondition | undefined {
  const parts = words.map(({ value, quote, span }) => ({ text: value, quote, span }))
  const first = parts[0]
  if (first?.quote !== 'none' || !first.text.startsWith('(')) return undefined
  parts[0] = { ...first, text: first.text.slice(1), span: { ...first.span, start: first.span.start + 1 } }
  const last = parts.at(-1)!
  if (last.quote === 'none' && last.text.endsWith(')')) {
    parts[parts.length - 1] = {
      ...last,
      text: last.text.slice(0, -1),
      span: { ...last.span, end: last.span.end - 1 },
    }
  }
  const [variable, operator, value] = parts.filter(({ text, quote }) => text !== '' || quote !== 'none')
  if (!variable?.text.startsWith('$')) return { variable: undefined, operator: '', value: undefined }
  const name = variable.text.slice(1)
  if (!operator || !value) return { variable: name, operator: '', value: undefined }
  const known = /^(?:!?=|!?~\*?)$/.exec(operator.text)
  return known
    ? { variable: name, operator: operator.text as NginxCondition['operator'], value }
    : { variable: undefined, operator: '', value: undefined }
}
