import { checkCompose } from './compose/check.ts'
import { BASE_NAMES } from './compose/default-names.ts'
import type { ComposeModel, ComposeProblem, ComposeProblemKind } from './compose/model.ts'
import { nameOf } from './paths.ts'
import type { Stack } from './stack.ts'

/** What an overlay's lack of the files it belongs to shows as. */
const OF_AN_OVERLAY: ReadonlySet<ComposeProblemKind> = new Set([
  'no-image-or-build',
  'undefined-network',
  'undefined-volume',
  'undefined-secret',
  'undefined-config',
  'undefined-model',
  'undefined-build-secret',
  'undefined-dependency',
])

/**
 * Everything that `docker compose` would say of a model: problems of loading, of the schema, of single values
 * and of references. All profiles are judged, once together and once as they are without `--profile`.
 */
export function findComposeProblems(model: ComposeModel): readonly ComposeProblem[] {
  const together = checkCompose(model, { profiles: ['*'] })
  const alone = checkCompose(model, { schema: false, syntax: false })
  const disabled = alone.filter(({ about }) => about === 'disabled-dependency')
  const problems = [...model.problems, ...together, ...disabled]
  return isOverlay(model, problems) ? problems.filter(({ about }) => !OF_AN_OVERLAY.has(about)) : problems
}

/** A file that Docker does not find by itself, with a service that does not say what it runs. */
function isOverlay({ files }: ComposeModel, problems: readonly ComposeProblem[]): boolean {
  return (
    files.every((path) => !BASE_NAMES.includes(nameOf(path))) &&
    problems.some(({ about }) => about === 'no-image-or-build')
  )
}

/** What rules of their own report; everything else Compose refuses is reported by `no-invalid-compose`. */
const REPORTED_APART: ReadonlySet<ComposeProblemKind> = new Set([
  // With the documents.
  'syntax',
  // With the variables.
  'interpolation',
  'required-variable',
  'unset-variable',
  'undefined-network',
  'undefined-volume',
  'undefined-secret',
  'undefined-build-secret',
  'undefined-config',
  'undefined-dependency',
  'disabled-dependency',
  'dependency-cycle',
  'duplicate-container-name',
  'duplicate-mount-target',
  'unknown-key',
])

/** The errors of a stack that are about one of these. */
export function errorsAbout(
  { problems }: Pick<Stack, 'problems'>,
  ...kinds: readonly ComposeProblemKind[]
): readonly ComposeProblem[] {
  return problems.filter(({ about, severity }) => severity === 'error' && kinds.includes(about))
}

/** Errors that no rule of their own reports. */
export function otherErrors({ problems }: Pick<Stack, 'problems'>): readonly ComposeProblem[] {
  return problems.filter(({ about, severity }) => severity === 'error' && !REPORTED_APART.has(about))
}

/** What Compose only warns of. */
export function warningsOf({ problems }: Pick<Stack, 'problems'>): readonly ComposeProblem[] {
  return problems.filter(({ about, severity }) => severity === 'warning' && !REPORTED_APART.has(about))
}
