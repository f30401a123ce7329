import type { DocumentProblem } from '../../documents/document.ts'
import type { TemplateOperator } from '../../documents/template.ts'
import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import type { Path } from './tree.ts'

/** What a problem of loading is about; the rules that report them bear these names. */
export type ComposeProblemKind =
  | 'syntax'
  | 'top-level'
  | 'schema'
  | 'unknown-key'
  | 'interpolation'
  | 'required-variable'
  | 'unset-variable'
  | 'project-name'
  | 'merge'
  | 'extends'
  | 'include'
  | 'include-cycle'
  | 'include-conflict'
  | 'missing-file'
  | 'no-image-or-build'
  | 'undefined-network'
  | 'undefined-volume'
  | 'undefined-secret'
  | 'undefined-config'
  | 'undefined-model'
  | 'undefined-build-secret'
  | 'undefined-dependency'
  | 'disabled-dependency'
  | 'dependency-cycle'
  | 'network-mode-conflict'
  | 'healthcheck-test'
  | 'duplicate-mount-target'
  | 'container-name-scale'
  | 'duplicate-container-name'
  | 'conflicting-limits'
  | 'dockerfile-conflict'
  | 'platform-not-built'
  | 'external-conflict'
  | 'secret-source'
  | 'config-source'
  | 'device-request'
  | 'port-syntax'
  | 'mount-syntax'
  | 'value-syntax'
  | 'watch-target'
  | 'env-file-missing'
  | 'env-file-syntax'
  | 'env-whitespace'

export interface ComposeProblem extends DocumentProblem {
  readonly about: ComposeProblemKind
}

/**
 * What became of one variable: `set`; `default`: its own default was taken; `alternative`: it has `+` or `:+`;
 * `empty-unset`: it has no value and no default and became nothing; `required-unset`: it has no value though
 * `?` or `:?` demands one.
 */
export type ReferenceState = 'set' | 'default' | 'alternative' | 'empty-unset' | 'required-unset'

/** One `${VARIABLE}` or `$VARIABLE` in a value of a compose file. Branches not taken are not among them. */
export interface ComposeReference {
  readonly name: string
  /** Exactly the `${…}` in the file. */
  readonly span: Span
  readonly operator: TemplateOperator | undefined
  readonly state: ReferenceState
  /** The default as it came out, whether taken or not; its place in the file. */
  readonly default?: Located<string>
  /** The error text of `?` and `:?`. */
  readonly message?: string
  /** Where in the tree of its own file the value stands. */
  readonly path: Path
}

/** An env file that a service (`env_file`) or an include names. */
export interface ComposeEnvFile {
  /** Relative to the project root; as written where it leads out of the project. */
  readonly path: string
  readonly span: Span
  readonly required: boolean
  readonly format: string | undefined
  /** The service that receives it; undefined for the variables of an include. */
  readonly service: string | undefined
  readonly kind: 'file' | 'directory' | 'missing' | 'outside'
}

/** The services of one set of compose files as one tree whose every value knows the file it came from. */
export interface ComposeModel {
  /**
   * Merged and interpolated, extends and include resolved, short collections in one form: environment,
   * labels, arguments and their like are mappings of strings, `depends_on` and `networks` mappings, `build`
   * a mapping, `command` and its like as written.
   */
  readonly root: Mapping
  /** The same before collections got one form: lists and short forms as the files have them. */
  readonly merged: Mapping
  /** What there is of it before each file after the first is merged over it, an include's files alike. */
  readonly bases: readonly Mapping[]
  /** Every compose file read, extends and include targets too, in merge order. */
  readonly files: readonly string[]
  /** Given from outside, `COMPOSE_PROJECT_NAME`, the last `name:`, or made of the folder's name. */
  readonly projectName: string | undefined
  /** `name:` where it is written. */
  readonly projectNameSpan: Span | undefined
  /** The folder relative paths start from, relative to the project root; '' is the root. */
  readonly projectDirectory: string
  readonly references: readonly ComposeReference[]
  readonly problems: readonly ComposeProblem[]
  readonly envFiles: readonly ComposeEnvFile[]
  /** The variables that references were resolved with, COMPOSE_PROJECT_NAME among them. */
  readonly variables: ReadonlyMap<string, string>
  /** The value that a value of the tree took the place of: in an earlier file, document or extended service. */
  replaced(node: YamlNode): YamlNode | undefined
  /** A variable without a value is part of it, so what it really says is unknown. */
  isUnresolved(node: YamlNode): boolean
}
