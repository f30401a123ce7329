import type { CopyInstruction } from '../documents/dockerfile/document.ts'
import type { Stage } from './image.ts'

/** COPYs, or ADDs, one right after the other to the same place and with the same flags. */
export interface CopyRow {
  readonly first: CopyInstruction
  readonly others: readonly CopyInstruction[]
}

/** The rows of two and more in a stage. */
export function copyRows({ instructions, image }: Stage): readonly CopyRow[] {
  const rows: { first: CopyInstruction; others: CopyInstruction[] }[] = []
  let row: (typeof rows)[number] | undefined
  for (const instruction of instructions) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') row = undefined
    else if (row && isAlike(row.first, instruction, image.document.text)) row.others.push(instruction)
    else {
      row = { first: instruction, others: [] }
      rows.push(row)
    }
  }
  return rows.filter(({ others }) => others.length > 0)
}

function isAlike(one: CopyInstruction, other: CopyInstruction, text: string): boolean {
  const flags = (copy: CopyInstruction) => copy.flags.map(({ span }) => text.slice(span.start, span.end))
  return (
    one.keyword === other.keyword &&
    one.destination !== undefined &&
    one.destination.value === other.destination?.value &&
    flags(one).join(' ') === flags(other).join(' ')
  )
}
