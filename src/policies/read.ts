import type { Mapping, YamlDocument, YamlNode } from '../documents/yaml/node.ts'
import { parseYaml, toPlain } from '../documents/yaml/parse.ts'
import validate from '../generated/policy-schema.js'
import {
  INLINE_PATH,
  type Policy,
  type PolicyOverride,
  type PolicyProblem,
  type RuleSetting,
} from './policy.ts'
import { readChecks } from './read-checks.ts'
import { readEnvironments } from './read-environments.ts'
import { schemaProblems } from './schema-problems.ts'
import { booleanOf, entriesOf, mappingOf, sequenceOf, textsOf, wordOf } from './tree.ts'

export interface PolicyReading {
  /** What could be read; whatever has a problem is left out of it. */
  readonly policy: Policy
  /** In the order of the file. */
  readonly problems: readonly PolicyProblem[]
}

const LEVELS = ['off', 'on', 'error', 'warning', 'info'] as const
const FAIL_ON = ['error', 'warning', 'info', 'never'] as const

/**
 * Reads the text of a policy file, YAML or JSON. Never throws: what is wrong (syntax, unknown keys, wrong
 * values, regular expressions that do not compile) is in `problems` at its line and column. Whether rules and
 * extended policies exist is a question for `resolvePolicy`, which knows them. Facts: schemas/policy.schema.json.
 */
export function readPolicy(path: string, text: string, name: string = path): PolicyReading {
  const document = parseYaml(path, text)
  const problems: PolicyProblem[] = document.problems
    .filter((problem) => problem.severity === 'error')
    .map(({ at, message }) => ({ at, address: '', message }))

  const second = document.roots.filter(({ root }) => root !== undefined)[1]
  if (second)
    problems.push({ at: second.span, address: '', message: 'A policy file holds one YAML document.' })

  const root = document.roots[0]?.root
  if (root && !isEmpty(root) && !validate(plainWithoutEmpty(root))) {
    problems.push(...schemaProblems(validate.errors ?? [], root))
  }
  const {
    environments,
    spans,
    problems: wrongInEnvironments,
  } = readEnvironments(mappingOf(root)?.get('environments'))
  problems.push(...wrongInEnvironments)

  const policy = policyOf(name, document, mappingOf(root), { environments, environmentSpans: spans })
  return { policy, problems: problems.sort((a, b) => a.at.start - b.at.start) }
}

/**
 * Reads a policy given as an object (`config` of the API). Its problems have places in the JSON of the object,
 * under the path `<config>`; their `address` says more.
 */
export function readPolicyObject(config: object): PolicyReading {
  return readPolicy(INLINE_PATH, JSON.stringify(config, undefined, 2))
}

function policyOf(
  name: string,
  document: YamlDocument,
  root: Mapping | undefined,
  environments: Pick<Policy, 'environments' | 'environmentSpans'>,
): Policy {
  return {
    name,
    path: document.path,
    text: document.text,
    extends: textsOf(root?.get('extends')),
    root: booleanOf(root?.get('root')) ?? false,
    ...environments,
    rules: readRuleSettings(root?.get('rules')),
    overrides: readOverrides(root?.get('overrides')),
    checks: readChecks(root?.get('checks')),
    ignore: textsOf(root?.get('ignore')) ?? [],
    failOn: wordOf(root?.get('failOn'), FAIL_ON),
  }
}

function readRuleSettings(node: YamlNode | undefined): RuleSetting[] {
  return entriesOf(node).map(({ key, value, span }) => {
    const setting = mappingOf(value)
    return {
      key: { value: key.text, span: key.span },
      severity: wordOf(setting ? setting.get('severity') : value, LEVELS),
      options: entriesOf(setting?.get('options')).map((option) => ({
        name: { value: option.key.text, span: option.key.span },
        value: toPlain(option.value),
        valueSpan: option.value.span,
      })),
      locked: booleanOf(setting?.get('locked')),
      span,
    }
  })
}

function readOverrides(node: YamlNode | undefined): PolicyOverride[] {
  return (sequenceOf(node)?.items ?? []).map((item) => {
    const override = mappingOf(item)
    return {
      files: textsOf(override?.get('files'))?.map(({ value }) => value) ?? [],
      environments: textsOf(override?.get('environments')),
      rules: readRuleSettings(override?.get('rules')),
      span: item.span,
    }
  })
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}

/** `rules:` with nothing but comments under it says nothing, and is no mistake. */
function plainWithoutEmpty(root: YamlNode): unknown {
  const plain = toPlain(root)
  if (root.kind !== 'mapping' || typeof plain !== 'object' || plain === null) return plain
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null))
}
