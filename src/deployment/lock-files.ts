import type { CopyInstruction } from '../documents/dockerfile/document.ts'
import type { Command } from './command.ts'
import { inContainer } from './copied-files.ts'
import { dockerignoreOf } from './dockerignore.ts'
import type { Stage } from './image.ts'
import { packageCommand } from './package-managers.ts'
import { folderOf, joinPath, nameOf } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'
import { runMounts } from './run-mounts.ts'

/** An install that takes the lock file for a proposal, and what holds it to the file. */
export interface LooseInstall {
  /** As a message names it: `npm install`. */
  readonly text: string
  /** Its name alone: `package-lock.json`. */
  readonly lockFile: string
  /** Whether the image has it where the command runs. */
  readonly isCopied: boolean
  /** What to write in place of the sub-command, or after it. */
  readonly strict: { readonly by: 'action' | 'flag'; readonly text: string }
}

interface Manager {
  readonly actions: readonly string[]
  readonly lockFiles: readonly string[]
  /** Flags by which it keeps to the lock file, or is told to have none. */
  readonly isStrict: RegExp
  readonly strict: LooseInstall['strict']
}

const MANAGERS: Readonly<Record<string, Manager>> = {
  npm: {
    actions: ['install', 'i', 'in', 'ins', 'inst', 'isntall'],
    lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    isStrict: /^--(?:package-lock-only|no-package-lock|dry-run|global)$|^-g$/,
    strict: { by: 'action', text: 'ci' },
  },
  yarn: {
    actions: ['', 'install'],
    lockFiles: ['yarn.lock'],
    isStrict: /^--(?:frozen-lockfile|immutable|pure-lockfile|no-lockfile|production-lockfile|version|help)$/,
    strict: { by: 'flag', text: '--frozen-lockfile' },
  },
  pnpm: {
    actions: ['install', 'i'],
    lockFiles: ['pnpm-lock.yaml'],
    isStrict: /^--(?:frozen-lockfile|no-lockfile|lockfile-only|global)$|^-g$/,
    strict: { by: 'flag', text: '--frozen-lockfile' },
  },
  bun: {
    actions: ['install', 'i'],
    lockFiles: ['bun.lock', 'bun.lockb'],
    isStrict: /^--(?:frozen-lockfile|no-save|global)$|^-g$/,
    strict: { by: 'flag', text: '--frozen-lockfile' },
  },
}

/** Flags that make a command work in another folder than where it runs. */
const ELSEWHERE = /^(?:--prefix|-C|--dir|--cwd|--filter|-F|-w|--workspace|--workspaces|-r|--recursive)(?:=|$)/

/**
 * The install of a RUN that may write other versions than the lock file of the build context names; undefined
 * where it cannot, or where nobody sees which package it works in.
 */
export function looseInstall(command: Command, files: ProjectFiles): LooseInstall | undefined {
  const { stage, line } = command
  const called = packageCommand(command)
  const program = called?.program ?? command.name
  const manager = Object.hasOwn(MANAGERS, program) ? MANAGERS[program]! : undefined
  if (!stage || !manager || command.name !== program) return undefined
  const action = program === 'bun' ? command.words[0]?.value : (called?.action ?? '')
  const others = called
    ? called.operands.length
    : command.words.filter(({ value }) => !value.startsWith('-')).length
  if (!manager.actions.includes(action ?? '') || (called ? others > 0 : others > (action ? 1 : 0)))
    return undefined
  const words = command.words.map(({ value }) => value)
  if (words.some((word) => manager.isStrict.test(word.replace(/=true$/, '')) || ELSEWHERE.test(word)))
    return undefined
  if (
    line.commands.some(({ name }) => name === 'cd' || name === 'pushd') ||
    isStrictBySetting(command, program)
  )
    return undefined
  const place = packagePlace(command, stage, files)
  const lockFile = place && manager.lockFiles.find((name) => place.has(name))
  if (!place || lockFile === undefined) return undefined
  const text = action ? `${program} ${action}` : program
  return { text, lockFile, isCopied: place.copies(lockFile), strict: strictOf(program, manager, place) }
}

/** Yarn from version 2 on has another word for it. */
function strictOf(program: string, { strict }: Manager, { has, read }: PackagePlace): LooseInstall['strict'] {
  const isModern =
    has('.yarnrc.yml') || /"packageManager"\s*:\s*"yarn@(?!1\.)/.test(read('package.json') ?? '')
  return program === 'yarn' && isModern ? { by: 'flag', text: '--immutable' } : strict
}

/** pnpm and modern Yarn keep to the lock file by themselves where CI is set. */
function isStrictBySetting({ stage, assignments, line }: Command, program: string): boolean {
  if (program === 'npm') return false
  const isSwitch = (name: string) =>
    /^(?:CI|YARN_ENABLE_IMMUTABLE_INSTALLS|(?:npm|pnpm)_config_frozen_lockfile)$/i.test(name)
  return (
    (stage?.variables ?? []).some(({ name, place }) => place !== 'image-label' && isSwitch(name)) ||
    [assignments, ...line.commands.map((each) => each.assignments)]
      .flat()
      .some(({ name }) => isSwitch(name)) ||
    line.commands.some(
      ({ name, words }) => name === 'export' && words.some(({ value }) => isSwitch(value.split('=')[0]!)),
    )
  )
}

/** Where the files of the package that a command installs come from. */
interface PackagePlace {
  has(name: string): boolean
  read(name: string): string | undefined
  /** Whether a file of that name was copied or mounted beside the package.json before the command. */
  copies(name: string): boolean
}

interface Step {
  readonly copy: CopyInstruction
  readonly workdir: string
}

function packagePlace(command: Command, stage: Stage, files: ProjectFiles): PackagePlace | undefined {
  const { image } = stage
  const built = [...new Set(image.builtBy.map(({ build }) => build?.contextPath))]
  const context = built.length === 0 ? folderOf(image.path) : built.length === 1 ? built[0] : undefined
  if (context === undefined) return undefined
  const { steps, workdir } = stepsBefore(stage, command.span.start)
  const mounted = runMounts(command.instruction).flatMap(({ type, from, value }) => {
    const source = /(?:^|,)(?:source|src)=([^,]+)/.exec(value)?.[1]
    return type === 'bind' && from === undefined && source ? [source] : []
  })
  const here = steps.filter(({ copy, workdir: at }) => isBeside(copy, at, workdir))
  const sources = [...here.flatMap(({ copy }) => copy.sources.map(({ value }) => value)), ...mounted]
  const folders = sources.flatMap((source) => packageFolder(source, context, files) ?? [])
  const folder = folders.at(-1)
  if (folder === undefined || new Set(folders).size > 1) return undefined
  const { ignores } = dockerignoreOf(files, context, image.path)
  const pathOf = (name: string) => joinPath(folder, name) ?? name
  const inContext = (path: string) => (context === '' ? path : path.slice(context.length + 1))
  return {
    has: (name) => files.kindOf(pathOf(name)) === 'file' && !ignores(inContext(pathOf(name))),
    read: (name) => files.text(pathOf(name)),
    copies: (name) => sources.some((source) => bringsFile(source, name, context, files)),
  }
}

/** COPY and ADD from the context up to a place of a stage, those of the stages below it included. */
function stepsBefore(stage: Stage, end: number): { steps: Step[]; workdir: string } {
  const below =
    stage.base.kind === 'stage' ? stepsBefore(stage.base.stage, Number.POSITIVE_INFINITY) : undefined
  const steps = [...(below?.steps ?? [])]
  let workdir = below?.workdir ?? '/'
  for (const instruction of stage.instructions) {
    if (instruction.span.start >= end) break
    if (instruction.keyword === 'WORKDIR') workdir = inContainer(workdir, instruction.words[0]?.value ?? '')
    const isCopy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD'
    if (isCopy && !instruction.flags.some(({ name }) => name === 'from'))
      steps.push({ copy: instruction, workdir })
  }
  return { steps, workdir }
}

function isBeside({ destination }: CopyInstruction, at: string, workdir: string): boolean {
  if (!destination) return false
  const to = inContainer(at, destination.value)
  return to === workdir || (nameOf(to) === 'package.json' && (folderOf(to) || '/') === workdir)
}

/** The project's folder whose package.json a source brings. */
function packageFolder(source: string, context: string, files: ProjectFiles): string | undefined {
  const path = joinPath(context, source)
  if (path === undefined || source.includes('$')) return undefined
  if (matches(nameOf(path), 'package.json')) {
    return files.kindOf(joinPath(folderOf(path), 'package.json')!) === 'file' ? folderOf(path) : undefined
  }
  return files.kindOf(joinPath(path, 'package.json')!) === 'file' ? path : undefined
}

function bringsFile(source: string, name: string, context: string, files: ProjectFiles): boolean {
  const path = joinPath(context, source)
  if (path === undefined) return false
  return matches(nameOf(path), name) || files.kindOf(joinPath(path, name)!) === 'file'
}

function matches(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  try {
    return new RegExp(`^${source}$`).test(name)
  } catch {
    return false
  }
}
