import { flowingReferences } from '../../documents/workflow/expressions.ts'
import type { Span } from '../../span.ts'
import { expressionsOf, placedExpressions } from './read-expressions.ts'
import { inputOf, type PlacedExpression, type Step, variableOf } from './workflow.ts'

/** Texts that anybody can choose who opens an issue, comments, or names a branch of a fork. */
const CHOSEN_BY_ANYBODY = [
  'github.head_ref',
  'github.event.issue.title',
  'github.event.issue.body',
  'github.event.pull_request.title',
  'github.event.pull_request.body',
  'github.event.pull_request.head.ref',
  'github.event.pull_request.head.label',
  'github.event.pull_request.head.repo.default_branch',
  'github.event.pull_request.head.repo.description',
  'github.event.pull_request.head.repo.homepage',
  'github.event.comment.body',
  'github.event.review.body',
  'github.event.review_comment.body',
  'github.event.discussion.title',
  'github.event.discussion.body',
  'github.event.pages.*.page_name',
  'github.event.commits.*.message',
  'github.event.commits.*.author.email',
  'github.event.commits.*.author.name',
  'github.event.head_commit.message',
  'github.event.head_commit.author.email',
  'github.event.head_commit.author.name',
  'github.event.head_commit.committer.email',
  'github.event.head_commit.committer.name',
  'github.event.workflow_run.head_branch',
  'github.event.workflow_run.display_title',
  'github.event.workflow_run.head_commit.message',
  'github.event.workflow_run.head_commit.author.email',
  'github.event.workflow_run.head_commit.author.name',
  'github.event.workflow_run.pull_requests.*.head.ref',
].map((path) => path.split('.'))

/** A place where such a text becomes a part of a program. */
export interface Injection {
  readonly at: Span
  /** The context, as people write it: `github.event.issue.title`. */
  readonly context: string
  /** The variable in between, and where it takes the text in. */
  readonly through: { readonly name: string; readonly span: Span } | undefined
  readonly sink: 'run' | 'script'
}

/** Where a step makes a program out of what a stranger writes. */
export function injectionsIn(step: Step): Injection[] {
  const script = inputOf(step, 'script')
  const isScript =
    script &&
    step.uses?.kind === 'repository' &&
    /^actions\/github-script$/i.test(`${step.uses.owner}/${step.uses.repository}`)
  return [
    ...(step.run?.expressions ?? []).flatMap((expression) => injectionsOf(expression, step, 'run')),
    ...(isScript ? placedExpressions(script.traced()) : []).flatMap((expression) =>
      injectionsOf(expression, step, 'script'),
    ),
  ]
}

function injectionsOf(expression: PlacedExpression, step: Step, sink: Injection['sink']): Injection[] {
  const found: Injection[] = []
  for (const { reference, isWhole } of flowingReferences(expression.root)) {
    const at = expression.spanOf(reference)
    if (isChosenByAnybody(reference.path, isWhole)) {
      found.push({ at, context: reference.path.join('.'), through: undefined, sink })
    } else if (reference.path[0] === 'env' && reference.path.length === 2) {
      const name = reference.path[1]!
      const variable = variableOf(step, name)
      const source = variable && chosenIn(step, name)
      if (source) found.push({ at, context: source, through: { name, span: variable.valueSpan }, sink })
    }
  }
  return found
}

/** The stranger's text that a variable of a step holds. */
function chosenIn({ definition, job, workflow }: Step, name: string): string | undefined {
  for (const level of [definition, job?.definition, workflow.root]) {
    const env = level?.get('env')
    const value = env?.kind === 'mapping' ? env.get(name) : undefined
    if (value === undefined) continue
    for (const { root } of expressionsOf(value)) {
      for (const { reference, isWhole } of flowingReferences(root)) {
        if (isChosenByAnybody(reference.path, isWhole)) return reference.path.join('.')
      }
    }
    return undefined
  }
  return undefined
}

function isChosenByAnybody(path: readonly string[], isWhole: boolean): boolean {
  return CHOSEN_BY_ANYBODY.some((chosen) => {
    if (isWhole ? path.length > chosen.length : path.length !== chosen.length) return false
    return path.every(
      (part, index) => chosen[index] === '*' || part === '*' || part.toLowerCase() === chosen[index],
    )
  })
}
