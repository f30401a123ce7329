import type { DockerfileDocument } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import { type Comment, Lines, type Span } from '../span.ts'
import type { Silence } from './peer-suppressions.ts'
import type { Judged } from './run.ts'

/** `idle`: the rule exists and did not run, so nobody can tell whether the comment is needed. */
export type RuleStanding = 'unknown' | 'idle' | 'on'

interface SuppressedRule {
  /** A rule's id or a peer's (`hadolint:DL3008`). */
  readonly id: string
  readonly span: Span
  readonly standing: RuleStanding
}

/** A `plimsoll-ignore` comment. It covers whole findings by the line they start on. */
export interface Suppression {
  readonly path: string
  /** The whole comment, marker included. */
  readonly span: Span
  /** Also takes the line with it when the comment has one of its own; for a fix that removes it. */
  readonly removal: Span
  readonly rules: readonly SuppressedRule[]
  readonly reason: string | undefined
  readonly until: { readonly date: Date | undefined; readonly span: Span } | undefined
  readonly isExpired: boolean
  /** 1-based lines it covers, both ends included. */
  readonly firstLine: number
  readonly lastLine: number
  /** Ids that silenced at least one finding. */
  readonly used: ReadonlySet<string>
}

const MARKER = /^plimsoll-ignore(-file)?(?:[\s:]+|$)/
const UNTIL = /^until=(\S*)$/

/**
 * Reads the comments of a document:
 * `# plimsoll-ignore <rule>[, <rule>…] [until=YYYY-MM-DD] -- <reason>` covers its own line when it stands
 * behind something, else what starts on the next line; `plimsoll-ignore-file` covers the file.
 */
export function readSuppressions(
  document: DocumentBase,
  standingOf: (id: string) => RuleStanding,
  now: Date,
): Suppression[] {
  const marked = document.comments.filter((comment) => MARKER.test(comment.text))
  if (marked.length === 0) return []
  const lines = new Lines(document.text)
  return marked.map((comment) => readSuppression(document, comment, lines, standingOf, now))
}

function readSuppression(
  document: DocumentBase,
  comment: Comment,
  lines: Lines,
  standingOf: (id: string) => RuleStanding,
  now: Date,
): Suppression {
  const wholeFile = MARKER.exec(comment.text)?.[1] !== undefined
  const at = document.text.indexOf('plimsoll-ignore', comment.span.start)
  const text = document.text.slice(at, comment.span.end)
  const [head = '', reason] = splitReason(text)
  const rules: SuppressedRule[] = []
  let until: Suppression['until']
  for (const word of head.matchAll(/[^\s,]+/g)) {
    if (word.index === 0) continue
    const start = at + word.index
    const span = { path: document.path, start, end: start + word[0].length }
    const date = UNTIL.exec(word[0])
    if (date) until = { date: readDate(date[1]!), span }
    else rules.push({ id: word[0], span, standing: standingOf(word[0]) })
  }
  const line = lines.lineOf(comment.span.start)
  const first = wholeFile ? 1 : comment.ownLine ? nextLine(document, lines, line) : line
  return {
    path: document.path,
    span: comment.span,
    removal: comment.ownLine
      ? { path: document.path, start: lines.startOf(line), end: lines.startOf(line + 1) }
      : withSpaceBefore(document.text, comment.span),
    rules,
    reason: reason?.trim() || undefined,
    until,
    isExpired: until?.date !== undefined && until.date.getTime() <= now.getTime(),
    firstLine: first,
    lastLine: wholeFile ? Number.POSITIVE_INFINITY : lastLineOf(document, lines, first),
    used: new Set(),
  }
}

function splitReason(text: string): [string, string | undefined] {
  const at = text.search(/(?:^|\s)--(?:\s|$)/)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at).replace(/^\s*--/, '')]
}

/** The end of the named day, in UTC: a suppression holds through its last day. */
function readDate(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T23:59:59Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Several comments may stand above what they speak of. */
function nextLine(document: DocumentBase, lines: Lines, line: number): number {
  const commented = new Set(
    document.comments.filter((comment) => comment.ownLine).map((comment) => lines.lineOf(comment.span.start)),
  )
  let next = line + 1
  while (commented.has(next)) next++
  return next
}

/** A Dockerfile instruction is one thing over all its lines; elsewhere a finding starts where it is. */
function lastLineOf(document: DocumentBase, lines: Lines, first: number): number {
  if (document.kind !== 'dockerfile') return first
  const { instructions } = document as DockerfileDocument
  const instruction = instructions.find(({ span }) => lines.lineOf(span.start) === first)
  return instruction ? lines.lineOf(instruction.span.end) : first
}

function withSpaceBefore(text: string, span: Span): Span {
  let start = span.start
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  return { ...span, start }
}

/**
 * Splits findings into those that stay and those that a comment silences, and notes which of our own comments
 * did. One of ours without a reason or past its date silences nothing.
 */
export function applySuppressions(
  judged: readonly Judged[],
  suppressions: readonly Suppression[],
  silences: readonly Silence[],
  lineOf: (path: string, offset: number) => number,
): { kept: Judged[]; suppressed: Judged[] } {
  const ownByPath = groupByPath(suppressions)
  const othersByPath = groupByPath(silences)
  const kept: Judged[] = []
  const suppressed: Judged[] = []
  for (const each of judged) {
    const { path, start } = each.problem.at
    const own = ownByPath.get(path) ?? []
    const others = othersByPath.get(path) ?? []
    const isQuiet =
      (own.length > 0 || others.length > 0) &&
      !each.verdict.locked &&
      isSilenced(namesOf(each), lineOf(path, start), own, others)
    if (isQuiet) suppressed.push(each)
    else kept.push(each)
  }
  return { kept, suppressed }
}

function groupByPath<T extends { readonly path: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(each.path)
    if (group) group.push(each)
    else groups.set(each.path, [each])
  }
  return groups
}

function namesOf({ rule, problem }: Judged): string[] {
  return [rule.id, ...(problem.like ?? rule.like ?? [])]
}

function isSilenced(
  names: readonly string[],
  line: number,
  own: readonly Suppression[],
  others: readonly Silence[],
): boolean {
  let silenced = others.some(
    ({ firstLine, lastLine, silences }) => line >= firstLine && line <= lastLine && names.some(silences),
  )
  for (const { firstLine, lastLine, reason, isExpired, rules, used } of own) {
    if (line < firstLine || line > lastLine || reason === undefined || isExpired) continue
    for (const { id } of rules) {
      if (!names.includes(id)) continue
      ;(used as Set<string>).add(id)
      silenced = true
    }
  }
  return silenced
}
