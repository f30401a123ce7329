import type { CopyInstruction, Word } from '../documents/dockerfile/document.ts'
import { isRemoteSource } from './add-sources.ts'
import { dockerignoreOf } from './dockerignore.ts'
import type { Image } from './image.ts'
import { folderOf, joinPath } from './paths.ts'
import type { Project } from './project.ts'

/** A source of COPY or ADD that never reaches the builder. */
export interface IgnoredSource {
  readonly source: Word
  readonly instruction: CopyInstruction
  /** Project path of the ignore file. */
  readonly ignoreFile: string
}

/**
 * Sources that the ignore file leaves out of every context the image is built in. Silent where the file brings
 * something back by `!`: a folder may be out and what is wanted of it in.
 */
export function* ignoredSources(image: Image, project: Project): Iterable<IgnoredSource> {
  const ofBuilders = image.builtBy.map(({ build }) => build?.contextPath)
  const contexts = [...new Set(ofBuilders.length > 0 ? ofBuilders : [folderOf(image.path)])]
  const ignores = contexts.map((context) =>
    context === undefined ? undefined : dockerignoreOf(project.files, context, image.path),
  )
  const path = ignores[0]?.path
  if (path === undefined || ignores.some((each) => each?.path === undefined)) return
  const lines = (project.files.text(path) ?? '').split('\n').map((line) => line.trim())
  if (lines.some((line) => line.startsWith('!'))) return
  const leavesOutAll = lines.some((line) => /^\/?(?:\*|\*\*|\*\*\/\*)\/?$/.test(line))
  for (const instruction of image.stages.flatMap((stage) => stage.instructions)) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
    if (instruction.flags.some(({ name }) => name === 'from')) continue
    for (const source of instruction.sources) {
      const from = joinPath(source.value)
      if (from === undefined || isRemoteSource(source.value) || source.value.includes('$')) continue
      const isLeftOut = from === '' ? leavesOutAll : ignores.every((each) => each?.ignores(from))
      if (isLeftOut) yield { source, instruction, ignoreFile: path }
    }
  }
}
