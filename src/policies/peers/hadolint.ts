import type { Entry } from '../../documents/yaml/node.ts'
import type { Located } from '../../span.ts'
import type { FailOn, OptionSetting, RuleLevel, RuleSetting } from '../policy.ts'
import { didYouMean } from '../suggest.ts'
import type { PeerReading } from './peer-policy.ts'
import { isEmpty, readSettings, type SettingsFile } from './settings-file.ts'

/** hadolint's severities; `style` is what we call info. */
const LEVELS: Readonly<Record<string, RuleLevel>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'info',
}

/** `ignore` and `none` stand below every severity: any finding fails the run. */
const THRESHOLDS: Readonly<Record<string, FailOn>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'info',
  ignore: 'info',
  none: 'info',
}

const LABEL_TYPES = ['text', 'url', 'rfc3339', 'spdx', 'hash', 'semver', 'email', '']

/**
 * Reads a `.hadolint.yaml`: keys that hadolint does not know say nothing, as there; a value of a wrong kind, for
 * which hadolint drops the whole file, is a problem. Facts: hadolint 2.15, `Hadolint.Config.Configfile`.
 */
export function readHadolintPolicy(path: string, text: string): PeerReading {
  return readSettings('hadolint', path, text, (file) => ({
    rules: [...overrides(file), ...registries(file), ...labelRules(file), ...ignored(file)],
    failOn: failOn(file),
    voidsComments: file.flag('disable-ignore-pragma')?.value ?? false,
  }))
}

function ignored(file: SettingsFile): RuleSetting[] {
  return file.texts(file.entry('ignored'), 'ignored').map((id) => settingOf(id, 'off'))
}

function overrides(file: SettingsFile): RuleSetting[] {
  const levels = file.mapping(file.entry('override'), 'override')
  return levels.flatMap((entry) => {
    const level = Object.hasOwn(LEVELS, entry.key.text) ? LEVELS[entry.key.text]! : undefined
    if (!level) return []
    return file.texts(entry, `override.${entry.key.text}`).map((id) => settingOf(id, level))
  })
}

function registries(file: SettingsFile): RuleSetting[] {
  const entry = file.entry('trustedRegistries')
  const names = file.texts(entry, 'trustedRegistries').map(({ value }) => value)
  return entry && names.length > 0 ? [checkWith('DL3026', entry, { registries: names })] : []
}

function labelRules(file: SettingsFile): RuleSetting[] {
  const entry = file.entry('label-schema')
  const labels: Record<string, string> = {}
  for (const { key, value } of file.mapping(entry, 'label-schema')) {
    const type = value.kind === 'scalar' ? value.text : undefined
    if (type !== undefined && LABEL_TYPES.includes(type)) labels[key.text] = type === '' ? 'text' : type
    else
      file.complain(
        value,
        `label-schema.${key.text}`,
        `"${type ?? ''}" is no type of a label.${didYouMean(type ?? '', LABEL_TYPES.filter(Boolean))}`,
      )
  }
  const strict = file.flag('strict-labels')
  const settings = entry ? [checkWith('DL3049', entry, { labels })] : []
  const strictEntry = strict?.value ? file.entry('strict-labels') : undefined
  return strictEntry ? [...settings, checkWith('DL3050', strictEntry, { strict: true })] : settings
}

function failOn(file: SettingsFile): Located<FailOn> | undefined {
  const never = file.flag('no-fail')
  if (never?.value) return { value: 'never', span: never.span }
  const value = file.entry('failure-threshold')?.value
  if (!value || isEmpty(value)) return undefined
  const written = value.kind === 'scalar' ? value.text : ''
  if (Object.hasOwn(THRESHOLDS, written)) return { value: THRESHOLDS[written]!, span: value.span }
  const message = `"${written}" is no severity.${didYouMean(written, Object.keys(THRESHOLDS))}`
  file.complain(value, 'failure-threshold', message)
  return undefined
}

function settingOf(id: Located<string>, level: RuleLevel): RuleSetting {
  return {
    key: { value: nameOf(id.value), span: id.span },
    severity: { value: level, span: id.span },
    options: [],
    locked: undefined,
    span: id.span,
  }
}

/** A check that does nothing until it is told what to ask for. */
function checkWith(
  id: string,
  { key, value, span }: Entry,
  options: Readonly<Record<string, unknown>>,
): RuleSetting {
  const settings = Object.entries(options).map(
    ([name, option]): OptionSetting => ({
      name: { value: name, span: key.span },
      value: option,
      valueSpan: value.span,
    }),
  )
  return {
    key: { value: nameOf(id), span: key.span },
    severity: undefined,
    options: settings,
    locked: undefined,
    span,
  }
}

function nameOf(id: string): string {
  return id.startsWith('SC') ? `shellcheck:${id}` : `hadolint:${id}`
}
