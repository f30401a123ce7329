import type { Span } from '../../span.ts'
import { joinPath } from '../paths.ts'
import type { Project } from '../project.ts'
import { plainText } from './read-expressions.ts'
import type { Step } from './workflow.ts'

/** The Dockerfile that a step would build and that the project lacks, if that is certain. */
export function missingBuildFile(
  step: Step,
  { files, isPart }: Project,
): { path: string; at: Span } | undefined {
  const { uses, inputs, job, workflow } = step
  if (uses?.kind !== 'repository' || uses.owner !== 'docker' || uses.repository !== 'build-push-action')
    return undefined
  // A workflow of a part of the project speaks of folders that nobody here sees.
  if (isPart || !workflow.path.startsWith('.') || !job) return undefined
  const context = inputs.has('context') ? plainText(inputs.get('context')) : undefined
  const file = inputs.has('file') ? plainText(inputs.get('file')) : undefined
  if ((inputs.has('context') && !context) || (inputs.has('file') && !file)) return undefined
  const named = file ?? context
  const folder = context?.value ?? '.'
  if (
    !named ||
    !isPlainPath(folder) ||
    !isPlainPath(named.value) ||
    isMadeBefore(step, [folder, named.value])
  ) {
    return undefined
  }
  const path = file ? joinPath(file.value) : joinPath(folder, 'Dockerfile')
  if (path === undefined || files.kindOf(path) !== 'missing') return undefined
  return { path, at: named.span }
}

function isPlainPath(path: string): boolean {
  return !/:|\{\{|^[/~$]/.test(path)
}

/** Whether a step before it fetches other files, or speaks of what is built. */
function isMadeBefore(step: Step, paths: readonly string[]): boolean {
  const steps = step.job?.steps ?? []
  const names = paths.flatMap((path) => path.split('/')).filter((part) => part.length > 1)
  return steps.slice(0, steps.indexOf(step)).some(({ uses, run, inputs }) => {
    if (run) return names.some((name) => run.text.value.includes(name))
    if (uses?.kind !== 'repository') return uses !== undefined
    if (uses.owner === 'actions' && uses.repository === 'checkout')
      return inputs.has('repository') || inputs.has('path')
    return uses.repository === 'download-artifact'
  })
}
