import { markOf } from './environment-marks.ts'
import type { Image, Stage } from './image.ts'
import { runMounts } from './run-mounts.ts'
import { mentionsIn } from './stage-mentions.ts'
import { stagesNamed } from './stage-names.ts'

/** Whether the layers of a stage are in what gets built: the last stage, a service's target, or below one. */
export function reachesImage(stage: Stage): boolean {
  const { finalStage, builtBy } = stage.image
  const results = [finalStage, ...builtBy.map(({ build }) => build?.stage)]
  return results.some((result) => result !== undefined && isBuiltOn(result, stage))
}

/** Every stage that a build up to a stage runs: those it is built on and those that files come from. */
export function stagesOfBuild(stage: Stage): readonly Stage[] {
  const needed = new Set<Stage>([stage])
  for (const at of needed) {
    if (at.base.kind === 'stage') needed.add(at.base.stage)
    const earlier = stage.image.stages.slice(0, at.index)
    for (const each of earlier) if (isCopiedFrom(each, { stages: [at] })) needed.add(each)
  }
  return [...needed]
}

/** Whether others only take files out of a stage, so that the size of its layers is nobody's matter. */
export function isBuilderOnly(stage: Stage): boolean {
  if (reachesImage(stage)) return false
  return stage.image.stages.some((other) => isBuiltOn(other, stage) && isCopiedFrom(other, stage.image))
}

const used = new WeakMap<Image, ReadonlySet<Stage>>()

/** Whether no other stage is built on a stage or copies from it: an image that somebody may want. */
export function isResult(stage: Stage): boolean {
  let stages = used.get(stage.image)
  if (!stages) {
    stages = usedStages(stage.image)
    used.set(stage.image, stages)
  }
  return !stages.has(stage)
}

function usedStages(image: Image): ReadonlySet<Stage> {
  const found = new Set<Stage>()
  for (const { base, instructions, index } of image.stages) {
    if (base.kind === 'stage') found.add(base.stage)
    for (const { name } of instructions.flatMap(mentionsIn)) {
      const numbered = /^\d+$/.test(name) ? image.stages[Number(name)] : undefined
      const source = stagesNamed(image, name).findLast((stage) => stage.index < index) ?? numbered
      if (source && source.index < index) found.add(source)
    }
  }
  return found
}

/**
 * What a stage's name marks it for, where that is development or tests (`AS dev`, `AS test`) and no stage of
 * another kind makes use of it.
 */
export function markOfStage(stage: Stage): 'local' | 'test' | undefined {
  const mark = ownMark(stage)
  if (!mark) return undefined
  const isUsedOtherwise = stage.image.stages.some(
    (other) =>
      ownMark(other) === undefined && (isBuiltOn(other, stage) || isCopiedFrom(stage, { stages: [other] })),
  )
  return isUsedOtherwise ? undefined : mark
}

function ownMark({ name }: Stage): 'local' | 'test' | undefined {
  const mark = name && markOf(name.value)
  return mark === 'local' || mark === 'test' ? mark : undefined
}

function isBuiltOn(stage: Stage, wanted: Stage): boolean {
  for (let at: Stage | undefined = stage; at; at = at.base.kind === 'stage' ? at.base.stage : undefined) {
    if (at === wanted) return true
  }
  return false
}

function isCopiedFrom(source: Stage, { stages }: Pick<Image, 'stages'>): boolean {
  const isSource = (name: string | undefined) =>
    name === String(source.index) ||
    (name !== undefined && name.toLowerCase() === source.name?.value.toLowerCase())
  return stages.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.flags.some(({ name, value }) => name === 'from' && isSource(value?.value)) ||
        runMounts(instruction).some(({ from }) => isSource(from)),
    ),
  )
}
