import { join } from 'node:path'
import type { Deployment } from '../deployment/project.ts'
import type { Stack } from '../deployment/stack.ts'
import { makeRedactor } from '../engine/redact.ts'
import { relativeTo } from '../files/disk.ts'
import { openProject } from '../lint.ts'
import { UsageError } from '../usage-error.ts'
import { type Container, EngineError, listContainers } from './docker-compose.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { healthJson, healthTable } from './health-table.ts'
import { printError } from './notes.ts'
import { judgeHealth } from './service-health.ts'
import type { PlaceOptions } from './shared-flags.ts'
import { colorsFor } from './terminal.ts'

/** The flags of `plimsoll status` as they were written. */
export interface StatusFlags {
  readonly 'compose-file'?: readonly string[] | undefined
  readonly environment?: string | undefined
  readonly 'project-name'?: string | undefined
  readonly format: 'pretty' | 'json'
}

/**
 * Prints the health of the stack that is asked for, and returns the exit code.
 * @throws UsageError where several stacks may be meant, and as `lint` does
 */
export async function printStatus(flags: StatusFlags, place: PlaceOptions): Promise<ExitCode> {
  const { environment, format } = flags
  const composeFiles = flags['compose-file']
  const opened = await openProject({
    ...place,
    ...(environment !== undefined && { environment }),
    ...(composeFiles && { composeFiles }),
  })
  const root = opened.root ?? place.cwd
  const { project } = opened.read()
  const stack = chooseStack(project.deployments, relativeTo(root, place.cwd) ?? '')
  if (!stack || stack.services.size === 0) {
    printError(stack ? `${stack.composeFiles.join(', ')} has no services.` : 'There is no Compose file here.')
    return EXIT.usage
  }
  let containers: Container[]
  try {
    containers = await listContainers({
      cwd: place.cwd,
      composeFiles: stack.composeFiles.map((path) => join(root, path)),
      projectName: flags['project-name'],
    })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    // The client may quote what it cannot read.
    printError(makeRedactor(project).text(error.message))
    return EXIT.incomplete
  }
  const services = judgeHealth(stack, containers, project.files.text)
  const asked = {
    name: flags['project-name'] ?? stack.projectName,
    environment: stack.environment.name,
    files: stack.composeFiles,
  }
  process.stdout.write(
    format === 'json' ? healthJson(asked, services) : healthTable(asked, services, colorsFor(process.stdout)),
  )
  return services.some(({ isWrong }) => isWrong) ? EXIT.findings : EXIT.clean
}

const FOUND_BY_DOCKER = /^(?:docker-)?compose(?:\.override)?\.ya?ml$/

/**
 * The stack that is meant where nobody says it: what docker compose would take in the folder, else the only one,
 * else the only one for production.
 * @throws UsageError where that leaves several
 */
function chooseStack(deployments: readonly Deployment[], folder: string): Stack | undefined {
  const inOrder = deployments.toSorted(
    (a, b) => Number(b.environment.isProduction) - Number(a.environment.isProduction),
  )
  const all = new Map<string, Stack>()
  for (const stack of inOrder.flatMap(({ stacks }) => stacks)) {
    const key = stack.composeFiles.join('\0')
    if (!all.has(key)) all.set(key, stack)
  }
  const stacks = [...all.values()]
  if (stacks.length <= 1) return stacks[0]
  const start = folder === '' ? '' : `${folder}/`
  const usual = stacks.filter(({ composeFiles }) =>
    composeFiles.every((path) => path.startsWith(start) && FOUND_BY_DOCKER.test(path.slice(start.length))),
  )
  if (usual.length === 1) return usual[0]
  const production = stacks.filter(({ environment }) => environment.isProduction)
  if (production.length === 1) return production[0]
  const list = stacks.map(
    ({ composeFiles, environment }) => `${composeFiles.join(' + ')} (${environment.name})`,
  )
  throw new UsageError(
    `There are several stacks: ${list.join(', ')}. Name one by --compose-file or --environment.`,
  )
}
