import type { Mapping } from '../../documents/yaml/node.ts'
import { asMapping, listOf, textOf } from '../compose/tree.ts'
import { folderOf, nameOf } from '../paths.ts'
import { commandText, located, namedDockerfile, replicas, type ServiceDraft } from './draft.ts'

/** Reads `railway.json` or `railway.toml` (docs.railway.com/reference/config-as-code). */
export function readRailway(path: string, root: Mapping): ServiceDraft[] {
  const build = asMapping(root.get('build'))
  const deploy = root.entry('deploy')
  const settings = asMapping(deploy?.value)
  // Without one of the two the dashboard says everything.
  if (!build && !settings) return []
  const folder = folderOf(path)
  const healthCheckPath = located(settings?.get('healthcheckPath'))
  const regions = asMapping(settings?.get('multiRegionConfig'))?.entries ?? []
  const isJob = located(settings?.get('cronSchedule')) !== undefined
  const place = deploy?.key ?? root.entry('build')!.key
  return [
    {
      platform: 'Railway',
      path,
      name: { value: folder === '' ? `the service of ${nameOf(path)}` : nameOf(folder), span: place.span },
      role: isJob ? 'job' : 'unknown',
      folder,
      build: [commandText(build?.get('buildCommand'))],
      start: commandText(settings?.get('startCommand')),
      release: listOf(settings?.get('preDeployCommand')).map(commandText),
      variablesAreComplete: false,
      healthCheckPath,
      missingHealthCheck:
        healthCheckPath || !settings
          ? undefined
          : path.endsWith('.toml')
            ? 'healthcheckPath = "/health"'
            : '"healthcheckPath": "/health"',
      instances: [
        replicas(settings?.get('numReplicas')),
        ...regions.map(({ value }) => replicas(asMapping(value)?.get('numReplicas'))),
      ],
      noRestart: isJob ? undefined : noRestart(settings),
      dockerfile: namedDockerfile(build?.get('dockerfilePath'), folder, ''),
    },
  ]
}

function noRestart(settings: Mapping | undefined): ServiceDraft['noRestart'] {
  const policy = settings?.get('restartPolicyType')
  if (/^never$/i.test(textOf(policy) ?? '')) return policy?.span
  const retries = settings?.get('restartPolicyMaxRetries')
  const isOnFailure = policy === undefined || /^on_failure$/i.test(textOf(policy) ?? '')
  return isOnFailure && textOf(retries) === '0' ? retries?.span : undefined
}
