import type { Located } from '../span.ts'
import type { Environment } from './environment.ts'
import { serversOf } from './nginx-servers.ts'
import type { Project } from './project.ts'
import { traefikHosts } from './traefik-routes.ts'

/** A name under which a reverse proxy answers: of `server_name`, of a site of Caddy, of `Host(…)` for Traefik. */
export interface ServedName {
  readonly name: Located<string>
  readonly environment: Environment
  /** `nginx`, `Caddy` or `Traefik`. */
  readonly program: string
}

/** Every name that the proxies of the project's services answer to. */
export function servedNames(project: Project): ServedName[] {
  const nginx = project.nginxConfigs.flatMap((config) =>
    // A configuration that nobody reads belongs to no environment.
    config.service
      ? serversOf(config).flatMap(({ environment, names }) =>
          names.map((name) => ({ name, environment, program: 'nginx' })),
        )
      : [],
  )
  const caddy = project.caddyConfigs.flatMap(({ service, document }) =>
    document.sites.flatMap(({ addresses }) =>
      addresses.flatMap(({ value, span, isVerbatim }) => {
        const match = /^(https?:\/\/)?([^:/]+)/i.exec(value)
        if (!match || value.includes('{')) return []
        const start = span.start + (match[1]?.length ?? 0)
        const at = isVerbatim ? { ...span, start, end: start + match[2]!.length } : span
        return [{ name: { value: match[2]!, span: at }, environment: service.environment, program: 'Caddy' }]
      }),
    ),
  )
  const traefik = project.deployments.flatMap(({ services, environment }) =>
    services.flatMap((service) =>
      traefikHosts(service).map((name) => ({ name, environment, program: 'Traefik' })),
    ),
  )
  return [...nginx, ...caddy, ...traefik]
}
