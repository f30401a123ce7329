import type { CopyInstruction, Word } from '../documents/dockerfile/document.ts'
import { inContainer, workdirAtEnd } from './copied-files.ts'
import { type Dockerignore, dockerignoreOf, isIgnored, parseDockerignore } from './dockerignore.ts'
import { markOf } from './environment-marks.ts'
import type { Image, Stage } from './image.ts'
import { folderOf, isWithin, joinPath, nameOf } from './paths.ts'
import type { Project } from './project.ts'
import { publicPrefix } from './variable-names.ts'

/** Env files that one source of a COPY or ADD brings into what is shipped. */
export interface CopiedEnvFiles {
  readonly source: Word
  /** Project paths; some may be named by compose and not be there. */
  readonly paths: readonly string[]
  readonly contextPath: string
  readonly dockerignore: Dockerignore
  /** The source names the file itself, not a folder that happens to hold it. */
  readonly isNamed: boolean
}

/**
 * The env files that end up in an image: in a stage that is shipped, or in one from which a shipped stage
 * copies the folder they are in. The context is that of the services that build it, else the folder of the
 * Dockerfile.
 */
export function* envFilesInImage(image: Image, project: Project): Iterable<CopiedEnvFiles> {
  const builds = image.builtBy.flatMap(({ build }) =>
    build?.contextPath === undefined ? [] : [{ context: build.contextPath, stage: build.stage }],
  )
  const isBuiltElsewhere = image.builtBy.length > 0 && builds.length === 0
  if (isBuiltElsewhere) return
  const contexts = new Set(builds.length > 0 ? builds.map(({ context }) => context) : [folderOf(image.path)])
  const shipped = new Set(
    (builds.length > 0 ? builds.map(({ stage }) => stage) : [image.finalStage]).flatMap(withBases),
  )
  for (const contextPath of contexts) {
    const dockerignore = dockerignoreOf(project.files, contextPath, image.path)
    const candidates = envFilesBelow(project, contextPath).filter(
      (path) => !dockerignore.ignores(relativePath(path, contextPath)),
    )
    for (const stage of image.stages) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
        if (instruction.flags.some(({ name }) => name === 'from')) continue
        if (!shipped.has(stage) && !isTakenOver(stage, instruction, shipped)) continue
        for (const source of instruction.sources) {
          const paths = candidates.filter((path) => isCopied(path, source, instruction, contextPath))
          const isNamed = /(?:^|\/)[^/]*env[^/]*$/i.test(source.value)
          if (paths.length > 0) yield { source, paths, contextPath, dockerignore, isNamed }
        }
      }
    }
  }
}

function withBases(stage: Stage | undefined): Stage[] {
  if (!stage) return []
  return stage.base.kind === 'stage' ? [stage, ...withBases(stage.base.stage)] : [stage]
}

/** Those with something in them that is not meant for browsers, and those that compose names. */
function envFilesBelow(project: Project, contextPath: string): string[] {
  let all = shippable.get(project)
  if (!all) {
    all = shippableEnvFiles(project)
    shippable.set(project, all)
  }
  return all.filter((path) => isWithin(path, contextPath))
}

const shippable = new WeakMap<Project, readonly string[]>()

function shippableEnvFiles(project: Project): string[] {
  const own = project.envFiles
    .filter(({ isExample }) => !isExample)
    .filter(({ variables }) =>
      variables.some(
        ({ name, written, commentedOut }) => !commentedOut && written !== '' && !publicPrefix(name),
      ),
    )
    .map(({ path }) => path)
  const named = project.deployments
    .flatMap(({ services }) => services.flatMap(({ envFilePaths }) => envFilePaths))
    .filter((path) => project.files.kindOf(path) === 'missing' && markOf(path) !== 'example')
  return [...new Set([...own, ...named])].sort()
}

function isCopied(path: string, source: Word, { flags }: CopyInstruction, contextPath: string): boolean {
  const from = joinPath(source.value)
  if (from === undefined || /^(?:https?|git):|^git@/.test(source.value)) return false
  const relative = relativePath(path, contextPath)
  const excluded = flags.filter(({ name }) => name === 'exclude').map(({ value }) => value?.value ?? '')
  if (isIgnored(parseDockerignore(excluded.join('\n')), relative)) return false
  // The wildcards of COPY are those of Go's filepath.Match, which `**` of an ignore file is not part of.
  return from === '' || isIgnored(parseDockerignore(from.replace(/\*+/g, '*')), relative)
}

/** A shipped stage copies what the stage got, or a folder above it. */
function isTakenOver(stage: Stage, { destination }: CopyInstruction, shipped: ReadonlySet<Stage>): boolean {
  if (!destination) return false
  const place = inContainer(workdirAtEnd(stage), destination.value)
  return [...shipped].some(({ instructions }) =>
    instructions.some((instruction) => {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return false
      const from = instruction.flags.find(({ name }) => name === 'from')?.value?.value.toLowerCase()
      if (from !== stage.name?.value.toLowerCase() && from !== String(stage.index)) return false
      return instruction.sources.some(({ value }) => {
        const taken = inContainer('/', value)
        return taken === '/' || isWithin(place, taken)
      })
    }),
  )
}

function relativePath(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}

/** What to write into an ignore file at the root of a context to leave a file out. */
export function ignorePatternFor(path: string, contextPath: string): string {
  const relative = relativePath(path, contextPath)
  return relative.includes('/') ? `**/${nameOf(relative)}` : relative
}
