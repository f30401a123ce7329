import type { Comment, Span, TracedText } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

export type YamlNode = Scalar | Mapping | Sequence

/** `null` values that are not written at all (`key:`) have an empty span right after the colon. */
export interface Scalar {
  readonly kind: 'scalar'
  /** By the YAML 1.2 core schema; a quoted scalar is always a string. */
  readonly value: string | number | boolean | null
  /** The scalar's text as the author meant it: quotes, escapes, folding and indentation resolved. */
  readonly text: string
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded'
  /** With quotes or block header; for an alias the place of the alias. */
  readonly span: Span
  /** `!reset`, `!override`, `!!str` …, as written. */
  readonly tag?: string
  readonly anchor?: string
  /** `text` with the source of each character. Made when asked for. */
  traced(): TracedText
}

export interface Entry {
  readonly key: Scalar
  readonly value: YamlNode
  /** From the key to the end of the value. */
  readonly span: Span
  /** It came in by a merge key (`<<`); the spans are those of where it was written. */
  readonly merged?: boolean
}

export interface Mapping {
  readonly kind: 'mapping'
  /** In order of writing; merged entries last; a key occurs once, the last one written wins. */
  readonly entries: readonly Entry[]
  /** The merge keys (`<<`) themselves, where they are written. */
  readonly merges?: readonly Entry[]
  readonly flow: boolean
  readonly span: Span
  readonly tag?: string
  readonly anchor?: string
  get(key: string): YamlNode | undefined
  entry(key: string): Entry | undefined
}

export interface Sequence {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
  readonly flow: boolean
  readonly span: Span
  readonly tag?: string
  readonly anchor?: string
}

/** One document of a YAML stream. */
export interface YamlRoot {
  readonly root: YamlNode | undefined
  readonly span: Span
}

/** A YAML file of any use: Compose, Kubernetes, workflow, policy. JSON is read the same way. */
export interface YamlDocument extends DocumentBase {
  readonly kind: 'yaml'
  readonly roots: readonly YamlRoot[]
  readonly comments: readonly Comment[]
}
