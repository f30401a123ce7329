import { operands, programOf } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Command } from './command.ts'
import { launched } from './launchers.ts'
import { type PackageManager, packageCommand } from './package-managers.ts'
import { readScript, scriptCallOf } from './package-scripts.ts'
import type { ProjectFiles } from './project-files.ts'

/** Sub-commands that fetch packages and put them into the file system. */
const ACTIONS: Readonly<Partial<Record<PackageManager, readonly string[]>>> = {
  apt: ['install', 'upgrade', 'dist-upgrade', 'full-upgrade'],
  apk: ['add', 'upgrade'],
  yum: ['install', 'localinstall', 'groupinstall', 'group install', 'module install', 'update', 'upgrade'],
  dnf: ['install', 'in', 'localinstall', 'group install', 'module install', 'update', 'upgrade'],
  zypper: ['install', 'in', 'update', 'up'],
  pip: ['install'],
  npm: ['install', 'i', 'in', 'ci', 'clean-install', 'install-clean', 'add', 'update'],
  yarn: ['install', 'add', 'global add'],
  gem: ['install', 'i'],
  go: ['install', 'get'],
  // Its flags say what it does; see below.
  pacman: [],
}

/** Managers of languages, with their sub-commands; '' where the bare name installs. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  yarn: ['', 'install', 'add'],
  bun: ['install', 'i', 'add', 'a'],
  uv: ['sync', 'add', 'pip install', 'pip sync', 'tool install'],
  poetry: ['install', 'add', 'sync', 'update'],
  pipenv: ['install', 'sync', 'update'],
  pdm: ['install', 'sync', 'add', 'update'],
  rye: ['sync'],
  conda: ['install', 'create', 'update', 'env create', 'env update'],
  mamba: ['install', 'create', 'update', 'env create', 'env update'],
  micromamba: ['install', 'create', 'update', 'env create', 'env update'],
  composer: ['install', 'i', 'update', 'require'],
  bundle: ['', 'install', 'update'],
  bundler: ['', 'install', 'update'],
  cargo: ['install'],
  go: ['mod download'],
  mix: ['deps.get'],
  luarocks: ['install'],
  dotnet: ['restore', 'tool install', 'tool restore'],
  brew: ['install'],
}

/** Whether a command installs packages: how it says so (`apk add`), or undefined. */
function installOf(command: SimpleCommand): string | undefined {
  const inner = launched(command)
  if (inner.words.some(({ value }) => /^(?:--version|--help|-h|--dry-run)$/.test(value))) return undefined
  const known = packageCommand(inner)
  if (known && ACTIONS[known.manager]?.includes(known.action)) return `${known.program} ${known.action}`
  const program = programOf(inner)
  if (program === 'pacman')
    return inner.words.some(({ value }) => /^-S[yuw]*$/.test(value)) ? 'pacman -S' : undefined
  const actions = Object.hasOwn(OTHERS, program) ? OTHERS[program]! : []
  const [first, second] = operands(inner, { withValue: ['-C', '-d', '--directory', '--cwd', '--gemfile'] })
  const said = [`${first?.value ?? ''} ${second?.value ?? ''}`.trim(), first?.value ?? '']
  const action = said.find((each) => actions.includes(each))
  return action === undefined ? undefined : `${program} ${action}`.trim()
}

/** The same, also where a script of the package does it: `npm start` whose `prestart` is `npm install`. */
export function installStartedBy(command: Command, files: ProjectFiles): string | undefined {
  const direct = installOf(command)
  const call = direct === undefined ? scriptCallOf(command) : undefined
  const script = call && readScript(call, command, files)
  if (!call || script === undefined || script === 'missing') return direct
  const behind = script.commands.map(installOf).find((install) => install !== undefined)
  return behind && `${call.text} (${behind})`
}
