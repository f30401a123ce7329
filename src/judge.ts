import type { Project } from './deployment/project.ts'
import type { ProjectFiles } from './deployment/project-files.ts'
import { runScripts } from './deployment/run-scripts.ts'
import { noteShellProblems } from './deployment/shell-problem.ts'
import { makeExcerpts, makeFindings, makeSources } from './engine/findings.ts'
import { readObjectSilences } from './engine/object-suppressions.ts'
import { readPeerSilences } from './engine/peer-suppressions.ts'
import { asPeerSays, type Peer, reportedByPeer } from './engine/peer-view.ts'
import { makeRedactor } from './engine/redact.ts'
import type { AnyRule } from './engine/rule.ts'
import { type Judge, type Judged, prepareRules, runRules } from './engine/run.ts'
import { applySuppressions, type RuleStanding, readSuppressions } from './engine/suppress.ts'
import type { Report, RuleSummary, Trouble } from './finding.ts'
import { prepareExpressions, preparePatterns } from './kubernetes-apis.ts'
import { isAsked, isNamed, type Run, readProject } from './open-run.ts'
import type { PeerBook } from './policies/peers/peer-book.ts'
import type { RuleState } from './policies/settings.ts'
import { rules as builtInRules } from './rules/index.ts'
import type { ShellAnswers } from './shell-check.ts'

/** What came out of one look at a project. */
export interface Judgement {
  readonly report: Report
  /** What the findings of the report are made of. */
  readonly kept: readonly Judged[]
  /** A file's text with its secrets hidden. */
  shown(path: string, text: string): string
}

/** A run over the files as they are now; `fix` calls it again after each round of edits. */
export async function judge(run: Run, files: ProjectFiles): Promise<Judgement> {
  const { options, rules, now } = run
  const project = readProject(run, files)
  await preparePatterns(project)
  await prepareExpressions(project)
  const verdicts = makeJudge(run)
  const [shellRules, otherRules] = partition(rules, ({ on }) => on === 'shellProblem')
  const asked = askShellChecker(run, project, shellRules, verdicts)
  await prepareRules(rules, project, verdicts)
  const withoutShell = runRules(otherRules, project, verdicts, now)
  const answers = await asked
  noteShellProblems(project, answers.problems)
  const ofShell = runRules(shellRules, project, verdicts, now)
  const first = {
    judged: [...withoutShell.judged, ...ofShell.judged],
    troubles: [...withoutShell.troubles, ...answers.troubles, ...ofShell.troubles],
  }
  const sources = makeSources(project.documents, files.text)
  const lineOf = (path: string, offset: number) => sources.lines(path).lineOf(offset)
  const standings = ruleStandings(run)
  const suppressions = options.ignoreSuppressions
    ? []
    : project.documents.flatMap((document) => readSuppressions(document, standings, now))
  const silences = options.ignoreSuppressions
    ? []
    : [
        ...project.documents.flatMap((document) => readPeerSilences(document, run.policy.voidComments)),
        ...readObjectSilences(project),
      ]
  const { kept, suppressed } = applySuppressions(
    withoutForeignFixes(first.judged, run),
    suppressions,
    silences,
    lineOf,
  )
  const second = runRules(rules, project, verdicts, now, suppressions)
  const all = [...kept, ...second.judged].filter(({ problem }) => isAsked(run, problem.at.path))
  const peer = run.as && speaker(run.as, project)
  const own = peer ? reportedByPeer(all, peer, sources.document) : all
  const said = peer ? asPeerSays(own, peer, sources.document) : own
  const redactor = makeRedactor(project)
  const findings = makeFindings(
    said,
    sources,
    redactor,
    project.deployments.map(({ environment }) => environment),
  )
  const unrendered = run.renderings?.notes ?? []
  // Where nothing else was judged, that is the whole of the project.
  const isAllUnrendered = project.documents.length === 0
  const notes = [...(isAllUnrendered ? [] : unrendered), ...answers.notes]
  const ofRendering: Trouble[] = [
    ...(run.renderings?.troubles ?? []),
    ...(isAllUnrendered ? unrendered.map((message) => ({ kind: 'unreadable' as const, message })) : []),
  ]
  const used = new Map(said.map(({ rule }) => [rule.id, rule]))
  const report: Report = {
    findings,
    rules: (peer ? [...used.values()] : rules.filter(({ id }) => used.has(id))).map(summaryOf),
    excerpts: makeExcerpts(findings, sources, redactor),
    troubles: [...run.troubles(), ...ofRendering, ...first.troubles, ...second.troubles]
      .filter(({ path }) => isAsked(run, path))
      .map((trouble) => ({ ...trouble, message: redactor.text(trouble.message) })),
    files: project.documents
      .map(({ path }) => path)
      .filter((path) => isAsked(run, path))
      .sort(),
    suppressed: suppressed.filter(({ problem }) => isAsked(run, problem.at.path)).length,
    ...(notes.length > 0 && { notes }),
  }
  return { report, kept: own, shown: (path, text) => redactor.file(path, text) }
}

/** What a value of a rendered object was made of is known; how to write it there is not. */
function withoutForeignFixes(judged: readonly Judged[], { renderings }: Run): readonly Judged[] {
  const sources = new Set(renderings?.all.flatMap((each) => each.sources))
  if (sources.size === 0) return judged
  return judged.map((each) => {
    if (!each.problem.fix?.edits.some(({ span }) => sources.has(span.path))) return each
    const { fix: _, ...problem } = each.problem
    return { ...each, problem }
  })
}

/** hadolint passes on ShellCheck's levels; else a tool's severity is that of the policy made of its defaults. */
function speaker(book: PeerBook, { shellProblems }: Project): Peer {
  return {
    ...book,
    severityOf(id, { at }) {
      const problem = shellProblems.find(
        ({ code, at: place }) =>
          id === `shellcheck:${code}` && place.path === at.path && place.start === at.start,
      )
      return problem?.level === 'style' ? 'info' : problem?.level
    },
  }
}

/** ShellCheck is another program: it is asked only of files for which somebody wants to hear of it. */
function askShellChecker(
  { shellChecker }: Run,
  project: Project,
  rules: readonly AnyRule[],
  judge: Judge,
): Promise<ShellAnswers> {
  const isWanted = (path: string) => rules.some((rule) => judge.severityOf(rule, path).severity !== 'off')
  return shellChecker.check(runScripts(project).filter(({ text }) => isWanted(text.span.path)))
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}

function summaryOf({ id, category, severity, summary, why, like }: AnyRule): RuleSummary {
  return { id, category, severity, summary, why, like: like ?? [] }
}

function makeJudge({ policy, options }: Run): Judge {
  const askedFor = (rule: AnyRule) => firstOf([rule.id, ...(rule.like ?? [])], options.severities)
  return {
    canBeOn(rule) {
      const asked = askedFor(rule)
      if (asked !== undefined) return asked !== 'off'
      if (options.only !== undefined || policy.canBeOn(rule.id)) return true
      return stateOf(rule, policy.severityOf(rule.id)).severity !== 'off'
    },
    severityOf(rule, path, problem) {
      const peerIds = problem?.like ?? rule.like
      const state = stateOf(rule, policy.severityOf(rule.id, path, undefined, problem && peerIds))
      const asked = askedFor(rule)
      if (asked !== undefined) return { ...state, severity: asked === 'on' ? rule.severity : asked }
      const isWanted = options.only !== undefined && isNamed(rule, options.only)
      return isWanted && !policy.canBeOn(rule.id) ? { ...state, severity: rule.severity } : state
    },
    optionSetsOf: (rule) => policy.optionSetsOf(rule.id),
  }
}

/**
 * A rule's state as a run takes it. What cannot be read is never passed over in silence: only a policy that names
 * such a rule turns it off.
 */
export function stateOf(rule: AnyRule, state: RuleState): RuleState {
  const isForgotten = rule.category === 'syntax' && state.origin === undefined
  return isForgotten ? { ...state, severity: rule.severity } : state
}

function firstOf<T>(names: readonly string[], table: Readonly<Record<string, T>> | undefined): T | undefined {
  const name = names.find((each) => table && Object.hasOwn(table, each))
  return name === undefined ? undefined : table?.[name]
}

function ruleStandings({ rules, policy }: Run): (id: string) => RuleStanding {
  const known = new Set([...builtInRules, ...policy.checks].flatMap(({ id, like }) => [id, ...(like ?? [])]))
  const running = new Set(rules.flatMap(({ id, like }) => [id, ...(like ?? [])]))
  return (id) => (running.has(id) ? 'on' : known.has(id) ? 'idle' : 'unknown')
}
