import type { AnyRule } from '../engine/rule.ts'
import type { Severity } from '../finding.ts'
import type { Span } from '../span.ts'
import type { Link } from './chain.ts'
import { globMatcher, rebaseGlob } from './globs.ts'
import { familyOf, type KnownRules } from './known-rules.ts'
import { defaultOptions, optionProblems } from './options.ts'
import { INLINE_PATH, type Policy, type PolicyProblem, type RuleLevel, type RuleSetting } from './policy.ts'
import { didYouMean } from './suggest.ts'

/** Where a setting comes from. */
export interface Origin {
  /** The policy's name: `plimsoll:recommended`, `plimsoll.yaml`. */
  readonly policy: string
  /** Undefined where it stands in no file: a policy given as an object, a default. */
  readonly span?: Span
}

/** What the policies together say of one rule for one file. */
export interface RuleState {
  readonly severity: Severity | 'off'
  /** Every option of the rule, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>
  /** A comment in the file cannot silence it. */
  readonly locked: boolean
  /** What gave it the severity; undefined where no policy names the rule. */
  readonly origin: Origin | undefined
  /** What gave it each option that differs from the default's origin. */
  readonly optionOrigins: ReadonlyMap<string, Origin>
}

/** One thing a policy says of one rule, in the order in which it counts. */
interface Step {
  readonly level: RuleLevel | undefined
  readonly options: ReadonlyMap<string, unknown>
  readonly locked: boolean | undefined
  readonly origin: Origin
  /** Only for the files of this override. */
  readonly override: number | undefined
  /** The peer's id by which the policy named the rule. */
  readonly peerId?: string | undefined
}

interface Override {
  readonly matches: (path: string) => boolean
  readonly environments: ReadonlySet<string> | undefined
}

/** All settings of all rules over a chain of policies. */
export class RuleSettings {
  readonly problems: PolicyProblem[] = []
  readonly #known: KnownRules
  readonly #environments: readonly string[]
  readonly #steps = new Map<string, Step[]>()
  readonly #overrides: Override[] = []
  readonly #states = new Map<string, RuleState>()
  readonly #matching = new Map<string, readonly number[]>()

  /** `environments`: the names that `overrides` may speak of. */
  constructor(links: readonly Link[], known: KnownRules, environments: readonly string[]) {
    this.#known = known
    this.#environments = environments
    const reported = new Set<Policy>()
    for (const link of links) {
      // A policy that is reached on two ways counts twice and has its mistakes once.
      this.#add(link, reported.has(link.policy) ? [] : this.problems)
      reported.add(link.policy)
    }
  }

  /**
   * The state of a rule for a file; without a path, what holds where no override matches. With the peers' ids of
   * one problem, what holds for that one: a setting of `hadolint:DL3006` says nothing of a problem that hadolint
   * calls DL3007.
   */
  stateOf(
    ruleId: string,
    path: string | undefined,
    environment: string | undefined,
    peerIds?: readonly string[],
  ): RuleState {
    const rule = this.#known.byId.get(ruleId)
    if (!rule) return UNKNOWN
    const steps = this.#steps.get(ruleId) ?? []
    const isPartial = peerIds !== undefined && steps.some(({ peerId }) => !speaksOf(peerId, peerIds))
    const matching = path === undefined ? [] : this.#overridesOf(path, environment)
    const relevant = matching.filter((index) => steps.some((step) => step.override === index))
    const key = `${ruleId} ${relevant.join()} ${isPartial ? peerIds.join() : ''}`
    let state = this.#states.get(key)
    if (!state) {
      state = fold(
        rule,
        steps.filter((step) => step.override === undefined || relevant.includes(step.override)),
        isPartial ? peerIds : undefined,
      )
      this.#states.set(key, state)
    }
    return state
  }

  /** Whether there may be a file for which the rule is on; if not, nobody need run it. */
  canBeOn(ruleId: string): boolean {
    const steps = this.#steps.get(ruleId)
    if (!steps) return false
    const isConditional = steps.some((each) => each.override !== undefined && each.level !== 'off')
    if (isConditional || this.stateOf(ruleId, undefined, undefined).severity !== 'off') return true
    if (steps.every(({ peerId }) => peerId === undefined)) return false
    const peerIds = this.#known.byId.get(ruleId)?.like ?? []
    return peerIds.some((id) => this.stateOf(ruleId, undefined, undefined, [id]).severity !== 'off')
  }

  /** Every set of options that some file may get; the first is that of files without overrides. */
  optionSetsOf(ruleId: string): readonly Readonly<Record<string, unknown>>[] {
    const rule = this.#known.byId.get(ruleId)
    if (!rule) return [{}]
    const steps = (this.#steps.get(ruleId) ?? []).filter((each) => each.options.size > 0)
    const overrides = [...new Set(steps.map((each) => each.override))].filter((each) => each !== undefined)
    const sets = new Map<string, Readonly<Record<string, unknown>>>()
    // Any of the overrides may match the same file, so every choice of them counts; equal outcomes are one.
    let choices: readonly number[][] = [[]]
    for (const override of overrides)
      choices = [...choices, ...choices.map((choice) => [...choice, override])]
    for (const choice of choices) {
      const chosen = steps.filter((each) => each.override === undefined || choice.includes(each.override))
      const { options } = fold(rule, chosen)
      sets.set(JSON.stringify(options), options)
    }
    return [...sets.values()]
  }

  #add({ policy, base, everything, peer }: Link, problems: PolicyProblem[]): void {
    if (peer !== undefined) {
      this.#addPeer(policy)
      return
    }
    if (everything) {
      for (const id of this.#known.byId.keys()) this.#push(id, step({ policy: policy.name }, 'on'))
    }
    for (const { id } of policy.checks) this.#push(id.value, step(originOf(policy, id.span), 'on'))
    this.#addRules(policy, policy.rules, undefined, 'rules', problems)
    for (const [index, override] of policy.overrides.entries()) {
      const address = `overrides[${index}]`
      for (const { value, span } of override.environments ?? []) {
        if (this.#environments.includes(value)) continue
        const message = `There is no environment "${value}".${didYouMean(value, this.#environments)}`
        problems.push({ at: span, address: `${address}.environments`, message })
      }
      const environments = override.environments?.map((environment) => environment.value)
      this.#overrides.push({
        matches: globMatcher(override.files.map((pattern) => rebaseGlob(pattern, base))),
        environments: environments && new Set(environments),
      })
      this.#addRules(policy, override.rules, this.#overrides.length - 1, `${address}.rules`, problems)
    }
  }

  #addRules(
    policy: Policy,
    settings: readonly RuleSetting[],
    override: number | undefined,
    address: string,
    problems: PolicyProblem[],
  ): void {
    // A mapping has no order to rely on: what is said of one rule counts more than what is said of its peers.
    const isId = (setting: RuleSetting) => this.#known.byId.has(setting.key.value)
    for (const setting of [...settings.filter((each) => !isId(each)), ...settings.filter(isId)]) {
      const { key, severity, options, locked, span } = setting
      const rules = this.#known.named(key.value)
      const place = `${address}.${key.value}`
      if (rules.length === 0)
        problems.push({ at: key.span, address: place, message: this.#known.unknown(key.value) })
      for (const rule of rules) {
        problems.push(...optionProblems(rule, options, place))
        this.#push(rule.id, {
          level: severity?.value,
          options: new Map(options.map(({ name, value }) => [name.value, value])),
          locked,
          origin: originOf(policy, span),
          override,
          peerId: isId(setting) ? undefined : key.value,
        })
      }
    }
  }

  /** Another tool's settings speak of its own checks; those that no rule does, and options it has not, are its matter. */
  #addPeer(policy: Policy): void {
    this.#addPeerRules(policy, policy.rules, undefined)
    for (const { files, rules } of policy.overrides) {
      this.#overrides.push({ matches: globMatcher(files), environments: undefined })
      this.#addPeerRules(policy, rules, this.#overrides.length - 1)
    }
  }

  #addPeerRules(policy: Policy, rules: readonly RuleSetting[], override: number | undefined): void {
    for (const { key, severity, options, span } of rules) {
      for (const rule of this.#known.named(key.value)) {
        const known = options.filter(({ name }) => Object.hasOwn(rule.options?.properties ?? {}, name.value))
        if (options.length > 0 && known.length === 0) continue
        this.#push(rule.id, {
          level: severity?.value,
          options: new Map(known.map(({ name, value }) => [name.value, value])),
          locked: undefined,
          origin: originOf(policy, span),
          override,
          peerId: key.value,
        })
      }
    }
  }

  #push(ruleId: string, added: Step): void {
    const steps = this.#steps.get(ruleId)
    if (steps) steps.push(added)
    else this.#steps.set(ruleId, [added])
  }

  #overridesOf(path: string, environment: string | undefined): readonly number[] {
    let byPath = this.#matching.get(path)
    if (!byPath) {
      byPath = [...this.#overrides.keys()].filter((index) => this.#overrides[index]!.matches(path))
      this.#matching.set(path, byPath)
    }
    return byPath.filter((index) => {
      const { environments } = this.#overrides[index]!
      return environments === undefined || (environment !== undefined && environments.has(environment))
    })
  }
}

const UNKNOWN: RuleState = {
  severity: 'off',
  options: {},
  locked: false,
  origin: undefined,
  optionOrigins: new Map(),
}

/** The origin of a setting; one given as an object has no place. */
export function originOf(policy: Policy, span: Span): Origin {
  return policy.path === INLINE_PATH ? { policy: policy.name } : { policy: policy.name, span }
}

/** Whether a setting is about a problem with these peers' ids: with its own, or with none of that peer's. */
function speaksOf(peerId: string | undefined, peerIds: readonly string[]): boolean {
  if (peerId === undefined || peerIds.some((id) => id === peerId || familyOf(id) === peerId)) return true
  const peer = peerId.slice(0, peerId.indexOf(':') + 1)
  return !peerIds.some((id) => id.startsWith(peer))
}

function step(origin: Origin, level: RuleLevel): Step {
  return { level, options: new Map(), locked: undefined, origin, override: undefined }
}

/** Options are the rule's; only its severity may differ by what a peer calls a problem. */
function fold(rule: AnyRule, steps: readonly Step[], peerIds?: readonly string[]): RuleState {
  const options = defaultOptions(rule)
  const optionOrigins = new Map<string, Origin>()
  let level: RuleLevel | undefined
  let locked = false
  let origin: Origin | undefined
  for (const each of steps) {
    // Who sets options of a rule that nobody has spoken of wants it on.
    const isAbout = each.level === undefined || peerIds === undefined || speaksOf(each.peerId, peerIds)
    const said = each.level ?? (level === undefined ? 'on' : undefined)
    if (said !== undefined && isAbout) {
      level = said
      origin = each.origin
    }
    for (const [name, value] of each.options) {
      options[name] = value
      optionOrigins.set(name, each.origin)
    }
    locked = each.locked ?? locked
  }
  const severity = level === 'on' ? rule.severity : (level ?? 'off')
  return { severity, options, locked, origin, optionOrigins }
}
