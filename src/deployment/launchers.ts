import { operands, programOf, unwrap } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'

/** A program of a language or framework that runs the rest of its words as a command. */
interface Launcher {
  /** The sub-commands that do so; undefined where the program does nothing else. */
  readonly verbs?: readonly string[]
  /** Flags whose next word is their value. */
  readonly withValue?: readonly string[]
  /** Nothing before a `--` belongs to the command: `dotenv -e .env -- next dev`. */
  readonly needsDashes?: true
}

const NPX = { withValue: ['-p', '--package', '-c', '--call', '-w', '--workspace'] }
const LAUNCHERS: Readonly<Record<string, Launcher>> = {
  npx: NPX,
  bunx: NPX,
  pnpx: NPX,
  uvx: { withValue: ['--from', '--with', '--python'] },
  npm: { verbs: ['exec', 'x'], withValue: ['-w', '--workspace', '--prefix', '-C'] },
  pnpm: { verbs: ['exec', 'dlx'], withValue: ['--filter', '-F', '-C', '--dir'] },
  yarn: { verbs: ['exec', 'dlx'], withValue: ['--cwd'] },
  bun: { verbs: ['x'], withValue: ['--cwd'] },
  poetry: { verbs: ['run'], withValue: ['-C', '-P', '--directory', '--project'] },
  uv: {
    verbs: ['run'],
    withValue: ['--with', '--python', '-p', '--env-file', '--project', '--directory', '--extra', '--group'],
  },
  pipenv: { verbs: ['run'] },
  pdm: { verbs: ['run'], withValue: ['-p'] },
  rye: { verbs: ['run'] },
  hatch: { verbs: ['run'] },
  conda: { verbs: ['run'], withValue: ['-n', '--name', '-p', '--prefix', '--cwd'] },
  bundle: { verbs: ['exec'] },
  'cross-env': {},
  'cross-env-shell': {},
  'env-cmd': { withValue: ['-f', '--file', '-e', '--environments'] },
  dotenv: { needsDashes: true },
  dotenvx: { needsDashes: true },
  doppler: { needsDashes: true },
  infisical: { needsDashes: true },
  'ddtrace-run': {},
  'opentelemetry-instrument': {},
  dockerize: { needsDashes: true, withValue: ['-wait', '-timeout', '-template'] },
  'wait-for-it': { needsDashes: true },
  'wait-for-it.sh': { needsDashes: true },
  'wait-for': { needsDashes: true },
  'wait-for.sh': { needsDashes: true },
}

/** Wrappers in wrappers end somewhere. */
const MOST_LAUNCHERS = 6

/**
 * The command behind launchers of programming languages: `python -m flask run` and `poetry run flask run` are
 * `flask run`, `python manage.py x` is `manage.py x`. What launches nothing is returned as it is, unwrapped.
 */
export function launched(command: SimpleCommand): SimpleCommand {
  let current = unwrap(command)
  for (let count = 0; count < MOST_LAUNCHERS; count += 1) {
    const next = launchedBy(current)
    if (!next) break
    current = unwrap(next)
  }
  return current
}

function launchedBy(command: SimpleCommand): SimpleCommand | undefined {
  const program = programOf(command)
  if (/^python[\d.]*$/.test(program)) return launchedByPython(command)
  const launcher = Object.hasOwn(LAUNCHERS, program) ? LAUNCHERS[program]! : undefined
  if (!launcher) return undefined
  const { verbs, needsDashes, withValue = [] } = launcher
  const { words } = command
  if (needsDashes)
    return fromWord(command, words.findIndex(({ value }) => value === '--') + 1 || words.length)
  const [first, second] = operands(command, { withValue }).filter(({ value }) => !/^[A-Z_]\w*=/.test(value))
  const inner = verbs ? (first && verbs.includes(first.value) ? second : undefined) : first
  return inner && fromWord(command, words.indexOf(inner))
}

/** `-m module`, or a script file by its own name; `-c` and an interactive shell are neither. */
function launchedByPython(command: SimpleCommand): SimpleCommand | undefined {
  const { words } = command
  for (const [index, { value }] of words.entries()) {
    if (value === '-m') return fromWord(command, index + 1)
    if (value === '-c') return undefined
    if (!value.startsWith('-')) return fromWord(command, index)
    if (value === '-W' || value === '-X') return undefined
  }
  return undefined
}

function fromWord(command: SimpleCommand, index: number): SimpleCommand | undefined {
  const word: ShellWord | undefined = command.words[index]
  return word && { ...command, name: word.value, nameSpan: word.span, words: command.words.slice(index + 1) }
}
