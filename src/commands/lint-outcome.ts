import type { Report } from '../finding.ts'
import type { OpenProject } from '../lint.ts'
import { count } from '../reporters/tally.ts'
import type { LintFlags } from './lint-options.ts'
import type { StandardInput } from './standard-input.ts'
import { colorsFor } from './terminal.ts'
import { unifiedDiff } from './unified-diff.ts'
import { writeFixes } from './write-fixes.ts'

/** What a run leaves. */
export interface Outcome {
  readonly report: Report
  /** What standard output was asked for in place of a report: a diff, a mended text. */
  readonly text?: string
  /** One line on what fixes did. */
  readonly note?: string
}

/** Judges a project and does with its fixes what the flags ask. */
export async function judge(
  project: OpenProject,
  flags: LintFlags,
  input: StandardInput | undefined,
): Promise<Outcome> {
  if (input?.problem !== undefined) return unreadable(input.path, input.problem)
  const unsafe = flags['fix-unsafe']
  if (flags.diff) return showFixes(project, unsafe)
  if (!flags.fix && !unsafe) return { report: await project.lint() }
  return input ? fixText(project, unsafe, input.text) : fixFiles(project, unsafe)
}

function unreadable(path: string, message: string): Outcome {
  const troubles = [{ kind: 'unreadable', path, message } as const]
  return { report: { findings: [], rules: [], excerpts: [], troubles, files: [], suppressed: 0 } }
}

async function showFixes(project: OpenProject, unsafe: boolean): Promise<Outcome> {
  const { changes, applied } = await project.fix(unsafe)
  const colors = colorsFor(process.stdout)
  return {
    report: await project.lint(),
    text: changes.map((change) => unifiedDiff(change, colors)).join(''),
    note: applied === 0 ? NOTHING : `${sum(applied, changes.length, 'would change')} Nothing was written.`,
  }
}

/** The text as it should be, also where it is as it was: an editor takes it over. */
async function fixText(project: OpenProject, unsafe: boolean, text: string): Promise<Outcome> {
  const { changes, applied, report } = await project.fix(unsafe)
  return {
    report,
    text: changes[0]?.after ?? text,
    note: applied === 0 ? NOTHING : sum(applied, 1, 'changed'),
  }
}

async function fixFiles(project: OpenProject, unsafe: boolean): Promise<Outcome> {
  const { changes, applied, report } = await project.fix(unsafe)
  const { paths, troubles } = writeFixes(changes, project.root ?? '.')
  return {
    report: { ...report, troubles: [...report.troubles, ...troubles] },
    note: applied === 0 ? NOTHING : sum(applied, paths.length, 'changed'),
  }
}

const NOTHING = 'There is nothing that a fix would change.'

function sum(fixes: number, files: number, verb: string): string {
  return `${count(fixes, 'fix', 'fixes')} ${verb} ${count(files, 'file')}.`
}
