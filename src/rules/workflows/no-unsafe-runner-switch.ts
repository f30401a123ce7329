import { asBoolean } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const SWITCHES: Readonly<Record<string, { readonly what: string; readonly like: readonly string[] }>> = {
  ACTIONS_ALLOW_UNSECURE_COMMANDS: {
    what: 'lets everything that is printed to the log set variables and paths of later steps; write to $GITHUB_ENV and $GITHUB_PATH instead',
    like: ['checkov:CKV_GHA_1', 'zizmor:insecure-commands', 'kics:unsecured_commands'],
  },
  ACTIONS_ALLOW_USE_UNSECURE_NODE_VERSION: {
    what: 'keeps actions on a Node that nobody mends any more, as long as the runner still has it; move to versions that are made for a newer one',
    like: [],
  },
}

export default defineRule({
  id: 'no-unsafe-runner-switch',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'No workflow switches off what protects its runner.',
  why: 'The switches bring back what was taken away because it had been used to break in.',
  like: ['checkov:CKV_GHA_1', 'zizmor:insecure-commands', 'kics:unsecured_commands'],
  bad: [
    ci('- run: make', 'on: push\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: «true»'),
    ci("- run: make\n  env:\n    ACTIONS_ALLOW_USE_UNSECURE_NODE_VERSION: «'true'»"),
  ],
  good: [
    ci(
      '- run: make\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: false\n    FORCE_JAVASCRIPT_ACTIONS_TO_NODE24: true',
    ),
  ],

  *check({ name, value, valueSpan, place }) {
    const found = Object.hasOwn(SWITCHES, name) ? SWITCHES[name] : undefined
    if (!found || place !== 'workflow-environment' || asBoolean(value) !== true) return
    yield { at: valueSpan, message: `${name} ${found.what}.`, like: found.like }
  },
})
