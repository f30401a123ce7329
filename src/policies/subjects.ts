import type { Command } from '../deployment/command.ts'
import type { Mount } from '../deployment/compose/mounts.ts'
import type { PortMapping, PortRange } from '../deployment/compose/ports.ts'
import type { EnvFile } from '../deployment/env-file.ts'
import type { Environment } from '../deployment/environment.ts'
import type { Image, Stage } from '../deployment/image.ts'
import type { ImageReference } from '../deployment/image-reference.ts'
import type { PlatformService } from '../deployment/platform-services/platform-service.ts'
import type { Deployment } from '../deployment/project.ts'
import type { Build, Dependency, Healthcheck, Instances, Service } from '../deployment/service.ts'
import type { Variable } from '../deployment/variable.ts'
import { nameOfAction } from '../deployment/workflows/action-reference.ts'
import type { Step } from '../deployment/workflows/workflow.ts'
import type { Instruction } from '../documents/dockerfile/document.ts'
import type { YamlNode } from '../documents/yaml/node.ts'
import { toPlain } from '../documents/yaml/parse.ts'
import type { Subjects } from '../engine/rule.ts'
import type { Cookie, ExchangeDocument, SentCertificate } from '../exchanges/exchange-document.ts'
import { attributeOf } from '../exchanges/set-cookie.ts'
import { shownUrl } from '../exchanges/transcript.ts'
import type { Span } from '../span.ts'
import type { CheckSubject } from './policy.ts'
import {
  celValue,
  type Field,
  type FieldType,
  type Reading,
  type RecordType,
  UNKNOWN,
  unknowableMap,
} from './projection.ts'

/**
 * What an expression sees of each subject. Names are those of the model; what is written nowhere is absent,
 * except where the absence has a meaning of its own (`privileged` is false, a list is empty).
 */
function field<S>(type: FieldType, read: (subject: S) => Reading): Field {
  return { type, read, secret: false }
}

/** A field whose value may be a secret: judged, never printed. */
function secret<S>(
  type: FieldType,
  read: (subject: S) => Reading,
  spanOfKey?: (subject: S, key: string) => Span | undefined,
): Field {
  return { type, read, secret: true, ...(spanOfKey && { spanOfKey }) }
}

/** What is there or is absent and has no place of its own. */
function plain<T>(value: T | undefined, span?: Span): Reading {
  return value === undefined ? undefined : { value, span }
}

/** A list of located texts or numbers; it stands where its first item stands. */
function all<T>(items: readonly { readonly value: T; readonly span: Span }[]): Reading {
  return { value: items.map((item) => item.value), span: items[0]?.span }
}

const ENVIRONMENT: RecordType = {
  name: 'Environment',
  fields: {
    name: field('string', (environment: Environment) => plain(environment.name)),
    kind: field('string', (environment: Environment) => plain(environment.kind)),
    isProduction: field('bool', (environment: Environment) => plain(environment.isProduction)),
  },
}

const unlessUnresolved = (image: ImageReference, value: string | undefined): Reading =>
  image.unresolved ? UNKNOWN : plain(value, image.span)

const IMAGE_REFERENCE: RecordType = {
  name: 'ImageReference',
  fields: {
    text: field('string', (image: ImageReference) => unlessUnresolved(image, image.text)),
    registry: field('string', (image: ImageReference) =>
      unlessUnresolved(image, image.registry ?? 'docker.io'),
    ),
    repository: field('string', (image: ImageReference) => unlessUnresolved(image, image.repository)),
    tag: field('string', (image: ImageReference) => unlessUnresolved(image, image.tag)),
    digest: field('string', (image: ImageReference) => unlessUnresolved(image, image.digest)),
    unresolved: field('bool', (image: ImageReference) => plain(image.unresolved)),
  },
}

const HEALTHCHECK: RecordType = {
  name: 'Healthcheck',
  fields: {
    state: field('string', ({ state, span }: Healthcheck) =>
      state === 'unknown' ? UNKNOWN : { value: state, span },
    ),
    isKnown: field('bool', ({ state }: Healthcheck) => plain(state !== 'unknown')),
    writtenIn: field('string', ({ writtenIn, span }: Healthcheck) => plain(writtenIn, span)),
  },
}

const BUILD: RecordType = {
  name: 'Build',
  fields: {
    context: field('string', (build: Build) => build.context),
    dockerfile: field('string', (build: Build) => build.dockerfile),
    target: field('string', (build: Build) => build.target),
  },
}

const first = (range: PortRange | undefined, span: Span | undefined): Reading =>
  range && plain(range.first, span)
const last = (range: PortRange | undefined, span: Span | undefined): Reading =>
  range && plain(range.last, span)

const PORT: RecordType = {
  name: 'Port',
  fields: {
    target: field('int', (port: PortMapping) => first(port.target, port.targetSpan)),
    lastTarget: field('int', (port: PortMapping) => last(port.target, port.targetSpan)),
    published: field('int', (port: PortMapping) => first(port.published, port.publishedSpan)),
    lastPublished: field('int', (port: PortMapping) => last(port.published, port.publishedSpan)),
    hostIp: field('string', (port: PortMapping) => port.hostIp),
    protocol: field('string', (port: PortMapping) => plain(port.protocol, port.span)),
  },
}

const MOUNT: RecordType = {
  name: 'Mount',
  fields: {
    type: field('string', (mount: Mount) => plain(mount.type, mount.span)),
    source: field('string', (mount: Mount) => mount.source),
    target: field('string', (mount: Mount) => mount.target),
    readOnly: field('bool', (mount: Mount) => plain(mount.readOnly, mount.readOnlySpan)),
  },
}

const DEPENDENCY: RecordType = {
  name: 'Dependency',
  fields: {
    name: field('string', (dependency: Dependency) => dependency.name),
    condition: field('string', ({ condition, conditionSpan }: Dependency) => plain(condition, conditionSpan)),
    required: field('bool', (dependency: Dependency) => plain(dependency.required)),
  },
}

const INSTANCES: RecordType = {
  name: 'Instances',
  fields: {
    count: field('int', ({ count, span }: Instances) => ({ value: count, span })),
    by: field('string', ({ by, span }: Instances) => ({ value: by, span })),
  },
}

const COMMAND: RecordType = {
  name: 'Command',
  fields: {
    name: field('string', (command: Command) => ({ value: command.name, span: command.nameSpan })),
    words: secret('list<string>', (command: Command) => all(command.words)),
    phase: field('string', (command: Command) => plain(command.phase)),
    writtenIn: field('string', (command: Command) => plain(command.writtenIn)),
    form: field('string', (command: Command) => plain(command.line.form, command.line.span)),
    joint: field('string', (command: Command) => plain(command.joint)),
    nested: field('bool', (command: Command) => plain(command.nested)),
    service: field('string', (command: Command) => command.service?.name),
    stage: field('string', (command: Command) => command.stage?.name),
  },
}

const SERVICE: RecordType = {
  name: 'Service',
  fields: {
    name: field('string', (service: Service) => service.name),
    image: field(IMAGE_REFERENCE, ({ image }: Service) => image && plain(image, image.span)),
    build: field(BUILD, ({ build }: Service) => build && plain(build, build.span)),
    runtimeImage: field(
      IMAGE_REFERENCE,
      ({ runtimeImage }: Service) => runtimeImage && plain(runtimeImage, runtimeImage.span),
    ),
    healthcheck: field(HEALTHCHECK, ({ healthcheck }: Service) => ({
      value: healthcheck,
      span: healthcheck.span,
    })),
    user: field('string', (service: Service) => service.user),
    restart: field('string', (service: Service) => service.restart),
    privileged: field('bool', ({ privileged }: Service) => privileged ?? plain(false)),
    networkMode: field('string', (service: Service) => service.networkMode),
    pid: field('string', (service: Service) => service.pid),
    ipc: field('string', (service: Service) => service.ipc),
    usernsMode: field('string', (service: Service) => service.usernsMode),
    containerName: field('string', (service: Service) => service.containerName),
    capAdd: field('list<string>', (service: Service) => all(service.capAdd)),
    capDrop: field('list<string>', (service: Service) => all(service.capDrop)),
    securityOptions: field('list<string>', (service: Service) => all(service.securityOptions)),
    profiles: field('list<string>', (service: Service) => all(service.profiles)),
    ports: field({ listOf: PORT }, ({ ports }: Service) => ({ value: ports, span: ports[0]?.span })),
    exposed: field('list<int>', (service: Service) => all(service.exposed)),
    mounts: field({ listOf: MOUNT }, ({ mounts }: Service) => ({ value: mounts, span: mounts[0]?.span })),
    networks: field('list<string>', (service: Service) =>
      all(service.networks.map(({ network }) => network)),
    ),
    dependencies: field({ listOf: DEPENDENCY }, ({ dependencies }: Service) => ({
      value: dependencies,
      span: dependencies[0]?.name.span,
    })),
    instances: field({ listOf: INSTANCES }, ({ instances }: Service) => ({
      value: instances,
      span: instances[0]?.span,
    })),
    startCommands: field({ listOf: COMMAND }, ({ startCommands }: Service) => ({
      value: startCommands,
      span: startCommands[0]?.span,
    })),
    overridesCommand: field('bool', (service: Service) => plain(service.overridesCommand)),
    isJob: field('bool', (service: Service) => plain(service.isJob)),
    environment: secret(
      'map<string, string>',
      ({ variables, variablesAreComplete }: Service) =>
        plain(unknowableMap(valuesOf(variables.values()), variablesAreComplete)),
      (service, name) => service.variables.get(name)?.origin.valueSpan,
    ),
    // Everything else that Compose knows, without types; it may hold secrets anywhere.
    definition: secret(
      'map<string, dyn>',
      ({ definition }: Service) => plain(celValue(toPlain(definition)), definition.span),
      (service, path) => spanBelow(service.definition, path),
    ),
  },
}

const INSTRUCTION: RecordType = {
  name: 'Instruction',
  fields: {
    keyword: field('string', (instruction: Instruction) =>
      plain(instruction.keyword, instruction.keywordSpan),
    ),
    flags: field('list<string>', (instruction: Instruction) =>
      plain(instruction.flags.map((flag) => flag.name)),
    ),
    onbuild: field('bool', (instruction: Instruction) => plain(instruction.onbuild)),
  },
}

const STAGE: RecordType = {
  name: 'Stage',
  fields: {
    name: field('string', (stage: Stage) => stage.name),
    index: field('int', (stage: Stage) => plain(stage.index)),
    isFinal: field('bool', (stage: Stage) => plain(stage.image.finalStage === stage)),
    base: field('string', (stage: Stage) => plain(stage.base.kind, stage.from?.image?.span)),
    from: field(IMAGE_REFERENCE, ({ base }: Stage) =>
      base.kind === 'external' ? { value: base.reference, span: base.reference.span } : undefined,
    ),
    externalBase: field(
      IMAGE_REFERENCE,
      ({ externalBase }: Stage) => externalBase && plain(externalBase, externalBase.span),
    ),
    user: field('string', ({ user }: Stage) => user && plain(user.words[0]?.value, user.words[0]?.span)),
    workdir: field(
      'string',
      ({ workdir }: Stage) => workdir && plain(workdir.words[0]?.value, workdir.words[0]?.span),
    ),
    commandForm: field(
      'string',
      ({ command }: Stage) => command?.command && plain(command.command.form, command.span),
    ),
    entrypointForm: field(
      'string',
      ({ entrypoint }: Stage) => entrypoint?.command && plain(entrypoint.command.form, entrypoint.span),
    ),
    healthcheck: field('string', ({ healthcheck, externalBase }: Stage) =>
      healthcheck
        ? { value: healthcheck.none ? 'disabled' : 'present', span: healthcheck.span }
        : externalBase
          ? UNKNOWN
          : plain('absent'),
    ),
    exposed: field('list<int>', ({ exposed }: Stage) => ({
      value: exposed.map(({ value }) => value.port),
      span: exposed[0]?.span,
    })),
    instructions: field({ listOf: INSTRUCTION }, ({ instructions }: Stage) =>
      plain(instructions, instructions[0]?.span),
    ),
    variables: secret(
      'map<string, string>',
      (stage: Stage) => plain(unknowableMap(valuesOf(stage.variables), stage.externalBase === undefined)),
      (stage, name) => stage.variables.findLast((variable) => variable.name === name)?.valueSpan,
    ),
  },
}

const IMAGE: RecordType = {
  name: 'Image',
  fields: {
    path: field('string', (image: Image) => plain(image.path, fileStart(image.path))),
    mark: field('string', (image: Image) => plain(image.mark)),
    stages: field({ listOf: STAGE }, (image: Image) => plain(image.stages)),
    finalStage: field(STAGE, ({ finalStage }: Image) => plain(finalStage, finalStage.from?.span)),
    builtBy: field('list<string>', (image: Image) => all(image.builtBy.map((service) => service.name))),
  },
}

const VARIABLE: RecordType = {
  name: 'Variable',
  fields: {
    name: field('string', (variable: Variable) => ({ value: variable.name, span: variable.nameSpan })),
    value: secret('string', ({ value, valueSpan }: Variable) =>
      value === undefined ? UNKNOWN : { value, span: valueSpan },
    ),
    written: secret('string', (variable: Variable) => ({
      value: variable.written,
      span: variable.valueSpan,
    })),
    place: field('string', (variable: Variable) => plain(variable.place)),
    path: field('string', (variable: Variable) => plain(variable.span.path)),
    commentedOut: field('bool', (variable: Variable) => plain(variable.commentedOut)),
    isExample: field('bool', (variable: Variable) => plain(variable.isExample)),
    service: field('string', (variable: Variable) => variable.service?.name),
    stage: field('string', (variable: Variable) => variable.stage?.name),
  },
}

const ENV_FILE: RecordType = {
  name: 'EnvFile',
  fields: {
    path: field('string', (file: EnvFile) => plain(file.path, fileStart(file.path))),
    mark: field('string', (file: EnvFile) => plain(file.mark)),
    isExample: field('bool', (file: EnvFile) => plain(file.isExample)),
    isTracked: field('bool', ({ isTracked }: EnvFile) =>
      isTracked === undefined ? UNKNOWN : plain(isTracked),
    ),
    receivers: field('list<string>', (file: EnvFile) => all(file.receivers.map((service) => service.name))),
    variables: secret(
      'map<string, string>',
      (file: EnvFile) =>
        plain(unknowableMap(valuesOf(file.variables.filter((each) => !each.commentedOut)), true)),
      (file, name) => file.variables.findLast((each) => each.name === name && !each.commentedOut)?.valueSpan,
    ),
  },
}

const DEPLOYMENT: RecordType = {
  name: 'Deployment',
  fields: {
    services: field({ listOf: SERVICE }, ({ services }: Deployment) =>
      plain(services, services[0]?.name.span),
    ),
    envFiles: field({ listOf: ENV_FILE }, (deployment: Deployment) => plain(deployment.envFiles)),
    variables: field({ listOf: VARIABLE }, ({ variables }: Deployment) =>
      plain(variables, variables[0]?.nameSpan),
    ),
  },
}

const COOKIE: RecordType = {
  name: 'Cookie',
  fields: {
    name: field('string', (cookie: Cookie) => plain(cookie.name, cookie.nameSpan)),
    value: secret('string', (cookie: Cookie) => plain(cookie.value, cookie.valueSpan)),
    httpOnly: field('bool', (cookie: Cookie) => flag(cookie, 'httponly')),
    secure: field('bool', (cookie: Cookie) => flag(cookie, 'secure')),
    sameSite: field('string', (cookie: Cookie) => attributeText(cookie, 'samesite')),
    domain: field('string', (cookie: Cookie) => attributeText(cookie, 'domain')),
    path: field('string', (cookie: Cookie) => attributeText(cookie, 'path')),
    url: field('string', ({ exchange }: Cookie) => plain(exchange.path)),
  },
}

const flag = (cookie: Cookie, name: string): Reading => {
  const found = attributeOf(cookie, name)
  return plain(found !== undefined, found?.span ?? cookie.nameSpan)
}

const attributeText = (cookie: Cookie, name: string): Reading => {
  const found = attributeOf(cookie, name)
  return found && plain((found.value ?? '').toLowerCase(), found.span)
}

const CERTIFICATE: RecordType = {
  name: 'Certificate',
  fields: {
    subject: field('string', ({ certificate, span }: SentCertificate) => plain(certificate.subject, span)),
    issuer: field('string', ({ certificate, span }: SentCertificate) => plain(certificate.issuer, span)),
    names: field('list<string>', ({ certificate, span }: SentCertificate) => plain(certificate.names, span)),
    isLeaf: field('bool', ({ isLeaf, span }: SentCertificate) => plain(isLeaf, span)),
    isSelfSigned: field('bool', ({ certificate, span }: SentCertificate) =>
      plain(certificate.isSelfSigned, span),
    ),
    keyType: field('string', ({ certificate, span }: SentCertificate) => plain(certificate.keyType, span)),
    keyBits: field('int', ({ certificate, span }: SentCertificate) => plain(certificate.keyBits, span)),
    /** How long it was issued for. */
    lifetimeDays: field('int', ({ certificate, span }: SentCertificate) => {
      const days = (Date.parse(certificate.notAfter) - Date.parse(certificate.notBefore)) / 86_400_000
      return plain(Number.isNaN(days) ? undefined : Math.round(days), span)
    }),
    url: field('string', ({ exchange }: SentCertificate) => plain(exchange.path)),
  },
}

const EXCHANGE: RecordType = {
  name: 'Exchange',
  fields: {
    url: field('string', (exchange: ExchangeDocument) => plain(exchange.path, exchange.requestSpan)),
    finalUrl: field('string', (exchange: ExchangeDocument) =>
      plain(shownUrl(exchange.finalUrl), exchange.requestSpan),
    ),
    host: field('string', (exchange: ExchangeDocument) => plain(exchange.host, exchange.requestSpan)),
    method: field('string', ({ exchange, requestSpan }: ExchangeDocument) =>
      plain(exchange.request.method ?? 'GET', requestSpan),
    ),
    isHttps: field('bool', (exchange: ExchangeDocument) => plain(exchange.isHttps, exchange.requestSpan)),
    status: field('int', (exchange: ExchangeDocument) => plain(exchange.status, exchange.statusSpan)),
    httpVersion: field('string', ({ exchange, statusSpan }: ExchangeDocument) =>
      plain(exchange.response?.httpVersion, statusSpan),
    ),
    contentType: field('string', (exchange: ExchangeDocument) =>
      plain(exchange.contentType, exchange.placeOf('content-type')),
    ),
    /** By name in lower case; several lines are joined by a comma. */
    headers: secret(
      'map<string, string>',
      (exchange: ExchangeDocument) =>
        plain(Object.fromEntries(exchange.headers.map(({ name }) => [name, exchange.valueOf(name) ?? '']))),
      (exchange, name) => exchange.last(name)?.span,
    ),
    cookies: field({ listOf: COOKIE }, ({ cookies }: ExchangeDocument) => plain(cookies, cookies[0]?.span)),
    body: secret('string', (exchange: ExchangeDocument) => plain(exchange.body, exchange.bodySpan)),
    /** The body as data where it is a JSON object. */
    json: secret('map<string, dyn>', (exchange: ExchangeDocument) => {
      const data = exchange.json
      const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
      return plain(isObject ? celValue(data) : undefined, exchange.bodySpan)
    }),
    milliseconds: field('int', (document: ExchangeDocument) => {
      const { timings } = document.exchange
      return plain(timings && Math.round(timings.total), document.noteSpan('time'))
    }),
    redirects: field('int', ({ exchange, requestSpan }: ExchangeDocument) =>
      plain(exchange.hops && Math.max(0, exchange.hops.length - 1), requestSpan),
    ),
  },
}

const PLATFORM_SERVICE: RecordType = {
  name: 'PlatformService',
  fields: {
    name: field('string', (service: PlatformService) => service.name),
    platform: field('string', (service: PlatformService) => plain(service.platform)),
    path: field('string', (service: PlatformService) => plain(service.path, fileStart(service.path))),
    role: field('string', (service: PlatformService) => plain(service.role)),
    healthCheckPath: field('string', (service: PlatformService) => service.healthCheckPath),
    dockerfile: field('string', (service: PlatformService) => service.dockerfile?.path),
    image: field(IMAGE_REFERENCE, ({ image }: PlatformService) => image && plain(image, image.span)),
    instances: field({ listOf: INSTANCES }, ({ instances }: PlatformService) => ({
      value: instances,
      span: instances[0]?.span,
    })),
    startCommands: field({ listOf: COMMAND }, ({ startCommands }: PlatformService) => ({
      value: startCommands,
      span: startCommands[0]?.span,
    })),
    variables: secret(
      'map<string, string>',
      ({ variables, variablesAreComplete }: PlatformService) =>
        plain(unknowableMap(valuesOf(variables.values()), variablesAreComplete)),
      (service, name) => service.variables.get(name)?.origin.valueSpan,
    ),
  },
}

const STEP: RecordType = {
  name: 'Step',
  fields: {
    label: field('string', (step: Step) => plain(step.label, step.span)),
    path: field('string', ({ workflow }: Step) => plain(workflow.path)),
    job: field('string', ({ job }: Step) => job?.id),
    deploysTo: field('string', ({ job }: Step) => job?.environment),
    triggers: field('list<string>', ({ workflow }: Step) => plain(workflow.triggers.map(({ name }) => name))),
    runners: field('list<string>', ({ job }: Step) => all(job?.runners ?? [])),
    action: field('string', ({ uses }: Step) =>
      uses?.kind === 'repository' ? plain(nameOfAction(uses), uses.span) : undefined,
    ),
    ref: field('string', ({ uses }: Step) => (uses?.kind === 'repository' ? uses.ref : undefined)),
    script: secret('string', ({ run }: Step) => run && { value: run.text.value, span: run.text.span }),
    commands: field({ listOf: COMMAND }, ({ commands }: Step) => ({
      value: commands,
      span: commands[0]?.span,
    })),
    inputs: secret(
      'map<string, string>',
      ({ inputs }: Step) =>
        plain(
          unknowableMap(
            valuesOf([...inputs].map(([name, node]) => ({ name, value: knownText(node) }))),
            true,
          ),
        ),
      (step, name) => step.inputs.get(name)?.span,
    ),
  },
}

/** The text of an input; not known where an expression is part of it. */
function knownText(node: YamlNode): string | undefined {
  return node.kind === 'scalar' && !node.text.includes('${{') ? node.text : undefined
}

export interface SubjectSchema<K extends CheckSubject = CheckSubject> {
  readonly record: RecordType
  /** Where a problem points when the check names no field, or the field is absent. */
  // A method, so that a table of all subjects can hold it.
  place(subject: Subjects[K]): Span
  /** What belongs to one environment can ask for it as `environment`. */
  readonly environment: RecordType | undefined
}

/** The subjects of declarative checks. The expression's variable has the subject's name. */
export const SUBJECT_SCHEMAS: { readonly [K in CheckSubject]: SubjectSchema<K> } = {
  service: { record: SERVICE, place: (service) => service.name.span, environment: ENVIRONMENT },
  variable: { record: VARIABLE, place: (variable) => variable.nameSpan, environment: ENVIRONMENT },
  stage: {
    record: STAGE,
    place: (stage) =>
      stage.name?.span ?? stage.from?.image?.span ?? stage.from?.span ?? fileStart(stage.image.path),
    environment: undefined,
  },
  image: {
    record: IMAGE,
    place: ({ finalStage, path }) => finalStage.from?.span ?? fileStart(path),
    environment: undefined,
  },
  envFile: { record: ENV_FILE, place: (file) => fileStart(file.path), environment: undefined },
  command: { record: COMMAND, place: (command) => command.span, environment: ENVIRONMENT },
  platformService: {
    record: PLATFORM_SERVICE,
    place: (service) => service.name.span,
    environment: ENVIRONMENT,
  },
  step: { record: STEP, place: (step) => step.span, environment: undefined },
  deployment: { record: DEPLOYMENT, place: placeOfDeployment, environment: ENVIRONMENT },
  exchange: { record: EXCHANGE, place: (exchange) => exchange.statusSpan, environment: undefined },
  cookie: { record: COOKIE, place: (cookie) => cookie.nameSpan, environment: undefined },
  certificate: { record: CERTIFICATE, place: (sent) => sent.span, environment: undefined },
}

function* valuesOf(
  variables: Iterable<{ readonly name: string; readonly value: string | undefined }>,
): Iterable<readonly [string, string | typeof UNKNOWN]> {
  for (const { name, value } of variables) yield [name, value ?? UNKNOWN]
}

/** A deployment is written in no one place: its compose file stands for it, else a service, else an env file. */
function placeOfDeployment({ stacks, services, envFiles, environment }: Deployment): Span {
  const file = stacks[0]?.files[0] ?? envFiles[0]?.path
  return stacks[0]?.name?.span ?? services[0]?.name.span ?? environment.policy.span ?? fileStart(file ?? '.')
}

function fileStart(path: string): Span {
  return { path, start: 0, end: 0 }
}

/** Where a dotted path of a tree stands; as far as it goes. */
function spanBelow(root: YamlNode, path: string): Span | undefined {
  let node: YamlNode | undefined = root
  for (const key of path.split('.')) node = node?.kind === 'mapping' ? node.get(key) : undefined
  return node?.span
}
