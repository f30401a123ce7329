import type { Scalar } from '../../documents/yaml/node.ts'
import { sizeOf } from './sizes.ts'
import { copyScalar, PathTable } from './tree.ts'

export type Cast = 'integer' | 'number' | 'boolean' | 'size' | 'mode'

/** Places whose texts Compose turns into another type after interpolation, so that a variable may stand there. */
export const casts = PathTable.of<Cast>({
  'services.*.attach': 'boolean',
  'services.*.blkio_config.weight': 'integer',
  'services.*.blkio_config.weight_device.*.weight': 'integer',
  'services.*.build.no_cache': 'boolean',
  'services.*.build.pull': 'boolean',
  'services.*.build.privileged': 'boolean',
  'services.*.build.secrets.*.mode': 'mode',
  'services.*.build.ulimits.*': 'integer',
  'services.*.build.ulimits.*.hard': 'integer',
  'services.*.build.ulimits.*.soft': 'integer',
  'services.*.configs.*.mode': 'mode',
  'services.*.cpu_count': 'integer',
  'services.*.cpu_percent': 'number',
  'services.*.cpu_period': 'integer',
  'services.*.cpu_quota': 'integer',
  'services.*.cpu_shares': 'integer',
  'services.*.cpus': 'number',
  'services.*.depends_on.*.required': 'boolean',
  'services.*.depends_on.*.restart': 'boolean',
  'services.*.deploy.placement.max_replicas_per_node': 'integer',
  'services.*.deploy.replicas': 'integer',
  'services.*.deploy.resources.limits.cpus': 'number',
  'services.*.deploy.resources.limits.pids': 'integer',
  'services.*.deploy.resources.reservations.cpus': 'number',
  'services.*.deploy.restart_policy.max_attempts': 'integer',
  'services.*.deploy.rollback_config.max_failure_ratio': 'number',
  'services.*.deploy.rollback_config.parallelism': 'integer',
  'services.*.deploy.update_config.max_failure_ratio': 'number',
  'services.*.deploy.update_config.parallelism': 'integer',
  'services.*.env_file.*.required': 'boolean',
  'services.*.healthcheck.disable': 'boolean',
  'services.*.healthcheck.retries': 'integer',
  'services.*.init': 'boolean',
  'services.*.mem_swappiness': 'integer',
  'services.*.oom_kill_disable': 'boolean',
  'services.*.oom_score_adj': 'integer',
  'services.*.pids_limit': 'integer',
  'services.*.ports.*.target': 'integer',
  'services.*.privileged': 'boolean',
  'services.*.read_only': 'boolean',
  'services.*.scale': 'integer',
  'services.*.secrets.*.mode': 'mode',
  'services.*.stdin_open': 'boolean',
  'services.*.tty': 'boolean',
  'services.*.ulimits.*': 'integer',
  'services.*.ulimits.*.hard': 'integer',
  'services.*.ulimits.*.soft': 'integer',
  'services.*.use_api_socket': 'boolean',
  'services.*.volumes.*.bind.create_host_path': 'boolean',
  'services.*.volumes.*.read_only': 'boolean',
  'services.*.volumes.*.tmpfs.mode': 'mode',
  'services.*.volumes.*.tmpfs.size': 'size',
  'services.*.volumes.*.volume.nocopy': 'boolean',
  'configs.*.external': 'boolean',
  'networks.*.attachable': 'boolean',
  'networks.*.enable_ipv4': 'boolean',
  'networks.*.enable_ipv6': 'boolean',
  'networks.*.external': 'boolean',
  'networks.*.internal': 'boolean',
  'secrets.*.external': 'boolean',
  'volumes.*.external': 'boolean',
})

/** The scalar with the type its place asks for; as it is where its text cannot be read so. */
export function castScalar(scalar: Scalar, cast: Cast): Scalar {
  if (cast === 'mode') {
    const mode = modeOf(scalar)
    return mode === undefined || mode === scalar.value ? scalar : copyScalar(scalar, mode)
  }
  if (typeof scalar.value !== 'string') return scalar
  const value = castText(scalar.value, cast)
  return value === undefined ? scalar : copyScalar(scalar, value)
}

/** The permission bits of a `mode`: a leading zero makes it octal, whether it is quoted or not. */
export function modeOf(scalar: Scalar): number | undefined {
  const text = scalar.text.trim()
  if (/^0o?[0-7]+$/.test(text)) return Number.parseInt(text.replace('o', ''), 8)
  if (/^\d+$/.test(text)) return Number(text)
  return undefined
}

function castText(text: string, cast: Exclude<Cast, 'mode'>): number | boolean | undefined {
  switch (cast) {
    case 'boolean':
      if (/^(true|yes|on|y)$/i.test(text)) return true
      if (/^(false|no|off|n)$/i.test(text)) return false
      return undefined
    case 'integer':
      return /^[-+]?\d+$/.test(text) ? Number(text) : undefined
    case 'number':
      return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined
    case 'size':
      return sizeOf(text)
  }
}
