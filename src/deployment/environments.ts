import type { ComposeSet } from './compose-sets.ts'
import type { Environment, EnvironmentKind, EnvironmentPolicy } from './environment.ts'
import { kindOfEnvironment, makeEnvironment } from './environment-marks.ts'

/** Whether a project path matches gitignore-style globs. */
export type FileMatcher = (globs: readonly string[], path: string) => boolean

/**
 * The environments of a project: those of the policy, and one for each mark that file names bear. Where
 * nothing is marked as production there is one more, for what bears no mark.
 * @param only name of the one environment that is asked for
 */
export function findEnvironments(
  policies: readonly EnvironmentPolicy[],
  /** Compose sets and other files that say what is deployed. */
  sets: readonly Pick<ComposeSet, 'mark'>[],
  envFileMarks: readonly (EnvironmentKind | undefined)[],
  only: string | undefined,
): Environment[] {
  const environments = policies.map((policy) => makeEnvironment(policy, kindOfEnvironment(policy)))
  const kinds = new Set(environments.map(({ kind }) => kind))
  const marks = [...sets.map(({ mark }) => mark), ...envFileMarks.filter((mark) => mark !== 'example')]
  for (const mark of new Set(marks)) {
    if (mark !== undefined && !kinds.has(mark)) environments.push(makeEnvironment({ name: mark }, mark))
  }
  // Without compose files Dockerfiles and env files without a mark are what is deployed.
  const hasUnmarked = sets.length === 0 || sets.some(({ mark }) => mark === undefined)
  const hasProduction = environments.some(({ isProduction }) => isProduction)
  if (environments.length === 0 || (hasUnmarked && !hasProduction)) {
    environments.push(makeEnvironment({ name: 'default' }, 'unmarked'))
  }
  return only === undefined
    ? environments
    : environments.filter(({ name, kind }) => name === only || kind === only)
}

/** The stacks of an environment: those its policy lists, else those marked for it or not marked at all. */
export function setsOf(
  environment: Environment,
  sets: readonly ComposeSet[],
  matches: FileMatcher,
): ComposeSet[] {
  const { policy, kind } = environment
  if (policy.compose && policy.compose.length > 0) {
    const folder = policy.compose[0]!.slice(0, Math.max(0, policy.compose[0]!.lastIndexOf('/')))
    return [{ files: policy.compose, directory: folder, mark: kind === 'unmarked' ? undefined : kind }]
  }
  const claimed = policy.files
  if (claimed && claimed.length > 0) {
    const own = sets.filter(({ files }) => files.some((path) => matches(claimed, path)))
    if (own.length > 0) return own
  }
  const own = sets.filter(({ mark }) => mark === undefined || mark === kind)
  // Developers start the base with their overlay; production may start it without one.
  return kind === 'local' || kind === 'test'
    ? own.filter((set) => !own.some((other) => extendsSet(other, set)))
    : own
}

function extendsSet(overlay: ComposeSet, base: ComposeSet): boolean {
  return (
    overlay.mark !== undefined &&
    base.mark === undefined &&
    overlay.files.length > base.files.length &&
    base.files.every((path, index) => overlay.files[index] === path)
  )
}
