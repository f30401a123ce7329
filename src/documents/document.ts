import type { Comment, Span } from '../span.ts'

/** Something wrong with a text as such. Parsing goes on after it. */
export interface DocumentProblem {
  readonly at: Span
  readonly message: string
  readonly severity: 'error' | 'warning'
  /** A key that stands twice in one mapping, which some readers take and others refuse. */
  readonly isTwinKey?: boolean
  readonly related?: readonly { readonly at: Span; readonly message: string }[]
}

/** What every parsed file has. Parsers never throw; what they could not read is in `problems`. */
export interface DocumentBase {
  readonly kind: string
  readonly path: string
  readonly text: string
  readonly problems: readonly DocumentProblem[]
  readonly comments: readonly Comment[]
}
