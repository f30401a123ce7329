import type { Environment } from './environment.ts'
import { dataStoreOf, isProxy } from './image-facts.ts'
import type { PlatformService } from './platform-services/platform-service.ts'
import type { Project } from './project.ts'
import { isPlaceholder } from './secret-values.ts'
import type { Instances, Service } from './service.ts'
import type { EffectiveVariable } from './variable.ts'
import { countWorkers } from './worker-options.ts'

/** Variables that say where sessions, caches, CSRF tokens and counters of a rate limiter are kept. */
const STATE_SETTING =
  /(?:^|_)(?:SESSIONS?|CACHE|CSRF|RATE_?LIMIT(?:ER|ING)?|THROTTLE|LIMITER|CHANNEL_LAYERS?|STATE)_?(?:DRIVER|STORE|STORAGE|BACKEND|TYPE|ENGINE|ADAPTER|PROVIDER|CONNECTION|STORAGE_UR[IL]|STORAGE_TYPE|STORE_TYPE|BACKEND_TYPE|UR[IL]|LOCATION)$/
const IN_ONE_PROCESS =
  /^(?:(?:in[-_ ]?)?memory(?::\/\/.*)?|mem|local[-_]?mem(?:ory)?|locmem(?::\/\/.*)?|array|file|filesystem|files?:\/\/.*|null|dummy|simple(?:cache)?|local|process|async|sync|sqlite|.*\b(?:LocMemCache|InMemoryChannelLayer|SimpleCache|MemoryStore|DummyCache|FileBasedCache|backends\.file))$/i
const SHARED_NAME =
  /(?:^|_)(?:REDIS|VALKEY|KEYDB|DRAGONFLY|MEMCACHED?|MEMCACHIER|UPSTASH|HAZELCAST|ELASTICACHE)(?:_|$|\d|URL|HOST)/
const SHARED_VALUE = /^(?:rediss?|valkeys?|redis-sentinel|redis\+\w+|memcached?|hazelcast):\/\//i
const SHARED_SETTING = /redis|valkey|memcached?|database|\bdb\b|dynamo|mongo|postgres|mysql|cookie|cached_db/i
const SHARED_STORES = /(?:^|\/)(?:redis[^/]*|valkey[^/]*|keydb|dragonfly|memcached|garnet|hazelcast|ignite)$/

/** A service of which several may run, wherever it is described. */
export interface InstanceGroup {
  readonly name: string
  readonly environment: Environment
  readonly instances: readonly Instances[]
  readonly variables: ReadonlyMap<string, EffectiveVariable>
  /** False where variables come from what nobody here can see. */
  readonly variablesAreComplete: boolean
  readonly isJob: boolean
  /** It answers clients and may keep something of them: no data store, no proxy, no job. */
  readonly keepsClientState: boolean
  /** A store that several can share runs beside it. */
  readonly hasStoreBeside: boolean
}

/** Every service of every stack, and those of hosting platforms. */
export function instanceGroups({ deployments, platformServices }: Project): InstanceGroup[] {
  return [
    ...deployments.flatMap(({ stacks }) =>
      stacks.flatMap((stack) => {
        const services = [...stack.services.values()]
        const hasStore = services.some(({ runtimeImage, image }) =>
          SHARED_STORES.test((runtimeImage ?? image)?.repository ?? ''),
        )
        return services.map((service) => ofService(service, hasStore))
      }),
    ),
    ...platformServices.map(ofPlatform),
  ]
}

function ofService(service: Service, hasStoreBeside: boolean): InstanceGroup {
  const { name, environment, instances, variables, variablesAreComplete, isJob } = service
  return {
    name: name.value,
    environment,
    instances,
    variables,
    variablesAreComplete,
    isJob,
    keepsClientState: keepsClientState(service),
    hasStoreBeside,
  }
}

function ofPlatform(service: PlatformService): InstanceGroup {
  const { name, environment, instances, variables, variablesAreComplete, role, hasSharedStore } = service
  return {
    name: name.value,
    environment,
    instances,
    variables,
    variablesAreComplete,
    isJob: role === 'job',
    keepsClientState: role === 'web',
    hasStoreBeside: hasSharedStore,
  }
}

/** What makes several of a service run; where several do, the largest. */
export function severalInstances({ instances }: InstanceGroup): Instances | undefined {
  return instances.filter(({ count }) => count > 1).sort((a, b) => b.count - a.count)[0]
}

function keepsClientState(service: Service): boolean {
  const { runtimeImage, isJob, ports, exposed, build, startCommands } = service
  if (isJob || dataStoreOf(runtimeImage) || isProxy(runtimeImage)) return false
  const isOpen = ports.length > 0 || exposed.length > 0 || (build?.stage?.exposed.length ?? 0) > 0
  return isOpen || startCommands.some((command) => countWorkers(command) !== undefined)
}

/** A setting by which a service keeps sessions, caches or counters where other instances do not see them. */
export function localStateSettings({ variables }: InstanceGroup): readonly EffectiveVariable[] {
  return [...variables.values()].filter(
    ({ name, value }) =>
      value !== undefined && STATE_SETTING.test(name.toUpperCase()) && IN_ONE_PROCESS.test(value.trim()),
  )
}

/**
 * Whether the instances of a service have a place to share state in: a variable names one, or one runs beside
 * it. Undefined where variables come from what nobody here can see.
 */
export function hasSharedStore(group: InstanceGroup): boolean | undefined {
  if (group.hasStoreBeside || [...group.variables.values()].some(isShared)) return true
  return group.variablesAreComplete ? false : undefined
}

function isShared({ name, value }: EffectiveVariable): boolean {
  const upper = name.toUpperCase()
  // Without a value the variable comes from outside; that it is named is enough.
  if (SHARED_NAME.test(upper)) return value === undefined || (value !== '' && !isPlaceholder(value))
  if (value === undefined) return STATE_SETTING.test(upper)
  return SHARED_VALUE.test(value) || (STATE_SETTING.test(upper) && SHARED_SETTING.test(value))
}
