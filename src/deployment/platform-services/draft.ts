import { parseScript } from '../../documents/shell/parse.ts'
import type { Scalar, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span, TracedText } from '../../span.ts'
import type { Command } from '../command.ts'
import { asMapping, textOf } from '../compose/tree.ts'
import type { Environment } from '../environment.ts'
import { environmentOfMark, markOf } from '../environment-marks.ts'
import { type ImageReference, parseImageReference } from '../image-reference.ts'
import { joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Instances } from '../service.ts'
import { type Scripts, startCommands } from '../start-commands.ts'
import type { EffectiveVariable, Variable } from '../variable.ts'
import { workerInstances } from '../worker-options.ts'
import type { NamedDockerfile, PlatformService } from './platform-service.ts'

/** What a platform's manifest says of a service, before it is looked into. */
export interface ServiceDraft {
  readonly platform: PlatformService['platform']
  readonly path: string
  readonly name: Located<string>
  readonly role: PlatformService['role']
  readonly folder: string
  readonly build?: readonly (TracedText | undefined)[]
  readonly start?: TracedText | undefined
  readonly release?: readonly (TracedText | undefined)[]
  readonly assignments?: readonly Variable[]
  readonly variablesAreComplete: boolean
  readonly healthCheckPath?: Located<string> | undefined
  readonly missingHealthCheck?: string | undefined
  readonly instances?: readonly (Instances | undefined)[]
  readonly noRestart?: Span | undefined
  readonly dockerfile?: NamedDockerfile | undefined
  readonly image?: ImageReference | undefined
  readonly hasSharedStore?: boolean
}

/** Where manifests and the scripts that they start are read. */
export interface ManifestSurroundings {
  readonly files: ProjectFiles
  readonly scriptAt: Scripts['scriptAt']
}

/** Programs that take work from a queue and answer nobody. */
const WORKERS =
  /^(?:celery|rq|dramatiq|huey_consumer(?:\.py)?|arq|sidekiq|good_job|delayed_job|resque|oban|bullmq|graphile-worker)$/

/** Names that people give to such programs. */
const NAMED_WORKER =
  /(?:^|[/:._-])(?:worker|workers|bot|telebot|consumer|scheduler|cron|poller|queue|daemon|listener|job|jobs)(?:$|[/:._-])/i

/** Joins what a manifest says with what its commands run. */
export function makePlatformService(draft: ServiceDraft, around: ManifestSurroundings): PlatformService {
  const service = {
    hasSharedStore: false,
    ...draft,
    environment: environmentOfManifest(draft.path),
    assignments: draft.assignments ?? [],
  } as unknown as { -readonly [K in keyof PlatformService]: PlatformService[K] }
  service.buildCommands = (draft.build ?? []).flatMap((text) => plainCommands(service, text, 'pipeline'))
  service.releaseCommands = (draft.release ?? []).flatMap((text) => plainCommands(service, text, 'hook'))
  service.startCommands = draft.start ? commandsAtStart(service, draft.start, around) : []
  service.variables = effective(service.assignments)
  if (service.role === 'unknown') service.role = roleBy(service.startCommands)
  service.instances = [
    ...(draft.instances ?? []).filter((each) => each !== undefined),
    ...workerInstances(service.startCommands, service.variables),
  ]
  service.healthCheckPath = draft.healthCheckPath
  service.missingHealthCheck = service.role === 'web' ? draft.missingHealthCheck : undefined
  service.noRestart = draft.noRestart
  service.dockerfile = draft.dockerfile
  service.image = draft.image
  return service
}

function roleBy(commands: readonly Command[]): PlatformService['role'] {
  const isWorker = commands.some(({ name, words }) => {
    const programs = [name.slice(name.lastIndexOf('/') + 1), ...words.slice(0, 3).map(({ value }) => value)]
    return programs.some((program) => WORKERS.test(program) || NAMED_WORKER.test(program))
  })
  return isWorker ? 'worker' : 'web'
}

function plainCommands(
  service: PlatformService,
  script: TracedText | undefined,
  phase: Command['phase'],
): Command[] {
  if (script === undefined) return []
  const { commands } = parseScript(script)
  const line = { form: 'shell' as const, span: script.span, commands }
  return commands.map((command) => ({
    ...command,
    phase,
    writtenIn: 'platform',
    environment: service.environment,
    service: undefined,
    stage: undefined,
    platformService: service,
    instruction: undefined,
    line,
  }))
}

/** Platforms put the project, or the folder that the manifest names, where the command is typed. */
function commandsAtStart(
  service: PlatformService,
  script: TracedText,
  { files, scriptAt }: ManifestSurroundings,
): Command[] {
  const runner = {
    phase: 'start' as const,
    environment: service.environment,
    service: undefined,
    stage: undefined,
    platformService: service,
  }
  const line = { form: 'shell' as const, script, span: script.span }
  const written = { line, writtenIn: 'platform' as const, instruction: undefined }
  const scripts = { workdir: '/app', copied: [{ from: service.folder, to: '/app' }], files, scriptAt }
  return startCommands(undefined, written, runner, scripts)
}

function effective(assignments: readonly Variable[]): ReadonlyMap<string, EffectiveVariable> {
  const variables = new Map<string, EffectiveVariable>()
  for (const origin of assignments) {
    const known = variables.get(origin.name)
    if (!known) variables.set(origin.name, { name: origin.name, value: origin.value, origin, overrides: [] })
  }
  return variables
}

/** The environment that a manifest's name marks it for: `fly.staging.toml`. */
function environmentOfManifest(path: string): Environment {
  return environmentOfMark(markOf(path))
}

/** An assignment in a manifest. Without a value it is given elsewhere. */
export function manifestVariable(path: string, key: Scalar, value: Scalar | undefined): Variable {
  return {
    name: key.text,
    nameSpan: key.span,
    value: value && value.value !== null ? value.text : undefined,
    written: value?.text ?? '',
    valueSpan: value?.span ?? { ...key.span, start: key.span.end },
    span: value ? { ...key.span, end: Math.max(key.span.end, value.span.end) } : key.span,
    place: 'platform-environment',
    environment: environmentOfManifest(path),
    commentedOut: false,
    isExample: false,
    envFile: undefined,
    service: undefined,
    stage: undefined,
  }
}

/** A mapping of names and values. */
export function variablesIn(path: string, node: YamlNode | undefined): Variable[] {
  return (asMapping(node)?.entries ?? []).map(({ key, value }) =>
    manifestVariable(path, key, value.kind === 'scalar' ? value : undefined),
  )
}

/** The text of a command; a list of words counts as their line. */
export function commandText(node: YamlNode | undefined): TracedText | undefined {
  return node?.kind === 'scalar' && node.value !== null && node.text.trim() !== '' ? node.traced() : undefined
}

export function located(node: YamlNode | undefined): Located<string> | undefined {
  const text = textOf(node)
  return node === undefined || text === undefined || text === ''
    ? undefined
    : { value: text, span: node.span }
}

/** The image that a manifest names. */
export function namedImage(node: YamlNode | undefined): ImageReference | undefined {
  const image = located(node)
  return image && parseImageReference(image.value, image.span)
}

/** How many instances a number asks for. */
export function replicas(node: YamlNode | undefined): Instances | undefined {
  const count = Number(textOf(node))
  return node && Number.isInteger(count) ? { count, span: node.span, by: 'replicas' } : undefined
}

/** A Dockerfile that a manifest names, from the root of the project or of the service. */
export function namedDockerfile(
  node: YamlNode | undefined,
  ...folders: readonly string[]
): NamedDockerfile | undefined {
  const path = located(node)
  if (!path) return undefined
  const candidates = folders.flatMap((folder) => joinPath(folder, path.value) ?? [])
  return { path, candidates: [...new Set(candidates)] }
}
