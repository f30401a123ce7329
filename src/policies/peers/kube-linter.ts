import type { Entry, Mapping } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import type { OptionSetting, PolicyOverride, RuleLevel, RuleSetting } from '../policy.ts'
import { didYouMean } from '../suggest.ts'
import { KUBE_LINTER_CHECKS, KUBE_LINTER_DEFAULTS } from './kube-linter-defaults.ts'
import type { PeerReading } from './peer-policy.ts'
import { isEmpty, readSettings, type SettingsFile } from './settings-file.ts'

/**
 * Templates of kube-linter that take parameters, with the check that our rule stands for and what its options make
 * of them. A template that is not in here, or parameters that no option stands for, say nothing.
 */
const TEMPLATES: Readonly<Record<string, Template>> = {
  'required-label': { check: 'required-label-owner', options: keyAndPattern },
  'required-annotation': { check: 'required-annotation-email', options: keyAndPattern },
  'minimum-replicas': {
    check: 'minimum-three-replicas',
    options: ({ minReplicas = 3 }) => ({ minimum: minReplicas }),
  },
  'hpa-minimum-replicas': {
    check: 'hpa-minimum-three-replicas',
    options: ({ minReplicas = 3 }) => ({ minimum: minReplicas }),
  },
  'priority-class-name': {
    check: 'priority-class-name',
    options: ({ acceptedPriorityClassNames = [] }) => ({ classes: acceptedPriorityClassNames }),
  },
  'dnsconfig-options': {
    check: 'dnsconfig-options',
    options: ({ Key = 'ndots', Value = '2' }) => ({ name: Key, value: Value }),
  },
  'statefulset-volumeclaimtemplate-annotation': {
    check: 'statefulset-volumeclaimtemplate-annotation',
    options: ({ annotation = '' }) => ({ key: annotation }),
  },
  'sorted-keys': { check: 'sorted-keys', options: ({ recursive = true }) => ({ recursive }) },
}

interface Template {
  readonly check: string
  options(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}

function keyAndPattern({ key, value }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...(key !== undefined && { key }), pattern: value ?? '' }
}

/**
 * Reads a `.kube-linter.yaml`. Facts: kube-linter 0.7, `pkg/config`: `exclude` wins over `include`, which wins over
 * `addAllBuiltIn` and `doNotAutoAddDefaults`; paths to ignore are globs from the folder on in which it runs.
 */
export function readKubeLinterPolicy(path: string, text: string): PeerReading {
  return readSettings('kube-linter', path, text, (file) => {
    const checks = mappingAt(file, 'checks')
    return {
      rules: [
        ...sets(checks),
        ...customChecks(file),
        ...listed(file, checks, 'include', 'error'),
        ...listed(file, checks, 'exclude', 'off'),
      ],
      overrides: ignoredPaths(file, checks),
    }
  })
}

function mappingAt(file: SettingsFile, key: string): Mapping | undefined {
  const entry = file.entry(key)
  if (!entry) return undefined
  if (entry.value.kind === 'mapping') return entry.value
  file.complain(entry.value, key, 'Must be a mapping.')
  return undefined
}

/** Whole sets of checks that are turned on or off. */
function sets(checks: Mapping | undefined): RuleSetting[] {
  const isOn = (key: string) => {
    const value = checks?.get(key)
    return value?.kind === 'scalar' && value.value === true ? checks?.entry(key)?.key.span : undefined
  }
  const all = isOn('addAllBuiltIn')
  const none = isOn('doNotAutoAddDefaults')
  if (all) return KUBE_LINTER_CHECKS.map((name) => settingOf(name, 'error', all))
  return none ? KUBE_LINTER_DEFAULTS.map((name) => settingOf(name, 'off', none)) : []
}

function listed(
  file: SettingsFile,
  checks: Mapping | undefined,
  key: 'include' | 'exclude',
  level: RuleLevel,
): RuleSetting[] {
  const entry = checks?.entry(key)
  if (!entry || isEmpty(entry.value)) return []
  const names = customNames(file)
  return file.texts(entry, `checks.${key}`).flatMap((name) => {
    if (KUBE_LINTER_CHECKS.includes(name.value)) return [settingOf(name.value, level, name.span)]
    // One of the user's own is on once it is written.
    if (names.has(name.value)) return []
    file.complain(
      { span: name.span } as Entry['value'],
      `checks.${key}`,
      `kube-linter has no check "${name.value}".${didYouMean(name.value, KUBE_LINTER_CHECKS)}`,
    )
    return []
  })
}

function customNames(file: SettingsFile): ReadonlySet<string> {
  return new Set(customEntries(file).flatMap((each) => scalarAt(each, 'name')?.value ?? []))
}

function customEntries(file: SettingsFile): Mapping[] {
  const value = file.entry('customChecks')?.value
  return value?.kind === 'sequence' ? value.items.filter((item) => item.kind === 'mapping') : []
}

function customChecks(file: SettingsFile): RuleSetting[] {
  return customEntries(file).flatMap((each) => {
    const name = scalarAt(each, 'template')
    const template = name && Object.hasOwn(TEMPLATES, name.value) ? TEMPLATES[name.value] : undefined
    if (!name || !template) return []
    const parameters = each.get('params')
    const given: Record<string, unknown> = {}
    if (parameters?.kind === 'mapping') {
      for (const { key, value } of parameters.entries) {
        if (value.kind === 'scalar' && value.value !== null) given[key.text] = value.value
        if (value.kind === 'sequence')
          given[key.text] = value.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
      }
    }
    const options = Object.entries(template.options(given)).map(
      ([option, value]): OptionSetting => ({
        name: { value: option, span: name.span },
        value,
        valueSpan: parameters?.span ?? name.span,
      }),
    )
    return [{ ...settingOf(template.check, 'error', name.span), options }]
  })
}

function scalarAt(mapping: Mapping, key: string): Located<string> | undefined {
  const value = mapping.get(key)
  return value?.kind === 'scalar' && value.value !== null
    ? { value: value.text, span: value.span }
    : undefined
}

function ignoredPaths(file: SettingsFile, checks: Mapping | undefined): PolicyOverride[] {
  const entry = checks?.entry('ignorePaths')
  const globs = file.texts(entry, 'checks.ignorePaths')
  if (!entry || globs.length === 0) return []
  const rules = KUBE_LINTER_CHECKS.map((name) => settingOf(name, 'off', entry.key.span))
  const files = globs.flatMap(({ value }) => globFrom(value))
  return files.length === 0 ? [] : [{ files, environments: undefined, rules, span: entry.span }]
}

/** A glob of whole paths as one of paths in the project; what leads out of it says nothing here. */
function globFrom(written: string): string[] {
  if (/^(?:~|\.\.)(?:\/|$)/.test(written)) return []
  if (written.startsWith('/**/')) return [written.slice(1)]
  if (written.startsWith('/')) return []
  return [`/${written.replace(/^\.\//, '').replace(/\/+$/, '/**')}`]
}

function settingOf(name: string, level: RuleLevel, span: Span): RuleSetting {
  return {
    key: { value: `kube-linter:${name}`, span },
    severity: { value: level, span },
    options: [],
    locked: undefined,
    span,
  }
}
