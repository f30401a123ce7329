import type { Range, Span } from './span.ts'

export type Severity = 'error' | 'warning' | 'info'

/** What a rule protects; `syntax` and `schema` say that a file could not be read as what it is. */
export type Category =
  | 'syntax'
  | 'schema'
  | 'correctness'
  | 'security'
  | 'reliability'
  | 'performance'
  | 'style'

/** Replaces the text of `span` by `text`; an insertion has an empty span. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** All edits are applied or none. A safe fix cannot change what the deployment does. */
export interface Fix {
  /** What it does, as an order: "Quote the port". */
  readonly title: string
  readonly safe: boolean
  readonly edits: readonly Edit[]
}

/** One edit of a reported fix, with lines and columns. */
export interface FindingEdit {
  readonly path: string
  readonly range: Range
  readonly text: string
}

export interface FindingFix {
  readonly title: string
  readonly safe: boolean
  readonly edits: readonly FindingEdit[]
}

export interface RelatedPlace {
  readonly path: string
  readonly range: Range
  readonly message: string
}

/** Something a rule found, ready to be reported: plain data, redacted, with lines and columns. */
export interface Finding {
  readonly rule: string
  readonly category: Category
  readonly severity: Severity
  readonly message: string
  readonly path: string
  readonly range: Range
  readonly related: readonly RelatedPlace[]
  readonly fix?: FindingFix
  /** The same check by its names in other tools, `peer:id`, where that tool reports the same here. */
  readonly aliases: readonly string[]
  /** Stays the same when lines move: rule, path, logical address, normalised text, occurrence. */
  readonly fingerprint: string
  /** Only where the finding holds in some environments and not in all. */
  readonly environment?: string
}

/** What a rule is, as far as a report tells of it. */
export interface RuleSummary {
  readonly id: string
  readonly category: Category
  readonly severity: Severity
  readonly summary: string
  readonly why: string
  readonly like: readonly string[]
}

/** A file's lines around findings, already redacted, so that reporters need no disk. */
export interface Excerpt {
  readonly path: string
  /** 1-based line number → text of the line. */
  readonly lines: ReadonlyMap<number, string>
}

/** Something that kept the run from being whole: unreadable file, target out of reach, rule that broke. */
export interface Trouble {
  readonly kind: 'unreadable' | 'internal'
  readonly message: string
  readonly path?: string
}

/** The result of a run; every reporter prints from this and nothing else. */
export interface Report {
  readonly findings: readonly Finding[]
  readonly rules: readonly RuleSummary[]
  readonly excerpts: readonly Excerpt[]
  readonly troubles: readonly Trouble[]
  /** Files judged, in the order of their paths. */
  readonly files: readonly string[]
  readonly suppressed: number
  /** What a reader may want to know of the run though nothing is wrong: a program that is not there. */
  readonly notes?: readonly string[]
}
