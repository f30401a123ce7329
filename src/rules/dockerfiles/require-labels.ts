import type { Stage } from '../../deployment/image.ts'
import { LABEL_FORMS, type LabelForm } from '../../deployment/label-forms.ts'
import { isResult } from '../../deployment/stage-reach.ts'
import type { Variable } from '../../deployment/variable.ts'
import { type Context, defineRule, type Problem } from '../../engine/rule.ts'

interface Options {
  readonly labels: Readonly<Record<string, LabelForm>>
  readonly strict: boolean
}

export default defineRule<'stage', Options>({
  id: 'require-labels',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'An image has the labels that the policy asks for, in the form it asks for.',
  why: 'Without them nobody finds out from a running image where its source is, who looks after it or what it was built from.',
  like: [
    'hadolint:DL3049',
    'hadolint:DL3050',
    'hadolint:DL3051',
    'hadolint:DL3052',
    'hadolint:DL3053',
    'hadolint:DL3054',
    'hadolint:DL3055',
    'hadolint:DL3056',
    'hadolint:DL3058',
  ],
  options: {
    type: 'object',
    properties: {
      labels: {
        description: 'Key of a label → form of its value. Nothing is judged where it is empty.',
        type: 'object',
        additionalProperties: { enum: Object.keys(LABEL_FORMS) },
        default: {},
      },
      strict: { description: 'No other labels may stand there.', type: 'boolean', default: false },
    },
    additionalProperties: false,
  },
  bad: [
    {
      Dockerfile: 'FROM node:24 AS build\nFROM «nginx:1.29»\nCOPY --from=build /a /a\nLABEL name=shop\n',
      'plimsoll.yaml': policy('source: url'),
    },
    {
      Dockerfile:
        'FROM node:24\nLABEL source=«shop» made=«yesterday» licence=«mine» commit=«abc» version=«1.0» mail=«me» name=«""»\n',
      'plimsoll.yaml': policy(
        'source: url, made: rfc3339, licence: spdx, commit: hash, version: semver, mail: email, name: text',
      ),
    },
    { Dockerfile: 'FROM node:24\nLABEL name=shop «other»=1\n', 'plimsoll.yaml': policy('name: text', true) },
    { Dockerfile: 'FROM «node:24»\nONBUILD LABEL name=1\n', 'plimsoll.yaml': policy('name: text') },
    { Dockerfile: 'FROM node:24\nLABEL «other»=1\n', '.hadolint.yaml': 'strict-labels: true\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM node:24 AS base\nLABEL source=https://example.com/shop made=2026-01-31T12:00:00Z\nFROM base\nLABEL licence="MIT OR Apache-2.0" commit=43c572f version=1.0.0-rc.1 mail=ops@example.com other=1\n',
      'plimsoll.yaml': policy(
        'source: url, made: rfc3339, licence: spdx, commit: hash, version: semver, mail: email',
      ),
    },
    {
      Dockerfile: 'FROM node:24\nARG COMMIT\nLABEL commit=$COMMIT\n',
      'plimsoll.yaml': policy('commit: hash'),
    },
    { Dockerfile: 'FROM node:24\nLABEL source=shop\n' },
  ],

  *check(stage, context) {
    const { labels, strict } = context.options
    if ((Object.keys(labels).length === 0 && !strict) || stage.image.mark === 'example') return
    yield* missingLabels(stage, labels)
    for (const label of labelsIn(stage)) yield* faultsOf(label, context)
  },
})

function labelsIn(stage: Stage): readonly Variable[] {
  return stage.variables.filter(({ place }) => place === 'image-label')
}

function* missingLabels(stage: Stage, labels: Options['labels']): Iterable<Problem> {
  if (!stage.from?.image || !isResult(stage)) return
  const present = new Set<string>()
  for (let at: Stage | undefined = stage; at; at = at.base.kind === 'stage' ? at.base.stage : undefined) {
    // What ONBUILD sets is a label of another image.
    for (const instruction of at.instructions) {
      if (instruction.keyword === 'LABEL') for (const { key } of instruction.pairs) present.add(key.value)
    }
  }
  const missing = Object.keys(labels).filter((name) => !present.has(name))
  if (missing.length === 0) return
  yield {
    at: stage.from.image.span,
    message: `The image lacks the label${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; add LABEL ${missing[0]}=….`,
    like: ['hadolint:DL3049'],
  }
}

function* faultsOf(
  { name, nameSpan, value, valueSpan }: Variable,
  { options }: Context<Options>,
): Iterable<Problem> {
  const form = Object.hasOwn(options.labels, name) ? options.labels[name] : undefined
  if (form === undefined) {
    if (!options.strict) return
    const message = `The policy knows no label ${name}; take it out, or add it to the policy.`
    yield { at: nameSpan, message, like: ['hadolint:DL3050'] }
    return
  }
  const { fits, words, hadolint } = LABEL_FORMS[form]
  const like = value === '' ? ['hadolint:DL3051'] : []
  if (value === undefined || (value !== '' && fits(value))) return
  if (hadolint) like.push(`hadolint:${hadolint}`)
  yield {
    at: valueSpan.end > valueSpan.start ? valueSpan : nameSpan,
    message: `The label ${name} ${value === '' ? 'is empty' : 'has another form'}; write ${words}.`,
    like,
  }
}

function policy(labels: string, strict = false): string {
  return `rules:\n  require-labels: { severity: warning, options: { labels: { ${labels} }, strict: ${strict} } }\n`
}
