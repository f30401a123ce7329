import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import type { ComposeReader } from './reader.ts'
import { asMapping, listOf, textOf } from './tree.ts'

/** An item of `env_file` in its short (`./web.env`) or long form. */
export interface WrittenEnvFile {
  readonly path: Located<string>
  readonly required: boolean
  /** `raw`: no quotes, no expansion. */
  readonly format: string | undefined
  readonly span: Span
}

/** Items of `env_file` in order: one text, a list of texts, or of `{path, required, format}`. */
export function readEnvFileItems(node: YamlNode | undefined): readonly WrittenEnvFile[] {
  return listOf(node).flatMap((item) => {
    const mapping = asMapping(item)
    const pathNode = mapping ? mapping.get('path') : item
    const path = textOf(pathNode)
    if (path === undefined || !pathNode) return []
    const required = mapping?.get('required')
    const format = textOf(mapping?.get('format'))
    return [
      {
        path: { value: path, span: pathNode.span },
        required: !(required?.kind === 'scalar' && required.value === false),
        format: format || undefined,
        span: item.span,
      },
    ]
  })
}

/** Notes the env files of every service. */
export function readEnvFiles(root: Mapping, directory: string, reader: ComposeReader): void {
  for (const service of asMapping(root.get('services'))?.entries ?? []) {
    const definition = asMapping(service.value)
    for (const item of readEnvFileItems(definition?.get('env_file'))) {
      const { path, kind } = reader.locate(directory, item.path.value)
      const { required, format } = item
      const span = item.path.span
      reader.notes.envFiles.push({ path, span, required, format, service: service.key.text, kind })
    }
  }
}
