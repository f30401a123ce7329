import { markOf } from './environment-marks.ts'
import type { Service } from './service.ts'

/**
 * Whether one `docker compose up` may start both: those without profiles always run, others with those that
 * share a profile. Two profiles at once are possible too, but mostly they are made to exclude each other.
 */
export function canRunTogether(one: Service, other: Service): boolean {
  if (one.profiles.length === 0 || other.profiles.length === 0) return true
  return one.profiles.some(({ value }) => other.profiles.some((profile) => profile.value === value))
}

/**
 * Whether a service is part of what production runs: not one that only a profile for developers starts, nor,
 * where no name says that the stack is production's, one that is built to a stage for developers.
 */
export function runsInProduction({ environment, profiles, build }: Service): boolean {
  if (!environment.isProduction) return false
  if (environment.kind === 'unmarked' && build?.target && isForDevelopers(build.target.value)) return false
  return profiles.length === 0 || profiles.some(({ value }) => !startsTools(value))
}

function startsTools(profile: string): boolean {
  return isForDevelopers(profile) || /(?:^|[-_])tools?$/i.test(profile)
}

function isForDevelopers(name: string): boolean {
  const kind = markOf(`compose.${name}.yaml`)
  return kind === 'local' || kind === 'test' || kind === 'example'
}
