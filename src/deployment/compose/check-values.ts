import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import { type Cast, casts } from './casts.ts'
import { readCommand } from './command.ts'
import { durationOf } from './durations.ts'
import type { ComposeModel } from './model.ts'
import { cleanTarget, readMount } from './mounts.ts'
import type { Notes } from './notes.ts'
import { readPort } from './ports.ts'
import { readSize } from './sizes.ts'
import { asMapping, isNull, listOf, PathTable, plainOf, textOf } from './tree.ts'

/** Looks at one value, of whatever kind, wherever the table says it stands. */
type Check = (node: YamlNode, notes: Notes, path: string) => void

const port: Check = (node, notes) => {
  for (const { at, message } of readPort(node).problems) notes.problem('port-syntax', at, message)
}

const mount: Check = (node, notes) => {
  for (const { at, message } of readMount(node).problems) notes.problem('mount-syntax', at, message)
}

const command: Check = (node, notes) => {
  const read = readCommand(node)
  if (read?.problem) notes.problem('value-syntax', read.problem.at, read.problem.message)
}

const duration: Check = (node, notes, path) => {
  const text = textOf(node)
  if (text !== undefined && durationOf(text) === undefined) {
    notes.problem('value-syntax', node.span, `${path} must be a duration such as 30s or 1m30s.`)
  }
}

const size: Check = (node, notes, path) => {
  if (node.kind === 'scalar' && node.value !== null && readSize(node) === undefined) {
    notes.problem('value-syntax', node.span, `${path} must be a size such as 512m.`)
  }
}

const count: Check = (node, notes, path) => {
  if (node.kind === 'scalar' && typeof node.value === 'number' && node.value < 0) {
    notes.problem('value-syntax', node.span, `${path} must not be negative.`)
  }
}

const hosts: Check = (node, notes, path) => {
  for (const { key, value } of asMapping(node)?.entries ?? []) {
    if (!listOf(value).some((address) => textOf(address) === undefined) && listOf(value).length > 0) continue
    notes.problem('value-syntax', key.span, `${path} gives the host "${key.text}" no address.`)
  }
}

const device: Check = (node, notes) => {
  const text = textOf(node)
  if (text === undefined || text.split(':').length <= 3) return
  notes.problem('value-syntax', node.span, `"${text}" has too many colons for a device.`)
}

const assignments: Check = (node, notes) => {
  if (node.kind !== 'mapping') return
  for (const { key } of node.entries) {
    if (/\s$/.test(key.text)) {
      notes.problem('env-whitespace', key.span, `The name "${key.text}" ends in white space.`)
    }
  }
}

/** What Compose finds wrong in single values once their variables are expanded. */
const syntaxChecks = PathTable.of<Check>({
  'services.*.build.shm_size': size,
  'services.*.command': command,
  'services.*.build.extra_hosts': hosts,
  'services.*.deploy.resources.limits.memory': size,
  'services.*.deploy.resources.reservations.memory': size,
  'services.*.deploy.restart_policy.delay': duration,
  'services.*.deploy.restart_policy.window': duration,
  'services.*.deploy.rollback_config.delay': duration,
  'services.*.deploy.rollback_config.monitor': duration,
  'services.*.deploy.update_config.delay': duration,
  'services.*.deploy.update_config.monitor': duration,
  'services.*.devices.*': device,
  'services.*.entrypoint': command,
  'services.*.environment': assignments,
  'services.*.extra_hosts': hosts,
  'services.*.healthcheck.interval': duration,
  'services.*.healthcheck.retries': count,
  'services.*.healthcheck.start_interval': duration,
  'services.*.healthcheck.start_period': duration,
  'services.*.healthcheck.timeout': duration,
  'services.*.mem_limit': size,
  'services.*.mem_reservation': size,
  'services.*.memswap_limit': size,
  'services.*.ports.*': port,
  'services.*.post_start.*.command': command,
  'services.*.pre_start.*.command': command,
  'services.*.pre_stop.*.command': command,
  'services.*.shm_size': size,
  'services.*.stop_grace_period': duration,
  'services.*.volumes.*': mount,
})

const deviceRequest: Check = (node, notes) => {
  const request = asMapping(node)
  const count = request?.entry('count')
  if (!request || !count) return
  if (request.entry('device_ids')) {
    notes.problem(
      'device-request',
      count.key.span,
      'Ask for a count of devices or for device_ids, not for both.',
    )
  }
  const value = plainOf(count.value)
  if (typeof value === 'string' && !/^(?:all|-?\d+)$/i.test(value)) {
    notes.problem('device-request', count.value.span, `The count "${value}" is neither a number nor "all".`)
  }
}

const watchedPath: Check = (node, notes, path) => {
  if (textOf(node) === '') notes.problem('watch-target', node.span, `${path} must not be empty.`)
}

const volume: Check = (node, notes, path) => {
  const mapping = asMapping(node)
  if (mapping) externalAlone(mapping, notes, path, 'error')
}

/** An external network's other keys do nothing; Compose says nothing. */
const network: Check = (node, notes, path) => {
  const mapping = asMapping(node)
  if (mapping) externalAlone(mapping, notes, path, 'warning')
}

const secret: Check = (node, notes, path) => {
  oneSource(node, notes, path, 'secret-source', ['file', 'environment'])
}

const config: Check = (node, notes, path) => {
  oneSource(node, notes, path, 'config-source', ['file', 'environment', 'content'])
}

/** What Compose checks beside its schema. */
const contentChecks = PathTable.of<Check>({
  'configs.*': config,
  'networks.*': network,
  'secrets.*': secret,
  'services.*.deploy.resources.reservations.devices.*': deviceRequest,
  'services.*.develop.watch.*.path': watchedPath,
  'services.*.gpus.*': deviceRequest,
  'volumes.*': volume,
})

function externalAlone(resource: Mapping, notes: Notes, path: string, severity: 'error' | 'warning'): void {
  const external = resource.get('external')
  if (external?.kind !== 'scalar' || external.value !== true) return
  for (const { key } of resource.entries) {
    if (key.text === 'name' || key.text === 'external' || key.text.startsWith('x-')) continue
    const message = `${path} is made outside of this project, so "${key.text}" has no place here.`
    notes.problem('external-conflict', key.span, message, { severity })
  }
}

/** Compose lets a config be neither external nor have a source, but not a secret. */
function isExternal(mapping: Mapping, about: 'secret-source' | 'config-source'): boolean {
  const external = mapping.get('external')
  if (about === 'config-source') return external !== undefined
  return external !== undefined && plainOf(external) !== false
}

function oneSource(
  node: YamlNode,
  notes: Notes,
  path: string,
  about: 'secret-source' | 'config-source',
  sources: readonly string[],
): void {
  const mapping = asMapping(node)
  if (!mapping) return
  const given = sources.filter((source) => mapping.entry(source))
  if (given.length > 1) {
    const message = `${path} has ${given.join(' and ')}; it must have only one of them.`
    notes.problem(about, mapping.entry(given[1]!)!.key.span, message)
  } else if (given.length === 0 && !mapping.entry('driver') && !isExternal(mapping, about)) {
    notes.problem(about, mapping.span, `${path} needs one of ${sources.join(', ')}.`)
  }
}

const CAST_NAMES: Readonly<Partial<Record<Cast, string>>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

/** Texts that stand where Compose wants another type and cannot be turned into it. */
const castChecks: PathTable<Check> = casts.map((cast) => (node, notes, path) => {
  const wanted = CAST_NAMES[cast]
  if (!wanted || node.kind !== 'scalar' || typeof node.value !== 'string') return
  notes.problem('value-syntax', node.span, `${path} must be ${wanted}, not "${node.value}".`)
})

/** Problems of single values: ports, mounts, commands, durations and sizes that cannot be read. */
export function checkSyntax(model: ComposeModel, notes: Notes): void {
  walk(model.root, castChecks, model, notes, '')
  walk(model.root, syntaxChecks, model, notes, '')
}

/** Problems of what belongs together in one place: external resources, sources of secrets, device requests. */
export function checkContents(model: ComposeModel, notes: Notes): void {
  walk(model.root, contentChecks, model, notes, '')
  for (const section of ['networks', 'volumes', 'secrets', 'configs']) {
    for (const { key, value } of asMapping(model.merged.get(section))?.entries ?? []) {
      const name = asMapping(value)?.entry('name')
      if (!name || isNull(asMapping(asMapping(value)?.get('external'))?.get('name'))) continue
      const message = `${section}.${key.text} has two names: "name" and "external.name"; keep "name".`
      notes.problem('external-conflict', name.key.span, message)
    }
  }
}

function walk(
  node: YamlNode,
  table: PathTable<Check> | undefined,
  model: ComposeModel,
  notes: Notes,
  path: string,
): void {
  if (!table || (node.kind === 'scalar' && model.isUnresolved(node))) return
  if (table.value && !isNull(node) && !hasUnresolvedPart(node, model)) table.value(node, notes, path)
  const below = (step: string | number) => (path === '' ? String(step) : `${path}.${step}`)
  if (node.kind === 'sequence') {
    node.items.forEach((item, index) => {
      walk(item, table.step(index), model, notes, below(index))
    })
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries)
      walk(value, table.step(key.text), model, notes, below(key.text))
  }
}

function hasUnresolvedPart(node: YamlNode, model: ComposeModel): boolean {
  if (node.kind === 'scalar') return false
  const parts = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value)
  return parts.some((part) => part.kind === 'scalar' && model.isUnresolved(part))
}

/** The mount targets of a service: `tmpfs` first, then `volumes`. */
export function mountTargetsOf(service: Mapping): { target: string; node: YamlNode }[] {
  const targets: { target: string; node: YamlNode }[] = []
  for (const node of listOf(service.get('tmpfs'))) {
    const text = textOf(node)
    if (text) targets.push({ target: text.split(':')[0]!, node })
  }
  for (const node of listOf(service.get('volumes'))) {
    const target = readMount(node).mount?.target?.value
    if (target) targets.push({ target: cleanTarget(target), node })
  }
  return targets
}
