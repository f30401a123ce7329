import type { Comment, Located, Span } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/**
 * One word of a directive. `value` has quotes and escapes resolved and variables left as written (`$host`,
 * `${NAME}`).
 */
export interface NginxWord {
  readonly value: string
  readonly quote: 'none' | 'single' | 'double'
  /** With its quotes. */
  readonly span: Span
}

/** A line of a configuration, which ends in `;` or has a block. */
export interface NginxDirective {
  /** As written; in a `map` or `types` block the first word of a line, which need not be a name. */
  readonly name: string
  readonly nameSpan: Span
  /** The words after the name. */
  readonly words: readonly NginxWord[]
  /** What stands between its braces; undefined for a directive that ends in `;`. */
  readonly block: readonly NginxDirective[] | undefined
  /** The text of a `…_by_lua_block`, which is no configuration. */
  readonly code: Located<string> | undefined
  /** From the name to the `;` or `}`. */
  readonly span: Span
}

/**
 * A configuration of nginx or a fragment of one: any directive may stand at the top. What the official image
 * fills in (`${NAME}` in a `*.template`) looks like a variable.
 */
export interface NginxDocument extends DocumentBase {
  readonly kind: 'nginx'
  readonly directives: readonly NginxDirective[]
  /** It is a template of another language (`{{ … }}`, `{% … %}`, `<% … %>`), so nothing in it can be judged. */
  readonly isForeignTemplate: boolean
  readonly comments: readonly Comment[]
}

/** Every directive, each before those in its block, with the directives around it, outermost first. */
export function* directivesOf(
  directives: readonly NginxDirective[],
  around: readonly NginxDirective[] = [],
): Iterable<{ readonly directive: NginxDirective; readonly around: readonly NginxDirective[] }> {
  for (const directive of directives) {
    yield { directive, around }
    if (directive.block) yield* directivesOf(directive.block, [...around, directive])
  }
}
