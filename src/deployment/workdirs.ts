import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Stage } from './image.ts'

/** An instruction with the stage it stands in. */
type Placed = Instruction & { readonly stage: Stage | undefined }

/** `absolute`: a path from the root, or a variable that may be one. */
type Form = 'absolute' | 'relative'

interface Workdir {
  readonly start: number
  readonly form: Form
}

/** The WORKDIRs of a stage: the first one, and the first that is absolute. */
interface Workdirs {
  readonly first: Workdir | undefined
  readonly absolute: Workdir | undefined
}

/**
 * Whether a WORKDIR of the file is in force before an instruction, its stage's own or one of a stage below.
 * A trigger of ONBUILD comes after all triggers before it, and after all that its stage and those below say.
 */
export function precedesWorkdir(placed: Placed): Form | undefined {
  const { stage, onbuild, span } = placed
  if (!stage) return undefined
  const { own, triggers } = workdirsOf(stage)
  const below = stage.base.kind === 'stage' ? formAtEndOf(stage.base.stage) : undefined
  if (!onbuild) return strongest(before(own, span.start), below)
  return strongest(before(triggers, span.start), before(own, Number.POSITIVE_INFINITY), below)
}

function formAtEndOf(stage: Stage): Form | undefined {
  const own = before(workdirsOf(stage).own, Number.POSITIVE_INFINITY)
  if (own === 'absolute' || stage.base.kind !== 'stage') return own
  return strongest(own, formAtEndOf(stage.base.stage))
}

function before({ first, absolute }: Workdirs, start: number): Form | undefined {
  if (absolute && absolute.start < start) return 'absolute'
  return first && first.start < start ? first.form : undefined
}

function strongest(...forms: readonly (Form | undefined)[]): Form | undefined {
  return forms.find((form) => form === 'absolute') ?? forms.find((form) => form !== undefined)
}

const known = new WeakMap<Stage, { own: Workdirs; triggers: Workdirs }>()

function workdirsOf(stage: Stage): { own: Workdirs; triggers: Workdirs } {
  let found = known.get(stage)
  if (!found) {
    const triggers = stage.instructions.flatMap((each) =>
      each.keyword === 'ONBUILD' ? (each.instruction ?? []) : [],
    )
    found = { own: read(stage.instructions), triggers: read(triggers) }
    known.set(stage, found)
  }
  return found
}

function read(instructions: readonly Instruction[]): Workdirs {
  const all = instructions.flatMap((each): Workdir[] => {
    const path = each.keyword === 'WORKDIR' ? each.words[0]?.raw : undefined
    if (path === undefined) return []
    return [{ start: each.span.start, form: /^["']?(?:[/$]|[a-z]:)/i.test(path) ? 'absolute' : 'relative' }]
  })
  return { first: all[0], absolute: all.find(({ form }) => form === 'absolute') }
}
