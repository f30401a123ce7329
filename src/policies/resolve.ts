import type { EnvironmentPolicy } from '../deployment/environment.ts'
import type { AnyRule } from '../engine/rule.ts'
import {
  type Chain,
  type Link,
  type PolicySource,
  type PolicySources,
  readChain,
  readSource,
} from './chain.ts'
import { compileChecks } from './checks.ts'
import { compileEndpointExpressions } from './endpoint-expressions.ts'
import { joinEnvironments } from './environments.ts'
import { rebaseGlob } from './globs.ts'
import { KnownRules } from './known-rules.ts'
import { defaultPolicyOf, type PeerBook } from './peers/peer-book.ts'
import { type PeerReading, readPeerPolicy } from './peers/peer-policy.ts'
import type { DeclarativeCheck, FailOn, PolicyProblem } from './policy.ts'
import { type PolicyReading, readPolicy, readPolicyObject } from './read.ts'
import { type Origin, originOf, RuleSettings, type RuleState } from './settings.ts'

export interface ResolveOptions {
  /** The policy of the run: a file's text, or an object (`config` of the API). */
  readonly policy: PolicySource | { readonly config: object }
  /** The rules written in TypeScript. */
  readonly rules: readonly AnyRule[]
  readonly sources: PolicySources
  /** Settings files of other tools; they count more than what the policy extends and less than itself. */
  readonly peerPolicies?: readonly PolicySource[] | undefined
  /** Judge by the default set of this tool and its own settings; the policies' settings of rules say nothing then. */
  readonly as?: PeerBook | undefined
}

/** Everything that the policies of a run say, ready to be asked. */
export interface ResolvedPolicy {
  /** Without a path: what holds where no override matches. A rule that nobody knows is off. */
  severityOf(ruleId: string, path?: string, environment?: string, peerIds?: readonly string[]): RuleState
  /** Whether there may be a file for which the rule is on. */
  canBeOn(ruleId: string): boolean
  /** Every set of options that some file may get for a rule; the first is the one without overrides. */
  optionSetsOf(ruleId: string): readonly Readonly<Record<string, unknown>>[]
  readonly environments: readonly EnvironmentPolicy[]
  /** The checks of all policies in the chain, as ordinary rules. */
  readonly checks: readonly AnyRule[]
  /** Patterns of .gitignore, relative to the project root. */
  readonly ignore: readonly string[]
  readonly failOn: FailOn | undefined
  /** Settings that are no rules, by address: `failOn`, `ignore[0]`, `environments.production.hosts`. */
  readonly origins: ReadonlyMap<string, Origin>
  /** Names of the policies that were read, weakest first. */
  readonly policies: readonly string[]
  /** Tools whose own comments in files are to silence nothing. */
  readonly voidComments: readonly string[]
}

export interface Resolution {
  readonly resolved: ResolvedPolicy
  /** A run with any of these ends with exit code 2. */
  readonly problems: readonly PolicyProblem[]
  /** Path → text of every policy read, for lines and columns of the problems and origins. */
  readonly texts: ReadonlyMap<string, string>
}

/** Names of environments that exist by convention, without a policy. */
const CONVENTIONAL = ['production', 'staging', 'local', 'test', 'example', 'default']

/**
 * Reads a policy and all it extends, and works out what they together say. Never throws for what stands in a
 * policy; what is wrong with them is in `problems`. Reads files only through `sources`.
 */
export async function resolvePolicy({
  policy,
  rules,
  sources,
  peerPolicies = [],
  as,
}: ResolveOptions): Promise<Resolution> {
  const start = 'config' in policy ? readPolicyObject(policy.config) : readPolicy(policy.path, policy.text)
  const peers = peerPolicies.flatMap((source) => readPeerPolicy(source) ?? [])
  const chain = withPeers(await readChain(start, sources), peers)
  const problems = [...chain.problems]
  const texts = new Map(chain.texts)

  const needed = neededChecks(chain)
  let shipped: readonly PolicyReading[] = []
  if (chain.links.some((link) => link.everything) || namesUnknown(chain, rules, needed)) {
    shipped = await readPresets(sources)
    for (const reading of shipped) {
      texts.set(reading.policy.path, reading.policy.text)
      if (!chain.texts.has(reading.policy.path)) problems.push(...reading.problems)
    }
  }
  const checks = new Map(
    shipped.flatMap((reading) => reading.policy.checks).map((each) => [each.id.value, each]),
  )
  for (const check of needed) checks.set(check.id.value, check)
  problems.push(...clashes([...checks.values()], rules))

  const compiled = await compileChecks([...checks.values()])
  problems.push(...compiled.problems)
  const known = new KnownRules([...compiled.rules, ...rules])
  const { environments, origins } = joinEnvironments(chain.links)
  problems.push(...(await compileEndpointExpressions(environments)))
  const names = new Set([...environments.map((environment) => environment.name), ...CONVENTIONAL])
  const ownSettings = new RuleSettings(chain.links, known, [...names])
  problems.push(...ownSettings.problems)
  const links = as ? linksOfPeer(as, known, chain) : chain.links
  const settings = as ? new RuleSettings(links, known, [...names]) : ownSettings

  const resolved: ResolvedPolicy = {
    severityOf: (ruleId, path, environment, peerIds) => settings.stateOf(ruleId, path, environment, peerIds),
    canBeOn: (ruleId) => settings.canBeOn(ruleId),
    optionSetsOf: (ruleId) => settings.optionSetsOf(ruleId),
    environments,
    checks: compiled.rules,
    ...joinRest(chain.links, origins),
    policies: [...new Set(links.map((link) => link.policy.name))],
    voidComments: peers.filter(({ voidsComments }) => voidsComments).map(({ peer }) => peer),
  }
  return { resolved, problems: inOrder(problems), texts }
}

/**
 * The checks of all shipped presets as rules, whatever a policy extends: what `rules` and `explain` list
 * beside the rules in TypeScript.
 */
export async function shippedChecks(
  sources: PolicySources,
): Promise<{ readonly rules: readonly AnyRule[]; readonly problems: readonly PolicyProblem[] }> {
  const readings = await readPresets(sources)
  const checks = new Map(
    readings.flatMap(({ policy }) => policy.checks).map((check) => [check.id.value, check]),
  )
  const { rules, problems } = await compileChecks([...checks.values()])
  return { rules, problems: [...readings.flatMap((reading) => reading.problems), ...problems] }
}

function linksOfPeer(book: PeerBook, known: KnownRules, { links }: Chain): readonly Link[] {
  const policy = defaultPolicyOf(book, known)
  return [{ policy, base: '', everything: false }, ...links.filter(({ peer }) => peer === book.peer)]
}

/** The run's own policy stands last, and the others' settings right before it. */
function withPeers(chain: Chain, peers: readonly PeerReading[]): Chain {
  if (peers.length === 0) return chain
  const links = peers.map(({ policy, peer }) => ({ policy, base: '', everything: false, peer }))
  return {
    links: [...chain.links.slice(0, -1), ...links, ...chain.links.slice(-1)],
    problems: [...chain.problems, ...peers.flatMap(({ problems }) => problems)],
    texts: new Map([...chain.texts, ...peers.map(({ policy }) => [policy.path, policy.text] as const)]),
  }
}

async function readPresets(sources: PolicySources): Promise<readonly PolicyReading[]> {
  const readings = await Promise.all(
    sources.presets.map(async (name) => {
      const source = await sources.preset(name)
      return source && readSource(source, `plimsoll:${name}`)
    }),
  )
  return readings.filter((reading) => reading !== undefined)
}

/** The checks of the chain; a later policy replaces a check of the same id. */
function neededChecks({ links }: Chain): readonly DeclarativeCheck[] {
  const checks = new Map<string, DeclarativeCheck>()
  for (const { policy } of links) for (const check of policy.checks) checks.set(check.id.value, check)
  return [...checks.values()]
}

/** Whether a policy speaks of a rule that is neither in TypeScript nor in the chain: a preset may hold it. */
function namesUnknown(
  { links }: Chain,
  rules: readonly AnyRule[],
  checks: readonly DeclarativeCheck[],
): boolean {
  const names = new Set([...rules.map((rule) => rule.id), ...checks.map((check) => check.id.value)])
  for (const { like } of [...rules, ...checks]) for (const peer of like ?? []) names.add(peer)
  // What another tool's settings leave out need not be known here.
  const settings = links.flatMap(({ policy, peer }) => [
    ...policy.rules.filter(({ severity }) => peer === undefined || severity?.value !== 'off'),
    ...policy.overrides.flatMap(({ rules }) => (peer === undefined ? rules : [])),
  ])
  return settings.some((setting) => !names.has(setting.key.value))
}

function clashes(checks: readonly DeclarativeCheck[], rules: readonly AnyRule[]): PolicyProblem[] {
  const taken = new Set(rules.map((rule) => rule.id))
  return checks
    .filter(({ id }) => taken.has(id.value))
    .map(({ id }) => ({
      at: id.span,
      address: `checks.${id.value}`,
      message: `There is a rule "${id.value}" already; give the check another id.`,
    }))
}

function joinRest(
  links: readonly Link[],
  environmentOrigins: ReadonlyMap<string, Origin>,
): Pick<ResolvedPolicy, 'ignore' | 'failOn' | 'origins'> {
  const origins = new Map(environmentOrigins)
  const ignore: string[] = []
  let failOn: FailOn | undefined
  for (const { policy, base } of links) {
    for (const pattern of policy.ignore) {
      origins.set(`ignore[${ignore.length}]`, originOf(policy, pattern.span))
      ignore.push(rebaseGlob(pattern.value, base))
    }
    if (policy.failOn) {
      failOn = policy.failOn.value
      origins.set('failOn', originOf(policy, policy.failOn.span))
    }
  }
  return { ignore, failOn, origins }
}

/** By policy in the order of reading, by place within one. */
function inOrder(problems: readonly PolicyProblem[]): PolicyProblem[] {
  const paths = [...new Set(problems.map(({ at }) => at.path))]
  return [...problems].sort(
    (a, b) => paths.indexOf(a.at.path) - paths.indexOf(b.at.path) || a.at.start - b.at.start,
  )
}
