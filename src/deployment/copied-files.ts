import type { CopyInstruction, Flag } from '../documents/dockerfile/document.ts'
import type { Mount } from './compose/mounts.ts'
import type { Stage } from './image.ts'
import { joinPath, nameOf } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'

/** Files or folders of the project and where they are inside a container. */
export interface Copied {
  /** Project-relative. */
  readonly from: string
  /** Absolute path in the container of the file or folder itself. */
  readonly to: string
}

const known = new WeakMap<Stage, Map<string, readonly Copied[]>>()

/** What COPY and ADD bring from the build context into a stage, the stages below it included, oldest first. */
export function copiedInto(stage: Stage, contextPath: string, files: ProjectFiles): readonly Copied[] {
  const byContext = known.get(stage) ?? new Map<string, readonly Copied[]>()
  known.set(stage, byContext)
  // Stages that copy from each other would be walked again and again.
  const copied = byContext.get(contextPath) ?? findCopied(stage, contextPath, files)
  byContext.set(contextPath, copied)
  return copied
}

function findCopied(stage: Stage, contextPath: string, files: ProjectFiles): readonly Copied[] {
  const copied = stage.base.kind === 'stage' ? [...copiedInto(stage.base.stage, contextPath, files)] : []
  let workdir = stage.base.kind === 'stage' ? workdirAtEnd(stage.base.stage) : '/'
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'WORKDIR') workdir = inContainer(workdir, instruction.words[0]?.value ?? '')
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
    const from = instruction.flags.find(({ name }) => name === 'from')
    if (!from) copied.push(...copiedBy(instruction, workdir, contextPath, files))
    else copied.push(...copiedFromStage(instruction, stageOf(stage, from), workdir, contextPath, files))
  }
  return copied
}

/** The working directory with which a stage ends; `/` where nothing sets one. */
export function workdirAtEnd(stage: Stage): string {
  let workdir = stage.base.kind === 'stage' ? workdirAtEnd(stage.base.stage) : '/'
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'WORKDIR') workdir = inContainer(workdir, instruction.words[0]?.value ?? '')
  }
  return workdir
}

function copiedBy(
  { sources, destination }: CopyInstruction,
  workdir: string,
  contextPath: string,
  files: ProjectFiles,
): Copied[] {
  if (!destination) return []
  const to = inContainer(workdir, destination.value)
  const intoFolder = /[/.]$/.test(destination.value) || sources.length > 1
  const copied: Copied[] = []
  for (const source of sources) {
    const from = joinPath(contextPath, source.value)
    if (from === undefined) continue
    // A folder's content is copied, not the folder; a file goes into a folder under its own name.
    const isFolder = files.kindOf(from) === 'directory'
    copied.push({ from, to: isFolder || !intoFolder ? to : inContainer(to, nameOf(from)) })
  }
  return copied
}

/** The earlier stage that `--from` names or counts; undefined for an image of a registry. */
export function stageOf(stage: Stage, from: Flag): Stage | undefined {
  const name = from.value?.value.toLowerCase() ?? ''
  const earlier = stage.image.stages.slice(0, stage.index)
  const numbered = /^\d+$/.test(name) ? earlier[Number(name)] : undefined
  return earlier.findLast((each) => each.name?.value.toLowerCase() === name) ?? numbered
}

/** What comes from the project by way of another stage: its own files there, not what it made of them. */
function copiedFromStage(
  { sources, destination }: CopyInstruction,
  origin: Stage | undefined,
  workdir: string,
  contextPath: string,
  files: ProjectFiles,
): Copied[] {
  if (!origin || !destination) return []
  const there = copiedInto(origin, contextPath, files)
  const to = inContainer(workdir, destination.value)
  const intoFolder = /[/.]$/.test(destination.value) || sources.length > 1
  return sources.flatMap(({ value }) => {
    const from = projectPathOf(inContainer('/', value), there, files)
    if (from === undefined) return []
    const isFolder = files.kindOf(from) === 'directory'
    return [{ from, to: isFolder || !intoFolder ? to : inContainer(to, nameOf(from)) }]
  })
}

/** What bind mounts lay over the image. */
export function mountedInto(
  mounts: readonly Mount[],
  projectPath: (source: string) => string | undefined,
): Copied[] {
  const copied: Copied[] = []
  for (const { type, source, target } of mounts) {
    const from = type === 'bind' && source ? projectPath(source.value) : undefined
    if (from !== undefined && target) copied.push({ from, to: target.value.replace(/\/+$/, '') || '/' })
  }
  return copied
}

/** The project's file behind a program that a container runs: `./start.sh`, `/entrypoint.sh`, `start` on the PATH. */
export function projectFileOf(
  program: string,
  workdir: string,
  copied: readonly Copied[],
  files: ProjectFiles,
): string | undefined {
  const candidates = program.includes('/')
    ? [inContainer(workdir, program)]
    : [
        ...['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin'].map(
          (folder) => `${folder}/${program}`,
        ),
        inContainer(workdir, program),
      ]
  for (const candidate of candidates) {
    const path = projectPathOf(candidate, copied, files)
    if (path !== undefined && files.kindOf(path) === 'file') return path
  }
  return undefined
}

/** The project's file or folder that lies at a path of the container; what was copied last wins. */
function projectPathOf(place: string, copied: readonly Copied[], files: ProjectFiles): string | undefined {
  for (const { from, to } of copied.toReversed()) {
    const below =
      to === '/' ? place.slice(1) : place.startsWith(`${to}/`) ? place.slice(to.length + 1) : undefined
    const path = place === to ? from : below === undefined ? undefined : joinPath(from, below)
    const kind = path === undefined ? 'missing' : files.kindOf(path)
    if (kind === 'file' || kind === 'directory') return path
  }
  return undefined
}

/** Resolves a container path against a working directory; always absolute, without `.` and `..`. */
export function inContainer(workdir: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${workdir}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
