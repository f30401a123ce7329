import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Stage } from './image.ts'

/** An instruction without effect, since a later one of its stage replaces it. */
export interface ReplacedInstruction {
  readonly instruction: Instruction
  readonly next: Instruction
}

/** Instructions of a kind of which only the last counts, but for that last one. */
export function replacedInstructions(
  { instructions }: Stage,
  keyword: 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK',
): readonly ReplacedInstruction[] {
  const all = instructions.filter((instruction) => instruction.keyword === keyword)
  return all.slice(0, -1).map((instruction, index) => ({ instruction, next: all[index + 1]! }))
}
