import { relative, resolve, sep } from 'node:path'
import { hideSecrets } from '../engine/hidden-text.ts'
import { lintExample } from '../lint.ts'
import { readPolicy } from '../policies/read.ts'
import { type ExampleResult, testChecks } from '../policies/test.ts'
import { findPolicyFile, type LoadedPolicy, loadPolicyTexts } from '../policy-files.ts'
import { count } from '../reporters/tally.ts'
import { terminalText } from '../reporters/visible-text.ts'
import { UsageError } from '../usage-error.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError } from './notes.ts'
import { colorsFor } from './terminal.ts'

/** Prints what is wrong with policy files, all of them. */
export async function checkPolicies(cwd: string, files: readonly string[] = []): Promise<ExitCode> {
  let code: ExitCode = EXIT.clean
  for (const path of await policyPaths(cwd, files)) {
    try {
      const { checks } = await readOwn(cwd, path)
      process.stdout.write(
        `${terminalText(shownPath(cwd, path))}: no mistakes, ${count(checks.length, 'check')}.\n`,
      )
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      printError(hideSecrets(error.message))
      code = EXIT.usage
    }
  }
  return code
}

/**
 * Runs the examples of the checks in policy files and prints how they came out.
 * @throws UsageError for a policy with mistakes
 */
export async function testPolicies(cwd: string, files: readonly string[] = []): Promise<ExitCode> {
  let code: ExitCode = EXIT.clean
  for (const path of await policyPaths(cwd, files)) {
    const { checks } = await readOwn(cwd, path)
    const results = await testChecks(checks, lintExample)
    process.stdout.write(testReport(shownPath(cwd, path), results))
    if (results.some(({ failures }) => failures.length > 0)) code = EXIT.findings
  }
  return code
}

async function policyPaths(cwd: string, files: readonly string[]): Promise<readonly string[]> {
  if (files.length > 0) return files.map((file) => resolve(cwd, file))
  const found = await findPolicyFile(cwd)
  if (!found) throw new UsageError('There is no policy file here. Name one, or write a plimsoll.yaml.')
  return [found.path]
}

/** The checks that stand in a policy itself, ready to judge; those of what it extends are tested there. */
async function readOwn(
  cwd: string,
  path: string,
): Promise<{ readonly checks: LoadedPolicy['resolved']['checks'] }> {
  const { resolved, texts } = await loadPolicyTexts({ config: path, root: cwd })
  const shown = shownPath(cwd, path)
  const { policy } = readPolicy(shown, texts.get(shown) ?? '')
  const own = new Set(policy.checks.map(({ id }) => id.value))
  return { checks: resolved.checks.filter(({ id }) => own.has(id)) }
}

/** As messages name it: relative to the working folder. */
function shownPath(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/')
}

function testReport(path: string, results: readonly ExampleResult[]): string {
  const colors = colorsFor(process.stdout)
  if (results.length === 0) return `${terminalText(path)}: has no checks.\n`
  const rules = [...new Set(results.map(({ rule }) => rule))]
  const lines = rules.flatMap((rule) => {
    const own = results.filter((each) => each.rule === rule)
    const failed = own.filter(({ failures }) => failures.length > 0)
    const verdict = failed.length === 0 ? colors.green('ok    ') : colors.red('failed')
    return [
      `  ${verdict}  ${rule}  ${colors.dim(count(own.length, 'example'))}`,
      ...failed.flatMap(({ kind, index, failures }) =>
        failures.map((failure) => `          ${kind} ${index + 1}: ${terminalText(failure)}`),
      ),
    ]
  })
  const failed = results.filter(({ failures }) => failures.length > 0).length
  const outcome = failed === 0 ? 'all hold' : `${failed} failed`
  return `${colors.bold(terminalText(path))}\n${lines.join('\n')}\n${count(results.length, 'example')}, ${outcome}.\n`
}
