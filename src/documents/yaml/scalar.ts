import type { Span, TracedText } from '../../span.ts'
import { TracedText as Traced } from '../../span.ts'
import type { Scalar } from './node.ts'
import { traceScalar } from './trace.ts'

/** How a scalar came to be, as far as its trace needs it. */
export interface ScalarOrigin {
  /** The whole file. */
  readonly source: string
  /** Indentation of the collection that holds a block scalar; what an indentation indicator (`|2`) counts from. */
  readonly parentIndent: number
  /** Where a block scalar ends with all its empty lines; its span ends before them. */
  readonly blockEnd: number
  /** The content stands elsewhere (an alias); `span` is only where it was asked for. */
  readonly elsewhere: boolean
}

export class ScalarNode implements Scalar {
  readonly kind = 'scalar'
  readonly value: Scalar['value']
  readonly text: string
  readonly style: Scalar['style']
  readonly span: Span
  declare readonly tag?: string
  declare readonly anchor?: string
  readonly #origin: ScalarOrigin
  #traced: TracedText | undefined

  constructor(
    text: string,
    style: Scalar['style'],
    span: Span,
    origin: ScalarOrigin,
    tag?: string | undefined,
    anchor?: string | undefined,
  ) {
    this.text = text
    this.style = style
    this.span = span
    this.#origin = origin
    this.value = coreValue(text, style, tag)
    if (tag !== undefined) this.tag = tag
    if (anchor !== undefined) this.anchor = anchor
  }

  traced(): TracedText {
    this.#traced ??= this.#origin.elsewhere
      ? Traced.join([{ value: this.text, span: this.span, whole: true }], this.span)
      : traceScalar(this.text, this.style, this.span, this.#origin)
    return this.#traced
  }

  /** The same content asked for at another place. */
  aliasedAt(span: Span): ScalarNode {
    return new ScalarNode(this.text, this.style, span, { ...this.#origin, elsewhere: true }, this.tag)
  }
}

// The core schema of YAML 1.2.2, section 10.3.2.
const NULL = /^(?:~|null|Null|NULL)?$/
const TRUE = /^(?:true|True|TRUE)$/
const FALSE = /^(?:false|False|FALSE)$/
const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/
/** No scalar that begins otherwise is anything but a string; most scalars end here. */
const MAY_BE_OTHER = /^(?:$|[-+.0-9~nNtTfF])/

/** Tags that choose a type for a quoted scalar, too. */
const TYPED = new Set(['!!int', '!!float', '!!bool', '!!null'])

function coreValue(text: string, style: Scalar['style'], tag: string | undefined): Scalar['value'] {
  if (tag === '!!str' || tag === '!') return text
  if (style !== 'plain' && !(tag !== undefined && TYPED.has(tag))) return text
  if (!MAY_BE_OTHER.test(text)) return text
  if (NULL.test(text)) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  if (INTEGER.test(text) || FLOAT.test(text)) return Number(text)
  const infinite = INFINITE.exec(text)
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return NOT_A_NUMBER.test(text) ? Number.NaN : text
}
