import type { YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import { durationOf } from './durations.ts'
import { asMapping, isNull, stringOf } from './tree.ts'

/** `healthcheck` of a service. */
export interface ComposeHealthcheck {
  /** `disabled`: `disable: true` or a test of NONE. `inherited`: it has no test, so the image's own runs. */
  readonly state: 'present' | 'disabled' | 'inherited'
  /** `shell`: one text for the container's shell. `exec`: words that run as they are. */
  readonly form: 'shell' | 'exec' | undefined
  /** Without the leading CMD or CMD-SHELL; one text in shell form. */
  readonly test: readonly Located<string>[]
  /** The node that holds the text of a shell-form test. */
  readonly testNode: YamlNode | undefined
  /** The first item, where it is none of CMD, CMD-SHELL and NONE. */
  readonly badStart: Located<string> | undefined
  /** Milliseconds. */
  readonly interval: Located<number> | undefined
  readonly timeout: Located<number> | undefined
  readonly startPeriod: Located<number> | undefined
  readonly startInterval: Located<number> | undefined
  readonly retries: Located<number> | undefined
  readonly span: Span
}

/** Undefined where there is no healthcheck. */
export function readHealthcheck(node: YamlNode | undefined): ComposeHealthcheck | undefined {
  const mapping = asMapping(node)
  if (!mapping) return undefined
  const disable = mapping.get('disable')
  const duration = (key: string): Located<number> | undefined => {
    const value = mapping.get(key)
    if (value?.kind !== 'scalar') return undefined
    const milliseconds = durationOf(stringOf(value))
    return milliseconds === undefined ? undefined : { value: milliseconds, span: value.span }
  }
  const retries = mapping.get('retries')
  const test = readTest(mapping.get('test'))
  const isDisabled = (disable?.kind === 'scalar' && disable.value === true) || test.state === 'disabled'
  return {
    ...test,
    state: isDisabled ? 'disabled' : test.state,
    interval: duration('interval'),
    timeout: duration('timeout'),
    startPeriod: duration('start_period'),
    startInterval: duration('start_interval'),
    retries:
      retries?.kind === 'scalar' && typeof retries.value === 'number'
        ? { value: retries.value, span: retries.span }
        : undefined,
    span: mapping.span,
  }
}

type Test = Pick<ComposeHealthcheck, 'state' | 'form' | 'test' | 'testNode' | 'badStart'>

function readTest(node: YamlNode | undefined): Test {
  const none = {
    state: 'inherited',
    form: undefined,
    test: [],
    testNode: undefined,
    badStart: undefined,
  } as const
  if (node === undefined || isNull(node) || node.kind === 'mapping') return none
  if (node.kind === 'scalar') {
    const test = [{ value: stringOf(node), span: node.span }]
    return { ...none, state: 'present', form: 'shell', test, testNode: node }
  }
  const words = node.items.flatMap((item) =>
    item.kind === 'scalar' ? [{ value: stringOf(item), span: item.span }] : [],
  )
  const [start, ...rest] = words
  if (!start) return none
  if (start.value === 'NONE') return { ...none, state: 'disabled' }
  if (start.value === 'CMD') return { ...none, state: 'present', form: 'exec', test: rest }
  if (start.value === 'CMD-SHELL') {
    return { ...none, state: 'present', form: 'shell', test: rest.slice(0, 1), testNode: node.items[1] }
  }
  return { ...none, state: 'present', form: 'exec', test: words, badStart: start }
}
