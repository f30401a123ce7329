import { variableOf } from '../../deployment/workflows/workflow.ts'
import { oldWorkflowCommands } from '../../deployment/workflows/workflow-commands.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

export default defineRule({
  id: 'no-disabled-workflow-command',
  on: 'step',
  severity: 'error',
  category: 'correctness',
  summary: 'No step prints a command that the runner refuses.',
  why: 'The step fails: since 2020 the runner takes variables and paths only from files.',
  like: ['actionlint:deprecated-commands'],
  bad: [ci('- run: echo "«::set-env» name=TAG::1"\n- run: echo "«::add-path»::/opt/bin"')],
  good: [
    ci('- run: echo "TAG=1" >> "$GITHUB_ENV"\n- run: echo /opt/bin >> "$GITHUB_PATH"'),
    // Allowed once more, which has a finding of its own.
    ci('- env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n  run: echo "::set-env name=TAG::1"'),
  ],

  *check(step) {
    if (step.workflow.forge !== 'github' || variableOf(step, 'ACTIONS_ALLOW_UNSECURE_COMMANDS')) return
    for (const { name, at, isDisabled, file } of oldWorkflowCommands(step)) {
      if (!isDisabled) continue
      const text = name === 'add-path' ? 'the path' : '"name=value"'
      yield {
        at,
        message: `The runner refuses the command ${name}, and the step fails; write ${text} to the file that $${file} names.`,
      }
    }
  },
})
