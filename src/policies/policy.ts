import type { EnvironmentPolicy } from '../deployment/environment.ts'
import type { Scalar } from '../documents/yaml/node.ts'
import type { Example } from '../engine/rule.ts'
import type { Category, Severity } from '../finding.ts'
import type { Located, Span } from '../span.ts'

/** Something wrong with a policy. A policy with problems must not be used: the run ends with exit code 2. */
export interface PolicyProblem {
  /** Its place in the policy file; for a policy given as an object, in the JSON of it (path `<config>`). */
  readonly at: Span
  /** The setting it is about, `rules.no-latest`; empty for the file as a whole. */
  readonly address: string
  readonly message: string
}

/** What a policy may set a rule to; `on` is the rule's own severity. */
export type RuleLevel = Severity | 'off' | 'on'

export type FailOn = Severity | 'never'

/** One line under `rules`. */
export interface RuleSetting {
  /** A rule's id, or a peer's id of the same check. */
  readonly key: Located<string>
  readonly severity: Located<RuleLevel> | undefined
  readonly options: readonly OptionSetting[]
  readonly locked: boolean | undefined
  /** From the key to the end of the value. */
  readonly span: Span
}

export interface OptionSetting {
  readonly name: Located<string>
  readonly value: unknown
  readonly valueSpan: Span
}

/** Other rule settings for some files. */
export interface PolicyOverride {
  readonly files: readonly string[]
  readonly environments: readonly Located<string>[] | undefined
  readonly rules: readonly RuleSetting[]
  readonly span: Span
}

/** A rule written in a policy: one CEL expression on one subject. */
export interface DeclarativeCheck {
  readonly id: Located<string>
  readonly on: CheckSubject
  readonly severity: Severity
  readonly category: Category
  readonly summary: string
  readonly why: string
  readonly like: readonly string[]
  readonly when: Scalar | undefined
  readonly assert: Scalar
  readonly at: Scalar | undefined
  readonly message: Scalar
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
  /** It was found to be without mistakes before, so that it need not be compiled before it judges. */
  readonly isSound?: boolean
}

/** The subjects that expressions can be written on: those with a projection in `subjects.ts`. */
export type CheckSubject =
  | 'service'
  | 'variable'
  | 'stage'
  | 'image'
  | 'envFile'
  | 'command'
  | 'deployment'
  | 'platformService'
  | 'step'
  | 'exchange'
  | 'cookie'
  | 'certificate'

/** A policy file as it is written; nothing of what it extends is in it. */
export interface Policy {
  /** As `extends` names it, `plimsoll:recommended`; the path for a file. */
  readonly name: string
  readonly path: string
  readonly text: string
  /** Undefined where it is not written. */
  readonly extends: readonly Located<string>[] | undefined
  readonly root: boolean
  readonly environments: readonly EnvironmentPolicy[]
  /** Where each setting of an environment stands: `production.hosts`, `production.variables.NODE_ENV`. */
  readonly environmentSpans: ReadonlyMap<string, Span>
  readonly rules: readonly RuleSetting[]
  readonly overrides: readonly PolicyOverride[]
  readonly checks: readonly DeclarativeCheck[]
  readonly ignore: readonly Located<string>[]
  readonly failOn: Located<FailOn> | undefined
}

/** The path of a policy that was given as an object and stands in no file. */
export const INLINE_PATH = '<config>'
