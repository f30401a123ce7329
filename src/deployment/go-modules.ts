import type { Command } from './command.ts'

/** Whether a stage copies a go.mod, or all there is, before a command runs. */
export function hasGoModule({ stage, span }: Command): boolean {
  return (stage?.instructions ?? []).some(
    (instruction) =>
      (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') &&
      instruction.span.start < span.start &&
      instruction.sources.some(({ value }) => /^(?:\.?\/?|.*\bgo\.(?:mod|work|\*))$/.test(value)),
  )
}
