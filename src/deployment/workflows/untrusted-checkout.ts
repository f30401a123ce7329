import { referencesIn } from '../../documents/workflow/expressions.ts'
import type { Scalar } from '../../documents/yaml/node.ts'
import type { Span } from '../../span.ts'
import { expressionsOf } from './read-expressions.ts'
import { inputOf, isTriggeredBy, type PlacedExpression, type Step } from './workflow.ts'

/** Events whose runs have the secrets and the token of the repository though a stranger causes them. */
const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'] as const
const HEAD =
  /^github\.(?:head_ref$|event\.pull_request\.(?:head\.|merge_commit_sha$|number$)|event\.workflow_run\.(?:head_|pull_requests\.)|event\.issue\.number$)/
const PULL_REFERENCE = /refs\/(?:remotes\/)?pull\//
/** A condition that lets only branches of the repository itself pass, or asks who it is. */
const GUARD =
  /head\.repo\.(?:full_name|owner\.login|id)\s*==|head\.repo\.fork\b|head_repository\.(?:full_name|owner\.login|id)\s*==|author_association|workflow_run\.event\s*[!=]=|github\.repository(?:_owner)?\s*==\s*github\.event/
const FETCHES = /\bgit\s+(?:checkout|switch|fetch|pull|merge|clone|reset)\b|\bgh\s+pr\s+checkout\b/

/** Where a step fetches the code of a stranger into a run that has secrets. */
export function untrustedCheckout(step: Step): { at: Span; event: string } | undefined {
  const { workflow, job } = step
  const event = PRIVILEGED.find((name) => isTriggeredBy(workflow, name))
  // An environment may ask a person first.
  if (!event || !job || job.environment) return undefined
  if ([job.condition, step.condition].some((condition) => condition && GUARD.test(condition.text)))
    return undefined
  const at = checkedOut(step) ?? fetched(step)
  return at && { at, event }
}

function checkedOut(step: Step): Span | undefined {
  const { uses } = step
  if (uses?.kind !== 'repository' || uses.owner !== 'actions' || uses.repository !== 'checkout')
    return undefined
  const inputs = [inputOf(step, 'ref'), inputOf(step, 'repository')].filter((input) => input !== undefined)
  return inputs.find(namesHead)?.span
}

function namesHead(input: Scalar): boolean {
  const heads = expressionsOf(input).flatMap(headsIn)
  const isNumber = heads.length > 0 && heads.every((path) => path.endsWith('.number'))
  return isNumber ? PULL_REFERENCE.test(input.text) : heads.length > 0
}

function fetched({ run }: Step): Span | undefined {
  if (!run || !FETCHES.test(run.text.value)) return undefined
  return run.expressions.find((expression) => {
    const lineStart = run.text.value.lastIndexOf('\n', expression.start) + 1
    const before = run.text.value.slice(lineStart, expression.start)
    return FETCHES.test(before) && headsIn(expression).length > 0
  })?.span
}

function headsIn({ root }: PlacedExpression): string[] {
  return [...referencesIn(root)].map(({ path }) => path.join('.')).filter((path) => HEAD.test(path))
}
