import { unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Command } from './command.ts'
import { commandsAfter } from './package-caches.ts'
import { type PackageCommand, type PackageManager, packageCommand } from './package-managers.ts'

/** Sub-commands that fetch the index of packages, and those that upgrade all packages there are. */
const REFRESH: Partial<Record<PackageManager, readonly string[]>> = {
  apt: ['update'],
  apk: ['update'],
  pacman: ['-Sy', '-Syy'],
  zypper: ['refresh', 'ref'],
}
const UPGRADE: Partial<Record<PackageManager, readonly string[]>> = {
  yum: ['update', 'upgrade'],
  dnf: ['update', 'upgrade', 'up'],
  pacman: ['-Syu', '-Syyu'],
  zypper: ['update', 'up'],
}

/** Sub-commands that make use of a fresh index. */
const USES =
  /^(?:(?:re|source-|group|local|module |group )?install|in|si|add|(?:dist-|full-|safe-)?upgrade|update|up|dup|patch|build-dep|satisfy|source|download|fetch)$/

/** A command of a package manager that a later one of its line should have followed, and did not. */
export interface LoneUpdate {
  readonly update: PackageCommand
  /** The first installation by the same manager in a later RUN of the stage that does not refresh by itself. */
  readonly laterInstall: Command | undefined
}

/** Which command fetches the index in a RUN that installs nothing from it. */
export function loneRefresh(command: Command, commands: readonly Command[]): LoneUpdate | undefined {
  return loneCommand(command, commands, REFRESH)
}

/** Which command upgrades everything in a RUN of its own. */
export function loneUpgrade(command: Command, commands: readonly Command[]): LoneUpdate | undefined {
  return loneCommand(command, commands, UPGRADE)
}

function loneCommand(
  command: Command,
  commands: readonly Command[],
  actions: Partial<Record<PackageManager, readonly string[]>>,
): LoneUpdate | undefined {
  const update = command.phase === 'build' ? packageCommand(command) : undefined
  if (!update || !actions[update.manager]?.includes(update.action)) return undefined
  if (update.manager === 'pacman' && installs(command, 'pacman')) return undefined
  const after = commandsAfter(command)
  if (after.some((other) => usesIndex(other, update.manager) || mayInstall(other))) return undefined
  const laterInstall = commands.find(
    (other) =>
      other.span.start > command.line.span.end &&
      installs(other, update.manager) &&
      !other.line.commands.some((sibling) => {
        const asked = packageCommand(sibling)
        return asked?.manager === update.manager && asked.action === update.action
      }),
  )
  return { update, laterInstall }
}

function usesIndex(command: SimpleCommand, manager: PackageManager): boolean {
  const asked = packageCommand(command)
  return asked?.manager === manager && (USES.test(asked.action) || installs(command, manager))
}

function installs(command: SimpleCommand, manager: PackageManager): boolean {
  const asked = packageCommand(command)
  if (asked?.manager !== manager) return false
  return manager === 'pacman'
    ? asked.action.startsWith('-S') && asked.operands.length > 0
    : /^(?:install|add|in)$/.test(asked.action)
}

/** Scripts and tools that may call the package manager themselves. */
function mayInstall(command: SimpleCommand): boolean {
  if (packageCommand(command)) return false
  const { name, words } = unwrap(command)
  return (
    name.includes('/') ||
    /^(?:\$|mk-build-deps|gdebi|dpkg|rosdep|add-apt-repository|tasksel|make)/.test(name) ||
    (/^(?:ba|da|z)?sh$|^source$|^\.$/.test(name) && words.length > 0) ||
    words.some(({ value }) => /\binstall(?:-|$)|build-dep|with-deps/.test(value))
  )
}
