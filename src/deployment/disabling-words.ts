import { programOf } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'
import type { CheckingTool, DisablingWords } from './disabled-checks.ts'

type Reader = (command: SimpleCommand) => readonly DisablingWords[]

const NO = '(?:false|0|no|off)'
const YES = '(?:true|1|yes|on)'

const PIP = [flags('pip', ['--trusted-host'], ['--trusted-host']), setting('pip', /\.(trusted-host)$/, /./)]
const NPM = [
  flags('npm', ['--no-strict-ssl', '--strict-ssl=false']),
  setting('npm', /^(strict-ssl|enableStrictSsl)$/, /^false$/),
]
const APT = [
  flags('packages', ['--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories']),
  words('packages', new RegExp(`^(?:-o)?(Acquire::https?::(?:.+::)?Verify-(?:Peer|Host))=${NO}$`, 'i')),
  words(
    'packages',
    new RegExp(`^(?:-o)?(APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)=${YES}$`, 'i'),
  ),
]
const YUM = [
  flags('packages', ['--nogpgcheck', '--no-gpgchecks']),
  words('packages', new RegExp(`^(?:--setopt=)?(?:.*\\.)?(sslverify|gpgcheck)=${NO}$`, 'i')),
]

/** By program, after their manual pages. */
const READERS: ReadonlyMap<string, readonly Reader[]> = new Map([
  ['curl', [curlBundles, flags('curl', ['--insecure', '--proxy-insecure', '--doh-insecure'])]],
  ['wget', [flags('wget', ['--no-check-certificate'])]],
  ['git', [setting('git', /^(http\.(?:.+\.)?sslverify)$/i, new RegExp(`^${NO}$`, 'i'))]],
  ['apk', [flags('packages', ['--allow-untrusted'])]],
  ['rpm', [flags('packages', ['--nosignature', '--nodigest', '--noverify', '--nofiledigest'])]],
  ['zypper', [flags('packages', ['--no-gpg-checks', '--allow-unsigned-rpm'])]],
  ...['npm', 'pnpm', 'yarn', 'yarnpkg'].map((program) => [program, NPM] as const),
  ...['pip', 'pip2', 'pip3', 'pipx'].map((program) => [program, PIP] as const),
  ...['apt', 'apt-get'].map((program) => [program, APT] as const),
  ...['yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'yum-config-manager', 'dnf-config-manager'].map(
    (program) => [program, YUM] as const,
  ),
])

/** What a command, free of what wraps it, says that switches a check off. */
export function disabledByWords(command: SimpleCommand): readonly DisablingWords[] {
  const readers = READERS.get(programOf(command)) ?? (isPythonPip(command) ? PIP : [])
  return speaksToItself(command) ? [] : readers.flatMap((read) => read(command))
}

/** `python3 -m pip` */
function isPythonPip(command: SimpleCommand): boolean {
  const module = command.words.findIndex(({ value }) => value === '-m')
  return /^python[\d.]*$/.test(programOf(command)) && command.words[module + 1]?.value === 'pip'
}

/** All its addresses are its own machine's, where nobody is in between. */
function speaksToItself({ words }: SimpleCommand): boolean {
  const addresses = words.filter(({ value }) => /^https?:\/\//i.test(value))
  return (
    addresses.length > 0 &&
    addresses.every(({ value }) => /^https?:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/i.test(value))
  )
}

/** Flags as written; of `withValue` the next word is the value, and `=value` may follow. */
function flags(tool: CheckingTool, names: readonly string[], withValue: readonly string[] = []): Reader {
  return (command) =>
    command.words.flatMap((word, index) => {
      const name = names.find(
        (flag) => word.value === flag || (withValue.includes(flag) && word.value.startsWith(`${flag}=`)),
      )
      if (name === undefined) return []
      const value = withValue.includes(word.value) ? command.words[index + 1] : undefined
      return [{ tool, name, by: 'flag', at: word.span, removal: dropping(word, value) }]
    })
}

/** `-k`, also in a bundle: `-Lkv`. */
function curlBundles({ words }: SimpleCommand): readonly DisablingWords[] {
  return words.flatMap((word): DisablingWords[] => {
    // What follows a letter that takes a value is the value.
    const letters = /^-([a-zA-Z0-9#:]+)$/
      .exec(word.value)?.[1]
      ?.replace(/[AbcCdDeEFhHKmoPQrtTuUwxXyYz].*/, '')
    const index = letters?.indexOf('k') ?? -1
    if (index === -1) return []
    const { path, start } = word.span
    const letter = { path, start: start + 1 + index, end: start + 2 + index }
    const removal =
      word.value.length === 2 ? dropping(word) : isAsWritten(word) ? { span: letter, text: '' } : undefined
    return [{ tool: 'curl', name: '-k', by: 'flag', at: word.span, removal }]
  })
}

/** `key value` or `key=value` after `set`, `config` or `-c`. */
function setting(tool: CheckingTool, key: RegExp, off: RegExp): Reader {
  return ({ words: all }) => {
    const isSetting = all.some(({ value }) => /^(?:set|config|c|-c)$/.test(value))
    if (!isSetting) return []
    return all.flatMap((word, index): DisablingWords[] => {
      const equals = word.value.indexOf('=')
      const name = key.exec(equals === -1 ? word.value : word.value.slice(0, equals))?.[1]
      const next = equals === -1 ? all[index + 1] : word
      const value = equals === -1 ? next?.value : word.value.slice(equals + 1)
      if (name === undefined || next === undefined || value === undefined || !off.test(value)) return []
      return [{ tool, name, by: 'setting', at: { ...word.span, end: next.span.end }, removal: undefined }]
    })
  }
}

/** Words of which one group of the pattern is the setting's name. */
function words(tool: CheckingTool, pattern: RegExp): Reader {
  return (command) =>
    command.words.flatMap((word) => {
      const name = pattern.exec(word.value)?.[1]
      return name === undefined ? [] : [{ tool, name, by: 'setting', at: word.span, removal: undefined }]
    })
}

/** The edit that takes a word away with the blank before it, and its value if that follows at once. */
function dropping(word: ShellWord, value?: ShellWord): DisablingWords['removal'] {
  if (!isAsWritten(word) || (value && !(isAsWritten(value) && value.span.start === word.span.end + 1))) {
    return undefined
  }
  const { path, start, end } = word.span
  return { span: { path, start: start - 1, end: value?.span.end ?? end }, text: '' }
}

/** Without quotes or escapes, so that a blank stands before it. */
function isAsWritten({ literal, value, span }: ShellWord): boolean {
  return literal && span.end - span.start === value.length
}
