import type { RepositoryAction } from './action-reference.ts'
import type { Workflow } from './workflow.ts'

/** Every action and reusable workflow of another repository that a workflow calls. */
export function actionsIn({ jobs, steps }: Workflow): RepositoryAction[] {
  return [...jobs, ...steps].flatMap(({ uses }) => (uses?.kind === 'repository' ? [uses] : []))
}
