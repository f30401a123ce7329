import * as Flags from '@oclif/core/flags'
import { formats } from '../reporters/index.ts'
import { colorFlags, placeFlags } from './shared-flags.ts'

const selection = { helpGroup: 'Selection' } as const
const policy = { helpGroup: 'Policy' } as const
const fix = { helpGroup: 'Fix' } as const
const output = { helpGroup: 'Output' } as const
// A list of values must not swallow the paths behind it.
const list = { multiple: true, multipleNonGreedy: true } as const

/** Every flag of `plimsoll lint`. */
export const lintFlags = {
  env: Flags.string({
    ...selection,
    summary:
      'Judge only the deployment to this environment: production, staging, local, or one of the policy.',
    helpValue: 'NAME',
  }),
  'compose-file': Flags.string({
    ...selection,
    ...list,
    summary: 'A Compose file of the stack, in the order of merging. They are then the only stack.',
    helpValue: 'FILE',
  }),
  'build-arg': Flags.string({
    ...selection,
    ...list,
    summary: 'A build argument, as docker build takes it.',
    helpValue: 'KEY=VALUE',
  }),
  'kube-version': Flags.string({
    ...selection,
    summary:
      'The version of Kubernetes that manifests are for. What it does not know is then an error. Default: the newest known.',
    helpValue: '1.34',
  }),
  'schema-dir': Flags.string({
    ...selection,
    summary:
      'A folder of JSON Schemas of further kinds of Kubernetes, named as for kubeconform: KIND-GROUP-VERSION.json.',
    helpValue: 'FOLDER',
  }),
  render: Flags.option({
    ...selection,
    options: ['auto', 'required', 'never'] as const,
    summary:
      'Have kustomizations and charts rendered by kustomize or kubectl and helm. auto: where these can; required: else the run is incomplete; never: run nothing. Default: auto.',
  })(),
  'admission-policies': Flags.string({
    ...selection,
    summary:
      'A file or folder with the ValidatingAdmissionPolicies of your cluster. Manifests are judged by them, too.',
    helpValue: 'PATH',
  }),
  'stdin-filename': Flags.string({
    ...selection,
    summary: 'Path of the text on standard input, which - stands for.',
    helpValue: 'PATH',
  }),
  'list-files': Flags.boolean({
    ...selection,
    summary: 'Judge nothing; list the files that would be judged, and as what.',
    exclusive: ['fix', 'fix-unsafe', 'diff', 'format'],
  }),
  ...placeFlags,
  rule: Flags.string({
    ...policy,
    ...list,
    summary: 'Turn a rule on, or set its severity: error, warning, info or off.',
    helpValue: 'ID[=LEVEL]',
  }),
  only: Flags.string({
    ...policy,
    ...list,
    summary: 'Judge by this rule and no other. Ids of other tools do as well: hadolint:DL3008.',
    helpValue: 'ID',
  }),
  skip: Flags.string({ ...policy, ...list, summary: 'Leave this rule out.', helpValue: 'ID' }),
  as: Flags.string({
    ...policy,
    summary: 'Speak as another tool: its default rules, with its names and severities (hadolint, …).',
    helpValue: 'TOOL',
  }),
  'fail-on': Flags.option({
    ...policy,
    options: ['error', 'warning', 'info', 'never'] as const,
    summary: 'The least severity that gives exit code 1. Default: what the policy or --as says, else error.',
  })(),
  'max-warnings': Flags.integer({
    ...policy,
    min: 0,
    summary: 'More warnings than this give exit code 1, whatever --fail-on says.',
    helpValue: 'N',
  }),
  'no-inline-ignores': Flags.boolean({ ...policy, summary: 'Comments in files silence nothing.' }),
  now: Flags.string({
    ...policy,
    summary: 'The day on which to judge, for rules that know dates. Default: today.',
    helpValue: 'YYYY-MM-DD',
  }),
  fix: Flags.boolean({
    ...fix,
    summary: 'Write safe fixes: those that cannot change what the deployment does.',
  }),
  'fix-unsafe': Flags.boolean({ ...fix, summary: 'Write all fixes. Look at the result.' }),
  diff: Flags.boolean({
    ...fix,
    summary: 'Show what fixes would change and write nothing. Secrets are hidden.',
  }),
  format: Flags.string({
    ...output,
    ...list,
    char: 'f',
    summary: `Format of the report, several times for several: ${formats.join(', ')}. Default: pretty; in a workflow of GitHub also github.`,
    helpValue: 'NAME[=FILE]',
  }),
  statistics: Flags.boolean({ ...output, summary: 'Also count the findings of each rule (pretty).' }),
  quiet: Flags.boolean({
    ...output,
    char: 'q',
    summary: 'Report errors only. The exit code is the same.',
    exclusive: ['verbose'],
  }),
  verbose: Flags.boolean({
    ...output,
    char: 'v',
    summary: 'Also say why each broken rule exists, and by which policies was judged.',
  }),
  ...colorFlags,
}
