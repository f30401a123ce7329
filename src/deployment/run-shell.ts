import type { Instruction, ShellInstruction } from '../documents/dockerfile/document.ts'
import type { Stage } from './image.ts'

/** The shell that a RUN is given to. */
export interface RunShell {
  /** Without folder and `.exe`, in lower case; undefined where the base image decides and is no Linux one. */
  readonly name: string | undefined
  /** The command line of SHELL; the name alone for a comment and for the default. */
  readonly words: readonly string[]
  /** Undefined for a comment `# hadolint shell=…` and for the default. */
  readonly by: ShellInstruction | undefined
}

const POSIX_SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'mksh', 'zsh', 'busybox'])

/** Whether a shell reads what POSIX says that a shell reads; PowerShell and cmd do not. */
export function isPosixShell({ name }: RunShell): boolean {
  return name !== undefined && POSIX_SHELLS.has(name)
}

/**
 * The shell of a RUN: the last SHELL before it, its own stage's or that of the stage it is built on. What ONBUILD
 * runs has only what ONBUILD sets, as hadolint has it; yet text for a shell that is no POSIX shell stays such text.
 */
export function shellOfRun(stage: Stage, run: Instruction): RunShell {
  const outer = lastShell(stage, run.span.start, false)
  if (!run.onbuild) return outer
  const own = lastShell(stage, run.span.start, true)
  return isPosixShell(outer) || own.by ? own : outer
}

interface Setting {
  readonly start: number
  readonly shell: RunShell
}

function lastShell(stage: Stage, before: number, onbuild: boolean): RunShell {
  const { stages } = stage.image
  const start = stage.from?.span.start ?? 0
  const end = Math.min(before, stages[stage.index + 1]?.from?.span.start ?? before)
  const comments = commentedShells(stage)
  const own = [...instructedShells(stage, onbuild), ...comments]
    .filter((setting) => setting.start >= start && setting.start < end)
    .sort((a, b) => a.start - b.start)
    .at(-1)
  if (own) return own.shell
  if (stage.base.kind === 'stage' && !onbuild) {
    return lastShell(stage.base.stage, Number.POSITIVE_INFINITY, false)
  }
  const first = stages[0]?.from?.span.start ?? 0
  const ofFile = comments.findLast((setting) => setting.start < first)
  return ofFile?.shell ?? { name: isWindows(stage) ? undefined : 'sh', words: ['sh'], by: undefined }
}

function instructedShells({ instructions }: Stage, onbuild: boolean): Setting[] {
  return instructions.flatMap((outer) => {
    const instruction = onbuild && outer.keyword === 'ONBUILD' ? outer.instruction : outer
    if (instruction?.keyword !== 'SHELL' || instruction.onbuild !== onbuild) return []
    const words = instruction.words.map(({ value }) => value)
    if (words[0] === undefined) return []
    return [{ start: instruction.span.start, shell: { name: programName(words[0]), words, by: instruction } }]
  })
}

/** `# hadolint shell=bash`: before the first FROM it holds for the file, later for the rest of its stage. */
function commentedShells({ image }: Stage): Setting[] {
  return image.document.comments.flatMap(({ text, span }) => {
    const written = /^hadolint\s+shell\s*=\s*([^\s#]+)/.exec(text)?.[1]
    if (written === undefined) return []
    const name = programName(written)
    return [{ start: span.start, shell: { name, words: [name], by: undefined } }]
  })
}

function programName(program: string): string {
  const slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'))
  return program
    .slice(slash + 1)
    .toLowerCase()
    .replace(/\.exe$/, '')
}

function isWindows({ externalBase }: Stage): boolean {
  return externalBase !== undefined && /windows|nanoserver/i.test(externalBase.text)
}

/** Whether the image below a stage has BusyBox for its shell and its tools; false where that is not known. */
export function isBusyBox({ externalBase }: Stage): boolean {
  if (!externalBase || externalBase.unresolved) return false
  const { repository, tag } = externalBase
  return /(?:^|\/)(?:alpine|busybox)$/.test(repository) || /(?:^|[-_.])alpine/.test(tag ?? '')
}
