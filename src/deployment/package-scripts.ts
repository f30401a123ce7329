import { operands, parseScript, programOf } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'
import { parseYaml } from '../documents/yaml/parse.ts'
import { type Span, TracedText } from '../span.ts'
import { projectPath } from './build-service.ts'
import type { Command } from './command.ts'
import { asMapping, textOf } from './compose/tree.ts'
import {
  type Copied,
  copiedInto,
  inContainer,
  mountedInto,
  projectFileOf,
  workdirAtEnd,
} from './copied-files.ts'
import { launched } from './launchers.ts'
import { folderOf, joinPath } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'

/** A call of a script of a `package.json`: `npm run dev`, `yarn start`. */
export interface ScriptCall {
  readonly script: ShellWord
  /** As a message names it. */
  readonly text: string
  /** The folder it is told to run in; undefined where that is some workspace. */
  readonly folder: string | undefined
  /** Without a script of that name a program of `node_modules` is meant: `yarn vite`. */
  readonly program: SimpleCommand | undefined
}

/** What a script runs, the scripts it calls included. */
export interface PackageScript {
  readonly commands: readonly SimpleCommand[]
  /** Its entry in the `package.json`. */
  readonly span: Span
}

/** Scripts call scripts; past this depth nobody reads a start-up any more. */
const DEEPEST_SCRIPT = 3
const RUN = /^(?:run|run-script|rum|urn|task)$/
/** Sub-commands of npm that run the script of their own name. */
const NPM_SCRIPTS = /^(?:start|restart|stop|test|t|tst)$/
/** Sub-commands that are no scripts. */
const BUILT_IN =
  /^(?:install|i|ci|add|remove|exec|dlx|x|init|create|why|list|ls|cache|config|global|workspaces?|set|plugin|node|upgrade|update|up|link|pack|publish|version|audit|outdated|info|import|store|patch|fetch|prune|rebuild|deploy|dedupe|help|login|pm|repl|upgrade-interactive|run)$/
const FLAGS = {
  npm: ['--prefix', '-C', '-w', '--workspace', '--loglevel'],
  pnpm: ['-C', '--dir', '--filter', '-F', '--loglevel'],
  yarn: ['--cwd'],
  yarnpkg: ['--cwd'],
  bun: ['--cwd', '--filter', '-F'],
  deno: ['--cwd'],
} as const
/** Programs that run several scripts of a package. */
const RUNNERS = new Set(['concurrently', 'conc', 'npm-run-all', 'npm-run-all2', 'run-p', 'run-s'])
const FOLDER_FLAG = /^(?:--prefix|-C|--dir|--cwd)(?:=(.*))?$/
const WORKSPACE_FLAG = /^(?:-w|--workspaces?|--filter|-F|-r|--recursive)(?:=|$)/

/** The script that a command calls, if it calls one. */
export function scriptCallOf(command: SimpleCommand): ScriptCall | undefined {
  const inner = launched(command)
  const program = programOf(inner)
  if (!Object.hasOwn(FLAGS, program)) return undefined
  const words = operands(inner, { withValue: FLAGS[program as keyof typeof FLAGS] })
  const inWorkspace = program.startsWith('yarn') && words[0]?.value === 'workspace'
  const [verb, named] = inWorkspace ? words.slice(2) : words
  const isRun = verb !== undefined && RUN.test(verb.value)
  const script = isRun ? named : verb && isScriptName(verb.value, program) ? verb : undefined
  if (!script || script.value.includes('$') || /[./]/.test(script.value)) return undefined
  const isElsewhere = inWorkspace || inner.words.some(({ value }) => WORKSPACE_FLAG.test(value))
  const after = inner.words.slice(inner.words.indexOf(script) + 1)
  return {
    script,
    text: [program, ...(isRun ? [verb.value] : []), script.value].join(' '),
    folder: isElsewhere ? undefined : folderFlag(inner),
    program:
      program === 'npm' ? undefined : { ...inner, name: script.value, nameSpan: script.span, words: after },
  }
}

function isScriptName(verb: string, program: string): boolean {
  if (program === 'npm') return NPM_SCRIPTS.test(verb)
  return program !== 'deno' && !BUILT_IN.test(verb) && !(program === 'bun' && /^(?:build|test)$/.test(verb))
}

function folderFlag({ words }: SimpleCommand): string {
  for (const [index, { value }] of words.entries()) {
    const match = FOLDER_FLAG.exec(value)
    if (match) return match[1] ?? words[index + 1]?.value ?? ''
  }
  return ''
}

/** What a call runs; undefined where its `package.json` is not in the project, `missing` where it has no such script. */
export function readScript(
  call: ScriptCall,
  command: Command,
  files: ProjectFiles,
): PackageScript | 'missing' | undefined {
  const path = call.folder === undefined ? undefined : packageFileOf(command, call.folder, files)
  const text = path === undefined ? undefined : files.text(path)
  if (path === undefined || text === undefined) return undefined
  const scripts = asMapping(asMapping(parseYaml(path, text).roots[0]?.root)?.get('scripts'))
  const entry = scripts?.entry(call.script.value)
  if (!entry) return 'missing'
  const commands: SimpleCommand[] = []
  const read = new Set<string>()
  const follow = (name: string, depth: number): void => {
    if (read.has(name) || depth > DEEPEST_SCRIPT) return
    read.add(name)
    for (const each of [`pre${name}`, name]) {
      const node = scripts?.get(each)
      if (node?.kind !== 'scalar') continue
      for (const own of parseScript(node.traced()).commands) {
        commands.push(own)
        for (const inner of calledScripts(own, (script) => scripts?.get(script) !== undefined)) {
          if (typeof inner === 'string') follow(inner, depth + 1)
          else commands.push(...inner)
        }
      }
    }
  }
  follow(call.script.value, 1)
  return { commands, span: entry.span }
}

/** Names of scripts that a command calls in the same package, and the commands of texts it runs as scripts. */
function calledScripts(
  command: SimpleCommand,
  isScript: (name: string) => boolean,
): (string | readonly SimpleCommand[])[] {
  const inner = launched(command)
  const call = scriptCallOf(inner)
  if (call) return call.folder === '' ? [call.script.value] : []
  if (!RUNNERS.has(programOf(inner))) return []
  const called: (string | readonly SimpleCommand[])[] = []
  for (const { value, span } of operands(inner)) {
    const name = value.replace(/^(?:npm|yarn|pnpm|bun):/, '')
    const text = TracedText.join([{ value, span, whole: true }], span)
    if (isScript(name)) called.push(name)
    else if (/\s/.test(value)) called.push(parseScript(text).commands)
  }
  return called
}

/** The `package.json` that is in force where a command runs. */
export function packageFileOf(command: Command, folder: string, files: ProjectFiles): string | undefined {
  const { service, stage, line } = command
  const context = service ? service.build?.contextPath : stage && folderOf(stage.image.path)
  const copied: Copied[] = stage && context !== undefined ? [...copiedInto(stage, context, files)] : []
  const directory = service?.stack.directory ?? ''
  copied.push(...mountedInto(service?.mounts ?? [], (source) => projectPath(source, directory)))
  const { platformService } = command
  if (platformService) copied.push({ from: platformService.folder, to: '/app' })
  const start =
    textOf(service?.definition.get('working_dir')) ??
    (stage ? workdirAtEnd(stage) : platformService ? '/app' : '/')
  const before = line.commands.filter(({ name, span }) => name === 'cd' && span.start < command.span.start)
  const moved = before.reduce((at, { words }) => inContainer(at, words[0]?.value ?? ''), start)
  const workdir = inContainer(moved, folder)
  const found = projectFileOf('./package.json', workdir, copied, files)
  if (found !== undefined || before.length > 0 || context === undefined || command.writtenIn === 'compose')
    return found
  // What is copied may hang on a variable; an image with one context mostly holds the package at its root.
  const atRoot = joinPath(context, folder, 'package.json')
  return atRoot !== undefined && files.kindOf(atRoot) === 'file' ? atRoot : undefined
}
