/**
 * Texts with `$NAME` and `${NAME…}` in them, as Compose files, env files and Dockerfiles have.
 * The three share the grammar and differ in operators and escapes (`dialect`).
 */
export type TemplateDialect = 'compose' | 'env' | 'dockerfile'

export type TemplateOperator = ':-' | '-' | ':?' | '?' | ':+' | '+' | '#' | '##' | '%' | '%%' | '/' | '//'

/** Offsets are into the text that was parsed. */
export interface TemplateLiteral {
  readonly kind: 'literal'
  /** With escapes resolved: `$$` (Compose) or `\$` (Dockerfile, env) is `$`. */
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface TemplateReference {
  readonly kind: 'reference'
  readonly name: string
  readonly operator?: TemplateOperator
  /** Default, error text, alternative or pattern; for `/` the pattern, with `replacement` beside it. */
  readonly operand?: Template
  readonly replacement?: Template
  readonly start: number
  readonly end: number
}

export interface Template {
  readonly parts: readonly (TemplateLiteral | TemplateReference)[]
  readonly problems: readonly { readonly start: number; readonly end: number; readonly message: string }[]
}
