import type { Service } from '../deployment/service.ts'
import type { Stack } from '../deployment/stack.ts'
import { Lines, type Span } from '../span.ts'
import type { Container } from './docker-compose.ts'

export type Verdict =
  | 'ok'
  | 'starting'
  | 'unhealthy'
  | 'failed'
  | 'not running'
  | 'no healthcheck'
  | 'not in the model'

/** A service as the files want it and as the engine has it. */
export interface ServiceHealth {
  readonly service: string
  /** What the files say of a healthcheck, and where. */
  readonly declared: 'present' | 'disabled' | 'absent' | 'unknown'
  readonly place: { readonly path: string; readonly line: number } | undefined
  readonly containers: readonly Container[]
  readonly verdict: Verdict
  /** What to know or do about it. */
  readonly note: string | undefined
  readonly isWrong: boolean
}

/** Compares the services of a stack with the containers that the engine has of it. */
export function judgeHealth(
  stack: Stack,
  containers: readonly Container[],
  textOf: (path: string) => string | undefined,
): ServiceHealth[] {
  const ofService = (name: string) => containers.filter(({ service }) => service === name)
  const known = [...stack.services.values()].map((service): ServiceHealth => {
    const own = ofService(service.name.value)
    const { state, span } = service.healthcheck
    return {
      service: service.name.value,
      declared: state,
      place: span && placeOf(span, textOf),
      containers: own,
      ...judge(service, own),
    }
  })
  const strangers = [...new Set(containers.map(({ service }) => service))].filter(
    (name) => !stack.services.has(name),
  )
  return [...known, ...strangers.map((service) => stranger(service, ofService(service)))]
}

type Judgement = Pick<ServiceHealth, 'verdict' | 'note' | 'isWrong'>

const fine = (note?: string): Judgement => ({ verdict: 'ok', note, isWrong: false })
const wrong = (verdict: Verdict, note?: string): Judgement => ({ verdict, note, isWrong: true })

function judge(service: Service, containers: readonly Container[]): Judgement {
  if (containers.length === 0) return judgeAbsent(service)
  const failed = containers.find(
    ({ state, exitCode }) => (state === 'exited' || state === 'dead') && exitCode !== 0,
  )
  if (failed) {
    return wrong(
      service.isJob ? 'failed' : 'not running',
      `docker compose logs ${service.name.value} says why`,
    )
  }
  if (service.isJob && containers.every(({ state }) => state === 'exited')) return fine('it has done its job')
  if (containers.some(({ state }) => state !== 'running')) {
    const isJob = service.isJob && containers.every(({ state }) => state === 'running' || state === 'exited')
    if (!isJob) return wrong('not running')
  }
  if (containers.some(({ health }) => health === 'unhealthy'))
    return wrong('unhealthy', 'docker inspect shows the output of its healthcheck')
  if (containers.some(({ health }) => health === 'starting'))
    return wrong('starting', 'ask again in a moment')
  if (containers.some(({ health }) => health === '')) return judgeUnchecked(service)
  return fine()
}

function judgeAbsent({ profiles, instances, isJob }: Service): Judgement {
  if (instances.some(({ count }) => count === 0)) return fine('none of it is wanted')
  if (profiles.length > 0) {
    const names = profiles.map(({ value }) => value).join(', ')
    return { verdict: 'not running', note: `it is started with the profile ${names} only`, isWrong: false }
  }
  return wrong(
    'not running',
    isJob ? 'it has no container, so nobody knows whether it ran' : 'it has no container',
  )
}

/** It runs, and the engine does not look whether it works. */
function judgeUnchecked(service: Service): Judgement {
  const { healthcheck, isJob, environment, definition } = service
  if (isJob || definition.get('provider')) return fine()
  if (healthcheck.state === 'present')
    return wrong('no healthcheck', 'the files have one; the container was made without it, so recreate it')
  const note =
    healthcheck.state === 'disabled' ? 'it is switched off' : 'write one, so that a hung process is seen'
  // What is only for a developer may do without.
  return { verdict: 'no healthcheck', note, isWrong: environment.isProduction }
}

function stranger(service: string, containers: readonly Container[]): ServiceHealth {
  const note = 'docker compose up --remove-orphans removes it'
  return {
    service,
    declared: 'unknown',
    place: undefined,
    containers,
    ...wrong('not in the model', note),
  }
}

function placeOf(
  { path, start }: Span,
  textOf: (path: string) => string | undefined,
): ServiceHealth['place'] {
  return { path, line: new Lines(textOf(path) ?? '').lineOf(start) }
}
