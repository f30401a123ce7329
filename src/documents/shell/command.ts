import type { ShellWord, SimpleCommand } from './script.ts'

/**
 * The names of a command's flags, in order: `--long=value` is `long`, `-abc` is `a`, `b` and `c`; `-` and `--`
 * are none. What follows a `--` still counts, as hadolint has it.
 */
export function flagsOf(command: SimpleCommand): readonly string[] {
  const flags: string[] = []
  for (const { value } of command.words) {
    if (value === '-' || value === '--') continue
    if (value.startsWith('--')) {
      const equals = value.indexOf('=')
      flags.push(value.slice(2, equals === -1 ? undefined : equals))
    } else if (value.startsWith('-')) flags.push(...value.slice(1))
  }
  return flags
}

/** Whether a command has one of these flags, named without dashes. */
export function hasFlag(command: SimpleCommand, ...names: readonly string[]): boolean {
  return flagsOf(command).some((flag) => names.includes(flag))
}

/**
 * The words that are no flags, that is which do not begin with `-`.
 * @param options.withValue flags as written (`-t`, `--target-release`) whose next word is their value and so
 *   left out; `--flag=value` takes no next word
 */
export function operands(
  command: SimpleCommand,
  options: { readonly withValue?: readonly string[] } = {},
): readonly ShellWord[] {
  const found: ShellWord[] = []
  for (let index = 0; index < command.words.length; index += 1) {
    const word = command.words[index]!
    if (options.withValue?.includes(word.value)) index += 1
    else if (!word.value.startsWith('-')) found.push(word)
  }
  return found
}

/** The last part of a program's path: `/usr/bin/pip` is `pip`. */
export function programOf(command: SimpleCommand): string {
  return baseName(command.name)
}

interface Wrapper {
  /** Flags whose next word is their value. */
  readonly withValue?: readonly string[]
  /** Operands before the wrapped command: the user of `gosu`, the limit of `timeout`. */
  readonly operands?: number
  /** `NAME=value` words before the wrapped command. */
  readonly assignments?: true
}

/** Programs that run the rest of their words as a command, after their manual pages. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  builtin: {},
  catatonit: {},
  chroot: { operands: 1 },
  command: {},
  doas: { withValue: ['-a', '-C', '-u'] },
  'dumb-init': { withValue: ['-r', '--rewrite'] },
  env: { withValue: ['-u', '--unset', '-C', '--chdir'], assignments: true },
  exec: { withValue: ['-a'] },
  gosu: { operands: 1 },
  ionice: { withValue: ['-c', '-n', '--class', '--classdata'] },
  nice: { withValue: ['-n', '--adjustment'] },
  nohup: {},
  setsid: {},
  stdbuf: { withValue: ['-i', '-o', '-e'] },
  'su-exec': { operands: 1 },
  sudo: {
    withValue: [
      '-u',
      '--user',
      '-g',
      '--group',
      '-h',
      '--host',
      '-p',
      '--prompt',
      '-C',
      '-D',
      '-R',
      '-T',
      '-r',
      '-t',
    ],
    assignments: true,
  },
  time: { withValue: ['-f', '-o', '--format', '--output'] },
  timeout: { withValue: ['-k', '--kill-after', '-s', '--signal'], operands: 1 },
  tini: { withValue: ['-p', '-e'] },
  'tini-static': { withValue: ['-p', '-e'] },
  xargs: {
    withValue: [
      '-I',
      '-L',
      '-n',
      '-P',
      '-s',
      '-d',
      '-a',
      '-E',
      '--max-args',
      '--max-procs',
      '--max-lines',
      '--delimiter',
      '--arg-file',
    ],
  },
}

/**
 * The command that a wrapper (`sudo`, `env`, `exec`, `tini --`, `gosu user`, `xargs` …, by any path) runs in the
 * end. Assignments of `env A=1` are added to the others. A command that wraps nothing is returned as it is.
 */
export function unwrap(command: SimpleCommand): SimpleCommand {
  let name = command.name
  let index = 0
  let found: ShellWord | undefined
  let after = 0
  const assignments = [...command.assignments]
  for (;;) {
    const program = baseName(name)
    const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program]! : undefined
    if (wrapper === undefined) break
    // `command -v git` and `command -V git` run nothing.
    if (program === 'command' && /^-[vV]$/.test(command.words[index]?.value ?? '')) break
    index = skipOptions(command.words, index, wrapper, assignments)
    const word = command.words[index]
    if (word === undefined) break
    found = word
    name = word.value
    index += 1
    after = index
  }
  if (found === undefined) return command
  return { ...command, name, nameSpan: found.span, words: command.words.slice(after), assignments }
}

/** Index of the wrapped program among the words. */
function skipOptions(
  words: readonly ShellWord[],
  from: number,
  wrapper: Wrapper,
  assignments: SimpleCommand['assignments'][number][],
): number {
  let index = from
  let operandsLeft = wrapper.operands ?? 0
  let flagsEnded = false
  for (; index < words.length; index += 1) {
    const word = words[index]!
    if (!flagsEnded && word.value === '--') flagsEnded = true
    else if (!flagsEnded && word.value.startsWith('-')) {
      if (wrapper.withValue?.includes(word.value)) index += 1
    } else {
      const equals = wrapper.assignments ? word.value.indexOf('=') : -1
      if (equals > 0) assignments.push(assignmentOf(word, equals))
      else if (operandsLeft > 0) operandsLeft -= 1
      else break
    }
  }
  return index
}

function assignmentOf(word: ShellWord, equals: number): SimpleCommand['assignments'][number] {
  const value = word.value.slice(equals + 1)
  // Without quotes and variables its characters are those of the source.
  const isExact = word.span.end - word.span.start === word.value.length
  const span = isExact ? { ...word.span, start: word.span.start + equals + 1 } : word.span
  return { name: word.value.slice(0, equals), value: { ...word, value, span }, span: word.span }
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'])

/** What a shell is told to run: the string after `-c`, the standard input, or neither (a script file). */
export function shellInput(command: SimpleCommand): { string: ShellWord } | 'stdin' | undefined {
  const program = baseName(command.name)
  if (program === 'su' || program === 'runuser') {
    const at = command.words.findIndex(({ value }) => /^(?:-[a-z]*c|--command)$/.test(value))
    const string = at === -1 ? undefined : command.words[at + 1]
    return string && { string }
  }
  if (!SHELLS.has(program)) return undefined
  let fromString = false
  for (let index = 0; index < command.words.length; index += 1) {
    const word = command.words[index]!
    const isFlag = /^[-+]./.test(word.value) && word.value !== '--'
    if (!isFlag) {
      if (word.value === '-' || word.value === '--') continue
      return fromString ? { string: word } : undefined
    }
    if (word.value.startsWith('--')) {
      if (word.value === '--rcfile' || word.value === '--init-file') index += 1
      continue
    }
    if (word.value.startsWith('-') && word.value.includes('c')) fromString = true
    // `-o pipefail`, `-euo pipefail`, `-O extglob`: the option's name follows.
    if (/[oO]/.test(word.value)) index += 1
  }
  return fromString ? undefined : 'stdin'
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1)
}
