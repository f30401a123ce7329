import type { KnownRules } from '../known-rules.ts'
import { type FailOn, INLINE_PATH, type Policy, type RuleLevel, type RuleSetting } from '../policy.ts'
import { readPolicyObject } from '../read.ts'
import { DCLINT_LEVELS, DCLINT_OPTIONS } from './dclint-defaults.ts'
import { DOTENV_LINTER_LEVELS } from './dotenv-linter-levels.ts'
import { HADOLINT_LEVELS } from './hadolint-levels.ts'
import { KUBE_LINTER_LEVELS, KUBE_LINTER_OPTIONS } from './kube-linter-defaults.ts'
import { KUBE_SCORE_LEVELS } from './kube-score-levels.ts'

/** What there is to know of another tool in order to speak in its place. */
export interface PeerBook {
  /** As the names of its checks begin: `hadolint`. */
  readonly peer: string
  /** The beginnings of names of checks that it prints: its own, and those of tools that it runs. */
  readonly prefixes: readonly string[]
  /** Its level of a check; one that is not in here has that of our rule. */
  readonly levels: Readonly<Record<string, RuleLevel>>
  /** Options with which our rules do the same as its checks, by its names of these. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** What it says of a file that cannot be read, and the kind of files that it reads; undefined: any file. */
  readonly unread: { readonly id: string; readonly kind: string } | undefined
  /** Its checks that point at the place that a finding of ours calls related: at the later of two instructions. */
  readonly atRelated: readonly string[]
  /** From which severity on it fails; undefined where that is not known. */
  readonly failOn: FailOn | undefined
}

const BOOKS: Readonly<Record<string, Omit<PeerBook, 'peer'>>> = {
  hadolint: {
    prefixes: ['hadolint', 'shellcheck'],
    levels: HADOLINT_LEVELS,
    options: {},
    unread: { id: 'hadolint:DL1000', kind: 'dockerfile' },
    atRelated: ['hadolint:DL3012', 'hadolint:DL4003', 'hadolint:DL4004'],
    failOn: 'info',
  },
  dclint: {
    prefixes: ['dclint'],
    levels: DCLINT_LEVELS,
    options: DCLINT_OPTIONS,
    unread: { id: 'dclint:invalid-yaml', kind: 'yaml' },
    atRelated: [],
    failOn: 'error',
  },
  'dotenv-linter': {
    prefixes: ['dotenv-linter'],
    levels: DOTENV_LINTER_LEVELS,
    options: {},
    // It has no word of its own for a line that no reader can take.
    unread: { id: 'plimsoll:no-syntax-error', kind: 'env' },
    atRelated: [],
    failOn: 'warning',
  },
  'kube-linter': {
    prefixes: ['kube-linter'],
    levels: KUBE_LINTER_LEVELS,
    options: KUBE_LINTER_OPTIONS,
    unread: { id: 'plimsoll:no-syntax-error', kind: 'yaml' },
    atRelated: [],
    failOn: 'info',
  },
  'kube-score': {
    prefixes: ['kube-score'],
    levels: KUBE_SCORE_LEVELS,
    options: {},
    unread: { id: 'plimsoll:no-syntax-error', kind: 'yaml' },
    atRelated: [],
    failOn: 'error',
  },
}

const UNWRITTEN: Omit<PeerBook, 'peer'> = {
  prefixes: [],
  levels: {},
  options: {},
  unread: undefined,
  atRelated: [],
  failOn: undefined,
}

/** The book of a tool; of one that no book is kept of, its name alone. */
export function bookOf(peer: string): PeerBook {
  const book = Object.hasOwn(BOOKS, peer) ? BOOKS[peer]! : UNWRITTEN
  return { ...book, peer, prefixes: book.prefixes.length > 0 ? book.prefixes : [peer] }
}

/** The tool's own default set of checks, as far as rules do the same, as a policy. */
export function defaultPolicyOf({ peer, prefixes, levels, options }: PeerBook, known: KnownRules): Policy {
  const ids = new Set([...known.byId.values()].flatMap(({ like }) => like ?? []))
  const own = [...ids].filter((id) => prefixes.includes(id.slice(0, id.indexOf(':'))))
  const span = { path: INLINE_PATH, start: 0, end: 0 }
  const rules = own.map((id): RuleSetting => {
    const level = Object.hasOwn(levels, id) ? levels[id]! : 'on'
    const given = Object.hasOwn(options, id) ? Object.entries(options[id]!) : []
    return {
      key: { value: id, span },
      severity: { value: level, span },
      options: given.map(([name, value]) => ({ name: { value: name, span }, value, valueSpan: span })),
      locked: undefined,
      span,
    }
  })
  return { ...readPolicyObject({ extends: [] }).policy, name: peer, rules }
}
