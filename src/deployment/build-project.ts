import type { CaddyDocument } from '../documents/caddy/document.ts'
import { parseCaddy } from '../documents/caddy/parse.ts'
import type { DockerfileDocument } from '../documents/dockerfile/document.ts'
import { parseDockerfile } from '../documents/dockerfile/parse.ts'
import type { DocumentBase, DocumentProblem } from '../documents/document.ts'
import type { EnvDocument } from '../documents/env/document.ts'
import { parseEnv } from '../documents/env/parse.ts'
import { envValues } from '../documents/env/values.ts'
import type { NginxDocument } from '../documents/nginx/document.ts'
import { parseNginx } from '../documents/nginx/parse.ts'
import { parseShellFile } from '../documents/shell/parse.ts'
import type { ShellDocument } from '../documents/shell/script.ts'
import type { YamlDocument } from '../documents/yaml/node.ts'
import { parseYaml } from '../documents/yaml/parse.ts'
import type { ExchangeDocument } from '../exchanges/exchange-document.ts'
import { buildEnvFile, noteReceiver } from './build-env-file.ts'
import { buildImage, noteBuilder } from './build-image.ts'
import { imageHealthCommands, imageStartCommands, scriptsOfStage } from './build-service.ts'
import { buildStack } from './build-stack.ts'
import { findCaddyConfigs } from './caddy-configs.ts'
import { caddyRoutes } from './caddy-routes.ts'
import type { Command } from './command.ts'
import { type ComposeSet, findComposeSets } from './compose-sets.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment, EnvironmentKind, EnvironmentPolicy } from './environment.ts'
import { environmentOfMark, kindOfEnvironment, markOf as markByConvention } from './environment-marks.ts'
import { type FileMatcher, findEnvironments, setsOf } from './environments.ts'
import type { Image, Stage } from './image.ts'
import { Admission } from './kubernetes/admission/admission.ts'
import { Cluster } from './kubernetes/cluster.ts'
import type { Container } from './kubernetes/container.ts'
import { manifestsOf } from './kubernetes/manifests.ts'
import { gatherManifests, type Renderings, readTemplate, variantsOf } from './kubernetes/renderings.ts'
import { ApiCatalogue, type ApiSource } from './kubernetes/schemas/api-catalogue.ts'
import { findNginxConfigs } from './nginx-configs.ts'
import { folderOf, pathsIn } from './paths.ts'
import { findPlatformServices } from './platform-services/find-platform-services.ts'
import type { Deployment, Project } from './project.ts'
import type { ProjectFiles } from './project-files.ts'
import { findProxyConfigs } from './proxy-configs.ts'
import { findRoutes, type Route } from './routes.ts'
import type { Service } from './service.ts'
import type { Stack } from './stack.ts'
import { markOfStage } from './stage-reach.ts'
import { commandsOf, isShellText } from './start-commands.ts'
import { traefikRoutes } from './traefik-routes.ts'
import type { Variable } from './variable.ts'
import { findWorkflows } from './workflows/build-workflow.ts'

/** What a project is built from. */
export interface ProjectSource {
  readonly files: ProjectFiles
  /** Which of the files to judge, by what they are. Others are read only when one of these leads to them. */
  readonly dockerfiles: readonly string[]
  readonly composeFiles: readonly string[]
  readonly envFiles: readonly string[]
  readonly nginxFiles?: readonly string[]
  readonly caddyFiles?: readonly string[]
  /** Manifests of Kubernetes. */
  readonly manifestFiles?: readonly string[]
  /** What programs made of kustomizations and charts; it is judged in place of what it was made of. */
  readonly renderings?: Renderings
  /** Workflows and composite actions. */
  readonly workflowFiles?: readonly string[]
  /** Manifests of hosting platforms. */
  readonly platformFiles?: readonly string[]
  /** The version of Kubernetes that manifests are for, and where to read its schemas. */
  readonly apis?: ApiSource
  /** Compose files named on the command line, in merge order; they are then the only stack. */
  readonly composeSet?: readonly string[]
  /** The files are only a part of the project. */
  readonly isPart?: boolean
  readonly environments: readonly EnvironmentPolicy[]
  /** Whether a path matches the globs of an environment's `files`. */
  readonly matches: FileMatcher
  /** Only this environment's deployment is built. */
  readonly environment?: string
  /** Variables of the shell, strongest of all. */
  readonly env: Readonly<Record<string, string>>
  /** Every file and stage counts as production, whatever it is called: most tools know no environments. */
  readonly ignoresMarks?: boolean
  /** What endpoints answered; what belongs to one is in its `related`. */
  readonly exchanges?: readonly ExchangeDocument[]
  /** Values of build arguments given on the command line. */
  readonly buildArguments?: Readonly<Record<string, string>>
}

/** Reads and joins everything: documents, images, env files, one deployment per environment. */
export function buildProject(source: ProjectSource): Project {
  const { files } = source
  const markOf = (path: string): EnvironmentKind | undefined => {
    if (source.ignoresMarks) return undefined
    // An example stays one, whatever folder an environment claims.
    if (markByConvention(path) === 'example') return 'example'
    const claimed = source.environments.find((each) => each.files && source.matches(each.files, path))
    return claimed ? kindOfEnvironment(claimed) : markByConvention(path)
  }
  const documents = new Map<string, DocumentBase>()
  const exchanges = source.exchanges ?? []
  for (const each of exchanges.flatMap((exchange) => [exchange, ...exchange.related])) {
    documents.set(each.path, each)
  }
  const parsed = <T extends DocumentBase>(
    path: string,
    parse: (path: string, text: string) => T,
  ): T | undefined => {
    const known = documents.get(path)
    if (known) return known as T
    const text = files.text(path)
    if (text === undefined) return undefined
    const document = parse(path, text)
    documents.set(path, document)
    return document
  }
  const yamlAt = (path: string) => parsed<YamlDocument>(path, parseYaml)
  const scriptAt = (path: string): ShellDocument | undefined => {
    const text = files.text(path)
    return text !== undefined && isShellText(path, text)
      ? parsed<ShellDocument>(path, parseShellFile)
      : undefined
  }

  const images = new Map<string, Image>()
  const imageAt = (path: string): Image | undefined => {
    if (!images.has(path) && files.kindOf(path) === 'file') {
      const document = parsed<DockerfileDocument>(path, parseDockerfile)
      if (document) images.set(path, buildImage(document, markOf(path)))
    }
    return images.get(path)
  }
  for (const path of source.dockerfiles) imageAt(path)

  const envFiles = new Map<string, EnvFile>()
  const envFileAt = (path: string): EnvFile | undefined => {
    if (!envFiles.has(path) && files.kindOf(path) === 'file') {
      const document = parsed<EnvDocument>(path, parseEnv)
      if (document)
        envFiles.set(path, buildEnvFile(document, markOf(path), files.isTracked(path), isOverridden(path)))
    }
    return envFiles.get(path)
  }
  const isOverridden = (path: string) => (key: string) =>
    pathsIn(folderOf(path), source.envFiles).some(
      (other) =>
        other !== path &&
        markOf(other) === 'production' &&
        parsed<EnvDocument>(other, parseEnv)?.entries.some((entry) => entry.key === key),
    )
  for (const path of source.envFiles) envFileAt(path)

  const valuesIn = (path: string, env: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
    const document = files.kindOf(path) === 'file' ? parsed<EnvDocument>(path, parseEnv) : undefined
    return document ? envValues(document, env).values : new Map()
  }
  const sets: ComposeSet[] = source.composeSet
    ? [{ files: source.composeSet, directory: folderOf(source.composeSet[0]!), mark: undefined }]
    : findComposeSets(
        source.composeFiles,
        yamlAt,
        (folder) => valuesIn(folder === '' ? '.env' : `${folder}/.env`, {}).get('COMPOSE_FILE'),
        markOf,
      )
  const { manifests, variants } = gatherManifests(source.manifestFiles ?? [], source.renderings, {
    yamlAt,
    templateAt: (path) => parsed<YamlDocument>(path, readTemplate),
    markOf,
  })
  const environments = findEnvironments(
    source.environments,
    [...sets, ...manifests],
    source.envFiles.map(markOf),
    source.environment,
  )

  const problems: DocumentProblem[] = []
  const project = { files, problems, shellProblems: [], exchanges } as unknown as {
    -readonly [K in keyof Project]: Project[K]
  }
  const deployments: Deployment[] = environments.map((environment) => {
    const own = setsOf(environment, sets, source.matches)
    const stacks = withoutParts(
      own.map((set) =>
        buildStack(set, {
          environment,
          files,
          parse: yamlAt,
          env: interpolationVariables(set, environment),
          imageAt,
          envFileAt,
          scriptAt,
        }),
      ),
    )
    const services = stacks.flatMap((stack) => [...stack.services.values()])
    const kubernetes = clusterOf(environment, manifestsOf(environment, manifests))
    return { environment, stacks, services, kubernetes, envFiles: [], variables: [], routes: [], project }
  })
  for (const { environment, documents: own } of variantsOf(variants, environments)) {
    const kubernetes = clusterOf(environment, own)
    const nothing = { stacks: [], services: [], envFiles: [], variables: [], routes: [] }
    deployments.push({ environment, kubernetes, ...nothing, project })
  }
  const services = deployments.flatMap((deployment) => deployment.services)
  for (const service of services) noteUses(service, envFileAt)
  for (const deployment of deployments) fillDeployment(deployment, [...envFiles.values()])
  const nginxAt = (path: string) => parsed<NginxDocument>(path, parseNginx)
  const nginxFiles = source.nginxFiles ?? []
  for (const path of nginxFiles) nginxAt(path)
  const proxySource = {
    deployments,
    images: [...images.values()],
    files,
    paths: nginxFiles,
    documentAt: nginxAt,
    markOf,
  }
  const proxyConfigs = findProxyConfigs(proxySource)
  const caddyAt = (path: string) => parsed<CaddyDocument>(path, parseCaddy)
  const caddyFiles = source.caddyFiles ?? []
  for (const path of caddyFiles) caddyAt(path)
  project.caddyConfigs = findCaddyConfigs({
    deployments,
    files,
    paths: caddyFiles,
    documentAt: caddyAt,
    markOf,
  })
  for (const deployment of deployments) {
    ;(deployment as { routes: readonly Route[] }).routes = [
      ...findRoutes(deployment, proxyConfigs),
      ...caddyRoutes(deployment, project.caddyConfigs),
      ...traefikRoutes(deployment),
    ]
  }

  project.nginxConfigs = findNginxConfigs(proxySource, proxyConfigs)
  project.workflows = findWorkflows(source.workflowFiles ?? [], yamlAt)
  project.platformServices = findPlatformServices(source.platformFiles ?? [], parsed, { files, scriptAt })
  project.documents = [...documents.values()]
  project.images = [...images.values()]
  project.envFiles = [...envFiles.values()]
  project.deployments = deployments
  const apis = new ApiCatalogue(source.apis ?? {}, files)
  project.apis = apis
  project.admission = new Admission((group) => apis.isOwnGroup(group))
  project.isPart = source.isPart ?? false
  project.hasEveryDeployment =
    source.environment === undefined && source.composeSet === undefined && !source.isPart
  project.variables = allVariables(project, services)
  project.commands = allCommands(project, services, (stage) => scriptsOfStage(stage, files, scriptAt), source)
  // Scripts are met only while commands are followed.
  project.documents = [...documents.values()]
  return project

  function clusterOf(environment: Environment, own: readonly YamlDocument[]): Cluster {
    return new Cluster(own, environment, files, (source.isPart || source.renderings?.isIncomplete) ?? false)
  }

  /** Weakest first: the root's `.env` (where the command may be typed), the folder's, the environment's own, the shell. */
  function interpolationVariables(set: ComposeSet, environment: Environment): Record<string, string> {
    const folders = [...new Set(['', set.directory])]
    const paths = folders.map((folder) => (folder === '' ? '.env' : `${folder}/.env`))
    const marked = folders
      .flatMap((folder) => pathsIn(folder, source.envFiles))
      .filter((path) => markOf(path) === environment.kind && /(?:^|\/)\.env\./.test(path))
    const values: Record<string, string> = {}
    for (const path of [...paths, ...marked]) {
      for (const [key, value] of valuesIn(path, { ...values, ...source.env })) values[key] = value
    }
    return { ...values, ...source.env }
  }
}

/** A file that another stack includes or extends is judged as a part of that one only. */
function withoutParts(stacks: readonly Stack[]): Stack[] {
  const readers = new Map<string, { readonly stack: Stack; readonly files: ReadonlySet<string> }[]>()
  for (const stack of stacks) {
    const files = new Set(stack.files)
    // What is read first is not taken over from elsewhere.
    for (const path of stack.files.slice(1)) {
      const known = readers.get(path)
      if (known) known.push({ stack, files })
      else readers.set(path, [{ stack, files }])
    }
  }
  return stacks.filter((stack) => {
    const [first] = stack.files
    return !(readers.get(first!) ?? []).some(
      (other) =>
        other.stack !== stack &&
        other.stack.files[0] !== first &&
        other.stack.files.length > stack.files.length &&
        stack.files.every((path) => other.files.has(path)),
    )
  })
}

function noteUses(service: Service, envFileAt: (path: string) => EnvFile | undefined): void {
  if (service.build?.image) noteBuilder(service.build.image, service)
  for (const path of service.envFilePaths) {
    const file = envFileAt(path)
    if (file) noteReceiver(file, service)
  }
}

function fillDeployment(deployment: Deployment, envFiles: readonly EnvFile[]): void {
  const { environment } = deployment
  const own = envFiles.filter(
    ({ mark, isExample }) => !isExample && (mark === undefined || mark === environment.kind),
  )
  const filled = deployment as { -readonly [K in keyof Deployment]: Deployment[K] }
  filled.envFiles = own
  filled.variables = [
    ...own.flatMap((file) => file.variables),
    ...deployment.services.flatMap(assignmentsOf),
    ...variablesIn(deployment.kubernetes),
  ]
}

function assignmentsOf(service: Service): readonly Variable[] {
  return [...service.assignments, ...(service.build?.arguments ?? []), ...service.labels]
}

/** `env` of containers, and what ConfigMaps and Secrets hold. */
function variablesIn(cluster: Cluster): readonly Variable[] {
  const data = [...cluster.ofKind('ConfigMap'), ...cluster.ofKind('Secret')]
  return [
    ...cluster.containers.flatMap(({ assignments }) => assignments),
    ...data.flatMap((object) => cluster.dataOf(object)),
  ]
}

function allVariables(project: Project, services: readonly Service[]): Variable[] {
  const ofImages = project.images.flatMap((image) => [
    ...image.globalArguments,
    ...image.stages.flatMap((stage) => stage.variables.filter((variable) => variable.stage === stage)),
  ])
  return [
    ...project.envFiles.flatMap((file) => file.variables),
    ...services.flatMap(assignmentsOf),
    ...project.deployments.flatMap(({ kubernetes }) => variablesIn(kubernetes)),
    ...ofImages,
    ...project.workflows.flatMap((workflow) => workflow.variables),
    ...new Set(project.platformServices.flatMap(({ assignments }) => assignments)),
  ]
}

function allCommands(
  project: Project,
  services: readonly Service[],
  scripts: (stage: Stage) => Parameters<typeof imageStartCommands>[2],
  { ignoresMarks }: ProjectSource,
): Command[] {
  const commands: Command[] = services.flatMap((service) => [
    ...service.startCommands,
    ...service.healthcheck.commands,
  ])
  const containers: readonly Container[] = project.deployments.flatMap(
    ({ kubernetes }) => kubernetes.containers,
  )
  for (const container of containers) commands.push(...container.startCommands, ...container.otherCommands)
  for (const { steps } of project.workflows) commands.push(...steps.flatMap((step) => step.commands))
  for (const service of project.platformServices) {
    commands.push(...service.buildCommands, ...service.startCommands, ...service.releaseCommands)
  }
  for (const image of project.images) {
    const environment = environmentOfMark(image.mark)
    for (const stage of image.stages) {
      const mark = ignoresMarks ? undefined : markOfStage(stage)
      commands.push(...buildCommands(stage, mark ? environmentOfMark(mark) : environment))
    }
    if (image.builtBy.length > 0) continue
    const runner = { phase: 'start' as const, environment, service: undefined, stage: image.finalStage }
    commands.push(...imageStartCommands(image.finalStage, runner, scripts(image.finalStage)))
    commands.push(...imageHealthCommands(image.finalStage, runner))
  }
  return commands
}

function buildCommands(stage: Stage, environment: Environment): Command[] {
  const runner = { phase: 'build' as const, environment, service: undefined, stage }
  return stage.instructions.flatMap((outer) => {
    const instruction = outer.keyword === 'ONBUILD' ? outer.instruction : outer
    if (
      instruction?.keyword !== 'RUN' ||
      !instruction.command ||
      isOtherLanguage(instruction.interpreter?.value)
    )
      return []
    return commandsOf({ line: instruction.command, writtenIn: 'dockerfile', instruction }, runner)
  })
}

function isOtherLanguage(interpreter: string | undefined): boolean {
  return interpreter !== undefined && !/(?:^|\/|\s)(?:ba|da|a|z|k)?sh\b/.test(interpreter)
}
