import type { InferredFlags } from '@oclif/core/interfaces'
import type { LintOptions } from '../lint.ts'
import { UsageError } from '../usage-error.ts'
import type { lintFlags } from './lint-flags.ts'
import type { PlaceOptions } from './shared-flags.ts'
import type { StandardInput } from './standard-input.ts'

/** The flags of `plimsoll lint` as they were written. */
export type LintFlags = InferredFlags<typeof lintFlags>

/**
 * What the command line asks of a run.
 * @throws UsageError for a value that cannot be read
 */
export function readLintOptions(
  paths: readonly string[],
  flags: LintFlags,
  place: PlaceOptions,
  input: StandardInput | undefined,
): LintOptions {
  const { env, only, skip, rule, now, as } = flags
  return {
    ...place,
    ...(input ? { overlay: { [input.path]: input.text }, about: [input.path] } : { paths }),
    ...(input?.isAlone && { alone: true }),
    ...(env !== undefined && { environment: env }),
    ...(only && { only }),
    ...(skip && { skip }),
    ...(as !== undefined && { as }),
    ...(rule && { severities: readLevels(rule) }),
    ...(now !== undefined && { now: readDay(now) }),
    ...(flags['compose-file'] && { composeFiles: flags['compose-file'] }),
    ...(flags['kube-version'] !== undefined && { kubernetesVersion: flags['kube-version'] }),
    ...(flags['schema-dir'] !== undefined && { schemaFolder: flags['schema-dir'] }),
    ...(flags['admission-policies'] !== undefined && { admissionPolicies: flags['admission-policies'] }),
    ...(flags['build-arg'] && { buildArguments: readBuildArguments(flags['build-arg']) }),
    ...(flags.render !== undefined && { render: flags.render }),
    ignoreSuppressions: flags['no-inline-ignores'],
  }
}

const LEVELS = ['error', 'warning', 'info', 'on', 'off'] as const

/**
 * `--rule ID[=LEVEL]` as severities by rule.
 * @throws UsageError for a level that is none
 */
export function readLevels(written: readonly string[]): Record<string, (typeof LEVELS)[number]> {
  return Object.fromEntries(
    written.map((each) => {
      const at = each.lastIndexOf('=')
      if (at === -1) return [each, 'on' as const]
      const level = LEVELS.find((known) => known === each.slice(at + 1))
      if (!level) throw new UsageError(`--rule ${each}: the level must be one of ${LEVELS.join(', ')}.`)
      return [each.slice(0, at), level]
    }),
  )
}

/**
 * `--build-arg KEY=VALUE` as values by name.
 * @throws UsageError for one without a value
 */
function readBuildArguments(written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((each) => {
      const at = each.indexOf('=')
      if (at < 1) throw new UsageError(`--build-arg ${each}: write KEY=VALUE.`)
      return [each.slice(0, at), each.slice(at + 1)]
    }),
  )
}

/**
 * `--now`: a day, or a day with a time, in UTC where no zone is named.
 * @throws UsageError for anything else
 */
export function readDay(written: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(written)
  const date = new Date(isDay ? `${written}T00:00:00Z` : written)
  const isDate = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(written)
  // 2026-02-30 would become the second of March.
  const isReal = !Number.isNaN(date.getTime()) && (!isDay || date.toISOString().startsWith(written))
  if (!isDate || !isReal) throw new UsageError(`--now ${written} is no date. Write it as 2026-11-22.`)
  return date
}
