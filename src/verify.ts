import type { Comparison, Verdict } from './deployment/declarations/compare.ts'
import { comparisonsOf } from './deployment/declarations/compare.ts'
import {
  endpointsFor,
  findDeclarations,
  namedHosts,
  unnamedHosts,
} from './deployment/declarations/find-declarations.ts'
import type { Project } from './deployment/project.ts'
import { makeRedactor } from './engine/redact.ts'
import type { Budget, CollectOptions, Progress } from './exchanges/collect.ts'
import type { Endpoint } from './exchanges/endpoint.ts'
import type { EndpointPolicy } from './exchanges/endpoint-policy.ts'
import type { Exchange } from './exchanges/exchange.ts'
import type { Report } from './finding.ts'
import { openProject } from './lint.ts'
import type { LintOptions } from './open-run.ts'
import type { FailOn } from './policies/policy.ts'
import { asker, withInsecureNote } from './probe.ts'
import { Lines, type Span } from './span.ts'
import { UsageError } from './usage-error.ts'

/** What `verify` takes: where the files are, which environment of theirs is live, and how to ask it. */
export interface VerifyOptions
  extends Omit<CollectOptions, 'isBare'>,
    Pick<LintOptions, 'cwd' | 'paths' | 'config' | 'now' | 'only' | 'skip' | 'severities'> {
  readonly environment: string
  /** Hosts to ask beside those that the policy names. Names that stand in files alone are never asked. */
  readonly hosts?: readonly string[]
}

/** Something that files say, beside what is live. */
export interface DeclaredFact {
  /** In the words of the file. */
  readonly what: string
  readonly path: string
  readonly line: number
  /** Undefined where nothing was asked that shows it. */
  readonly url: string | undefined
  readonly verdict: Verdict
  /** What is seen instead, where it differs. */
  readonly says: string | undefined
}

/** What endpoints answered, what the files say of them, and what is to be said of both. */
export interface VerifyResult {
  readonly exchanges: readonly Exchange[]
  readonly facts: readonly DeclaredFact[]
  readonly report: Report
}

/**
 * Judges files and live endpoints together: what the files say that visitors will see is held against what they see.
 * @throws UsageError as `lint` and `probe` do, and where no host is named
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const open = await openVerify(options)
  const exchanges = await open.ask()
  return { exchanges, ...(await open.judge(exchanges)) }
}

/** A run that knows what to ask; no connection was made yet. */
export interface OpenVerify {
  readonly endpoints: readonly Endpoint[]
  /** Those that are left out, since they may change something. */
  readonly inactive: readonly Endpoint[]
  /** Hosts that only files name, with their places; they are left out too. */
  readonly unnamed: readonly { readonly host: string; readonly path: string; readonly line: number }[]
  /** What the policy demands of endpoints, deployment by deployment. */
  readonly contracts: readonly (readonly EndpointPolicy[])[]
  readonly failOn: FailOn | undefined
  budget(): Promise<Budget>
  ask(onProgress?: (progress: Progress) => void): Promise<Exchange[]>
  judge(exchanges: readonly Exchange[]): Promise<Pick<VerifyResult, 'facts' | 'report'>>
}

/**
 * Reads files and policy, and derives what is to be seen live.
 * @param isReplay nothing will be asked, so no hosts are needed
 * @throws UsageError as `verify` does
 */
export async function openVerify(options: VerifyOptions, isReplay = false): Promise<OpenVerify> {
  const {
    environment,
    hosts: more = [],
    cwd,
    paths,
    config,
    now,
    only,
    skip,
    severities,
    ...asking
  } = options
  const linting: LintOptions = {
    environment,
    ...(cwd !== undefined && { cwd }),
    ...(paths && { paths }),
    ...(config !== undefined && { config }),
    ...(now && { now }),
    ...(only && { only }),
    ...(skip && { skip }),
    ...(severities && { severities }),
  }
  const opened = await openProject(linting)
  const { project } = opened.read()
  const given = more.map(readHost)
  const all = project.deployments.flatMap((deployment) => {
    const hosts = [...new Set([...namedHosts(deployment), ...given])]
    return endpointsFor(findDeclarations(deployment, hosts), hosts, deployment.environment.policy.endpoints)
  })
  if (all.length === 0 && !isReplay) {
    throw new UsageError(
      `No host of ${environment} is named: list hosts of the environment in the policy, or give --host.`,
    )
  }
  const isAsked = ({ active }: Endpoint) => options.active === true || active !== true
  return {
    endpoints: all.filter(isAsked),
    inactive: all.filter((each) => !isAsked(each)),
    unnamed: project.deployments.flatMap((deployment) =>
      unnamedHosts(deployment, [...namedHosts(deployment), ...given]).map(({ host, place }) => ({
        host,
        ...lineOf(place, project),
      })),
    ),
    contracts: project.deployments.map(({ environment: { policy } }) => policy.endpoints ?? []),
    failOn: opened.failOn,
    budget: () => asker(all, asking).then(({ budget }) => budget()),
    ask: (onProgress) => asker(all, asking).then(({ ask }) => ask(onProgress)),
    async judge(exchanges) {
      const live = await openProject({ ...linting, exchanges })
      const report = withInsecureNote(await live.lint(), exchanges)
      return { report, facts: factsOf(live.read().project) }
    },
  }
}

function factsOf(project: Project): readonly DeclaredFact[] {
  const redactor = makeRedactor(project)
  return comparisonsOf(project).map(({ declaration, verdict, live, says }: Comparison) => ({
    what: redactor.text(declaration.what),
    ...lineOf(declaration.place, project),
    url: live?.url,
    verdict,
    says: says === undefined ? undefined : redactor.text(says),
  }))
}

function lineOf({ path, start }: Span, { files }: Project): { path: string; line: number } {
  return { path, line: new Lines(files.text(path) ?? '').lineOf(start) }
}

function readHost(written: string): string {
  const host = written.toLowerCase()
  if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(host)) return host
  throw new UsageError(`--host ${written}: write a name alone, as shop.example.com.`)
}
