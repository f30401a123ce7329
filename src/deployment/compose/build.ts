import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import { isRemote } from './relocate.ts'
import { asMapping, isNull, textOf } from './tree.ts'

/** `build` of a service of a loaded model. */
export interface ComposeBuild {
  /** `.` at the place of `build` where it is not written. */
  readonly context: Located<string>
  /** A URL, a Git reference: nothing of the project. */
  readonly isRemote: boolean
  readonly dockerfile: Located<string> | undefined
  readonly dockerfileInline: YamlNode | undefined
  readonly target: Located<string> | undefined
  /** A mapping of strings; null values come from the shell. */
  readonly arguments: Mapping | undefined
  readonly span: Span
}

/** Undefined where the service is not built. */
export function readBuild(node: YamlNode | undefined): ComposeBuild | undefined {
  if (node === undefined || isNull(node) || node.kind === 'sequence') return undefined
  const mapping = asMapping(node)
  const located = (key: string): Located<string> | undefined => {
    const value = mapping?.get(key)
    const text = textOf(value)
    return text !== undefined && value ? { value: text, span: value.span } : undefined
  }
  const written = mapping ? located('context') : { value: textOf(node) ?? '', span: node.span }
  const context = written?.value ? written : { value: '.', span: node.span }
  return {
    context,
    isRemote: isRemote(context.value),
    dockerfile: located('dockerfile'),
    dockerfileInline: mapping?.get('dockerfile_inline'),
    target: located('target'),
    arguments: asMapping(mapping?.get('args')),
    span: node.span,
  }
}
