import type { Command } from './command.ts'
import { type PackageCommand, type PackageManager, packageCommand } from './package-managers.ts'

/** Sub-commands that ask before they go on. */
const ASKING: Partial<Record<PackageManager, readonly string[]>> = {
  apt: [
    ...['install', 'reinstall', 'upgrade', 'dist-upgrade', 'full-upgrade', 'safe-upgrade'],
    ...['remove', 'purge', 'autoremove', 'build-dep'],
  ],
  yum: [
    ...['install', 'groupinstall', 'localinstall', 'reinstall', 'update', 'upgrade', 'downgrade'],
    ...['remove', 'erase', 'autoremove', 'group install', 'module install'],
  ],
  dnf: [
    ...['install', 'in', 'groupinstall', 'localinstall', 'reinstall', 'rei', 'update', 'upgrade', 'up'],
    ...['downgrade', 'remove', 'rm', 'autoremove', 'distro-sync', 'group install', 'module install'],
  ],
  zypper: [
    ...['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
    ...['update', 'up', 'dist-upgrade', 'dup'],
  ],
}

/** Flags that answer. */
const ANSWERS: Partial<Record<PackageManager, readonly string[]>> = {
  apt: [
    '-y',
    '--yes',
    '--assume-yes',
    '--force-yes',
    '-s',
    '--simulate',
    '--dry-run',
    '--download-only',
    '-d',
  ],
  yum: ['-y', '--yes', '--assumeyes', '--assumeno', '--downloadonly'],
  dnf: ['-y', '--yes', '--assumeyes', '--assumeno', '--downloadonly'],
  zypper: ['-y', '--no-confirm', '-n', '--non-interactive', '--dry-run'],
}

/**
 * What a command asks a package manager for that will wait for an answer nobody gives. Silent where something is
 * piped into it or a setting answers for every command of the line.
 */
export function askingCommand(command: Command, manager: PackageManager): PackageCommand | undefined {
  const asked = packageCommand(command)
  if (asked?.manager !== manager || !ASKING[manager]?.includes(asked.action)) return undefined
  if (asked.flags.some((flag) => ANSWERS[manager]?.includes(flag))) return undefined
  if (command.pipe.index > 0 || command.redirects.some(({ operator }) => operator.startsWith('<')))
    return undefined
  const texts = command.line.commands.flatMap(({ words }) => words.map(({ value }) => value))
  if (texts.some((text) => /assume-?yes\s*(?:=\s*(?:1|true|yes)|"?(?:true|yes|1))/i.test(text)))
    return undefined
  return asked
}
