import { asMapping, textOf } from './compose/tree.ts'
import { nameOf } from './paths.ts'
import type { Stack } from './stack.ts'

/** Keys of `deploy` that `docker compose up` leaves alone; only a swarm reads them. */
export const SWARM_KEYS = ['placement', 'update_config', 'rollback_config', 'endpoint_mode']

/** Whether a stack is written for `docker stack deploy`: by its file's name, or by what only a swarm reads. */
export function isForSwarm({ files, services, networks }: Stack): boolean {
  return (
    files.some((path) => /stack|swarm/i.test(nameOf(path))) ||
    [...services.values()].some(({ definition }) => {
      const deploy = asMapping(definition.get('deploy'))
      return SWARM_KEYS.some((key) => deploy?.get(key)) || textOf(deploy?.get('mode')) === 'global'
    }) ||
    [...networks.values()].some(({ definition }) => textOf(definition?.get('driver')) === 'overlay')
  )
}

/** Whether a stack has what `docker stack deploy` refuses or leaves out, so that it is surely not for a swarm. */
export function isForCompose({ files, services }: Stack): boolean {
  if (files.some((path) => /stack|swarm/i.test(nameOf(path)))) return false
  return [...services.values()].some(
    ({ build, image, containerName, profiles, networkMode, dependencies }) =>
      (build && !image) ||
      containerName !== undefined ||
      profiles.length > 0 ||
      networkMode?.value.startsWith('service:') ||
      dependencies.some(({ condition }) => condition !== 'service_started'),
  )
}
