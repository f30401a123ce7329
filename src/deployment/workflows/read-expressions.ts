import { expressionsIn } from '../../documents/workflow/expressions.ts'
import type { Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { TracedText } from '../../span.ts'
import type { PlacedExpression } from './workflow.ts'

/** The expressions of a text with their places. */
export function placedExpressions(text: TracedText): PlacedExpression[] {
  return expressionsIn(text.value).map((expression) => ({
    ...expression,
    span: text.spanOf(expression.start, expression.end),
    spanOf: ({ start, end }) => text.spanOf(start, end),
  }))
}

/** Those of a scalar; none of a list or mapping. */
export function expressionsOf(node: YamlNode | undefined): PlacedExpression[] {
  return node?.kind === 'scalar' && node.text.includes('${{') ? placedExpressions(node.traced()) : []
}

/**
 * A script as a shell can read it: each `${{ … }}` is a variable as long as itself, since nobody knows what
 * it will be.
 */
export function withoutExpressions(text: TracedText, expressions: readonly PlacedExpression[]): TracedText {
  if (expressions.length === 0) return text
  const parts: TracedText[] = []
  let at = 0
  for (const { start, end, span } of expressions) {
    parts.push(text.slice(at, start))
    parts.push(TracedText.verbatim(`\${${'_'.repeat(end - start - 3)}}`, span))
    at = end
  }
  parts.push(text.slice(at))
  return TracedText.concat(parts, text.span)
}

/** A scalar's text where it is plain: undefined where it holds an expression, or is no text. */
export function plainText(node: YamlNode | undefined): { value: string; span: Scalar['span'] } | undefined {
  return node?.kind === 'scalar' && node.value !== null && !node.text.includes('${{')
    ? { value: node.text, span: node.span }
    : undefined
}
