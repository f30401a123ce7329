import { stringify } from 'yaml'
import type { EndpointPolicy } from '../exchanges/endpoint-policy.ts'
import { openPolicy } from '../lint.ts'
import { didYouMean } from '../policies/suggest.ts'
import { Lines } from '../span.ts'
import { UsageError } from '../usage-error.ts'
import { alertGroup } from './alert-rules.ts'
import { readDuration } from './probe-options.ts'
import type { PlaceOptions } from './shared-flags.ts'

/**
 * Prints alerting rules of Prometheus for the endpoints of the policy.
 * @throws UsageError for a policy with mistakes or without endpoints, and for a time that cannot be read
 */
export async function printAlerts(
  { environment, for: pending }: { readonly environment?: string | undefined; readonly for: string },
  place: PlaceOptions,
): Promise<void> {
  const { resolved, texts } = await openPolicy(place)
  const watched = resolved.environments.flatMap(({ name, endpoints = [] }) =>
    endpoints.length > 0 ? [{ name, endpoints }] : [],
  )
  const chosen = watched.filter(({ name }) => environment === undefined || name === environment)
  if (chosen.length === 0) {
    const names = watched.map(({ name }) => name)
    throw new UsageError(
      environment === undefined
        ? 'There is nothing to watch: list endpoints of an environment in the policy.'
        : `The policy has no endpoints of an environment "${environment}".${didYouMean(environment, names)}`,
    )
  }
  const duration = promDuration(readDuration('--for', pending))
  const groups = chosen.map((each) =>
    alertGroup(each, {
      pending: duration,
      sourceOf(endpoint?: EndpointPolicy) {
        const origin = resolved.origins.get(`environments.${each.name}.endpoints`)
        const span = endpoint?.span ?? origin?.span
        const text = span && texts.get(span.path)
        const name = origin?.policy ?? 'the policy'
        return span && text !== undefined ? `${name}:${new Lines(text).lineOf(span.start)}` : name
      },
    }),
  )
  process.stdout.write(stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false }))
}

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** Milliseconds as Prometheus writes them: whole numbers of one unit. */
function promDuration(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => milliseconds % each === 0) ?? ['ms', 1]
  return `${milliseconds / size}${unit}`
}
