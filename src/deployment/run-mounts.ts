import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Located } from '../span.ts'

/** One `RUN --mount=…`. */
export interface RunMount extends Located<string> {
  /** `bind` where it is left out. */
  readonly type: string
  readonly target: string | undefined
  /** The stage or image that `from` names. */
  readonly from: string | undefined
}

/** The mounts of a RUN, in order; none for any other instruction. */
export function runMounts(instruction: Instruction | undefined): readonly RunMount[] {
  const mounts: RunMount[] = []
  for (const { name, value } of instruction?.flags ?? []) {
    if (name !== 'mount' || !value) continue
    const settings = new Map(
      value.value.split(',').map((setting): [string, string] => {
        const equals = setting.indexOf('=')
        if (equals === -1) return [setting.trim().toLowerCase(), '']
        return [setting.slice(0, equals).trim().toLowerCase(), setting.slice(equals + 1).trim()]
      }),
    )
    mounts.push({
      value: value.value,
      span: value.span,
      type: settings.get('type') ?? 'bind',
      target: settings.get('target') ?? settings.get('dst') ?? settings.get('destination'),
      from: settings.get('from'),
    })
  }
  return mounts
}

/** Whether what a RUN writes below `path` goes to a cache or memory and not into the layer. */
export function isMountedAway(instruction: Instruction | undefined, path: string): boolean {
  return runMounts(instruction).some(
    ({ type, target }) =>
      (type === 'cache' || type === 'tmpfs') &&
      target !== undefined &&
      (target.includes(path) || `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`)),
  )
}
