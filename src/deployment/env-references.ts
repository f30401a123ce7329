import type { Instruction, PairsInstruction } from '../documents/dockerfile/document.ts'
import type { Image } from './image.ts'
import type { TextEdit } from './instruction-edits.ts'
import { referencesIn, type WordReference } from './word-references.ts'

/** A value of an ENV that uses what only this same ENV sets. */
export interface SameInstructionReference {
  /** The variable that gets the value. */
  readonly variable: string
  readonly reference: WordReference
  /** Begins another ENV at the variable; undefined where that would not help. */
  readonly split: TextEdit | undefined
  /** `$NAME` or `${NAME}`, and not what ONBUILD runs later. */
  readonly isPlain: boolean
}

/**
 * References within one ENV to variables that it sets and nothing before it does. A variable that uses itself
 * (`PATH=/app:$PATH`) means the old value. What ONBUILD holds is a file of its own.
 */
export function* sameInstructionReferences(image: Image): Iterable<SameInstructionReference> {
  const { instructions } = image.document
  yield* inOrder(instructions, image)
  yield* inOrder(
    instructions.flatMap((each) => (each.keyword === 'ONBUILD' ? (each.instruction ?? []) : [])),
    image,
  )
}

function* inOrder(instructions: readonly Instruction[], image: Image): Iterable<SameInstructionReference> {
  const defined = new Set<string>()
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue
    if (instruction.keyword === 'ENV') yield* within(instruction, defined, image)
    for (const { key } of instruction.pairs) defined.add(key.value)
  }
}

function* within(
  { pairs, onbuild }: PairsInstruction,
  defined: ReadonlySet<string>,
  { document: { text, path } }: Image,
): Iterable<SameInstructionReference> {
  for (const [index, { key, value, span }] of pairs.entries()) {
    for (const reference of referencesIn(value)) {
      const setter = pairs.findIndex((pair, other) => other !== index && pair.key.value === reference.name)
      if (setter === -1 || defined.has(reference.name)) continue
      const start = pairs[index - 1]?.span.end ?? span.start
      // Comments may stand between the lines of an instruction; they would be lost.
      const isSplit = setter < index && !onbuild && /^[\s\\`]*$/.test(text.slice(start, span.start))
      const edit = { span: { path, start, end: span.start }, text: '\nENV ' }
      const isPlain = !onbuild && reference.operator === undefined
      yield { variable: key.value, reference, split: isSplit ? edit : undefined, isPlain }
    }
  }
}
