import type { CommandLine, Word } from '../documents/dockerfile/document.ts'
import type { Mapping, Scalar, YamlNode } from '../documents/yaml/node.ts'
import type { Located } from '../span.ts'
import type { Command } from './command.ts'
import { readBuild } from './compose/build.ts'
import { readCommand } from './compose/command.ts'
import { readDependencies } from './compose/dependencies.ts'
import type { ComposeModel } from './compose/model.ts'
import { readMount } from './compose/mounts.ts'
import { readPort } from './compose/ports.ts'
import { asMapping, isNull, listOf, textOf } from './compose/tree.ts'
import { copiedInto, mountedInto, workdirAtEnd } from './copied-files.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment } from './environment.ts'
import type { Image, Stage } from './image.ts'
import { bringsNoHealthcheck } from './image-facts.ts'
import { type ImageReference, parseImageReference } from './image-reference.ts'
import { folderOf, joinPath } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Attachment, Build, Healthcheck, Instances, Service } from './service.ts'
import { effectiveVariables, variablesOfMapping } from './service-variables.ts'
import type { Stack } from './stack.ts'
import { commandsOf, type Runner, type Scripts, startCommands, type WrittenLine } from './start-commands.ts'
import { workerInstances } from './worker-options.ts'

/** What a service is made out of besides its own definition. */
export interface ServiceSurroundings extends BuildServiceParts {
  readonly stack: Stack
  readonly model: ComposeModel
  readonly environment: Environment
  readonly files: ProjectFiles
}

/** Ways to the other documents of the project, each parsed once. */
export interface BuildServiceParts {
  readonly imageAt: (path: string) => Image | undefined
  readonly envFileAt: (path: string) => EnvFile | undefined
  readonly scriptAt: Scripts['scriptAt']
}

/** Works out one service of a loaded compose model. Dependencies are filled in by `linkServices`. */
export function buildService(name: Scalar, definition: Mapping, around: ServiceSurroundings): Service {
  const { stack, model, environment } = around
  const service = { name: { value: name.text, span: name.span }, stack, environment, definition } as Draft
  const located = (key: string) => locate(definition.get(key))
  const locatedList = (key: string) => listOf(definition.get(key)).flatMap((node) => locate(node) ?? [])

  const imageNode = definition.get('image')
  service.image = imageNode && !isNull(imageNode) ? readImage(imageNode, model) : undefined
  service.build = buildOf(definition.get('build'), service, around)
  const stage = service.build?.stage
  service.runtimeImage = service.build ? stage?.externalBase : service.image
  service.mounts = listOf(definition.get('volumes')).flatMap((node) => {
    const { mount } = readMount(node)
    return mount ? [{ ...mount, isUnresolved: isUnknown(node, model) }] : []
  })
  service.ports = listOf(definition.get('ports')).flatMap((node) => {
    const isUnresolved = isUnknown(node, model)
    return readPort(node).ports.map((port) => ({ ...port, isUnresolved }))
  })
  service.exposed = readExposed(definition.get('expose'))
  service.networks = readNetworks(definition.get('networks'))
  service.dependencies = readDependencies(definition).map((each) => ({ ...each, service: undefined }))
  service.restart = located('restart')
  service.profiles = locatedList('profiles')
  service.networkMode = located('network_mode')
  service.pid = located('pid')
  service.ipc = located('ipc')
  service.usernsMode = located('userns_mode')
  service.privileged = readBoolean(definition.get('privileged'))
  service.capAdd = locatedList('cap_add')
  service.capDrop = locatedList('cap_drop')
  service.securityOptions = locatedList('security_opt')
  const containerName = definition.get('container_name')
  service.containerName =
    containerName && !isUnknown(containerName, model) ? locate(containerName) : undefined
  service.hostNames = hostNamesOf(service)
  service.user = located('user') ?? userOf(stage)
  service.assignments = variablesOfMapping(
    definition.get('environment'),
    'service-environment',
    service,
    around,
  )
  service.labels = variablesOfMapping(definition.get('labels'), 'service-label', service, around)
  const envFiles = model.envFiles.filter((each) => each.service === name.text)
  service.envFilePaths = envFiles.map(({ path }) => path)
  const unknownPaths = listOf(definition.get('env_file'))
    .filter((node) => isUnknown(node, model))
    .map((node) => (asMapping(node)?.get('path') ?? node).span.start)
  service.envFileMentions = envFiles.map(({ path, span, kind, required, format }) => ({
    path,
    span,
    state: unknownPaths.includes(span.start) ? 'unknown' : kind,
    isRead: kind === 'file',
    format,
    required,
  }))
  const { variables, isComplete } = effectiveVariables(service, around)
  service.variables = variables
  service.variablesAreComplete = isComplete

  const runner: Runner = { phase: 'start', environment, service, stage }
  const entrypoint = composeLine(definition.get('entrypoint'))
  const command = composeLine(definition.get('command'))
  service.overridesCommand = entrypoint !== undefined || command !== undefined
  service.startCommands = startCommands(
    entrypoint ?? imageLine(stage?.entrypoint),
    // An entrypoint of compose clears the image's command.
    command ?? (entrypoint ? undefined : imageLine(stage?.command)),
    runner,
    scriptsOf(service, around),
  )
  service.healthcheck = readHealthcheck(service, { ...runner, phase: 'health' })
  service.instances = readInstances(service)
  // Whoever writes that it must not start again, and opens no port, has it do something once.
  service.isJob =
    (service.restart?.value === 'no' && service.ports.length === 0) ||
    (environment.policy.migrations?.includes(name.text) ?? false)
  return service
}

type Draft = { -readonly [K in keyof Service]: Service[K] }

/** Fills in what needs the other services of the stack: dependencies, and which services are jobs. */
export function linkServices(services: ReadonlyMap<string, Service>): void {
  for (const service of services.values()) {
    const draft = service as Draft
    draft.dependencies = service.dependencies.map((dependency) => ({
      ...dependency,
      service: services.get(dependency.name.value),
    }))
    for (const { condition, service: target } of draft.dependencies) {
      if (condition === 'service_completed_successfully' && target) (target as Draft).isJob = true
    }
  }
}

function locate(node: YamlNode | undefined): Located<string> | undefined {
  const value = textOf(node)
  return node && value !== undefined ? { value, span: node.span } : undefined
}

/** Whether a variable without a value is part of a value, or of a value in it. */
function isUnknown(node: YamlNode, model: ComposeModel): boolean {
  if (model.isUnresolved(node)) return true
  return node.kind === 'mapping' && node.entries.some(({ value }) => model.isUnresolved(value))
}

function readBoolean(node: YamlNode | undefined): Located<boolean> | undefined {
  const text = textOf(node)?.toLowerCase()
  return node && (text === 'true' || text === 'false')
    ? { value: text === 'true', span: node.span }
    : undefined
}

function readImage(node: YamlNode, model: ComposeModel): ImageReference | undefined {
  const text = textOf(node)
  return text === undefined ? undefined : parseImageReference(text, node.span, model.isUnresolved(node))
}

function buildOf(
  node: YamlNode | undefined,
  service: Service,
  around: ServiceSurroundings,
): Build | undefined {
  const written = readBuild(node)
  if (!written) return undefined
  const { files, model, imageAt } = around
  const { context, isRemote, dockerfile, dockerfileInline, target } = written
  const definition = asMapping(node)
  const isUnknown = (key: string) => {
    const value = definition?.get(key)
    return value !== undefined && model.isUnresolved(value)
  }
  const contextPath =
    isRemote || isUnknown('context') ? undefined : projectPath(context.value, model.projectDirectory)
  const dockerfilePath =
    contextPath === undefined || dockerfileInline || isUnknown('dockerfile')
      ? undefined
      : projectPath(dockerfile?.value ?? defaultDockerfile(contextPath, files), contextPath)
  const image = dockerfilePath === undefined ? undefined : imageAt(dockerfilePath)
  const contextKind = contextPath === undefined ? 'outside' : files.kindOf(contextPath)
  const fileKind = dockerfilePath === undefined ? 'outside' : files.kindOf(dockerfilePath)
  return {
    context,
    contextPath,
    contextState: isRemote ? 'remote' : contextKind,
    dockerfile,
    dockerfilePath,
    dockerfileState: dockerfileInline
      ? 'inline'
      : isRemote
        ? 'remote'
        : fileKind === 'directory'
          ? 'missing'
          : fileKind,
    target: isUnknown('target') ? undefined : target,
    arguments: variablesOfMapping(written.arguments, 'build-argument', service, around),
    span: written.span,
    image,
    stage: isUnknown('target')
      ? undefined
      : image && (target ? stageNamed(image, target.value) : image.finalStage),
  }
}

function defaultDockerfile(contextPath: string, files: ProjectFiles): string {
  const at = (name: string) => joinPath(contextPath, name)!
  // BuildKit falls back to the lower-case name.
  return files.kindOf(at('Dockerfile')) !== 'file' && files.kindOf(at('dockerfile')) === 'file'
    ? 'dockerfile'
    : 'Dockerfile'
}

function stageNamed(image: Image, target: string): Stage | undefined {
  const wanted = target.toLowerCase()
  const byNumber = /^\d+$/.test(target) ? image.stages[Number(target)] : undefined
  return image.stages.findLast(({ name }) => name?.value.toLowerCase() === wanted) ?? byNumber
}

/** A path of a compose file as a project path; undefined where it is absolute or leads out. */
export function projectPath(path: string, directory: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:[\\/]/.test(path)) return undefined
  return joinPath(directory, path)
}

function readExposed(node: YamlNode | undefined): Located<number>[] {
  return listOf(node).flatMap((item) => {
    const port = Number.parseInt(textOf(item) ?? '', 10)
    return Number.isNaN(port) ? [] : [{ value: port, span: item.span }]
  })
}

function readNetworks(node: YamlNode | undefined): Attachment[] {
  return (asMapping(node)?.entries ?? []).map(({ key, value }) => ({
    network: { value: key.text, span: key.span },
    aliases: listOf(asMapping(value)?.get('aliases')).flatMap((alias) => locate(alias) ?? []),
  }))
}

function hostNamesOf(service: Service): ReadonlySet<string> {
  const names = new Set([service.name.value])
  if (service.containerName) names.add(service.containerName.value)
  const hostname = textOf(service.definition.get('hostname'))
  if (hostname) names.add(hostname)
  for (const { aliases } of service.networks) for (const { value } of aliases) names.add(value)
  return names
}

function userOf(stage: Stage | undefined): Located<string> | undefined {
  const word = stage?.user?.words[0]
  return word && { value: word.value, span: word.span }
}

function composeLine(node: YamlNode | undefined): WrittenLine | undefined {
  const command = readCommand(node)
  if (!command) return undefined
  const words =
    node?.kind === 'sequence'
      ? node.items.flatMap(wordOf)
      : command.words.map((word) => ({ ...word, raw: word.value, quote: 'none' as const }))
  return { line: { form: 'exec', words, span: command.span }, writtenIn: 'compose', instruction: undefined }
}

/** A list item is one word, whatever blanks are in it; its text is where the quotes end. */
function wordOf(node: YamlNode): Word[] {
  if (node.kind !== 'scalar') return []
  const traced = node.traced()
  const span = traced.spanOf(0, traced.value.length)
  return [{ value: textOf(node) ?? '', raw: traced.value, quote: 'none', span, traced }]
}

function imageLine(instruction: Stage['command']): WrittenLine | undefined {
  if (!instruction?.command) return undefined
  return { line: instruction.command, writtenIn: 'dockerfile', instruction }
}

function scriptsOf(service: Service, around: ServiceSurroundings): Scripts {
  const { build, mounts, definition } = service
  const { files, model, scriptAt } = around
  const stage = build?.stage
  const mounted = mountedInto(mounts, (source) => projectPath(source, model.projectDirectory))
  const copied = stage && build.contextPath !== undefined ? copiedInto(stage, build.contextPath, files) : []
  const workdir = textOf(definition.get('working_dir')) ?? (stage ? workdirAtEnd(stage) : '/')
  return { workdir, copied: [...copied, ...mounted], files, scriptAt }
}

/** The scripts a Dockerfile's own CMD runs, when no service builds it; its folder is taken for the context. */
export function scriptsOfStage(stage: Stage, files: ProjectFiles, scriptAt: Scripts['scriptAt']): Scripts {
  const copied = copiedInto(stage, folderOf(stage.image.path), files)
  return { workdir: workdirAtEnd(stage), copied, files, scriptAt }
}

/** What starts when an image runs by itself. */
export function imageStartCommands(stage: Stage, runner: Runner, scripts: Scripts): Command[] {
  return startCommands(imageLine(stage.entrypoint), imageLine(stage.command), runner, scripts)
}

/** What an image runs as its healthcheck when it runs by itself. */
export function imageHealthCommands({ healthcheck }: Stage, runner: Runner): Command[] {
  if (!healthcheck?.command) return []
  const written = { line: healthcheck.command, writtenIn: 'dockerfile' as const, instruction: healthcheck }
  return commandsOf(written, { ...runner, phase: 'health' })
}

function readHealthcheck(service: Service, runner: Runner): Healthcheck {
  const definition = asMapping(service.definition.get('healthcheck'))
  const test = definition?.get('test')
  const disabled = readBoolean(definition?.get('disable'))
  if (disabled?.value) return { state: 'disabled', span: disabled.span, writtenIn: 'compose', commands: [] }
  if (test && !isNull(test)) return composeHealthcheck(test, runner)
  const stage = service.build?.stage
  const own = stage?.healthcheck
  if (own?.none) return { state: 'disabled', span: own.span, writtenIn: 'dockerfile', commands: [] }
  if (own) {
    const written: WrittenLine | undefined = own.command && {
      line: own.command,
      writtenIn: 'dockerfile',
      instruction: own,
    }
    return {
      state: 'present',
      span: own.span,
      writtenIn: 'dockerfile',
      commands: written ? commandsOf(written, runner) : [],
    }
  }
  return {
    state: isKnownAbsent(service) ? 'absent' : 'unknown',
    span: undefined,
    writtenIn: undefined,
    commands: [],
  }
}

function composeHealthcheck(test: YamlNode, runner: Runner): Healthcheck {
  const first = textOf(listOf(test)[0])
  if (first === 'NONE') return { state: 'disabled', span: test.span, writtenIn: 'compose', commands: [] }
  const isShell = test.kind === 'scalar' || first === 'CMD-SHELL'
  const body = test.kind === 'scalar' ? test : listOf(test)[1]
  const line: CommandLine | undefined =
    isShell && body?.kind === 'scalar'
      ? { form: 'shell', script: body.traced(), span: body.span }
      : { form: 'exec', words: listOf(test).slice(1).flatMap(wordOf), span: test.span }
  const commands = commandsOf({ line, writtenIn: 'compose', instruction: undefined }, runner)
  return { state: 'present', span: test.span, writtenIn: 'compose', commands }
}

/** Nobody here can see into an image of a registry, except those known to have none. */
function isKnownAbsent({ build, runtimeImage, image }: Service): boolean {
  if (build)
    return (
      build.stage !== undefined &&
      (runtimeImage === undefined ? endsInScratch(build.stage) : bringsNoHealthcheck(runtimeImage))
    )
  return image !== undefined && bringsNoHealthcheck(image)
}

function endsInScratch(stage: Stage): boolean {
  return stage.base.kind === 'stage' ? endsInScratch(stage.base.stage) : stage.base.kind === 'scratch'
}

function readInstances({ definition, startCommands: commands, variables }: Service): Instances[] {
  const instances: Instances[] = []
  const replicas = asMapping(definition.get('deploy'))?.get('replicas')
  for (const [node, by] of [
    [replicas, 'replicas'],
    [definition.get('scale'), 'scale'],
  ] as const) {
    const count = Number(textOf(node))
    if (node && Number.isInteger(count)) instances.push({ count, span: node.span, by })
  }
  instances.push(...workerInstances(commands, variables))
  return instances
}
