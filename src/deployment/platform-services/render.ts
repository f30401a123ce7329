import type { Mapping, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import { asMapping, listOf, textOf } from '../compose/tree.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { Variable } from '../variable.ts'
import {
  commandText,
  located,
  manifestVariable,
  namedDockerfile,
  namedImage,
  replicas,
  type ServiceDraft,
} from './draft.ts'

/** Reads a Blueprint (render.com/docs/blueprint-spec). */
export function readRender({ path, roots }: YamlDocument): ServiceDraft[] {
  const root = asMapping(roots[0]?.root)
  if (!root) return []
  const environments = listOf(root.get('projects')).flatMap((project) =>
    listOf(asMapping(project)?.get('environments')),
  )
  const places = [root, asMapping(root.get('ungrouped')), ...environments.map(asMapping)].filter(
    (place) => place !== undefined,
  )
  const all = (key: string) =>
    places.flatMap((place) => listOf(place.get(key)).flatMap((node) => asMapping(node) ?? []))
  const groups = new Map(all('envVarGroups').map((group) => [textOf(group.get('name')), group]))
  const definitions = all('services')
  const hasSharedStore = definitions.some((each) =>
    /^(?:keyvalue|redis)$/.test(textOf(each.get('type')) ?? ''),
  )
  return definitions.flatMap((definition) => {
    const draft = readService(path, definition, groups)
    return draft ? [{ ...draft, hasSharedStore }] : []
  })
}

type Groups = ReadonlyMap<string | undefined, Mapping>

function readService(path: string, definition: Mapping, groups: Groups): ServiceDraft | undefined {
  const get = (key: string) => definition.get(key)
  const type = textOf(get('type'))
  const name = located(get('name')) ?? located(get('type'))
  if (!name || type === undefined || type === 'keyvalue' || type === 'redis') return undefined
  const runtime = textOf(get('runtime') ?? get('env'))
  const role = type === 'static' || runtime === 'static' ? 'static' : roleOf(type)
  const base = folderOf(path)
  const folder = joinPath(base, textOf(get('rootDir')) ?? '') ?? base
  const { assignments, isComplete } = readVariables(path, get('envVars'), groups)
  const scaling = asMapping(get('scaling'))
  const healthCheckPath = located(get('healthCheckPath'))
  return {
    platform: 'Render',
    path,
    name,
    role,
    folder,
    build: [commandText(get('buildCommand'))],
    start: commandText(get('startCommand') ?? get('dockerCommand')),
    release: [commandText(get('preDeployCommand')), commandText(get('initialDeployHook'))],
    assignments,
    variablesAreComplete: isComplete,
    healthCheckPath,
    missingHealthCheck: healthCheckPath ? undefined : 'healthCheckPath: /healthz',
    instances: [
      replicas(get('numInstances')),
      replicas(scaling?.get('minInstances')),
      replicas(scaling?.get('maxInstances')),
    ],
    image: namedImage(asMapping(get('image'))?.get('url')),
    dockerfile:
      textOf(get('repo')) === undefined ? namedDockerfile(get('dockerfilePath'), base, folder) : undefined,
  }
}

function roleOf(type: string): ServiceDraft['role'] {
  if (type === 'cron') return 'job'
  return type === 'web' ? 'web' : 'worker'
}

function readVariables(
  path: string,
  node: YamlNode | undefined,
  groups: Groups,
): { assignments: Variable[]; isComplete: boolean } {
  const assignments: Variable[] = []
  let isComplete = true
  for (const each of listOf(node)) {
    const entry = asMapping(each)
    const key = entry?.get('key')
    const value = entry?.get('value')
    if (key?.kind === 'scalar') {
      assignments.push(manifestVariable(path, key, value?.kind === 'scalar' ? value : undefined))
      continue
    }
    const group = groups.get(textOf(entry?.get('fromGroup')))
    if (!group) isComplete = false
    else assignments.push(...readVariables(path, group.get('envVars'), new Map()).assignments)
  }
  return { assignments, isComplete }
}
