import type { Project } from './deployment/project.ts'
import type { ProjectFiles } from './deployment/project-files.ts'
import { applyFixes, MOST_ROUNDS } from './engine/fix.ts'
import type { AnyRule, Example } from './engine/rule.ts'
import type { Finding, Fix, Report, Trouble } from './finding.ts'
import { judge } from './judge.ts'
import { isAsked, kindsOf, type LintOptions, openRun, type Run, readProject } from './open-run.ts'
import { locate } from './place.ts'
import { POLICY_FILE_NAMES } from './policies/discover.ts'
import type { FailOn } from './policies/policy.ts'
import { type LoadedPolicy, loadPolicyTexts } from './policy-files.ts'
import { rules as builtInRules } from './rules/index.ts'

export type { LintOptions } from './open-run.ts'

export interface FixOptions extends LintOptions {
  /** Apply fixes that may change what the deployment does, too. */
  readonly unsafe?: boolean
}

export interface FixResult {
  /** Path → text: of a virtual project every file as it is now, of one on disk those that changed. */
  readonly files: Readonly<Record<string, string>>
  /** What is left. */
  readonly report: Report
  /** How many fixes were applied. */
  readonly applied: number
}

/**
 * Judges a project.
 * @throws UsageError for a path that does not exist, a policy with mistakes, an unknown rule
 */
export async function lint(options: LintOptions = {}): Promise<Report> {
  return (await openProject(options)).lint()
}

/**
 * Applies fixes until nothing changes any more and judges what is left. Writes nothing: the new texts are in
 * the result.
 * @throws UsageError as `lint` does
 */
export async function fix(options: FixOptions = {}): Promise<FixResult> {
  const { files, report, applied } = await (await openProject(options)).fix(options.unsafe)
  return { files: { ...options.files, ...files }, report, applied }
}

/** One file before and after fixes. What is `shown` has the same lines and no secrets. */
export interface FileChange {
  readonly path: string
  readonly before: string
  readonly after: string
  readonly shownBefore: string
  readonly shownAfter: string
}

/** A project that was found and has its policy, for callers that want more of it than a report. */
export interface OpenProject {
  /** The folder that all paths are relative to; undefined for a virtual project. */
  readonly root: string | undefined
  /** From which severity on the policy wants a run to fail. */
  readonly failOn: FailOn | undefined
  /** Names of the policies that hold, weakest first. */
  readonly policies: readonly string[]
  /** How many files were found, whether anybody judges them or not. */
  readonly fileCount: number
  lint(): Promise<Report>
  /** As `fix` does, with each file's change. */
  fix(unsafe?: boolean): Promise<FixResult & { readonly changes: readonly FileChange[] }>
  /** Every file that is judged, with what it is judged as. */
  kinds(): ReadonlyMap<string, string>
  /** The model that rules judge, and what of it could not be read. */
  read(): { readonly project: Project; readonly troubles: readonly Trouble[] }
}

/**
 * Finds a project and its policy; nothing is judged yet.
 * @throws UsageError as `lint` does
 */
export async function openProject(options: LintOptions = {}): Promise<OpenProject> {
  const run = await openRun(options)
  return {
    root: run.root,
    failOn: run.policy.failOn ?? run.as?.failOn,
    policies: run.policy.policies,
    fileCount: run.files.paths.length,
    lint: async () => (await judge(run, run.files)).report,
    fix: (unsafe = false) => applyAllFixes(run, unsafe),
    kinds: () => kindsOf(run),
    read: () => ({ project: readProject(run, run.files), troubles: run.troubles() }),
  }
}

/**
 * The policy that holds for some paths, and the folder that its globs and paths are shown relative to.
 * @throws UsageError as `lint` does
 */
export async function openPolicy(
  options: Pick<LintOptions, 'cwd' | 'config' | 'paths'>,
): Promise<{ readonly root: string } & LoadedPolicy> {
  const { root, folder } = await locate(options)
  return { root, ...(await loadPolicyTexts({ config: options.config, root, folder })) }
}

/**
 * Judges a small virtual project by one rule at its own severity, and by whether its files can be read: how
 * the examples of a rule are run. An example may bring a policy.
 */
export async function lintExample(files: Example, rule: AnyRule, now?: Date): Promise<readonly Finding[]> {
  const config = POLICY_FILE_NAMES.find((name) => Object.hasOwn(files, name)) ?? { extends: [] }
  const run = await openRun({ files, config, ...(now && { now }) })
  const severities = { [rule.id]: rule.severity }
  const rules = [...builtInRules.filter(({ category, id }) => category === 'syntax' && id !== rule.id), rule]
  const example = { ...run, rules, options: { ...run.options, severities } }
  return (await judge(example, run.files)).report.findings
}

async function applyAllFixes(run: Run, unsafe: boolean): ReturnType<OpenProject['fix']> {
  const changed = new Map<string, string>()
  const files: ProjectFiles = { ...run.files, text: (path) => changed.get(path) ?? run.files.text(path) }
  const before = await judge(run, files)
  let after = before
  let total = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wanted = after.kept
      .flatMap(({ problem }) => problem.fix ?? [])
      .filter((each: Fix) => (each.safe || unsafe) && each.edits.every(({ span }) => isAsked(run, span.path)))
    const { texts, applied } = applyFixes(wanted, files.text)
    if (applied === 0) break
    for (const [path, text] of texts) changed.set(path, keepMark(text, files.text(path)))
    total += applied
    after = await judge(run, files)
  }
  for (const [path, text] of changed) if (run.files.text(path) === text) changed.delete(path)
  const changes = [...changed].map(([path, text]) => {
    const old = run.files.text(path) ?? ''
    return {
      path,
      before: old,
      after: text,
      shownBefore: before.shown(path, old),
      shownAfter: after.shown(path, text),
    }
  })
  return { files: Object.fromEntries(changed), report: after.report, applied: total, changes }
}

/** A byte order mark is no part of the first line, though an edit of that line may begin before it. */
function keepMark(text: string, before: string | undefined): string {
  return before?.startsWith('\ufeff') && !text.startsWith('\ufeff') ? `\ufeff${text}` : text
}
