import type { ServiceRole } from '../graph.ts'
import { rangeText } from './compose/ports.ts'
import { errorsAbout } from './compose-problems.ts'
import type { StackDrawing } from './graph.ts'
import { addEnvFile } from './graph-env-files.ts'
import { addImage, addPulledImage, stageId } from './graph-images.ts'
import { addGivenFiles, addMissing, resourceId } from './graph-resources.ts'
import { addVariables } from './graph-variables.ts'
import { type DataStore, dataStoreOf, isProxy } from './image-facts.ts'
import { runsNginx } from './proxy-configs.ts'
import type { Service, ServiceMount, ServicePort } from './service.ts'

/** Adds a service with everything that its own definition names. */
export function addService(drawing: StackDrawing, service: Service): void {
  const id = drawing.draft.node({
    id: drawing.idOfService(service),
    kind: 'service',
    label: service.name.value,
    role: roleOf(service),
    group: drawing.group,
    place: drawing.draft.places.of(service.name.span),
    details: detailsOf(service, drawing),
  })
  addImageOf(drawing, service, id)
  addDependencies(drawing, service, id)
  addNetworks(drawing, service, id)
  for (const port of service.ports) addPort(drawing, port, id)
  for (const mount of service.mounts) addMount(drawing, mount, id)
  addGivenFiles(drawing, service, id)
  addEnvFiles(drawing, service, id)
  addVariables(drawing, service, id)
}

function roleOf(service: Service): ServiceRole {
  if (service.isJob) return 'job'
  const store = storeOf(service)
  if (store && store.kind !== 'admin') return 'data-store'
  return isProxy(service.runtimeImage) || runsNginx(service) ? 'proxy' : 'app'
}

/** What a data store runs; a tag that is not known changes nothing of it. */
function storeOf({ runtimeImage }: Service): DataStore | undefined {
  return runtimeImage && dataStoreOf({ ...runtimeImage, unresolved: false })
}

function detailsOf(service: Service, { draft }: StackDrawing): Record<string, string | undefined> {
  const { image, build, healthcheck, instances, profiles, variables } = service
  const target = build?.target ? `, stage ${build.target.value}` : ''
  const { state, writtenIn, span } = healthcheck
  const place = span && draft.places.of(span)
  const source = place && (writtenIn === 'compose' ? 'compose' : `${place.path}:${place.line}`)
  return {
    image: image && (image.unresolved ? draft.places.textAt(image.span) : image.text),
    build: build && `${build.dockerfilePath ?? build.context.value}${target}`,
    runs: storeOf(service)?.label,
    healthcheck: state === 'present' && source ? source : state,
    user: service.user?.value,
    restart: service.restart?.value,
    instances: [...new Set(instances.map(({ count, by }) => `${count} (${by})`))].join(', ') || undefined,
    profiles: profiles.map(({ value }) => value).join(', ') || undefined,
    network: service.networkMode?.value,
    privileged: service.privileged?.value ? 'true' : undefined,
    variables: variables.size > 0 ? String(variables.size) : undefined,
  }
}

function addImageOf(drawing: StackDrawing, { build, image }: Service, from: string): void {
  const { draft } = drawing
  if (!build) {
    if (image)
      draft.edge({ from, to: addPulledImage(draft, image), kind: 'runs', place: draft.places.of(image.span) })
    return
  }
  const place = draft.places.of((build.target ?? build.dockerfile ?? build.context).span)
  if (build.image) addImage(draft, build.image)
  if (build.stage) {
    draft.edge({ from, to: stageId(build.stage), kind: 'builds', place })
    return
  }
  const missing = missingBuild(build)
  if (!missing) return
  const to = addMissing(drawing, 'stage', missing.name, missing.reason)
  draft.edge({ from, to, kind: 'builds', place, isUnresolved: true })
}

/** What a build needs and does not find; undefined where it has all, or nobody here can know. */
function missingBuild(build: NonNullable<Service['build']>): { name: string; reason: string } | undefined {
  const { context, contextState, dockerfileState, dockerfilePath, image, target } = build
  if (contextState === 'missing' || contextState === 'file')
    return {
      name: context.value,
      reason: `the build context is ${contextState === 'file' ? 'a file' : 'missing'}`,
    }
  if (dockerfileState === 'missing' && dockerfilePath !== undefined)
    return { name: dockerfilePath, reason: 'there is no such Dockerfile' }
  if (image && target)
    return { name: `${image.path}#${target.value}`, reason: `${image.path} has no stage ${target.value}` }
  return undefined
}

function addDependencies(drawing: StackDrawing, { dependencies }: Service, from: string): void {
  const { draft, stack, idOfService } = drawing
  const missing = errorsAbout(stack, 'undefined-dependency')
  for (const { service, name, condition, conditionSpan, by } of dependencies) {
    const place = draft.places.of(conditionSpan)
    const label = by === 'depends_on' ? condition.replace(/^service_/, '') : by
    if (service) draft.edge({ from, to: idOfService(service), kind: 'depends-on', label, place })
    else if (missing.length > 0) {
      const to = addMissing(drawing, 'service', name.value, `the stack has no service ${name.value}`)
      draft.edge({ from, to, kind: 'depends-on', label, place, isUnresolved: true })
    }
  }
}

function addNetworks(drawing: StackDrawing, service: Service, from: string): void {
  const { draft, stack, idOf, group } = drawing
  if (service.networkMode) return
  if (service.networks.length === 0) {
    // Compose makes it where nothing is written.
    const to = stack.networks.has('default')
      ? resourceId(drawing, 'network', 'default')
      : draft.node({ id: idOf('network', 'default'), kind: 'network', label: 'default', group })
    draft.edge({ from, to, kind: 'attached-to' })
  }
  for (const { network, aliases } of service.networks) {
    const place = draft.places.of(network.span)
    const label = aliases.map(({ value }) => value).join(', ') || undefined
    const edge = { from, kind: 'attached-to', place, ...(label !== undefined && { label }) } as const
    if (stack.networks.has(network.value))
      draft.edge({ ...edge, to: resourceId(drawing, 'network', network.value) })
    else if (network.value === 'default') {
      const to = draft.node({ id: idOf('network', 'default'), kind: 'network', label: 'default', group })
      draft.edge({ ...edge, to })
    } else if (errorsAbout(stack, 'undefined-network').length > 0) {
      const to = addMissing(
        drawing,
        'network',
        network.value,
        `the stack declares no network ${network.value}`,
      )
      draft.edge({ ...edge, to, isUnresolved: true })
    }
  }
}

function addPort({ draft, idOf, group }: StackDrawing, port: ServicePort, from: string): void {
  const { published, target, protocol, hostIp, isUnresolved, span } = port
  const suffix = protocol === 'tcp' ? '' : `/${protocol}`
  const address = hostIp ? `${hostIp.value.includes(':') ? `[${hostIp.value}]` : hostIp.value}:` : ''
  const inside = `${rangeText(target)}${suffix}`
  const label = isUnresolved
    ? draft.places.textAt(span)
    : published
      ? `${address}${rangeText(published)}${suffix}`
      : `any port for ${inside}`
  const to = draft.node({
    id: idOf('port', published || isUnresolved ? label : `${from}/${inside}`),
    kind: 'port',
    label,
    group,
    place: draft.places.of(span),
    details: { address: hostIp?.value ?? 'all interfaces', protocol },
  })
  draft.edge({ from, to, kind: 'publishes', label: inside, place: draft.places.of(span) })
}

function addMount(drawing: StackDrawing, mount: ServiceMount, from: string): void {
  const { draft, stack, idOf, group } = drawing
  const { type, source, target, readOnly, span, isUnresolved } = mount
  if (!source) return
  const place = draft.places.of(source.span)
  const label = `${target?.value ?? ''}${readOnly ? ':ro' : ''}`
  const edge = { from, kind: 'mounts', label, place } as const
  if (type === 'volume' && stack.volumes.has(source.value))
    draft.edge({ ...edge, to: resourceId(drawing, 'volume', source.value) })
  else if (type === 'volume' && !isUnresolved && errorsAbout(stack, 'undefined-volume').length > 0) {
    const to = addMissing(drawing, 'volume', source.value, `the stack declares no volume ${source.value}`)
    draft.edge({ ...edge, to, isUnresolved: true })
  } else if (type === 'bind' || type === 'npipe') {
    const path = isUnresolved ? draft.places.textAt(source.span) : source.value
    const to = draft.node({
      id: idOf('host-path', path),
      kind: 'host-path',
      label: path,
      group,
      place: draft.places.of(span),
    })
    draft.edge({ ...edge, to })
  }
}

function addEnvFiles(drawing: StackDrawing, service: Service, from: string): void {
  const { draft, deployment } = drawing
  const known = new Map(deployment.project.envFiles.map((file) => [file.path, file]))
  for (const { path, span, state, required } of service.envFileMentions) {
    const place = draft.places.of(span)
    const file = known.get(path)
    if (file) {
      draft.edge({ from, to: addEnvFile(draft, file), kind: 'reads', place })
    } else if (state === 'missing' || state === 'directory') {
      const reason = state === 'directory' ? 'it is a folder' : 'there is no such file here'
      // One that need not be there is missed by nobody.
      const to = required
        ? addMissing(drawing, 'env-file', path, reason)
        : draft.node({
            id: `env-file:${path}`,
            kind: 'env-file',
            label: path,
            details: { required: 'false' },
          })
      draft.edge({ from, to, kind: 'reads', place, isUnresolved: required || undefined })
    }
  }
}
