import { dataStoreOf, isProxy } from './image-facts.ts'
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

/** What makes several of a service run; where several do, the largest. */
export function severalInstances({ instances }: Service): Instances | undefined {
  return instances.filter(({ count }) => count > 1).sort((a, b) => b.count - a.count)[0]
}

/** Whether a service answers clients and may keep something of them: no data store, no proxy, no job. */
export function keepsClientState(service: Service): boolean {
  const { runtimeImage, isJob, ports, exposed, build, startCommands } = service
  if (isJob || dataStoreOf(runtimeImage) || isProxy(runtimeImage)) return false
  const isOpen = ports.length > 0 || exposed.length > 0 || (build?.stage?.exposed.length ?? 0) > 0
  return isOpen || startCommands.some((command) => countWorkers(command) !== undefined)
}

/** A setting by which a service keeps sessions, caches or counters where other instances do not see them. */
export function localStateSettings({ variables }: Service): readonly EffectiveVariable[] {
  return [...variables.values()].filter(
    ({ name, value }) =>
      value !== undefined && STATE_SETTING.test(name.toUpperCase()) && IN_ONE_PROCESS.test(value.trim()),
  )
}

/**
 * Whether the instances of a service have a place to share state in: a variable names one, or the stack runs
 * one. Undefined where variables come from what nobody here can see.
 */
export function hasSharedStore(service: Service): boolean | undefined {
  const { variables, stack, variablesAreComplete } = service
  for (const { runtimeImage, image } of stack.services.values()) {
    if (SHARED_STORES.test((runtimeImage ?? image)?.repository ?? '')) return true
  }
  for (const variable of variables.values()) if (isShared(variable)) return true
  return variablesAreComplete ? false : undefined
}

function isShared({ name, value }: EffectiveVariable): boolean {
  const upper = name.toUpperCase()
  // Without a value the variable comes from outside; that it is named is enough.
  if (SHARED_NAME.test(upper)) return value === undefined || (value !== '' && !isPlaceholder(value))
  if (value === undefined) return STATE_SETTING.test(upper)
  return SHARED_VALUE.test(value) || (STATE_SETTING.test(upper) && SHARED_SETTING.test(value))
}
