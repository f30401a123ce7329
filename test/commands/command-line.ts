import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const program = join(root, 'bin/run.js')

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  /** Comes on top of an environment that holds nothing but what a process needs. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  /** Ends the run by this signal as soon as it has started. */
  readonly kill?: NodeJS.Signals
}

/** Runs the command line that is built, as a user does. */
export async function plimsoll(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...options.env },
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  if (options.kill) child.once('spawn', () => child.kill(options.kill))
  else child.stdin.end(options.input ?? '')
  // A run that does not read its input closes it.
  child.stdin.on('error', () => {})
  return new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', (code, signal) => settle({ code, signal, ...output }))
  })
}

const folders: string[] = []

/** Writes a project into a folder of its own, which is gone after the tests of the file. */
export function writeProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
  folders.push(folder)
  // The end of the repository: no policy further up is looked for.
  mkdirSync(join(folder, '.git'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Builds what `bin/run.js` starts unless it is newer than all it is made of. `npm test` has built it already. */
export async function ensureBuilt(): Promise<void> {
  const lock = join(tmpdir(), `plimsoll-build-${process.getuid?.() ?? 0}`)
  // Several test files may want it at once; one builds and the others wait.
  while (!isBuilt()) {
    if (!take(lock)) {
      await new Promise((settle) => setTimeout(settle, 200))
      continue
    }
    try {
      await build()
    } finally {
      rmdirSync(lock)
    }
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    // One that a killed run has left is no lock.
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > 120_000) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

async function build(): Promise<void> {
  const code = "import('./build/build.js').then(({ bundle }) => bundle())"
  const child = spawn(process.execPath, ['-e', code], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = await new Promise((settle) => child.once('close', settle))
  if (ended !== 0) throw new Error('The command line cannot be built.')
}

function isBuilt(): boolean {
  const built = statSync(join(root, 'dist/program.cjs'), { throwIfNoEntry: false })
  if (!built) return false
  const isMade = (path: string) => path.includes('generated')
  const sources = ['src', 'schemas', 'build'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  return sources.every((path) => isMade(path) || newest(path) <= built.mtimeMs)
}

function newest(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
