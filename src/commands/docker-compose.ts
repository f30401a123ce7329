import { spawn } from 'node:child_process'

/** The client answers in less than a second; one that waits for an engine that is not there may wait for ever. */
const TIME_LIMIT = 30_000
/** Thousands of containers. */
const MOST_OUTPUT = 16 * 1024 * 1024

/** A container as `docker compose ps` tells of it. */
export interface Container {
  readonly service: string
  readonly name: string
  /** `running`, `exited`, `restarting`, `created`, `paused`, `dead` … */
  readonly state: string
  /** `healthy`, `unhealthy`, `starting`; '' where it has no healthcheck. */
  readonly health: string
  readonly exitCode: number
}

/** The engine cannot be asked, or its answer cannot be read. */
export class EngineError extends Error {}

/** Which stack to ask about. */
export interface ComposeQuestion {
  /** The folder to ask in. */
  readonly cwd: string
  /** Absolute paths, in the order of merging. */
  readonly composeFiles: readonly string[]
  readonly projectName?: string | undefined
  readonly timeLimit?: number
}

/**
 * Asks the real client for the containers of a stack, running or not.
 * @throws EngineError where there is no client, no plugin, no engine, or no sense in the answer
 */
export async function listContainers(question: ComposeQuestion): Promise<Container[]> {
  const files = question.composeFiles.flatMap((file) => ['--file', file])
  const project = question.projectName === undefined ? [] : ['--project-name', question.projectName]
  const words = ['compose', ...files, ...project, 'ps', '--all', '--format', 'json']
  return readContainers(await runDocker(words, question.cwd, question.timeLimit ?? TIME_LIMIT))
}

function runDocker(words: readonly string[], cwd: string, timeLimit: number): Promise<string> {
  return new Promise((settle, fail) => {
    const child = spawn('docker', words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    const giveUp = (message: string) => {
      clearTimeout(timer)
      child.kill()
      // What it has started may go on and hold the pipes; nobody waits for that.
      child.stdout.destroy()
      child.stderr.destroy()
      child.unref()
      fail(new EngineError(message))
    }
    const timer = setTimeout(
      () =>
        giveUp(`docker compose did not answer within ${timeLimit / 1000} seconds. Is the engine running?`),
      timeLimit,
    )
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (output[name].length > MOST_OUTPUT) giveUp('docker compose answered with more than can be read.')
      })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      fail(new EngineError(whyNotStarted(error)))
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      if (code === 0) settle(output.stdout)
      else fail(new EngineError(whyFailed(output.stderr, code)))
    })
  })
}

function whyNotStarted({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT')
    return 'There is no docker on the PATH. plimsoll status asks the engine by its client.'
  if (code === 'EACCES') return 'The docker on the PATH may not be run.'
  return `docker cannot be run: ${message}`
}

/** What docker says where it knows no `compose`, by version. */
const NO_PLUGIN =
  /is not a docker command|unknown command: docker compose|unknown (?:shorthand )?flag: '?-?-?f(?:ile)?'?(?: in -f)?/

function whyFailed(stderr: string, code: number | null): string {
  if (NO_PLUGIN.test(stderr))
    return 'docker has no compose plugin. Install docker-compose-plugin; docker compose version then works.'
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const said = lines.filter((line) => !/level=warning/.test(line)).slice(-5)
  return `docker compose ended with code ${code}${said.length > 0 ? `:\n${said.join('\n')}` : ' and said nothing.'}`
}

/**
 * Reads the answer: an object on each line, or one array, as Compose before 2.21 has it.
 * @throws EngineError where it is neither
 */
export function readContainers(output: string): Container[] {
  const text = output.trim()
  if (text === '' || text === 'null') return []
  const values = parseJson(text) ?? text.split('\n').flatMap((line) => parseJson(line.trim()) ?? [undefined])
  return values.map((value) => {
    const container = readContainer(value)
    if (!container)
      throw new EngineError('docker compose answered with something else than a list of containers.')
    return container
  })
}

function parseJson(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return undefined
  }
}

function readContainer(value: unknown): Container | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { Service, Name, State, Health, ExitCode } = value as Record<string, unknown>
  if (typeof Service !== 'string' || typeof State !== 'string') return undefined
  return {
    service: Service,
    name: typeof Name === 'string' ? Name : Service,
    state: State,
    health: typeof Health === 'string' ? Health : '',
    exitCode: typeof ExitCode === 'number' ? ExitCode : 0,
  }
}
