import type { Word, WordsInstruction } from '../documents/dockerfile/document.ts'
import type { Image, Stage } from './image.ts'
import { runsAsRoot } from './image-facts.ts'
import { runsInProduction } from './profiles.ts'
import { isResult } from './stage-reach.ts'

/** A USER that makes what runs after it root. */
export interface RootUser {
  readonly instruction: WordsInstruction
  readonly name: Word
  readonly stage: Stage
}

/**
 * The stages whose own user counts in production: those that services build and name no user for; the last
 * one where no service builds the file.
 */
export function stagesWithOwnUser({ builtBy, finalStage }: Image): readonly Stage[] {
  if (builtBy.length === 0) return [finalStage]
  const services = builtBy.filter((service) => runsInProduction(service) && !service.definition.get('user'))
  return [...new Set(services.flatMap(({ build }) => build?.stage ?? []))]
}

/**
 * The USERs that stages end with and that are root.
 * @param everyStage else only those that an image of the file runs as, its own or inherited from a stage
 */
export function rootUsers(image: Image, everyStage: boolean): readonly RootUser[] {
  const found = new Map<WordsInstruction, RootUser>()
  for (const stage of image.stages) {
    const isOwn = stage.user !== undefined && stage.instructions.includes(stage.user)
    if (everyStage ? !isOwn : !isResult(stage)) continue
    const name = stage.user?.words[0]
    if (!stage.user || !name || found.has(stage.user)) continue
    if (/^(?:root|0)(?::|$)/.test(name.value)) found.set(stage.user, { instruction: stage.user, name, stage })
  }
  return [...found.values()]
}

/** Whether what a stage is built on makes it root; of an image that nobody here knows it is not said. */
export function endsAsRoot({ base, externalBase }: Stage): boolean {
  if (base.kind === 'stage') return endsAsRoot(base.stage)
  return base.kind === 'scratch' || (externalBase !== undefined && runsAsRoot(externalBase))
}
