import type { Scalar } from '../documents/yaml/node.ts'
import { type Located, type Span, TracedText } from '../span.ts'
import type { DeclarativeCheck, Policy, RuleLevel, RuleSetting } from './policy.ts'
import { type PolicyReading, readPolicy } from './read.ts'

/** A text or level with its place, `[start, end]` in the policy. */
type Placed<T> = readonly [value: T, start: number, end: number]

interface PreparedSetting {
  readonly key: Placed<string>
  readonly severity?: Placed<RuleLevel>
  readonly options?: readonly (readonly [name: Placed<string>, value: Placed<unknown>])[]
  readonly locked?: boolean
  readonly end: number
}

/** What the build keeps of a shipped policy, so that no run need read its YAML. It goes through JSON. */
export interface PreparedPolicy {
  /** Of the policy as it was then; one with another text must be read. */
  readonly text: string
  readonly extends?: readonly Placed<string>[]
  readonly rules: readonly PreparedSetting[]
  readonly checks: readonly PreparedCheck[]
}

interface PreparedCheck
  extends Pick<DeclarativeCheck, 'on' | 'severity' | 'category' | 'summary' | 'why' | 'like'> {
  readonly id: Placed<string>
  readonly when?: Placed<string>
  readonly assert: Placed<string>
  readonly at?: Placed<string>
  readonly message: Placed<string>
}

/**
 * Prepares a policy that has no mistakes; undefined for one with settings that only projects make.
 * @public the build calls it
 */
export function preparePolicy(policy: Policy): PreparedPolicy | undefined {
  const { text, root, environments, overrides, ignore, failOn } = policy
  if (root || failOn || environments.length + overrides.length + ignore.length > 0) return undefined
  return {
    text,
    ...(policy.extends && { extends: policy.extends.map(placed) }),
    rules: policy.rules.map(({ key, severity, options, locked, span }) => ({
      key: placed(key),
      ...(severity && { severity: placed(severity) }),
      ...(options.length > 0 && {
        options: options.map(
          ({ name, value, valueSpan }) => [placed(name), placed({ value, span: valueSpan })] as const,
        ),
      }),
      ...(locked !== undefined && { locked }),
      end: span.end,
    })),
    checks: policy.checks.map(({ id, when, assert, at, message, bad: _, good: __, ...said }) => ({
      ...said,
      id: placed(id),
      ...(when && { when: placedText(when) }),
      assert: placedText(assert),
      ...(at && { at: placedText(at) }),
      message: placedText(message),
    })),
  }
}

/** The policy that was prepared. The examples of its checks are read when somebody asks for them. */
export function restorePolicy(prepared: PreparedPolicy, path: string, name: string): PolicyReading {
  const span = (start: number, end: number): Span => ({ path, start, end })
  const located = <T>([value, start, end]: Placed<T>): Located<T> => ({ value, span: span(start, end) })
  let written: ReadonlyMap<string, DeclarativeCheck> | undefined
  const writtenCheck = (id: string): DeclarativeCheck => {
    written ??= new Map(
      readPolicy(path, prepared.text, name).policy.checks.map((check) => [check.id.value, check]),
    )
    return written.get(id)!
  }
  const setting = ({ key, severity, options, locked, end }: PreparedSetting): RuleSetting => ({
    key: located(key),
    severity: severity && located(severity),
    options: (options ?? []).map(([option, value]) => ({
      name: located(option),
      value: value[0],
      valueSpan: span(value[1], value[2]),
    })),
    locked,
    span: span(key[1], end),
  })
  const policy: Policy = {
    name,
    path,
    text: prepared.text,
    extends: prepared.extends?.map(located),
    root: false,
    environments: [],
    environmentSpans: new Map(),
    rules: prepared.rules.map(setting),
    overrides: [],
    checks: prepared.checks.map(({ id, when, assert, at, message, ...said }) => {
      // A policy that was prepared has no mistakes, so that nobody asks where in a text one is.
      const scalar = ([text, start, end]: Placed<string>): Scalar => ({
        kind: 'scalar',
        value: text,
        text,
        style: 'plain',
        span: span(start, end),
        traced: () => TracedText.verbatim(text, span(start, end)),
      })
      return {
        ...said,
        id: located(id),
        when: when && scalar(when),
        assert: scalar(assert),
        at: at && scalar(at),
        message: scalar(message),
        isSound: true,
        get bad() {
          return writtenCheck(id[0]).bad
        },
        get good() {
          return writtenCheck(id[0]).good
        },
      }
    }),
    ignore: [],
    failOn: undefined,
  }
  return { policy, problems: [] }
}

function placed<T>({ value, span }: Located<T>): Placed<T> {
  return [value, span.start, span.end]
}

function placedText({ text, span }: Scalar): Placed<string> {
  return [text, span.start, span.end]
}
