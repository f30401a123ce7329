import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunScript } from './deployment/run-scripts.ts'
import type { ShellProblem } from './deployment/shell-problem.ts'
import type { Trouble } from './finding.ts'
import { Lines } from './span.ts'

/** What became of asking ShellCheck. */
export interface ShellAnswers {
  readonly problems: readonly ShellProblem[]
  /** That the program is not there, which is no trouble. */
  readonly notes: readonly string[]
  readonly troubles: readonly Trouble[]
}

const PROGRAM = 'shellcheck'
/** hadolint leaves these out too: a sourced file is not there yet, and that ash is read as dash is known. */
const LEFT_OUT = ['SC1090', 'SC1091', 'SC2187']
/** `--norc`: a file of settings that lies somewhere above has no say. */
const ARGUMENTS = ['--norc', '--format=json1', `--exclude=${LEFT_OUT.join(',')}`, '--']
const MOST_SECONDS = 30
const MOST_OUTPUT = 64 * 1024 * 1024
const MOST_PROCESSES = 4
/** A process of its own costs as much as a few texts do. */
const FEWEST_IN_PROCESS = 20

/** What a BusyBox shell knows though POSIX does not ask for it (its options ASH_BASH_COMPAT, as Alpine sets them). */
const KNOWN_TO_BUSYBOX: ReadonlyMap<number, RegExp> = new Map([
  ...[3003, 3010, 3014, 3018, 3020, 3036, 3037, 3043, 3046, 3051, 3057, 3060].map(
    (code): [number, RegExp] => [code, /^/],
  ),
  [3028, /\bRANDOM\b/],
  [3040, /\bpipefail\b/],
])

/** A place and a remark in what ShellCheck was given; lines and columns from 1, a column counts characters. */
interface Place {
  readonly line: number
  readonly endLine: number
  readonly column: number
  readonly endColumn: number
}

interface Remark extends Place {
  readonly file: string
  readonly level: ShellProblem['level']
  readonly code: number
  readonly message: string
  readonly fix: { readonly replacements: readonly (Place & { readonly replacement: string })[] } | null
}

/** Asks the program ShellCheck, if it is on the PATH, and remembers what it said of a text. Never fetches it. */
export class ShellChecker {
  readonly #remarks = new Map<string, readonly Remark[]>()
  #isMissing = false

  /** The program is started before this returns, so that it runs beside what the caller does next. */
  async check(scripts: readonly RunScript[]): Promise<ShellAnswers> {
    const inputs = scripts.map(inputOf)
    const unknown = [...new Set(inputs)].filter((input) => !this.#remarks.has(input))
    const troubles = unknown.length === 0 || this.#isMissing ? [] : await this.#ask(unknown)
    const problems = scripts.flatMap((script, index) =>
      (this.#remarks.get(inputs[index]!) ?? [])
        .filter(({ code, message }) => !(script.isBusyBox && KNOWN_TO_BUSYBOX.get(code)?.test(message)))
        .map((remark) => problemOf(remark, script, inputs[index]!)),
    )
    return { problems, notes: this.#isMissing ? [MISSING] : [], troubles }
  }

  async #ask(inputs: readonly string[]): Promise<readonly Trouble[]> {
    const size = Math.max(
      FEWEST_IN_PROCESS,
      Math.ceil(inputs.length / Math.min(MOST_PROCESSES, availableParallelism())),
    )
    const batches = Array.from({ length: Math.ceil(inputs.length / size) }, (_, index) =>
      inputs.slice(index * size, (index + 1) * size),
    )
    const failures = await Promise.all(batches.map((batch) => this.#askProcess(batch)))
    const messages = [...new Set(failures.filter((failure) => failure !== undefined))]
    return messages.map((message) => ({ kind: 'unreadable', message }))
  }

  /** @returns why it could not be asked */
  async #askProcess(inputs: readonly string[]): Promise<string | undefined> {
    let folder: string | undefined
    try {
      folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
      for (const [index, input] of inputs.entries()) {
        writeFileSync(join(folder, `${index}.sh`), input, { mode: 0o600, flag: 'wx' })
      }
      const output = await run(
        folder,
        inputs.map((_, index) => `${index}.sh`),
      )
      const comments = remarksIn(output)
      for (const [index, input] of inputs.entries()) {
        this.#remarks.set(
          input,
          comments.filter(({ file }) => file === `${index}.sh`),
        )
      }
      return undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return `ShellCheck failed: ${describe(error)}`
      this.#isMissing = true
      return undefined
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    }
  }
}

const MISSING =
  'The program shellcheck is not on the PATH, so the shell text of RUN was not checked for shell faults.'

function run(folder: string, names: readonly string[]): Promise<string> {
  // What the user sets for ShellCheck elsewhere must not change what this run says.
  const { SHELLCHECK_OPTS: _, ...env } = process.env
  const options = {
    cwd: folder,
    env,
    timeout: MOST_SECONDS * 1000,
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
  }
  // It takes milliseconds to load and few runs need it; an import would let the caller go on first.
  const { execFile } = process.getBuiltinModule('node:child_process')
  return new Promise((resolve, reject) => {
    execFile(PROGRAM, [...ARGUMENTS, ...names], options, (error, stdout, stderr) => {
      if (error?.killed) reject(new Error(`it did not end within ${MOST_SECONDS} seconds.`))
      // 1: it has something to say.
      else if (!error || error.code === 1) resolve(stdout)
      else reject(stderr.trim() === '' ? error : new Error(stderr.trim().split('\n')[0]))
    })
  })
}

/** @throws if it is not what ShellCheck prints */
function remarksIn(output: string): readonly Remark[] {
  try {
    return (JSON.parse(output) as { comments: readonly Remark[] }).comments
  } catch {
    throw new Error('it printed something else than JSON.')
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What ShellCheck is given. The body begins on a line of its own, so that only lines have to be counted off. */
function inputOf({ dialect, variables, text, endsOnError }: RunScript): string {
  // As long as what is written, for exact places: a CR before the line end is the file's, and a shebang is read.
  const body = text.value.replaceAll('\r\n', ' \n').replace(/^#!/, '# ')
  const exports = `export ${variables.map((name) => `${name}=1`).join(' ')}${endsOnError ? '; set -e' : ''}`
  return `# shellcheck shell=${dialect}\n${exports}\n${body}`
}

function problemOf(remark: Remark, { text, source }: RunScript, input: string): ShellProblem {
  const bodyStart = input.indexOf('\n', input.indexOf('\n') + 1) + 1
  const lines = new Lines(input)
  const offset = (line: number, column: number) => {
    const start = lines.startOf(line)
    const before = [...input.slice(start, start + 2 * column)].slice(0, column - 1).join('')
    return Math.max(0, Math.min(start + before.length - bodyStart, text.value.length))
  }
  const spanOf = ({ line, column, endLine, endColumn }: Place) => {
    const start = offset(line, column)
    const end = offset(endLine, endColumn)
    // An empty place at the end of the text has no character of its own.
    return { start, end, span: start < end ? text.spanOf(start, end) : insertionAt(start) }
  }
  const insertionAt = (at: number) => {
    const { path, end } = at > 0 ? text.spanOf(at - 1, at) : { ...text.span, end: text.spanOf(0, 1).start }
    return { path, start: end, end }
  }
  // A syntax error is a place between two characters.
  const atLeastOne = ({ start, end, span }: ReturnType<typeof spanOf>) => {
    const from = Math.max(0, Math.min(start, text.value.length - 1))
    return start < end ? span : text.spanOf(from, from + 1)
  }
  const edits = remark.fix?.replacements.map((replacement) => {
    const { start, end, span } = spanOf(replacement)
    const isExact = source.slice(span.start, span.end) === text.value.slice(start, end)
    return { span, text: replacement.replacement, isExact }
  })
  return {
    code: `SC${remark.code}`,
    level: remark.level,
    message: remark.message,
    at: atLeastOne(spanOf(remark)),
    edits: edits?.every(({ isExact }) => isExact)
      ? edits.map(({ span, text }) => ({ span, text }))
      : undefined,
  }
}
