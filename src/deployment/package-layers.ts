import type { Command } from './command.ts'
import { commandsAfter, removesFolder, runsAction } from './package-caches.ts'
import { type PackageCommand, type PackageManager, packageCommand } from './package-managers.ts'
import { isMountedAway } from './run-mounts.ts'
import { isBuilderOnly } from './stage-reach.ts'

interface Cache {
  /** Sub-commands that fill it. */
  readonly filledBy: readonly string[]
  /** Sub-commands that empty it, with what must follow them. */
  readonly emptiedBy: readonly string[]
  readonly emptyWords: readonly string[]
  /** Programs that empty it for any other; else each program empties its own. */
  readonly emptiedByPrograms?: readonly string[]
  readonly folders: readonly string[]
}

const CACHES: Partial<Record<PackageManager, Cache>> = {
  yum: {
    filledBy: ['install', 'localinstall', 'groupinstall', 'reinstall', 'group install', 'module install'],
    emptiedBy: ['clean'],
    emptyWords: ['all'],
    emptiedByPrograms: ['yum', 'dnf'],
    folders: ['/var/cache/yum', '/var/cache/dnf'],
  },
  dnf: {
    filledBy: [
      ...['install', 'in', 'localinstall', 'groupinstall', 'reinstall', 'rei', 'upgrade', 'up', 'update'],
      ...[
        'upgrade-minimal',
        'up-min',
        'downgrade',
        'distro-sync',
        'dsync',
        'group install',
        'module install',
      ],
    ],
    emptiedBy: ['clean'],
    emptyWords: ['all'],
    folders: ['/var/cache/libdnf5', '/var/cache/dnf', '/var/cache/yum'],
  },
  zypper: {
    filledBy: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
    emptiedBy: ['clean', 'cc'],
    emptyWords: [],
    folders: ['/var/cache/zypp'],
  },
}

/** The command that leaves a package manager's cache in a layer that somebody pulls; undefined for all others. */
export function cachingCommand(command: Command, manager: PackageManager): PackageCommand | undefined {
  const { environment, phase, stage, instruction } = command
  if (!environment.isProduction || phase !== 'build' || (stage && isBuilderOnly(stage))) return undefined
  const asked = packageCommand(command)
  const cache = CACHES[manager]
  if (!cache || asked?.manager !== manager || !cache.filledBy.includes(asked.action)) return undefined
  const after = commandsAfter(command)
  // Of several commands in a RUN the last is the one to clean up after.
  if (runsAction(after, [asked.program], cache.filledBy)) return undefined
  if (after.some((other) => empties(other, asked.program, cache))) return undefined
  if (cache.folders.some((folder) => isMountedAway(instruction, folder))) return undefined
  return removesFolder(after, ...cache.folders) ? undefined : asked
}

function empties(other: Parameters<typeof packageCommand>[0], program: string, cache: Cache): boolean {
  const asked = packageCommand(other)
  return (
    asked !== undefined &&
    (cache.emptiedByPrograms ?? [program]).includes(asked.program) &&
    cache.emptiedBy.includes(asked.action) &&
    cache.emptyWords.every((wanted) => asked.operands.some(({ value }) => value === wanted))
  )
}

/** Whether a RUN further down in the same stage empties the cache, which no longer makes any layer smaller. */
export function isCleanedLater(
  command: Command,
  commands: readonly Command[],
  programs: readonly string[],
): boolean {
  return commands.some(
    (other) => other.span.start > command.line.span.end && runsAction([other], programs, ['clean', 'cc']),
  )
}
