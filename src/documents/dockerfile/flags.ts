import { distance } from 'fastest-levenshtein'
import { isSpace, skipSpace } from './characters.ts'
import type { Flag } from './document.ts'
import type { LogicalLine } from './logical-line.ts'
import type { Source } from './source.ts'
import { makeWord } from './words.ts'

interface KnownFlag {
  readonly kind: 'string' | 'boolean'
  /** May stand more than once. */
  readonly many?: true
}

const TEXT: KnownFlag = { kind: 'string' }
const TEXTS: KnownFlag = { kind: 'string', many: true }
const BOOLEAN: KnownFlag = { kind: 'boolean' }

/** https://docs.docker.com/reference/dockerfile/, stable and labs syntax of 2026. Others take no flags. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, KnownFlag>>>> = {
  FROM: { platform: TEXT },
  RUN: { mount: TEXTS, network: TEXT, security: TEXT, device: TEXTS },
  COPY: { from: TEXT, chown: TEXT, chmod: TEXT, link: BOOLEAN, parents: BOOLEAN, exclude: TEXTS },
  ADD: {
    chown: TEXT,
    chmod: TEXT,
    link: BOOLEAN,
    'keep-git-dir': BOOLEAN,
    checksum: TEXT,
    exclude: TEXTS,
    unpack: BOOLEAN,
  },
  HEALTHCHECK: { interval: TEXT, timeout: TEXT, 'start-period': TEXT, 'start-interval': TEXT, retries: TEXT },
}

/**
 * Takes the `--name=value` words at the beginning of an instruction's arguments; a lone `--` ends them.
 * @returns the flags and the index at which the arguments begin
 */
export function takeFlags(line: LogicalLine, start: number, end: number): { flags: Flag[]; next: number } {
  const flags: Flag[] = []
  let at = skipSpace(line.value, start, end)
  while (line.value.startsWith('--', at) && at + 2 <= end) {
    const from = at
    at = endOfFlag(line.value, from, end)
    const next = skipSpace(line.value, at, end)
    if (at - from === 2) return { flags, next }
    const equals = line.value.indexOf('=', from)
    const hasValue = equals !== -1 && equals < at
    flags.push({
      name: line.value.slice(from + 2, hasValue ? equals : at).toLowerCase(),
      // Whatever the escape directive says, flags are escaped by a backslash.
      value: hasValue ? makeWord(line, equals + 1, at, '\\') : undefined,
      span: line.span(from, at),
    })
    at = next
  }
  return { flags, next: at }
}

function endOfFlag(value: string, start: number, end: number): number {
  let quote = ''
  let at = start
  for (; at < end; at += 1) {
    const character = value[at]!
    if (character === '\\') at += 1
    else if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (isSpace(value.charCodeAt(at))) break
  }
  return Math.min(at, end)
}

/**
 * Reports flags that BuildKit refuses. An unknown one is an error where it is a slip for a known one; else only
 * a warning, since the frontend that `# syntax=` names may know more than this table. What ONBUILD wraps is
 * judged only by a later build: warnings.
 */
export function checkFlags(source: Source, keyword: string, flags: readonly Flag[], onbuild: boolean): void {
  const severity = onbuild ? 'warning' : 'error'
  const known = KNOWN[keyword] ?? {}
  const seen = new Set<string>()
  for (const flag of flags) {
    const written = source.text.slice(flag.span.start + 2, flag.span.start + 2 + flag.name.length)
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined
    if (kind === undefined || written !== flag.name) {
      reportUnknown(source, keyword, flag, Object.keys(known), severity)
      continue
    }
    if (seen.has(flag.name) && !kind.many)
      source.refuse(flag.span, `--${flag.name} may stand only once.`, severity)
    seen.add(flag.name)
    if (kind.kind === 'string' && flag.value === undefined) {
      source.refuse(flag.span, `--${flag.name} needs a value: --${flag.name}=…`, severity)
    }
    if (kind.kind === 'boolean' && flag.value !== undefined && !/^(true|false)$/.test(flag.value.value)) {
      source.refuse(flag.value.span, `--${flag.name} is either true or false.`, severity)
    }
  }
}

function reportUnknown(
  source: Source,
  keyword: string,
  flag: Flag,
  known: readonly string[],
  severity: 'error' | 'warning',
): void {
  const near =
    flag.name.length <= 20
      ? known.find((name) => distance(name, flag.name) <= Math.min(2, name.length / 2))
      : undefined
  const name = flag.name.length <= 60 ? flag.name : `${flag.name.slice(0, 60)}…`
  const hint = near === undefined ? '' : ` Did you mean --${near}?`
  // MAINTAINER is deprecated: no frontend will give it flags.
  const certain = near !== undefined || keyword === 'MAINTAINER'
  source.refuse(flag.span, `${keyword} has no flag --${name}.${hint}`, certain ? severity : 'warning')
}
