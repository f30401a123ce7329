import type { Entry, YamlNode } from '../documents/yaml/node.ts'
import type { Example } from '../engine/rule.ts'
import type { Category, Severity } from '../finding.ts'
import type { CheckSubject, DeclarativeCheck } from './policy.ts'
import { entriesOf, mappingOf, scalarOf, sequenceOf, textOf, textsOf, wordOf } from './tree.ts'

const SUBJECTS: readonly CheckSubject[] = [
  'service',
  'variable',
  'stage',
  'image',
  'envFile',
  'command',
  'deployment',
  'platformService',
  'step',
  'exchange',
  'cookie',
  'certificate',
]
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
const CATEGORIES: readonly Category[] = ['correctness', 'security', 'reliability', 'performance', 'style']

/** Reads `checks` of a policy. A check that lacks what the schema demands is left out; the schema has said so. */
export function readChecks(node: YamlNode | undefined): DeclarativeCheck[] {
  return entriesOf(node)
    .map(readCheck)
    .filter((check) => check !== undefined)
}

function readCheck({ key, value }: Entry): DeclarativeCheck | undefined {
  const field = (name: string) => mappingOf(value)?.get(name)
  const on = wordOf(field('on'), SUBJECTS)
  const assert = expressionOf(field('assert'))
  const message = expressionOf(field('message'))
  if (!on || !assert || !message) return undefined
  return {
    id: { value: key.text, span: key.span },
    on: on.value,
    severity: wordOf(field('severity'), SEVERITIES)?.value ?? 'warning',
    category: wordOf(field('category'), CATEGORIES)?.value ?? 'correctness',
    summary: textOf(field('summary'))?.value ?? '',
    why: textOf(field('why'))?.value ?? '',
    like: textsOf(field('like'))?.map((text) => text.value) ?? [],
    when: expressionOf(field('when')),
    assert,
    at: expressionOf(field('at')),
    message,
    bad: readExamples(field('bad')),
    good: readExamples(field('good')),
  }
}

function expressionOf(node: YamlNode | undefined) {
  const scalar = scalarOf(node)
  return typeof scalar?.value === 'string' ? scalar : undefined
}

function readExamples(node: YamlNode | undefined): Example[] {
  return (sequenceOf(node)?.items ?? []).map((item) =>
    Object.fromEntries(entriesOf(item).map(({ key, value }) => [key.text, textOf(value)?.value ?? ''])),
  )
}
