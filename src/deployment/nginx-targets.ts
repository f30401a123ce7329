import type { NginxConfig } from './nginx-configs.ts'
import { levelsIn } from './nginx-levels.ts'
import type { Project } from './project.ts'
import { targetsOf } from './routes.ts'
import type { Service } from './service.ts'

/** The services that answer to the host of a `proxy_pass`, those of an `upstream` of its name among them. */
export function servicesBehind(
  host: string,
  { service, root }: NginxConfig,
  { deployments }: Project,
): readonly Service[] {
  const deployment = service && deployments.find(({ services }) => services.includes(service))
  if (!deployment) return []
  const groups = [...levelsIn(root)].filter(
    ({ name, head }) => name === 'upstream' && head?.words[0]?.value.toLowerCase() === host.toLowerCase(),
  )
  const members = groups.flatMap(({ directives }) =>
    directives.flatMap(({ name, words }) => (name === 'server' && words[0] ? [words[0].value] : [])),
  )
  const hosts = groups.length > 0 ? members.map((each) => each.replace(/:\d+$/, '')) : [host]
  return hosts.flatMap((each) => targetsOf(each.toLowerCase(), service, deployment))
}
