import { programOf, unwrap } from '../documents/shell/parse.ts'
import type { ShellWord, SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import { recogniseSecret } from './secret-values.ts'
import { isRandom, type Secret, secretOf } from './secrets.ts'

/** A secret that is written into a command. */
export interface CommandSecret extends Secret {
  /** What the command calls it: `DB_PASSWORD`, `--password`, `Authorization`; undefined for one known by its shape. */
  readonly name: string | undefined
  readonly at: Span
  /** Never to be printed. */
  readonly value: string
}

interface PasswordFlags {
  /** Flags whose value is a password, as the next word. */
  readonly next?: readonly string[]
  /** Flags whose value is a password in the same word: `-pSecret`. */
  readonly joined?: readonly string[]
  /** Flags whose value is `user:password`. */
  readonly login?: readonly string[]
}

const MYSQL: PasswordFlags = { joined: ['-p'] }
const MONGO: PasswordFlags = { next: ['-p'] }
const LDAP: PasswordFlags = { next: ['-w'], joined: ['-w'] }
const REGISTRY: PasswordFlags = { next: ['-p'], joined: ['-p'] }

/** Short flags, by program and where it has one by sub-command; what a long flag holds its name says. */
const FLAGS: Readonly<Record<string, PasswordFlags>> = {
  mysql: MYSQL,
  mysqldump: MYSQL,
  mysqladmin: MYSQL,
  mysqlimport: MYSQL,
  mysqlcheck: MYSQL,
  mariadb: MYSQL,
  'mariadb-dump': MYSQL,
  'mariadb-admin': MYSQL,
  mongo: MONGO,
  mongosh: MONGO,
  mongodump: MONGO,
  mongorestore: MONGO,
  mongoexport: MONGO,
  mongoimport: MONGO,
  'docker login': REGISTRY,
  'podman login': REGISTRY,
  'buildah login': REGISTRY,
  'skopeo login': REGISTRY,
  'nerdctl login': REGISTRY,
  'oras login': REGISTRY,
  'crane login': REGISTRY,
  'helm registry': { next: ['-p'] },
  'az login': { next: ['-p'] },
  'redis-cli': { next: ['-a', '--pass'] },
  'valkey-cli': { next: ['-a', '--pass'] },
  'redis-server': { next: ['--requirepass', '--masterauth'] },
  'valkey-server': { next: ['--requirepass', '--masterauth'] },
  sshpass: { next: ['-p'], joined: ['-p'] },
  sqlcmd: { next: ['-P'], joined: ['-P'] },
  bcp: { next: ['-P'], joined: ['-P'] },
  ldapsearch: LDAP,
  ldapadd: LDAP,
  ldapmodify: LDAP,
  twine: { next: ['-p'] },
  'clickhouse-client': { next: ['--password'] },
  '7z': { joined: ['-p'] },
  zip: { next: ['-P'] },
  unzip: { next: ['-P'] },
  keytool: {
    next: ['-storepass', '-keypass', '-srcstorepass', '-deststorepass', '-srckeypass', '-destkeypass'],
  },
  curl: { login: ['-u', '--user', '-U', '--proxy-user'] },
  etcdctl: { login: ['--user'] },
  smbclient: { login: ['-U'] },
}

/** Words behind which the last operand is a secret: `vault login …`, `npm config set //host/:_authToken …`. */
const LAST_OPERAND: readonly RegExp[] = [
  /^vault login$/,
  /^aws configure set (?:[\w.-]+\.)?aws_(?:secret_access_key|session_token)$/,
  /^(?:npm|pnpm|yarn) (?:config )?set \S*(?:_authToken|_password|_auth|npmAuthToken)$/,
  /^rabbitmqctl (?:add_user|change_password) \S+$/,
  /^grafana-cli (?:\S+ )*admin reset-admin-password$/,
  /^(?:composer|poetry) config (?:\S+ )*http-basic\.\S+ \S+$/,
  /^htpasswd (?:\S+ )*\S+ \S+$/,
]

/** `KEY=value`, `"key": "value"`, `Header: value` within a word. */
const PAIR = /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{0,80})["']?\s?[=:]\s?["']?([^\s"'&;,{}]+)/g

/** Every secret that a command names in so many letters: in assignments, flags, headers, addresses, sent data. */
export function* secretsInCommand(written: SimpleCommand): Iterable<CommandSecret> {
  const command = unwrap(written)
  for (const { name, value } of command.assignments) {
    if (!value || /[$`]/.test(value.value)) continue
    const secret = secretOf(name, value.value)
    if (secret) yield { ...secret, name, at: value.span, value: value.value }
  }
  // `args` of a container may begin with a flag, since the program is the image's.
  const first = command.name.startsWith('-') || /^\w+:\/\//.test(command.name)
  const words = first
    ? [{ value: command.name, span: command.nameSpan, literal: true }, ...command.words]
    : command.words
  const login = loginOnPipe(command)
  if (login) yield login
  const given = givenWords(command, words)
  for (const [index, word] of words.entries()) {
    const secret = secretInWord(word) ?? given.get(index)
    if (secret) yield secret
  }
}

/** What a word shows by itself. */
function secretInWord(word: ShellWord): CommandSecret | undefined {
  const { value, span } = word
  const kind = recogniseSecret(value)
  if (kind?.confidence === 'high')
    return { label: kind.label, isRecognised: true, name: undefined, at: span, value }
  PAIR.lastIndex = 0
  for (let match = PAIR.exec(value); match; match = PAIR.exec(value)) {
    const [, name, held] = match
    // `--from-literal=password=…`: what a flag holds may be a pair itself.
    PAIR.lastIndex -= held!.length
    if (/[$`%]/.test(held!) || !isHeld(name!, held!)) continue
    const secret = secretOf(name!.replace(/^D(?=\w+\.)/, ''), held)
    if (secret) return { ...secret, name: name!, at: partOf(word, held!), value: held! }
  }
  return undefined
}

/** `echo user:password |` feeds a login to whatever asks for one. */
function loginOnPipe({ name, words, pipe }: SimpleCommand): CommandSecret | undefined {
  if (!/^(?:echo|printf)$/.test(name) || pipe.length === 1 || pipe.index > 0) return undefined
  const word = words.find(({ value }) => !value.startsWith('-'))
  const password = /^[\w.-]+:([^\s:/$`]+?)(?:\\n)?$/.exec(word?.value ?? '')?.[1]
  if (!word || !password || !isRandom(password)) return undefined
  return {
    label: 'a login',
    isRecognised: false,
    name: undefined,
    at: partOf(word, password),
    value: password,
  }
}

/** A pair in a sentence or a lock is no credential: its value is a word or the name of something. */
function isHeld(name: string, held: string): boolean {
  return !/^\/\//.test(held) && !(held.length < 6 && !/pass/i.test(name))
}

/** Words that are secrets by the flag before them or by their position. */
function givenWords(command: SimpleCommand, words: readonly ShellWord[]): ReadonlyMap<number, CommandSecret> {
  const found = new Map<number, CommandSecret>()
  const add = (index: number, name: string, held = words[index]?.value) => {
    const word = words[index]
    if (!word || !held || held.startsWith('-') || /[$`]/.test(held)) return
    const secret = secretOf('PASSWORD', held)
    if (secret) found.set(index, { ...secret, name, at: partOf(word, held), value: held })
  }
  const program = programOf(command)
  const flags =
    FLAGS[`${program} ${words[0]?.value}`] ?? (Object.hasOwn(FLAGS, program) ? FLAGS[program] : undefined)
  const operands: number[] = []
  for (const [index, { value }] of words.entries()) {
    const next = words[index + 1]
    if (!value.startsWith('-')) {
      operands.push(index)
      if (value.startsWith('pass:') && program === 'openssl') add(index, 'pass', value.slice(5))
      continue
    }
    const joined = flags?.joined?.find((flag) => value.startsWith(flag) && value.length > flag.length)
    if (flags?.next?.includes(value)) add(index + 1, value)
    else if (joined && !value.startsWith('--')) add(index, joined, value.slice(joined.length))
    else if (flags?.login?.some((flag) => isFlag(value, flag))) {
      const password = /^[^\s:/$]*[:%]([^\s]+)$/.exec(next?.value ?? '')?.[1]
      if (password) add(index + 1, value, password)
    } else if (/^--?[A-Za-z][\w.-]*$/.test(value) && next && mayBeHeld(value, next.value)) {
      add(index + 1, value)
    }
  }
  const last = operands.at(-1)
  if (last === undefined) return found
  const before = [program, ...words.slice(0, last).map(({ value }) => value)].join(' ')
  if (
    LAST_OPERAND.some((pattern) => pattern.test(before)) &&
    !(program === 'htpasswd' && !takesPassword(words))
  ) {
    add(last, before.split(' ').at(-1)!)
  }
  return found
}

/** Whether a flag's name says that the next word is its secret; `--secret id=npm,env=TOKEN` only names one. */
function mayBeHeld(flag: string, next: string): boolean {
  return !/^\w+=[^=]/.test(next) && secretOf(flag, next) !== undefined
}

/** `-u`, also behind flags without a value: `curl -sSu user:password`. */
function isFlag(word: string, flag: string): boolean {
  return word === flag || (/^-[A-Za-z]$/.test(flag) && /^-[A-Za-z]+$/.test(word) && word.endsWith(flag[1]!))
}

/** `htpasswd -b` takes the password as a word; without it asks. */
function takesPassword(words: readonly ShellWord[]): boolean {
  return words.some(({ value }) => /^-[A-Za-z0-9]*b/.test(value))
}

/** The place of a part of a word; the word's own where it is not written there in so many letters. */
function partOf({ value, span }: ShellWord, part: string): Span {
  const quotes = span.end - span.start - value.length
  const at = value.lastIndexOf(part)
  if (at === -1 || (quotes !== 0 && quotes !== 2)) return span
  const start = span.start + quotes / 2 + at
  return { ...span, start, end: start + part.length }
}
