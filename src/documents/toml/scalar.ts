import { type Span, TracedText } from '../../span.ts'
import type { Scalar } from '../yaml/node.ts'

/** A key or value of TOML. */
export class TomlScalar implements Scalar {
  readonly kind = 'scalar'
  readonly value: Scalar['value']
  readonly text: string
  readonly style: Scalar['style']
  readonly span: Span
  readonly #pieces: readonly { readonly value: string; readonly span: Span; readonly whole?: boolean }[]

  constructor(
    value: Scalar['value'],
    text: string,
    style: Scalar['style'],
    span: Span,
    pieces: readonly { readonly value: string; readonly span: Span; readonly whole?: boolean }[],
  ) {
    this.value = value
    this.text = text
    this.style = style
    this.span = span
    this.#pieces = pieces
  }

  traced(): TracedText {
    return TracedText.join(this.#pieces, this.span)
  }
}
