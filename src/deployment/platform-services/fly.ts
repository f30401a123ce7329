import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located } from '../../span.ts'
import { asMapping, listOf, textOf } from '../compose/tree.ts'
import { folderOf } from '../paths.ts'
import {
  commandText,
  located,
  namedDockerfile,
  namedImage,
  replicas,
  type ServiceDraft,
  variablesIn,
} from './draft.ts'

/** Reads `fly.toml` (fly.io/docs/reference/configuration). Each group of processes is a service. */
export function readFly(path: string, root: Mapping): ServiceDraft[] {
  const app = located(root.get('app'))
  const processes = asMapping(root.get('processes'))?.entries ?? []
  const place = app?.span ?? root.entries[0]?.key.span
  if (!place) return []
  const folder = folderOf(path)
  const build = asMapping(root.get('build'))
  const common = {
    platform: 'Fly' as const,
    path,
    folder,
    assignments: variablesIn(path, root.get('env')),
    // Secrets are set beside the file.
    variablesAreComplete: false,
    release: [commandText(asMapping(root.get('deploy'))?.get('release_command'))],
    noRestart: noRestart(root),
    dockerfile: namedDockerfile(build?.get('dockerfile'), folder),
    image: namedImage(build?.get('image')),
  }
  if (processes.length === 0) {
    return [
      {
        ...common,
        ...readGroup(root, undefined),
        name: { value: app?.value ?? 'the app', span: app?.span ?? place },
      },
    ]
  }
  return processes.map(({ key, value }, index) => ({
    ...common,
    ...readGroup(root, key.text),
    name: { value: key.text, span: key.span },
    start: commandText(value),
    // Run once, whatever the number of groups.
    release: index === 0 ? common.release : [],
  }))
}

type Group = Pick<ServiceDraft, 'role' | 'healthCheckPath' | 'missingHealthCheck' | 'instances'>

function readGroup(root: Mapping, name: string | undefined): Group {
  const isOf = (node: YamlNode): boolean => {
    const named = listOf(asMapping(node)?.get('processes')).map(textOf)
    return named.length === 0 || name === undefined || named.includes(name)
  }
  const http = listOf(root.get('http_service')).filter(isOf)
  const open = [...http, ...listOf(root.get('services')).filter(isOf)].flatMap(
    (node) => asMapping(node) ?? [],
  )
  const ofServices = open.flatMap((service) =>
    ['checks', 'http_checks', 'tcp_checks'].flatMap((key) => listOf(service.get(key))),
  )
  const ofApp = (asMapping(root.get('checks'))?.entries ?? []).map(({ value }) => value).filter(isOf)
  const checks = [...ofServices, ...ofApp]
  return {
    role: open.length > 0 ? 'web' : 'worker',
    healthCheckPath: checks.map(pathOf).find((path) => path !== undefined),
    missingHealthCheck:
      checks.length > 0 ? undefined : '[[http_service.checks]] with method = "GET" and a path',
    instances: open.map((service) => replicas(service.get('min_machines_running'))),
  }
}

function pathOf(check: YamlNode): Located<string> | undefined {
  return located(asMapping(check)?.get('path'))
}

function noRestart(root: Mapping): ServiceDraft['noRestart'] {
  for (const each of listOf(root.get('restart'))) {
    const policy = asMapping(each)?.get('policy')
    if (textOf(policy) === 'never') return policy?.span
  }
  return undefined
}
