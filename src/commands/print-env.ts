import type { Deployment } from '../deployment/project.ts'
import { makeRedactor } from '../engine/redact.ts'
import { openProject } from '../lint.ts'
import { unreadParts } from '../load-graph.ts'
import { didYouMean } from '../policies/suggest.ts'
import { jsonText } from '../reporters/json-text.ts'
import { UsageError } from '../usage-error.ts'
import { compareEnvironments, reportEnvironment } from './env-report.ts'
import { comparedMarkdown, comparedText, envMarkdown, envText } from './env-text.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError, printNote } from './notes.ts'
import type { PlaceOptions } from './shared-flags.ts'
import { colorsFor } from './terminal.ts'

/** The flags of `plimsoll env` as they were written. */
export interface EnvFlags {
  readonly environment?: string | undefined
  readonly compare?: readonly string[] | undefined
  readonly gaps: boolean
  readonly values: boolean
  readonly 'compose-file'?: readonly string[] | undefined
  readonly format: 'text' | 'json' | 'markdown'
}

/**
 * Prints the variables of the environments that are asked for, and returns the exit code.
 * @throws UsageError for an environment that nothing belongs to, and as `lint` does
 */
export async function printEnv(
  path: string | undefined,
  flags: EnvFlags,
  place: PlaceOptions,
): Promise<ExitCode> {
  const { environment, compare, format, gaps, values } = flags
  if (compare && compare.length !== 2) {
    throw new UsageError('--compare takes the names of two environments: --compare production local.')
  }
  const composeFiles = flags['compose-file']
  // Whatever is asked for, the other environments tell what is used and what differs.
  const opened = await openProject({
    ...place,
    ...(path !== undefined && { paths: [path] }),
    ...(composeFiles && { composeFiles }),
  })
  const { project, troubles: unread } = opened.read()
  const troubles = [...unread, ...unreadParts(project)]
  for (const each of troubles) printNote(`${each.path ?? ''}: ${each.message}`)
  const redactor = makeRedactor(project)
  const chosen = (compare ?? (environment === undefined ? undefined : [environment]))?.map((name) =>
    deploymentNamed(name, project.deployments),
  )
  const reported = (chosen ?? project.deployments).map((deployment) =>
    reportEnvironment(deployment, project, redactor, { values, gaps: gaps && !compare }),
  )
  if (reported.every(({ services, variables }) => services === 0 && variables.length === 0) && !gaps) {
    printError('There are no variables here: no Compose file, no manifest and no env file was found.')
    return EXIT.usage
  }
  const [one, other] = reported
  const all = compare && one && other ? compareEnvironments(one, other) : undefined
  const compared = all?.filter(({ isDifferent }) => isDifferent || !gaps)
  const names = [one?.name ?? '', other?.name ?? ''] as const
  const colors = colorsFor(process.stdout)
  const text = {
    json: () =>
      jsonText({
        schemaVersion: 1,
        ...(compared ? { compared: names, variables: compared } : { environments: reported }),
      }),
    markdown: () => (compared ? comparedMarkdown(names, compared) : envMarkdown(reported)),
    text: () => (compared ? comparedText(names, compared, colors) : envText(reported, colors)),
  }
  process.stdout.write(text[format]())
  const isWrong = all
    ? all.some(({ isDifferent }) => isDifferent)
    : reported.some(({ variables }) => variables.some((each) => each.gaps.some((gap) => gap.isWrong)))
  return isWrong ? EXIT.findings : troubles.length > 0 ? EXIT.incomplete : EXIT.clean
}

function deploymentNamed(name: string, deployments: readonly Deployment[]): Deployment {
  const found =
    deployments.find(({ environment }) => environment.name === name) ??
    deployments.find(({ environment }) => environment.kind === name)
  if (found) return found
  const names = deployments.map(({ environment }) => environment.name)
  throw new UsageError(
    `Nothing in this project belongs to an environment "${name}".${didYouMean(name, names)}`,
  )
}
