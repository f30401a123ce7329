import type { Budget, CollectOptions, Progress } from './exchanges/collect.ts'
import type { Endpoint } from './exchanges/endpoint.ts'
import type { EndpointPolicy } from './exchanges/endpoint-policy.ts'
import type { Exchange } from './exchanges/exchange.ts'
import type { Report } from './finding.ts'
import { type InspectOptions, inspect } from './inspect.ts'
import { openPolicy } from './lint.ts'
import type { FailOn } from './policies/policy.ts'
import { didYouMean } from './policies/suggest.ts'
import { UsageError } from './usage-error.ts'

/** What `probe` takes. A policy is looked for and read as `lint` does. */
export interface ProbeOptions
  extends Omit<CollectOptions, 'isBare'>,
    Pick<InspectOptions, 'cwd' | 'config' | 'now' | 'only' | 'skip' | 'severities'> {
  /** URLs, or requests; those of the policy where left out. */
  readonly endpoints?: readonly (string | Endpoint)[]
  /** Only what the policy demands in this environment, and its endpoints where none are given. */
  readonly environment?: string
}

/** What endpoints answered, and what is to be said of it. */
export interface ProbeResult {
  readonly exchanges: readonly Exchange[]
  readonly report: Report
}

/**
 * Asks live endpoints and judges what they answer. This is what opens connections; nothing else in plimsoll does.
 * @throws UsageError for an endpoint that is written wrongly, a variable it needs that is not set, and as `inspect` does
 */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const open = await openProbe(options)
  const exchanges = await open.ask()
  return { exchanges, report: await open.judge(exchanges) }
}

/** A probe that has its endpoints and its policy; no connection was made yet. */
export interface OpenProbe {
  /** Those that will be asked. */
  readonly endpoints: readonly Endpoint[]
  /** Those that are left out, since they may change something. */
  readonly inactive: readonly Endpoint[]
  /** What the policy demands of endpoints, environment by environment. */
  readonly contracts: readonly (readonly EndpointPolicy[])[]
  /** From which severity on the policy wants a run to fail. */
  readonly failOn: FailOn | undefined
  /** The most that `ask` will send. */
  budget(): Promise<Budget>
  ask(onProgress?: (progress: Progress) => void): Promise<Exchange[]>
  /** Judges what was asked now, or what was recorded before. */
  judge(exchanges: readonly Exchange[]): Promise<Report>
}

/**
 * Reads the policy and chooses the endpoints.
 * @param isReplay nothing will be asked, so no endpoints are needed
 * @throws UsageError as `probe` does
 */
export async function openProbe(options: ProbeOptions, isReplay = false): Promise<OpenProbe> {
  const { endpoints: given, environment, cwd, config, now, only, skip, severities, ...asking } = options
  const place = { ...(cwd !== undefined && { cwd }), ...(config !== undefined && { config }) }
  const { resolved } = await openPolicy(place)
  const all = isReplay ? [] : (given?.map(asEndpoint) ?? chooseEndpoints(resolved.environments, environment))
  const isAsked = ({ active }: Endpoint) => options.active === true || active !== true
  return {
    endpoints: all.filter(isAsked),
    inactive: all.filter((each) => !isAsked(each)),
    contracts: resolved.environments
      .filter(({ name, kind }) => environment === undefined || name === environment || kind === environment)
      .map(({ endpoints = [] }) => endpoints),
    failOn: resolved.failOn,
    budget: () => asker(all, asking).then(({ budget }) => budget()),
    ask: (onProgress) => asker(all, asking).then(({ ask }) => ask(onProgress)),
    async judge(exchanges) {
      const report = await inspect({
        ...place,
        ...(now && { now }),
        ...(only && { only }),
        ...(skip && { skip }),
        ...(severities && { severities }),
        ...(environment !== undefined && { environment }),
        exchanges,
      })
      return withInsecureNote(report, exchanges)
    },
  }
}

/** Loads what asks, with its mistakes made those of whoever called. */
export async function asker(endpoints: readonly Endpoint[], options: CollectOptions) {
  const [{ budgetOf, collect }, { EndpointError }] = await Promise.all([
    import('./exchanges/collect.ts'),
    import('./exchanges/endpoint.ts'),
  ])
  const asUsage = (error: unknown) => (error instanceof EndpointError ? new UsageError(error.message) : error)
  return {
    budget(): Budget {
      try {
        return budgetOf(endpoints, options)
      } catch (error) {
        throw asUsage(error)
      }
    },
    async ask(onProgress?: (progress: Progress) => void): Promise<Exchange[]> {
      try {
        return await collect(endpoints, { ...options, ...(onProgress && { onProgress }) })
      } catch (error) {
        throw asUsage(error)
      }
    },
  }
}

/** The report, which says so where certificates that do not verify were accepted. */
export function withInsecureNote(report: Report, exchanges: readonly Exchange[]): Report {
  const isInsecure = exchanges.some((each) => each.isInsecure)
  return isInsecure ? { ...report, notes: [...(report.notes ?? []), INSECURE] } : report
}

/** Stands in every report of such a run. */
export const INSECURE =
  'Certificates that do not verify were accepted on request, and secrets were sent all the same.'

const asEndpoint = (given: string | Endpoint): Endpoint =>
  typeof given === 'string' ? { url: given } : given

interface EnvironmentWithEndpoints {
  readonly name: string
  readonly endpoints?: readonly Endpoint[]
}

/** Without a name it must be clear which is meant: nobody asks production by accident. */
function chooseEndpoints(
  environments: readonly EnvironmentWithEndpoints[],
  environment: string | undefined,
): readonly Endpoint[] {
  const having = environments.filter(({ endpoints }) => endpoints && endpoints.length > 0)
  const names = having.map(({ name }) => name)
  if (environment !== undefined) {
    const found = having.find(({ name }) => name === environment)
    if (found) return found.endpoints!
    throw new UsageError(
      `The policy has no endpoints of an environment "${environment}".${didYouMean(environment, names)}`,
    )
  }
  if (having.length === 1) return having[0]!.endpoints!
  throw new UsageError(
    having.length === 0
      ? 'There is nothing to ask: give a URL, or list endpoints of an environment in the policy.'
      : `The policy has endpoints of ${names.join(', ')}: choose with --environment.`,
  )
}
