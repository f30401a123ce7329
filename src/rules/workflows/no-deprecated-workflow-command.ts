import { oldWorkflowCommands } from '../../deployment/workflows/workflow-commands.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

export default defineRule({
  id: 'no-deprecated-workflow-command',
  on: 'step',
  severity: 'warning',
  category: 'reliability',
  summary: 'A step tells the runner its outputs by files, not by lines of its log.',
  why: 'The runner warns of them and will stop obeying, and whatever else is printed to the log can set outputs too.',
  like: ['actionlint:deprecated-commands'],
  bad: [ci('- run: echo "«::set-output» name=tag::$TAG"\n- run: |\n    echo "«::save-state» name=pid::$!"')],
  good: [
    ci(
      '- run: echo "tag=$TAG" >> "$GITHUB_OUTPUT"\n- run: |\n    # echo "::set-output name=tag::$TAG"\n    echo "::group::Build"',
    ),
  ],

  *check(step) {
    for (const { name, at, isDisabled, file } of oldWorkflowCommands(step)) {
      if (isDisabled || step.workflow.forge !== 'github') continue
      yield {
        at,
        message: `The command ${name} is deprecated; write "name=value" to the file that $${file} names.`,
      }
    }
  },
})
