import type { Entry, YamlNode } from '../../documents/yaml/node.ts'
import { toPlain } from '../../documents/yaml/plain.ts'
import type { Located } from '../../span.ts'
import type { OptionSetting, PolicyOverride, RuleLevel, RuleSetting } from '../policy.ts'
import { DCLINT_LEVELS, DCLINT_OPTIONS } from './dclint-defaults.ts'
import type { PeerReading } from './peer-policy.ts'
import { readSettings, type SettingsFile } from './settings-file.ts'

const LEVELS: readonly RuleLevel[] = ['off', 'warning', 'error']

/**
 * Reads a `.dclintrc`: rules with 0, 1 or 2, or a list of that and the rule's options; files to leave out. Rules
 * that nobody here knows say nothing. Facts: dclint 3.1.0, `schemas/linter-config.schema.json` and its rules.
 */
export function readDclintPolicy(path: string, text: string): PeerReading {
  return readSettings('dclint', path, text, (file) => ({
    rules: file.mapping(file.entry('rules'), 'rules').flatMap((entry) => settingOf(entry, file)),
    overrides: exclusions(file),
  }))
}

function settingOf({ key, value, span }: Entry, file: SettingsFile): RuleSetting[] {
  const address = `rules.${key.text}`
  const [first, second] = value.kind === 'sequence' ? value.items : [value]
  const level = first && levelOf(first)
  if (level === undefined) {
    file.complain(first ?? value, address, 'Must be 0, 1 or 2, or a list of one of them and options.')
    return []
  }
  if (second && second.kind !== 'mapping') file.complain(second, `${address}[1]`, 'Must be a mapping.')
  const given = second?.kind === 'mapping' ? (toPlain(second) as Record<string, unknown>) : {}
  const options = level === 'off' ? {} : optionsOf(key.text, given)
  return [
    {
      key: { value: `dclint:${key.text}`, span: key.span },
      severity: { value: level, span: first!.span },
      options: Object.entries(options).map(
        ([name, option]): OptionSetting => ({
          name: { value: name, span: key.span },
          value: option,
          valueSpan: (second ?? value).span,
        }),
      ),
      locked: undefined,
      span,
    },
  ]
}

function levelOf(node: YamlNode): RuleLevel | undefined {
  return node.kind === 'scalar' && typeof node.value === 'number' ? LEVELS[node.value] : undefined
}

/** Ours for dclint's options of a rule, its defaults among them; what is of a wrong kind it would not understand. */
function optionsOf(
  rule: string,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = DCLINT_OPTIONS[`dclint:${rule}`] ?? {}
  switch (rule) {
    case 'no-build-and-image':
      return typeof given.checkPullPolicy === 'boolean'
        ? { allowPullPolicy: given.checkPullPolicy }
        : defaults
    case 'require-quotes-in-ports': {
      const { quoteType, portsSections } = given
      return {
        ...defaults,
        // Whatever is not `single` is double.
        ...(quoteType !== undefined && { quotes: quoteType === 'single' ? 'single' : 'double' }),
        ...(isTexts(portsSections) && { sections: portsSections }),
      }
    }
    case 'service-image-require-explicit-tag':
      return isTexts(given.prohibitedTags)
        ? { floatingTags: given.prohibitedTags, wellKnownTags: false }
        : defaults
    case 'service-keys-order':
      return keyOrder(given)
    case 'top-level-properties-order':
      return isTexts(given.customOrder)
        ? { order: given.customOrder.map((key) => (key === 'x-properties' ? 'x-*' : key)) }
        : defaults
    default:
      return defaults
  }
}

/** Keys of groups that the order of groups leaves out may stand anywhere. */
function keyOrder(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const groups: Record<string, readonly string[]> = { ...KEY_GROUPS }
  const own = typeof given.groups === 'object' && given.groups ? Object.entries(given.groups) : []
  for (const [name, keys] of own) if (isTexts(keys)) groups[name] = keys
  const names = isTexts(given.groupOrder) ? given.groupOrder : Object.keys(KEY_GROUPS)
  const order = [...new Set(names.flatMap((name) => (Object.hasOwn(groups, name) ? groups[name]! : [])))]
  const anywhere = Object.values(groups)
    .flat()
    .filter((key) => !order.includes(key))
  return { order, anywhere: [...new Set(anywhere)] }
}

const KEY_GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Core Definitions': ['image', 'build', 'container_name'],
  'Service Dependencies': ['depends_on'],
  'Data Management and Configuration': ['volumes', 'volumes_from', 'configs', 'secrets'],
  'Environment Configuration': ['environment', 'env_file'],
  Networking: ['ports', 'networks', 'network_mode', 'extra_hosts'],
  'Runtime Behavior': ['command', 'entrypoint', 'working_dir', 'restart', 'healthcheck'],
  'Operational Metadata': ['logging', 'labels'],
  'Security and Execution Context': ['user', 'isolation'],
  Other: [],
}

/** dclint leaves out every file in whose path one of these texts is. */
function exclusions(file: SettingsFile): PolicyOverride[] {
  const entry = file.entry('exclude')
  const files = file.texts(entry, 'exclude').flatMap(({ value }) => {
    const part = value.replace(/^\.?\/|\/$/g, '').replace(/[\\*?[\]!]/g, '\\$&')
    if (part === '') return []
    return part.includes('/') ? [`**/*${part}*`, `/${part}*`] : [`*${part}*`]
  })
  if (!entry || files.length === 0) return []
  const rules = Object.keys(DCLINT_LEVELS).map((id) => offAt({ value: id, span: entry.span }))
  return [{ files, environments: undefined, rules, span: entry.span }]
}

function offAt(key: Located<string>): RuleSetting {
  const severity = { value: 'off' as const, span: key.span }
  return { key, severity, options: [], locked: undefined, span: key.span }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
