import type { Comment, Span } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/** One word of a Caddyfile. `value` has quotes and escapes resolved; placeholders stay (`{$NAME}`, `{args[0]}`). */
export interface CaddyWord {
  readonly value: string
  /** With its quotes. */
  readonly span: Span
  /** The characters of the value are those of the source. */
  readonly isVerbatim: boolean
}

/** A line of a Caddyfile: words, and a block where the last of them is a brace. */
export interface CaddyDirective {
  /** The first word. */
  readonly name: string
  readonly nameSpan: Span
  /** The words after the name, without the brace. */
  readonly words: readonly CaddyWord[]
  /** What stands between its braces; undefined without any. */
  readonly block: readonly CaddyDirective[] | undefined
  /** From the name to the last word or the closing brace. */
  readonly span: Span
}

/** What Caddy does for some addresses. */
export interface CaddySite {
  /** Without the commas between them. */
  readonly addresses: readonly CaddyWord[]
  readonly directives: readonly CaddyDirective[]
  readonly span: Span
}

/** A block that is written once and imported by its name: `(name) { … }`. */
export interface CaddySnippet {
  readonly name: string
  readonly directives: readonly CaddyDirective[]
  readonly span: Span
}

/** A Caddyfile. */
export interface CaddyDocument extends DocumentBase {
  readonly kind: 'caddy'
  /** The global options at the top. */
  readonly options: readonly CaddyDirective[]
  readonly snippets: readonly CaddySnippet[]
  readonly sites: readonly CaddySite[]
  readonly comments: readonly Comment[]
}
