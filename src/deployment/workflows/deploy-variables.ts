import { settingsUnder } from '../contracts.ts'
import type { Project } from '../project.ts'
import type { Job } from './workflow.ts'

/**
 * The variables that the policy requires in the environment of a deploy job, that the job does not hand over
 * though it hands over others, and that nothing in the project sets. Undefined where the job hands over none.
 */
export function missingInDeploy(
  { environment, variables, steps, definition, workflow }: Job,
  { deployments }: Project,
): { environment: string; names: readonly string[] } | undefined {
  const deployment = deployments.find((each) => each.environment.name === environment?.value)
  const contracts = deployment?.environment.policy.variables ?? []
  if (!deployment || contracts.length === 0) return undefined
  const given = new Set([...variables, ...steps.flatMap((step) => step.variables)].map(({ name }) => name))
  if (!contracts.some(({ name }) => given.has(name))) return undefined
  const text = workflow.document.text.slice(definition.span.start, definition.span.end)
  const names = contracts
    .filter(({ name, required }) => required && !given.has(name))
    .filter((contract) => settingsUnder(contract, deployment).length === 0)
    .map(({ name }) => name)
    .filter((name) => !new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`).test(text))
  return { environment: deployment.environment.name, names }
}
