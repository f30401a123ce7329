import type { YamlNode } from '../../documents/yaml/node.ts'
import { cleanTarget, readMount } from './mounts.ts'
import { expandPort, rangeText, readPort } from './ports.ts'
import { joinText } from './relocate.ts'
import { asMapping, plainOf, setOwn, stringOf, textOf } from './tree.ts'

/** A plain JSON object. */
export type Plain = Record<string, unknown>

export function isPlainObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Ports of one service that are written out one by one; ranges beyond them stay ranges. */
const MOST_PORTS = 65_535

/** `ports` in their long form, one entry per port; undefined where it is no list. */
export function loadedPorts(node: YamlNode | undefined): unknown[] | undefined {
  if (node?.kind !== 'sequence') return undefined
  const ports = new Map<string, Plain>()
  for (const item of node.items) {
    const read = readPort(item).ports
    for (const port of ports.size < MOST_PORTS ? read.flatMap(expandPort) : read) {
      const isRange = port.target.first !== port.target.last
      const plain: Plain = {
        ...extensionsOf(item),
        ...(port.name === undefined ? {} : { name: port.name }),
        mode: port.mode ?? 'ingress',
        ...(port.hostIp ? { host_ip: port.hostIp.value } : {}),
        target: isRange ? rangeText(port.target) : port.target.first,
        ...(port.published ? { published: rangeText(port.published) } : {}),
        protocol: port.protocol,
        ...(port.appProtocol === undefined ? {} : { app_protocol: port.appProtocol }),
      }
      ports.set(JSON.stringify([plain.host_ip, plain.target, plain.published, plain.protocol]), plain)
    }
  }
  return [...ports.values()]
}

/** `volumes` of a service in their long form. Files outside of `ownFiles` have had their paths moved. */
export function loadedMounts(
  node: YamlNode | undefined,
  ownFiles: ReadonlySet<string>,
): unknown[] | undefined {
  if (node?.kind !== 'sequence') return undefined
  return node.items.map((item) => loadedMount(item, ownFiles))
}

function loadedMount(item: YamlNode, ownFiles: ReadonlySet<string>): unknown {
  const mount = readMount(item).mount
  if (!mount) return plainOf(item)
  const long = asMapping(item)
  const plain: Plain = long ? (plainOf(long) as Plain) : {}
  plain.type = mount.type
  if (mount.source) {
    // Paths that came from another folder are resolved, the project's own stay as they are written.
    const isMoved = mount.type === 'bind' && !ownFiles.has(item.span.path)
    const source = mount.source.value
    plain.source = isMoved && source.startsWith('.') ? joinText('', source) : source
  }
  if (mount.target) plain.target = cleanTarget(mount.target.value)
  if (mount.readOnly) plain.read_only = true
  if (mount.type === 'bind') {
    const bind: Plain = isPlainObject(plain.bind) ? plain.bind : {}
    if (mount.createsHostPath) bind.create_host_path = true
    if (mount.propagation) bind.propagation = mount.propagation.value
    if (mount.selinux) bind.selinux = mount.selinux
    plain.bind = bind
  }
  if (mount.type === 'volume' && !long) plain.volume = mount.noCopy ? { nocopy: true } : {}
  if (isPlainObject(plain.tmpfs)) {
    if (mount.size !== undefined) plain.tmpfs.size = mount.size
    if (mount.mode !== undefined) plain.tmpfs.mode = mount.mode
  }
  return plain
}

/** `devices` in their long form. */
export function loadedDevices(node: YamlNode | undefined): unknown[] | undefined {
  if (node?.kind !== 'sequence') return undefined
  return node.items.map((item) => {
    const text = textOf(item)
    if (text === undefined) return plainOf(item)
    const [source, target, permissions] = text.split(':')
    return { source, target: target || source, permissions: permissions || 'rwm' }
  })
}

/** Secrets and configs in their long form; `folder` is where those without a target are mounted. */
export function loadedFiles(node: YamlNode | undefined, folder: string | undefined): unknown[] | undefined {
  if (node?.kind !== 'sequence') return undefined
  return node.items.map((item) => {
    const plain: Plain = item.kind === 'scalar' ? { source: stringOf(item) } : (plainOf(item) as Plain)
    if (folder !== undefined && isPlainObject(plain) && !plain.target && plain.source) {
      plain.target = `${folder}${plain.source}`
    }
    return plain
  })
}

/** Gives requests for devices a count: all of them (-1) unless they say how many or which. */
export function completeDeviceRequests(service: Plain): void {
  if (service.gpus === 'all') service.gpus = [{ count: -1 }]
  const deploy = service.deploy
  const resources = isPlainObject(deploy) ? deploy.resources : undefined
  const reservations = isPlainObject(resources) ? resources.reservations : undefined
  for (const list of [service.gpus, isPlainObject(reservations) ? reservations.devices : undefined]) {
    for (const request of Array.isArray(list) ? list : []) {
      if (!isPlainObject(request)) continue
      if (request.count === undefined && request.device_ids === undefined) request.count = -1
      else if (typeof request.count === 'string') {
        request.count = /^all$/i.test(request.count) ? -1 : Number(request.count)
      }
    }
  }
}

function extensionsOf(node: YamlNode): Plain {
  const extensions: Plain = {}
  for (const { key, value } of asMapping(node)?.entries ?? []) {
    if (key.text.startsWith('x-')) setOwn(extensions, key.text, plainOf(value))
  }
  return extensions
}
