import type {
  CommandInstruction,
  CommandLine,
  HealthcheckInstruction,
} from '../documents/dockerfile/document.ts'
import { commandFromWords, parseScript, unwrap } from '../documents/shell/parse.ts'
import type { ShellDocument, SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import type { Command, CommandLineText, CommandPhase } from './command.ts'
import { type Copied, projectFileOf } from './copied-files.ts'
import type { Environment } from './environment.ts'
import type { Stage } from './image.ts'
import type { Container } from './kubernetes/container.ts'
import type { PlatformService } from './platform-services/platform-service.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Service } from './service.ts'

/** A command line as it is written in a Dockerfile or a compose file, before it is taken apart. */
export interface WrittenLine {
  readonly line: CommandLine
  readonly writtenIn: 'dockerfile' | 'compose' | 'kubernetes' | 'platform'
  readonly instruction: CommandInstruction | HealthcheckInstruction | undefined
}

/** For whom and when a command runs. */
export interface Runner {
  readonly phase: CommandPhase
  readonly environment: Environment
  readonly service: Service | undefined
  readonly stage: Stage | undefined
  readonly container?: Container
  readonly platformService?: PlatformService
}

/** Where to look for the scripts that a container runs. */
export interface Scripts {
  readonly workdir: string
  readonly copied: readonly Copied[]
  readonly files: ProjectFiles
  /** The parsed script at a project path; undefined where it is no shell script or cannot be read. */
  scriptAt(path: string): ShellDocument | undefined
}

/** Scripts call scripts; past this depth nobody reads a start-up any more. */
const DEEPEST_SCRIPT = 4

/** Every simple command of one line. */
export function commandsOf(written: WrittenLine, runner: Runner): Command[] {
  const { line } = written
  const simple = line.form === 'exec' ? commandFromWords(line.words) : parseScript(line.script).commands
  return place(simple, { form: line.form, span: line.span }, written, runner)
}

/**
 * What runs when a container starts. Entrypoint and command make one line when the entrypoint is in exec
 * form; where the entrypoint is a script that ends in `exec "$@"` or is not known, the command is a line of
 * its own as well. Scripts that the project copies or mounts into the container are followed.
 */
export function startCommands(
  entrypoint: WrittenLine | undefined,
  command: WrittenLine | undefined,
  runner: Runner,
  scripts: Scripts,
): Command[] {
  const lines: Command[] = []
  if (entrypoint?.line.form === 'exec' && command?.line.form === 'exec') {
    lines.push(...joinedLine(entrypoint, command, runner))
    if (startsAnything(entrypoint)) lines.push(...commandsOf(command, runner))
  } else {
    if (entrypoint) lines.push(...commandsOf(entrypoint, runner))
    // A shell-form entrypoint ignores the command (Dockerfile reference, "Shell form ENTRYPOINT").
    if (command && entrypoint?.line.form !== 'shell') lines.push(...commandsOf(command, runner))
  }
  const followed = new Set<string>()
  for (let index = 0; index < lines.length; index++) {
    lines.push(...followScript(lines[index]!, runner, scripts, followed))
  }
  return lines
}

function joinedLine(entrypoint: WrittenLine, command: WrittenLine, runner: Runner): Command[] {
  if (entrypoint.line.form !== 'exec' || command.line.form !== 'exec') return []
  const simple = commandFromWords([...entrypoint.line.words, ...command.line.words])
  // The words may stand in two files; a span lies in one.
  const isOneFile = entrypoint.line.span.path === command.line.span.path
  const span = isOneFile
    ? { ...entrypoint.line.span, end: Math.max(entrypoint.line.span.end, command.line.span.end) }
    : command.line.span
  const whole = isOneFile && entrypoint.line.span.start <= command.line.span.start ? span : command.line.span
  const own = simple.map((each) => (liesIn(each.span, whole) ? each : { ...each, span: command.line.span }))
  return place(own, { form: 'exec', span: command.line.span }, command, runner)
}

function liesIn(inner: Span, outer: Span): boolean {
  return inner.path === outer.path && inner.start >= outer.start && inner.end <= outer.end
}

/** An entrypoint that hands over to whatever command it is given. */
function startsAnything({ line }: WrittenLine): boolean {
  const first = line.form === 'exec' ? line.words[0]?.value : undefined
  return first !== undefined && /(?:entrypoint|init|\.sh)$/.test(first)
}

function followScript(command: Command, runner: Runner, scripts: Scripts, followed: Set<string>): Command[] {
  if (followed.size >= DEEPEST_SCRIPT) return []
  const real = unwrap(command)
  const isShell = /^(?:.*\/)?(?:ba|da|a|z|k)?sh$/.test(real.name)
  const isSource = real.name === '.' || real.name === 'source'
  const program =
    isShell || isSource ? real.words.find(({ value }) => !value.startsWith('-'))?.value : real.name
  if (!program) return []
  const path = projectFileOf(program, scripts.workdir, scripts.copied, scripts.files)
  if (path === undefined || followed.has(path)) return []
  const document = scripts.scriptAt(path)
  if (!document) return []
  followed.add(path)
  const { script, text } = document
  const line = {
    form: 'shell' as const,
    span: { path, start: 0, end: text.length },
    commands: script.commands,
  }
  return script.commands.map((simple) => ({
    ...simple,
    ...runner,
    writtenIn: 'script',
    instruction: undefined,
    line,
  }))
}

/** Whether a file is a shell script: by its shebang, else by its name. */
export function isShellText(path: string, text: string): boolean {
  const shebang = /^\ufeff?#!\s*(.*)/.exec(text)?.[1]
  return shebang === undefined
    ? /\.(?:sh|bash)$/.test(path) || !/\.\w+$/.test(path)
    : /\b(?:ba|da|a|z|k)?sh\b/.test(shebang)
}

function place(
  simple: readonly SimpleCommand[],
  line: Omit<CommandLineText, 'commands'>,
  { writtenIn, instruction }: WrittenLine,
  runner: Runner,
): Command[] {
  const whole: CommandLineText = { ...line, commands: simple }
  return simple.map((each) => ({ ...each, ...runner, writtenIn, instruction, line: whole }))
}
