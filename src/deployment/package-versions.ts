import type { ShellWord } from '../documents/shell/script.ts'
import type { Command } from './command.ts'
import { type PackageCommand, type PackageManager, packageCommand } from './package-managers.ts'

/** Sub-commands that install what the words after them name. */
const INSTALLS: Readonly<Record<PackageManager, readonly string[]>> = {
  apt: ['install'],
  apk: ['add'],
  yum: ['install', 'module install'],
  dnf: ['install', 'in', 'module install'],
  zypper: ['install', 'in'],
  pip: ['install'],
  npm: ['install', 'i', 'add'],
  // Its repositories hold one version of a package.
  pacman: [],
  yarn: ['add', 'global add'],
  gem: ['install', 'i'],
  go: ['install', 'get', 'run'],
}

/** An installation, and the packages that come in whatever version there is on the day; at least one. */
export interface UnpinnedInstall {
  readonly install: PackageCommand
  readonly packages: readonly [ShellWord, ...ShellWord[]]
}

/**
 * What a command installs without a version. Paths, files and groups are no packages; a word that a variable
 * may complete to a version is not known and left out.
 */
export function unpinnedInstall(
  command: Command,
  ...managers: readonly PackageManager[]
): UnpinnedInstall | undefined {
  const install = packageCommand(command)
  if (!install || !managers.includes(install.manager) || !INSTALLS[install.manager].includes(install.action))
    return undefined
  const [first, ...others] = unpinnedPackages(install, (name) => isSetBefore(command, name))
  return first && { install, packages: [first, ...others] }
}

/** Whether ENV of the stage, any ARG above or the line itself gives a variable its value. */
function isSetBefore({ stage, span, line }: Command, name: string): boolean {
  const inImage = [
    ...(stage?.variables ?? []).filter(({ place }) => place === 'image-environment'),
    ...(stage?.image.globalArguments ?? []),
    ...(stage?.image.stages ?? []).flatMap(({ variables }) =>
      variables.filter(({ place }) => place === 'image-argument'),
    ),
  ]
  if (inImage.some((variable) => variable.name === name && variable.span.start < span.start)) return true
  return line.commands.some(
    ({ assignments, words }) =>
      assignments.some((assignment) => assignment.name === name) ||
      words.some(({ value }) => value.startsWith(`${name}=`)),
  )
}

function unpinnedPackages(
  command: PackageCommand,
  isSet: (variable: string) => boolean,
): readonly ShellWord[] {
  const { manager, action } = command
  const packages = command.operands.filter((word) => isPackage(word, command))
  switch (manager) {
    case 'yum':
    case 'dnf':
      return packages.filter(({ value }) =>
        action === 'module install' ? !value.includes(':') : !hasRpmVersion(value, isSet),
      )
    case 'pip':
      // A constraints file may hold the version of anything.
      if (command.flags.some((flag) => flag === '-c' || flag === '--constraint')) return []
      return packages.filter(({ value }) => !isPinned(value.replace(VCS_HOST, ''), VERSION.pip))
    case 'npm':
    case 'yarn':
      return packages.filter(({ value }) => !hasNpmVersion(value))
    case 'gem':
      return withoutGemVersion(command, packages)
    case 'go': {
      const modules = action === 'run' ? command.operands.slice(0, 1) : packages
      return modules.filter((word) => isPackage(word, command) && !hasGoVersion(word.value))
    }
    case 'pacman':
      return []
    default:
      return packages.filter(({ value }) => !isPinned(value, VERSION[manager]))
  }
}

/** What shows that a word holds a version. */
const VERSION = {
  // `curl/bookworm-backports` names a release.
  apt: /[=/]/,
  apk: /[=~<>]/,
  zypper: /[=<>]/,
  // A space may stand around the operator, and a marker after `;` or a URL after `@` may follow the name.
  pip: /[=!~]=|[<>]|@/,
} as const

/** `git+ssh://git@github.com`: the `@` in it stands before a host, not a commit. */
const VCS_HOST = /^(?:git|hg|svn|bzr)\+[\w+]+:\/\/[^/]*/

function isPinned(value: string, version: RegExp): boolean {
  return version.test(value) || mayEndInVersion(value)
}

/** `foo$VERSION`, `$PACKAGES`: nobody can tell what it becomes. */
function mayEndInVersion(value: string): boolean {
  return /(?:\$\{[^}]*\}|\$\(\(?\)\)?)$/.test(value)
}

const ARCHIVE = /\.(?:deb|apk|rpm|whl|gem|zip|tar|tgz|tar\.(?:gz|bz2|xz))$/

/** Whether a word names a package of a repository, not a file, a path or a group of packages. */
function isPackage({ value }: ShellWord, { manager, flags, action }: PackageCommand): boolean {
  if (value === '' || ARCHIVE.test(value)) return false
  if (/^(?:\.{1,2}|~)?\//.test(value) || value === '.' || value === '..' || value === '~') return false
  switch (manager) {
    case 'pip':
      if (/^\.\[/.test(value)) return false
      return /^(?:git|hg|svn|bzr)\+/.test(value) || !value.includes('/') || / @ /.test(value)
    case 'yum':
    case 'dnf':
      // `@group`, `dnf-command(copr)`
      return !/^@|\(\w/.test(value) && !value.includes('://') && !/^\$\{\w+\}$/.test(value)
    case 'zypper':
      // A pattern has no version.
      return !flags.some((flag) => flag === '-t' || flag === '--type') && !value.startsWith('pattern:')
    case 'npm':
    case 'yarn':
      // npm also takes `--audit false` for `--audit=false`.
      return !/^(?:true|false|file:.*|link:.*|workspace:.*)$/.test(value)
    case 'apk':
    case 'apt':
      return !/^[!-]/.test(value) && !value.endsWith('-')
    case 'go':
      return !value.endsWith('.go') && (action !== 'get' || value !== 'all')
    default:
      return true
  }
}

/**
 * `name-1.2.3-4.el9`: a dash, and behind it only what versions are written with, one part of it beginning with
 * a digit. A variable that something sets is taken for a version.
 */
function hasRpmVersion(value: string, isSet: (variable: string) => boolean): boolean {
  const variables = [...value.matchAll(/\$\{(\w+)/g)].map((match) => match[1]!)
  if (variables.length > 0 || value.includes('$(')) return variables.every(isSet)
  const parts = value.split('-').slice(1)
  return parts.every((part) => /^[\w.~^:+*]+$/.test(part)) && parts.some((part) => /^\d/.test(part))
}

/** npm: `name@1.2`, `@scope/name@1.2`, `git+https://…#commit`, `user/repository#commit`. */
function hasNpmVersion(value: string): boolean {
  if (/^https?:/.test(value) && !value.includes('.git')) return true
  if (/^(?:git(?:\+\w+)?|https?):/.test(value)) return value.includes('#')
  const name = value.replace(/^@[^/]*\//, '')
  if (/^(?:github|gitlab|bitbucket|gist):|^[\w.-]+\/[\w.-]+/.test(name)) return name.includes('#')
  return (name.includes('@') && !hasLatestTag(name)) || mayEndInVersion(name)
}

/** `name@latest`: says aloud that any version will do. */
export function hasLatestTag(value: string): boolean {
  return value.endsWith('@latest')
}

function withoutGemVersion(command: PackageCommand, packages: readonly ShellWord[]): readonly ShellWord[] {
  const isNamed = (word: ShellWord) => !word.value.includes(':') && !mayEndInVersion(word.value)
  const { words } = command.command
  const version = words.findIndex(({ value }) => /^(?:-v|--version)/.test(value))
  if (version === -1) return packages.filter(isNamed)
  // gem takes one version for one gem; it belongs to the one before it.
  const owner = packages.find((word) => words.indexOf(word) === version - 1) ?? packages[0]
  return packages.filter((word) => word !== owner && isNamed(word))
}

/** `@latest` and `@none` are no versions. */
function hasGoVersion(value: string): boolean {
  const version = /@(.*)$/.exec(value)?.[1]
  return version === undefined ? mayEndInVersion(value) : version !== 'latest' && version !== 'none'
}

/** The names for a message: all, or the first three and how many more. */
export function listWords(words: readonly ShellWord[]): string {
  const names = words.map(({ value }) => value)
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}
