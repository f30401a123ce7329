import { checkReferences } from './check-references.ts'
import { checkSchema } from './check-schema.ts'
import { checkContents, checkSyntax } from './check-values.ts'
import type { ComposeModel, ComposeProblem } from './model.ts'
import { Notes } from './notes.ts'
import type { Selection } from './selection.ts'

export interface ComposeChecks extends Selection {
  /** The schema, and what belongs together in one place. On when left out. */
  readonly schema?: boolean
  /** Ports, mounts, commands, sizes and durations that cannot be read. On when left out. */
  readonly syntax?: boolean
  /** Names that nothing defines, circles, contradictions. On when left out. */
  readonly references?: boolean
}

/**
 * What is wrong with a loaded model beyond `model.problems`: everything `docker compose config` refuses. A
 * value that a variable without a value is part of is never wrong. Files that have to exist are not looked for.
 */
export function checkCompose(model: ComposeModel, checks: ComposeChecks = {}): readonly ComposeProblem[] {
  const notes = new Notes()
  if (checks.schema !== false) checkSchema(model, notes)
  if (checks.syntax !== false) checkSyntax(model, notes)
  if (checks.schema !== false) checkContents(model, notes)
  if (checks.references !== false) checkReferences(model, notes, checks)
  return notes.problems
}
