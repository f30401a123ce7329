import type { Mapping, YamlDocument } from '../documents/yaml/node.ts'
import { parseYaml } from '../documents/yaml/parse.ts'
import type { Located } from '../span.ts'
import { type BuildServiceParts, buildService, linkServices } from './build-service.ts'
import { loadComposeModel } from './compose/load.ts'
import type { ComposeModel } from './compose/model.ts'
import { asMapping, textOf } from './compose/tree.ts'
import { findComposeProblems } from './compose-problems.ts'
import type { ComposeSet } from './compose-sets.ts'
import type { Environment } from './environment.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Service } from './service.ts'
import type { Resource, Stack } from './stack.ts'

/** What a stack is made out of besides its own files. */
export interface StackSurroundings extends BuildServiceParts {
  readonly environment: Environment
  readonly files: ProjectFiles
  readonly parse: (path: string) => YamlDocument | undefined
  /** Variables for interpolation. */
  readonly env: Readonly<Record<string, string>>
}

/** Loads the compose files of a set and works out their services. */
export function buildStack(set: ComposeSet, around: StackSurroundings): Stack {
  const { environment, files, env } = around
  const model = loadComposeModel({
    composeFiles: set.files,
    files,
    parse: (path, text) => around.parse(path) ?? parseYaml(path, text),
    env,
    projectDirectory: set.directory,
  })
  const { root } = model
  const services = new Map<string, Service>()
  const resources = (key: string) => readResources(root.get(key), model)
  const stack: Stack = {
    name:
      model.projectName !== undefined && model.projectNameSpan
        ? { value: model.projectName, span: model.projectNameSpan }
        : undefined,
    projectName: model.projectName,
    mark: set.mark,
    directory: set.directory,
    files: model.files,
    composeFiles: set.files,
    environment,
    services,
    networks: resources('networks'),
    volumes: resources('volumes'),
    secrets: resources('secrets'),
    configs: resources('configs'),
    references: model.references,
    problems: findComposeProblems(model),
    definition: root,
  }
  for (const { key, value } of asMapping(root.get('services'))?.entries ?? []) {
    if (value.kind !== 'mapping') continue
    services.set(key.text, buildService(key, value, { ...around, stack, model }))
  }
  linkServices(services)
  return stack
}

function readResources(
  node: Parameters<typeof asMapping>[0],
  model: ComposeModel,
): ReadonlyMap<string, Resource> {
  const resources = new Map<string, Resource>()
  for (const { key, value, span } of asMapping(node)?.entries ?? []) {
    const definition = asMapping(value)
    const name = definition?.get('name')
    const external = definition?.get('external')
    const engineName = textOf(name)
    resources.set(key.text, {
      name: { value: key.text, span: key.span },
      engineName: name && engineName !== undefined ? { value: engineName, span: name.span } : undefined,
      nameIsKnown: name === undefined || !model.isUnresolved(name),
      external: external && { value: isExternal(external), span: external.span },
      hostPath: hostPathOf(definition, model),
      driverPaths: driverPathsOf(definition, model),
      definition,
      span,
    })
  }
  return resources
}

function hostPathOf(volume: Mapping | undefined, model: ComposeModel): Located<string> | undefined {
  const options = asMapping(volume?.get('driver_opts'))
  const device = options?.get('device')
  const path = textOf(device)
  const isBind = /(?:^|,)r?bind(?:,|$)/.test(textOf(options?.get('o')) ?? '')
  return device && path && isBind && !model.isUnresolved(device)
    ? { value: path, span: device.span }
    : undefined
}

function driverPathsOf(volume: Mapping | undefined, model: ComposeModel): Located<string>[] {
  const options = asMapping(volume?.get('driver_opts'))
  return ['device', 'mountpoint'].flatMap((key) => {
    const node = options?.get(key)
    const path = textOf(node)
    return node && path?.startsWith('/') && !model.isUnresolved(node)
      ? [{ value: path, span: node.span }]
      : []
  })
}

/** `external: true`, or the old form `external: { name: … }`. */
function isExternal(node: NonNullable<Parameters<typeof asMapping>[0]>): boolean {
  return node.kind === 'mapping' || textOf(node) === 'true'
}
