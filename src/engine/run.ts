import { comparisonsOf } from '../deployment/declarations/compare.ts'
import { disabledChecks } from '../deployment/disabled-checks.ts'
import { levelsIn, linesOf } from '../deployment/nginx-levels.ts'
import { serversOf } from '../deployment/nginx-servers.ts'
import type { Project } from '../deployment/project.ts'
import { servedNames } from '../deployment/served-names.ts'
import { instanceGroups } from '../deployment/shared-state.ts'
import type { ExchangeDocument } from '../exchanges/exchange-document.ts'
import type { Severity, Trouble } from '../finding.ts'
import type { AnyRule, PlacedInstruction, Problem, Subjects } from './rule.ts'
import type { Suppression } from './suppress.ts'

/** What a policy says of one rule for one file. */
interface Verdict {
  readonly severity: Severity | 'off'
  readonly options: Readonly<Record<string, unknown>>
  /** No comment in a file may silence it. */
  readonly locked: boolean
}

/** The part of a resolved policy that the engine asks. */
export interface Judge {
  /** Whether there may be a file for which the rule is on; if not, it need not run. */
  canBeOn(rule: AnyRule): boolean
  /** With a problem, what holds for that one; else for the rule. */
  severityOf(rule: AnyRule, path: string, problem?: Problem): Verdict
  /** Every set of options that some file may get for a rule; the first is the one without overrides. */
  optionSetsOf(rule: AnyRule): readonly Readonly<Record<string, unknown>>[]
}

/** A problem with the rule that found it and what the policy makes of it. */
export interface Judged {
  readonly rule: AnyRule
  readonly problem: Problem
  readonly verdict: Verdict
  /** Names of the environments it was found in; empty where the subject belongs to none. */
  readonly environments: ReadonlySet<string>
}

/** Where the subjects of a project are. */
const subjects: { [K in keyof Subjects]: (project: Project) => readonly Subjects[K][] } = {
  document: (project) => project.documents,
  command: (project) => project.commands,
  instruction: placedInstructions,
  stage: (project) => project.images.flatMap((image) => image.stages),
  image: (project) => project.images,
  service: (project) => project.deployments.flatMap((deployment) => deployment.services),
  stack: (project) => project.deployments.flatMap((deployment) => deployment.stacks),
  variable: (project) => project.variables,
  envFile: (project) => project.envFiles,
  route: (project) => project.deployments.flatMap((deployment) => deployment.routes),
  servedName: servedNames,
  server: (project) => project.nginxConfigs.flatMap(serversOf),
  nginxLevel: (project) => project.nginxConfigs.flatMap(({ root }) => [...levelsIn(root)]),
  nginxLine: (project) => project.nginxConfigs.flatMap((config) => [...linesOf(config)]),
  object: (project) => project.deployments.flatMap(({ kubernetes }) => kubernetes.objects),
  workload: (project) => project.deployments.flatMap(({ kubernetes }) => kubernetes.workloads),
  container: (project) => project.deployments.flatMap(({ kubernetes }) => kubernetes.containers),
  workflow: (project) => project.workflows,
  step: (project) => project.workflows.flatMap(({ steps }) => steps),
  platformService: (project) => project.platformServices,
  instanceGroup: instanceGroups,
  deployment: (project) => project.deployments,
  project: (project) => [project],
  disabledCheck: disabledChecks,
  shellProblem: (project) => project.shellProblems,
  exchange: (project) => project.exchanges,
  cookie: (project) => project.exchanges.flatMap((exchange) => exchange.cookies),
  certificate: (project) => project.exchanges.flatMap((exchange) => exchange.certificates),
  declaration: comparisonsOf,
  // They are known when all else is judged.
  suppression: () => [],
}

const collected = new WeakMap<Project, Map<keyof Subjects, readonly Subjects[keyof Subjects][]>>()

/** The subjects of a kind, collected once for all rules. */
function subjectsOf(project: Project, kind: keyof Subjects): readonly Subjects[keyof Subjects][] {
  // What ShellCheck says comes later than the rest.
  if (kind === 'shellProblem') return project.shellProblems
  const known = collected.get(project) ?? new Map<keyof Subjects, readonly Subjects[keyof Subjects][]>()
  collected.set(project, known)
  const found = known.get(kind) ?? subjects[kind](project)
  known.set(kind, found)
  return found
}

/** Loads what rules need that may find something in the project. */
export async function prepareRules(rules: readonly AnyRule[], project: Project, judge: Judge): Promise<void> {
  const isNeeded = (rule: AnyRule) => judge.canBeOn(rule) && subjectsOf(project, rule.on).length > 0
  await Promise.all(rules.map((rule) => rule.prepare && isNeeded(rule) && rule.prepare()))
}

/**
 * Runs rules over a project. A rule that throws is a trouble of its own and ends only itself.
 * @param suppressions subjects of the rules `on: 'suppression'`; left out in the first pass.
 */
export function runRules(
  rules: readonly AnyRule[],
  project: Project,
  judge: Judge,
  now: Date,
  suppressions?: readonly Suppression[],
): { judged: Judged[]; troubles: Trouble[] } {
  const judged = new Map<string, Judged & { environments: Set<string>; repeats: Map<string, Problem> }>()
  const troubles: Trouble[] = []
  const deployed = new Set(project.deployments.map(({ environment }) => environment.name))
  for (const rule of rules) {
    if ((rule.on === 'suppression') !== (suppressions !== undefined) || !judge.canBeOn(rule)) continue
    try {
      const found = suppressions ?? subjectsOf(project, rule.on)
      if (found.length === 0) continue
      for (const options of judge.optionSetsOf(rule)) collect(rule, found, options)
    } catch (error) {
      troubles.push({ kind: 'internal', message: `Rule ${rule.id} failed: ${describe(error)}` })
    }
  }
  return { judged: [...judged.values()].map(withRepeats), troubles }

  function collect(
    rule: AnyRule,
    found: readonly Subjects[keyof Subjects][],
    options: Readonly<Record<string, unknown>>,
  ): void {
    const context = { project, options, now }
    for (const subject of found) {
      for (const problem of rule.check(subject, context)) {
        const verdict = judge.severityOf(rule, problem.at.path, problem)
        if (verdict.severity === 'off' || !sameOptions(verdict.options, options)) continue
        const { path, start, end } = problem.at
        const origin = rule.oncePer && seenBy(subject)?.[rule.oncePer]
        const shared = `${rule.id}\0${origin}\0${verdict.severity}\0${problem.message}`
        const first = origin === undefined ? undefined : judged.get(shared)
        if (first && first.problem.at.path !== path) {
          if (!first.repeats.has(path)) first.repeats.set(path, problem)
          continue
        }
        const isShared = origin !== undefined && !first
        const key = isShared ? shared : `${rule.id}\0${path}\0${start}\0${end}\0${problem.message}`
        const known = judged.get(key)
        const environment = environmentOf(subject, deployed)
        if (!known) {
          const environments = new Set(environment ? [environment] : [])
          judged.set(key, { rule, problem, verdict, environments, repeats: new Map() })
        } else if (environment) known.environments.add(environment)
      }
    }
  }
}

/** A file that bears no mark belongs to every environment; the one it stands for by itself has no name. */
function environmentOf(subject: Subjects[keyof Subjects], deployed: ReadonlySet<string>): string | undefined {
  const name =
    'environment' in subject ? (subject.environment as { name: string } | undefined)?.name : undefined
  return name !== undefined && deployed.has(name) ? name : undefined
}

/** The answer that a subject is, or is a part of. */
function seenBy(subject: Subjects[keyof Subjects]): ExchangeDocument | undefined {
  if ('kind' in subject && subject.kind === 'exchange') return subject as ExchangeDocument
  const whole = 'exchange' in subject ? (subject.exchange as ExchangeDocument) : undefined
  return whole?.kind === 'exchange' ? whole : undefined
}

/** One of the other addresses stands for all: a frame for each would bury what is wrong. */
function withRepeats({ repeats, ...judged }: Judged & { repeats: ReadonlyMap<string, Problem> }): Judged {
  const [other] = repeats.values()
  if (!other) return judged
  const { problem } = judged
  const more = repeats.size - 1
  const message = `The same holds here${more > 0 ? ` and at ${more} more of its addresses` : ''}.`
  return {
    ...judged,
    problem: { ...problem, related: [...(problem.related ?? []), { at: other.at, message }] },
  }
}

function sameOptions(a: object, b: object): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const placed = new WeakMap<Project, PlacedInstruction[]>()

/** Every instruction with its stage and image; those wrapped by ONBUILD follow their wrapper. */
function placedInstructions(project: Project): readonly PlacedInstruction[] {
  const known = placed.get(project)
  if (known) return known
  const all: PlacedInstruction[] = []
  for (const image of project.images) {
    const stageOf = new Map(image.stages.flatMap((stage) => stage.instructions.map((each) => [each, stage])))
    for (const stage of image.stages) if (stage.from) stageOf.set(stage.from, stage)
    for (const instruction of image.document.instructions) {
      const stage = stageOf.get(instruction)
      all.push({ ...instruction, stage, image } as PlacedInstruction)
      if (instruction.keyword === 'ONBUILD' && instruction.instruction) {
        all.push({ ...instruction.instruction, stage, image } as PlacedInstruction)
      }
    }
  }
  placed.set(project, all)
  return all
}
