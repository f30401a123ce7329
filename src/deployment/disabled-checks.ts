import { programOf, unwrap } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import type { Command } from './command.ts'
import { disabledByWords } from './disabling-words.ts'
import type { Environment } from './environment.ts'
import type { Project } from './project.ts'
import type { Variable } from './variable.ts'

/** Whose check of certificates or signatures it is; `packages` are those of a system's package manager. */
export type CheckingTool = 'curl' | 'git' | 'node' | 'npm' | 'packages' | 'pip' | 'python' | 'wget'

/** What a command or a variable says that switches a check of certificates or signatures off. */
export interface DisablingWords {
  readonly tool: CheckingTool
  /** What does it: `--insecure`, `strict-ssl`, `NODE_TLS_REJECT_UNAUTHORIZED`. */
  readonly name: string
  readonly by: 'flag' | 'setting' | 'variable'
  readonly at: Span
  /** The edit that leaves the check on; undefined where the text is not exact or a value is needed. */
  readonly removal: { readonly span: Span; readonly text: string } | undefined
}

/** A place of the project where such a check is switched off. */
export interface DisabledCheck extends DisablingWords {
  /** The program with the check, as it is called; undefined for a variable. */
  readonly program: string | undefined
  readonly environment: Environment
  /** It stands in RUN, ENV or ARG, and not behind ONBUILD: what other linters look at. */
  readonly isInBuild: boolean
}

const checksByProject = new WeakMap<Project, readonly DisabledCheck[]>()

/**
 * Every check that is switched off: by the words of a command, by a variable before it, by ENV or ARG, by `env` of a
 * workflow. What env
 * files and compose files set is not here: a rule of its own judges whatever production runs with.
 */
export function disabledChecks(project: Project): readonly DisabledCheck[] {
  const known = checksByProject.get(project)
  if (known) return known
  const found = [...project.commands.flatMap(ofCommand), ...project.variables.flatMap(ofVariable)]
  checksByProject.set(project, found)
  return found
}

function ofCommand(command: Command): DisabledCheck[] {
  const { phase, environment, instruction, writtenIn } = command
  // A healthcheck talks to its own container, whose certificate names another host.
  if (phase === 'health' || environment.kind === 'example') return []
  const isInBuild = phase === 'build' && writtenIn === 'dockerfile' && !instruction?.onbuild
  const actual = unwrap(command)
  const place = { environment, isInBuild }
  return [
    ...disabledByWords(actual).map((words) => ({ ...words, program: programOf(actual), ...place })),
    ...assignmentsOf(actual).flatMap(({ name, value }) => {
      const words = value?.literal ? disabledByVariable(name, value.value, value.span, exactSpan(value)) : []
      return words.map((each) => ({ ...each, program: undefined, ...place }))
    }),
  ]
}

function ofVariable({ name, value, valueSpan, place, environment, stage }: Variable): DisabledCheck[] {
  const isWorkflow = place === 'workflow-environment'
  if (place !== 'image-environment' && place !== 'image-argument' && !isWorkflow) return []
  if (value === undefined || !environment.isProduction) return []
  const isWrapped = stage?.instructions.some(
    ({ keyword, span }) => keyword === 'ONBUILD' && span.start < valueSpan.start && valueSpan.end <= span.end,
  )
  return disabledByVariable(name, value, valueSpan, valueSpan).map((words) => ({
    ...words,
    program: undefined,
    environment,
    isInBuild: !isWrapped && !isWorkflow,
  }))
}

interface Switch {
  readonly tool: CheckingTool
  /** Any value but an empty one where undefined. */
  readonly off: RegExp | undefined
  readonly on: string | undefined
}

const OFF = /^(?:false|0)$/i

/** By name in capitals; npm reads its own in any case. */
const SWITCHES: Readonly<Record<string, Switch>> = {
  GIT_SSL_NO_VERIFY: { tool: 'git', off: undefined, on: undefined },
  NODE_TLS_REJECT_UNAUTHORIZED: { tool: 'node', off: /^0$/, on: '1' },
  NPM_CONFIG_STRICT_SSL: { tool: 'npm', off: OFF, on: 'true' },
  YARN_ENABLE_STRICT_SSL: { tool: 'npm', off: OFF, on: 'true' },
  PIP_TRUSTED_HOST: { tool: 'pip', off: undefined, on: undefined },
  PYTHONHTTPSVERIFY: { tool: 'python', off: /^0$/, on: '1' },
}

/** Whether a variable switches a check off. */
function isDisablingVariable(name: string, value: string): boolean {
  const key = name.startsWith('npm_config_') ? name.toUpperCase() : name
  const known = Object.hasOwn(SWITCHES, key) ? SWITCHES[key] : undefined
  return known !== undefined && value !== '' && (known.off?.test(value) ?? true)
}

function disabledByVariable(
  name: string,
  value: string,
  at: Span,
  exact: Span | undefined,
): DisablingWords[] {
  if (!isDisablingVariable(name, value)) return []
  const { tool, on } = SWITCHES[name.startsWith('npm_config_') ? name.toUpperCase() : name]!
  const removal = on !== undefined && exact ? { span: exact, text: on } : undefined
  return [{ tool, name, by: 'variable', at, removal }]
}

const EXPORTING = new Set(['export', 'declare', 'typeset', 'readonly'])

/** `NAME=value` before a command, and as a word of `export`. */
function assignmentsOf(command: SimpleCommand): { name: string; value: ShellWord | undefined }[] {
  if (!EXPORTING.has(command.name)) return [...command.assignments]
  return command.words.flatMap((word) => {
    const equals = word.value.indexOf('=')
    if (equals < 1) return []
    const value = word.value.slice(equals + 1)
    const isExact = word.span.end - word.span.start === word.value.length
    const start = isExact ? word.span.start + equals + 1 : word.span.start
    return [{ name: word.value.slice(0, equals), value: { ...word, value, span: { ...word.span, start } } }]
  })
}

/** Where a value stands, if what stands there is the value and its quotes and nothing else. */
function exactSpan({ value, span }: ShellWord): Span | undefined {
  const length = span.end - span.start
  return length === value.length || length === value.length + 2 ? span : undefined
}
