import { unwrap } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'

export type PackageManager =
  | 'apt'
  | 'apk'
  | 'dnf'
  | 'gem'
  | 'go'
  | 'npm'
  | 'pacman'
  | 'pip'
  | 'yarn'
  | 'yum'
  | 'zypper'

/** A command that tells a package manager to do something, taken apart as that program does it. */
export interface PackageCommand {
  readonly manager: PackageManager
  /** The name the manager was called by: `apt-get`, `microdnf`, `pip3`. */
  readonly program: string
  /** The sub-command, one blank between the words of `module install`. */
  readonly action: string
  /** The last word of the sub-command. */
  readonly actionWord: ShellWord
  /** The words after the sub-command that are neither flags nor values of flags. */
  readonly operands: readonly ShellWord[]
  /** Flags with their dashes and without a value of theirs: `-y`, `--mount`. Bundles are taken apart. */
  readonly flags: readonly string[]
  /** The command as the shell has it, without what wraps it. */
  readonly command: SimpleCommand
  /** The shell itself calls the manager by its bare name: no path, no `sudo`, no `env` before it. */
  readonly isBare: boolean
}

interface Description {
  readonly programs: readonly string[]
  /** Flags whose next word is their value. */
  readonly withValue: readonly string[]
  /** Sub-commands that have sub-commands: `module install`. */
  readonly groups?: readonly string[]
  /** `-tool` is one flag, not a bundle of four. */
  readonly hasLongDashFlags?: true
  /** `-S`, `-Syu`: the first flag is what other managers have a sub-command for. */
  readonly hasFlagForAction?: true
  /** A long flag that is not known takes the next word; these take none. */
  readonly withoutValue?: readonly string[]
}

const RPM = {
  withValue: words(
    '-c --config -x --exclude --excludepkgs -d -e -R --debuglevel --errorlevel --randomwait --rpmverbosity',
    '--enablerepo --disablerepo --enable-repo --disable-repo --repo --repoid --repofrompath --from-repo',
    '--installroot --releasever --setopt --enableplugin --disableplugin --disableexcludes --forcearch',
    '--advisory --bz --bzs --cve --cves --sec-severity --downloaddir --destdir --comment',
  ),
  groups: ['module', 'group', 'groups'],
}

/** After the manual pages of the programs. */
const MANAGERS: Readonly<Record<PackageManager, Description>> = {
  apt: {
    programs: ['apt-get', 'apt', 'aptitude'],
    withValue: words(
      '-t --target-release --default-release -o --option -c --config-file -a --host-architecture',
    ),
  },
  apk: {
    programs: ['apk'],
    withValue: words(
      '-t --virtual -X --repository -p --root --arch --keys-dir --repositories-file --cache-dir',
      '--cache-max-age --wait --timeout --progress-fd',
    ),
  },
  yum: { programs: ['yum'], ...RPM },
  dnf: { programs: ['dnf', 'microdnf', 'dnf5', 'tdnf'], ...RPM },
  zypper: {
    programs: ['zypper'],
    withValue: words(
      '-r --repo --from -t --type -p --plus-repo --plus-content -R --root --installroot -c --config -s',
      '--table-style -D --reposd-dir --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir --releasever',
    ),
  },
  pip: {
    programs: ['pip', 'pip2', 'pip3', 'pipx'],
    withValue: words(
      '-r --requirement -c --constraint -t --target --platform --python-version --implementation --abi',
      '--root --prefix -b --build --src -i --index-url --pypi-url --extra-index-url -f --find-links',
      '--no-binary --only-binary --upgrade-strategy --progress-bar --root-user-action -C --config-settings',
      '--global-option --install-option --cache-dir --proxy --retries --timeout --exists-action',
      '--trusted-host --cert --client-cert --use-feature --use-deprecated --log --python --report -d --dest',
      '--suffix --spec --pip-args --preinstall --backend',
    ),
  },
  npm: {
    programs: ['npm', 'pnpm'],
    withValue: words(
      '--loglevel --registry --prefix -C --cache --userconfig --globalconfig -w --workspace --omit --include',
      '--only --tag --save-prefix --install-strategy --node-options --script-shell --cpu --os --libc --otp',
      '--location --before --fetch-timeout --fetch-retries --maxsockets --dir --filter -F --store-dir',
      '--modules-dir --reporter --network-concurrency',
    ),
  },
  yarn: {
    programs: ['yarn', 'yarnpkg'],
    withValue: words(
      '--cwd --registry --mutex --network-timeout --network-concurrency --cache-folder --modules-folder',
      '--global-folder --prefix --use-yarnrc --proxy --https-proxy --otp --tag',
    ),
    groups: ['global', 'cache', 'workspaces'],
  },
  pacman: {
    programs: ['pacman', 'yay', 'paru'],
    withValue: words('-b --dbpath -r --root --arch --cachedir --config --overwrite --ignore'),
    hasFlagForAction: true,
  },
  gem: {
    programs: ['gem'],
    withValue: words('-v -i -n -P -s -p -B'),
    withoutValue: words(
      '--document --no-document --ri --no-ri --rdoc --no-rdoc --user-install --no-user-install --force',
      '--conservative --minimal-deps --pre --prerelease --no-prerelease --local --remote --both --quiet',
      '--silent --verbose --no-verbose --wrappers --no-wrappers --env-shebang --no-env-shebang --development',
      '--development-all --ignore-dependencies --lock --no-lock --suggestions --no-suggestions --default',
      '--explain --backtrace --debug --norc --vendor --post-install-message --no-post-install-message',
      '--format-executable --no-format-executable --clear-sources',
    ),
  },
  go: {
    programs: ['go'],
    withValue: words(
      '-o -p -C -ldflags -gcflags -asmflags -gccgoflags -tags -mod -modfile -overlay -pkgdir -toolexec -exec',
      '-buildmode -compiler -installsuffix -pgo -covermode -coverpkg',
    ),
    hasLongDashFlags: true,
  },
}

const OWN = new Set(['command', 'builtin', 'exec'])

function words(...lines: readonly string[]): readonly string[] {
  return lines.join(' ').split(' ')
}

const MANAGER_OF: ReadonlyMap<string, PackageManager> = new Map(
  (Object.keys(MANAGERS) as PackageManager[]).flatMap((manager) =>
    MANAGERS[manager].programs.map((program) => [program, manager]),
  ),
)

const asked = new WeakMap<SimpleCommand, PackageCommand | false>()

/** What a command tells a package manager to do; undefined where it calls none, or names no sub-command. */
export function packageCommand(shellCommand: SimpleCommand): PackageCommand | undefined {
  // Asked by many rules, and by some of every later command.
  let known = asked.get(shellCommand)
  if (known === undefined) {
    known = readPackageCommand(shellCommand) ?? false
    asked.set(shellCommand, known)
  }
  return known || undefined
}

function readPackageCommand(shellCommand: SimpleCommand): PackageCommand | undefined {
  const command = unwrap(shellCommand)
  const program = command.name.slice(command.name.lastIndexOf('/') + 1)
  const called = calledManager(program, command)
  if (!called) return undefined
  const { manager, rest } = called
  const description = MANAGERS[manager]
  const { operands, flags } = takeApart(rest, description)
  if (description.hasFlagForAction) operands.unshift(...rest.filter(isFlag).slice(0, 1))
  const count = description.groups?.includes(operands[0]?.value ?? '') ? 2 : 1
  const actionWord = operands[count - 1]
  if (!actionWord) return undefined
  return {
    manager,
    program,
    action: operands
      .slice(0, count)
      .map(({ value }) => value)
      .join(' '),
    actionWord,
    operands: operands.slice(count),
    flags,
    command,
    isBare: program === command.name && (command === shellCommand || isShellsOwn(shellCommand)),
  }
}

/** What wraps it is a word of the shell itself. */
function isShellsOwn(shellCommand: SimpleCommand): boolean {
  const [next] = shellCommand.words
  return (
    OWN.has(shellCommand.name) &&
    next !== undefined &&
    unwrap(shellCommand).nameSpan.start === next.span.start
  )
}

function isFlag({ value }: ShellWord): boolean {
  return value.startsWith('-')
}

function calledManager(
  program: string,
  { words }: SimpleCommand,
): { manager: PackageManager; rest: readonly ShellWord[] } | undefined {
  const manager = MANAGER_OF.get(/^pip\d[\d.]*$/.test(program) ? 'pip' : program)
  if (manager) return { manager, rest: words }
  // `python3 -m pip install`
  const module = /^python[\d.]*$/.test(program) ? words.findIndex(({ value }) => value === '-m') : -1
  const name = module === -1 ? undefined : words[module + 1]?.value
  return name === 'pip' || name === 'pipx' ? { manager: 'pip', rest: words.slice(module + 2) } : undefined
}

function takeApart(
  words: readonly ShellWord[],
  { withValue, withoutValue, hasLongDashFlags }: Description,
): { operands: ShellWord[]; flags: string[] } {
  const operands: ShellWord[] = []
  const flags: string[] = []
  const takesValue = (flag: string) =>
    withValue.includes(hasLongDashFlags ? flag.replace(/^--/, '-') : flag) ||
    (withoutValue !== undefined && flag.startsWith('--') && !withoutValue.includes(flag))
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!
    const { value } = word
    if (!isFlag(word)) operands.push(word)
    // What gem passes on to the build of an extension.
    else if (value === '--' && withoutValue) break
    else if (value.startsWith('--') || hasLongDashFlags) {
      const equals = value.indexOf('=')
      const flag = equals === -1 ? value : value.slice(0, equals)
      flags.push(flag)
      if (equals === -1 && takesValue(flag)) index += 1
    } else {
      const letters = value.slice(1).split('=', 1)[0]!
      // `-oDebug=1`: what follows a flag with a value is the value.
      const end = [...letters].findIndex((letter) => takesValue(`-${letter}`))
      const own = end === -1 ? letters : letters.slice(0, end + 1)
      flags.push(...[...own].map((letter) => `-${letter}`))
      if (end !== -1 && end === value.length - 2) index += 1
    }
  }
  return { operands, flags }
}
