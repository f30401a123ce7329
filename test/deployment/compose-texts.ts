import { loadComposeModel } from '../../src/deployment/compose/load.ts'
import type { ComposeModel } from '../../src/deployment/compose/model.ts'
import { nodeAt, type Path, plainOf } from '../../src/deployment/compose/tree.ts'
import type { YamlNode } from '../../src/documents/yaml/node.ts'
import { parseYaml } from '../../src/documents/yaml/parse.ts'
import { openMemory } from '../../src/files/memory.ts'
import { loadCompose } from '../../src/load-compose.ts'
import type { Span } from '../../src/span.ts'

export type Texts = Readonly<Record<string, string>>

/** The model of all files in order of writing, or of those named. */
export function modelOf(
  texts: Texts,
  options: { env?: Record<string, string>; composeFiles?: readonly string[]; projectDirectory?: string } = {},
): ComposeModel {
  const composeFiles =
    options.composeFiles ?? Object.keys(texts).filter((path) => /^[^/]*\.ya?ml$/.test(path))
  return loadComposeModel({
    files: openMemory(texts),
    env: options.env ?? {},
    composeFiles,
    projectDirectory: options.projectDirectory,
  })
}

/** One service called `web` per file: `compose.yaml`, then overrides. */
export function services(...bodies: readonly string[]): Texts {
  const indent = (body: string) => body.replace(/^(?=.)/gm, '    ')
  return Object.fromEntries(
    bodies.map((body, index) => [`compose${index || ''}.yaml`, `services:\n  web:\n${indent(body)}\n`]),
  )
}

export function plainWeb(model: ComposeModel, tree: 'root' | 'merged' = 'merged'): Record<string, unknown> {
  return plainOf(nodeAt(model[tree], ['services', 'web'])) as Record<string, unknown>
}

/** `path: text` of the place in its file. */
export function written(texts: Texts, span: Span | undefined): string {
  if (!span) return ''
  return `${span.path}: ${texts[span.path]!.slice(span.start, span.end)}`
}

export function writtenAt(texts: Texts, model: ComposeModel, path: Path): string {
  return written(texts, nodeAt(model.root, path)?.span)
}

export function errorsOf(model: Pick<ComposeModel, 'problems'>): string[] {
  return model.problems.filter((one) => one.severity === 'error').map((one) => one.about)
}

export function yamlNode(text: string): YamlNode {
  return parseYaml('compose.yaml', text).roots[0]!.root!
}

/** What loading with every check finds wrong. */
export async function foundIn(
  texts: Texts,
  options: Partial<Parameters<typeof loadCompose>[0]> = {},
): Promise<string[]> {
  const { problems } = await loadCompose({ files: texts, ...options })
  return problems.filter((one) => one.severity === 'error').map((one) => one.about)
}
