import { ComposeTemplates } from './template/compose.ts'
import { DockerfileTemplates } from './template/dockerfile.ts'

export { expandTemplate, expandTraced, LONGEST_EXPANSION } from './template/expand.ts'

/**
 * Texts with `$NAME` and `${NAME…}` in them, as Compose files, env files and Dockerfiles have.
 * The three share the grammar and differ in operators and escapes (`dialect`).
 */
export type TemplateDialect = 'compose' | 'env' | 'dockerfile'

export type TemplateOperator = ':-' | '-' | ':?' | '?' | ':+' | '+' | '#' | '##' | '%' | '%%' | '/' | '//'

/** Offsets are into the text that was parsed. */
export interface TemplateLiteral {
  readonly kind: 'literal'
  /**
   * With escapes resolved: `$$` (Compose, env) or `\$` (Dockerfile, env) is `$`. An escape is a literal of its
   * own, so a literal as long as its source is its source.
   */
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

/**
 * Reads a text. Never throws: a malformed reference is in `problems` (those of operands in the template that
 * holds them, too) and stays in the parts as literal text. An empty text has no parts.
 * @param dialect `compose`: `$$` is a dollar; `env`: `\$` as well; `dockerfile`: only `\$`, more operators, and
 *   quotes inside `${…}` count
 */
export function parseTemplate(text: string, dialect: TemplateDialect): Template {
  if (!text.includes('$')) {
    const parts = text === '' ? [] : [{ kind: 'literal', value: text, start: 0, end: text.length } as const]
    return { parts, problems: [] }
  }
  if (dialect === 'dockerfile') return new DockerfileTemplates(text).read()
  return new ComposeTemplates(text, dialect === 'env').read()
}

/** All references, in order of writing, each before those in its operands. */
export function* referencesOf(template: Template): Iterable<TemplateReference> {
  for (const part of template.parts) {
    if (part.kind !== 'reference') continue
    yield part
    if (part.operand) yield* referencesOf(part.operand)
    if (part.replacement) yield* referencesOf(part.replacement)
  }
}
