import type { Instruction } from '../documents/dockerfile/document.ts'
import type { TracedText } from '../span.ts'
import type { Stage } from './image.ts'
import type { Project } from './project.ts'
import { isBusyBox, isPosixShell, shellOfRun } from './run-shell.ts'

/** What ShellCheck calls the languages it knows. */
type ShellDialect = 'sh' | 'bash' | 'dash' | 'ksh'

/** The shell text of one RUN, with what it may take for granted. */
export interface RunScript {
  readonly text: TracedText
  /** The file's whole text. */
  readonly source: string
  readonly dialect: ShellDialect
  /** The shell is BusyBox's ash, which knows more than POSIX asks for. */
  readonly isBusyBox: boolean
  /** SHELL says `-e`: the shell ends at the first command that fails. */
  readonly endsOnError: boolean
  /** Names of variables that have a value: ARG and ENV so far, and what the builder always passes. */
  readonly variables: readonly string[]
}

/** The builder accepts these as build arguments without an ARG. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
])

const DIALECTS: Readonly<Record<string, ShellDialect | undefined>> = {
  sh: 'sh',
  bash: 'bash',
  dash: 'dash',
  ash: 'dash',
  busybox: 'dash',
  ksh: 'ksh',
  mksh: 'ksh',
}

/** Every RUN in shell form, ONBUILD's too, whose shell ShellCheck knows. */
export function runScripts(project: Project): readonly RunScript[] {
  return project.images.flatMap(({ mark, stages }) =>
    mark === 'example' ? [] : stages.flatMap(scriptsOfStage),
  )
}

function scriptsOfStage(stage: Stage): RunScript[] {
  return stage.instructions.flatMap((outer) => {
    const instruction = outer.keyword === 'ONBUILD' ? outer.instruction : outer
    if (instruction?.keyword !== 'RUN' || instruction.command?.form !== 'shell') return []
    const text = instruction.command.script
    const shell = shellOfRun(stage, instruction)
    // A body with a shebang is given to that program, whatever the shell is.
    const program = text.value.startsWith('#!') ? instruction.interpreter?.value : undefined
    if (program === undefined && !isPosixShell(shell)) return []
    const name = program ?? shell.name ?? ''
    const dialect = Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : undefined
    if (!dialect) return []
    const isAsh = name === 'ash' || name === 'busybox' || (name === 'sh' && isBusyBox(stage))
    const endsOnError = program === undefined && shell.words.some((word) => /^-[a-zA-Z]*e/.test(word))
    const source = stage.image.document.text
    return [
      { text, source, dialect, isBusyBox: isAsh, endsOnError, variables: variablesOf(stage, instruction) },
    ]
  })
}

function variablesOf(stage: Stage, run: Instruction): readonly string[] {
  const wrappers = stage.instructions.filter(({ keyword }) => keyword === 'ONBUILD')
  const known = stage.variables.filter(({ stage: own, span, place }) => {
    if (own !== stage) return true
    if (span.start > run.span.start) return false
    const isWrapped = wrappers.some((each) => each.span.start < span.start && span.start < each.span.end)
    // What ONBUILD runs belongs to another build: it has the ENV of this image and none of its ARG.
    return isWrapped === run.onbuild || (run.onbuild && place === 'image-environment')
  })
  const names = known.map(({ name }) => name).filter((name) => /^[A-Za-z_]\w*$/.test(name))
  return [...new Set([...PROXY_VARIABLES, ...names])]
}
