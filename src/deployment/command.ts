import type { Instruction } from '../documents/dockerfile/document.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import type { Environment } from './environment.ts'
import type { Stage } from './image.ts'
import type { Container } from './kubernetes/container.ts'
import { nameList } from './name-list.ts'
import type { PlatformService } from './platform-services/platform-service.ts'
import { runsInProduction } from './profiles.ts'
import type { Service } from './service.ts'

/**
 * When a command runs: while the image is built (`RUN`), each time the container starts (`ENTRYPOINT`, `CMD`,
 * compose `command`, a script these run), as a healthcheck, around the container's life (`post_start`, a release),
 * or on a machine of CI or of a platform that builds and is thrown away (`pipeline`).
 */
export type CommandPhase = 'build' | 'start' | 'health' | 'hook' | 'pipeline'

/** A simple command with the place in the deployment where it runs. */
export interface Command extends SimpleCommand {
  readonly phase: CommandPhase
  /** Where it is written. */
  readonly writtenIn: 'dockerfile' | 'compose' | 'kubernetes' | 'workflow' | 'platform' | 'script'
  readonly environment: Environment
  /** The service that runs it; undefined for a build, and for an image that no service runs. */
  readonly service: Service | undefined
  readonly stage: Stage | undefined
  /** The container of Kubernetes that runs it. */
  readonly container?: Container
  /** The service of a hosting platform that runs it. */
  readonly platformService?: PlatformService
  readonly instruction: Instruction | undefined
  /** The whole command line it is part of. */
  readonly line: CommandLineText
}

/** One command line of the deployment, with everything it runs. */
export interface CommandLineText {
  readonly form: 'exec' | 'shell'
  readonly span: Span
  readonly commands: readonly SimpleCommand[]
}

/**
 * Whether a command runs on a machine that is thrown away afterwards. What it installs there is in no image, and
 * machines of CI answer yes to every question.
 */
export function isInPipeline({ phase }: Command): boolean {
  return phase === 'pipeline'
}

/** Whether a command is part of what production runs; a build of an image that is not marked for less is. */
export function isOfProduction({ service, environment }: Command): boolean {
  return service ? runsInProduction(service) : environment.isProduction
}

/**
 * Who runs a command, as a message names it. A Dockerfile or script may start several services, and is then
 * one place with one finding.
 */
export function runnerOf(command: Command): string {
  const { stage, span, container, platformService } = command
  if (container) return container.title
  if (platformService) return platformService.name.value
  const names = [...new Set(startersOf(command).map(({ name }) => name.value))]
  return names.length > 0 ? nameList(names) : `the image of ${stage?.image.path ?? span.path}`
}

/** Points at the services that run a command which is written elsewhere. */
export function runnerPlaces(command: Command): { at: Span; message: string }[] {
  const places = new Map<string, { at: Span; message: string }>()
  for (const { name } of startersOf(command)) {
    if (name.span.path === command.span.path) continue
    // A service of several environments is defined in one place.
    places.set(`${name.span.path}:${name.span.start}`, { at: name.span, message: `${name.value} starts it.` })
  }
  return [...places.values()]
}

function startersOf({ service, stage, writtenIn, span }: Command): readonly Service[] {
  if (service && (writtenIn === 'compose' || !stage)) return [service]
  return (stage?.image.builtBy ?? []).filter((each) =>
    each.startCommands.some((own) => own.span.path === span.path && own.span.start === span.start),
  )
}
