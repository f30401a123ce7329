import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located } from '../../span.ts'
import { mountTargetsOf } from './check-values.ts'
import { type ComposeDependency, readDependencies } from './dependencies.ts'
import { readHealthcheck } from './healthcheck.ts'
import type { ComposeModel, ComposeProblemKind } from './model.ts'
import { readMount } from './mounts.ts'
import type { Notes } from './notes.ts'
import { activeServices, type Selection } from './selection.ts'
import { readSize } from './sizes.ts'
import { asMapping, isNull, listOf, nodeAt, type Path, textOf } from './tree.ts'

/**
 * What does not fit together: names of networks, volumes, secrets, services that nothing defines, circles of
 * dependencies, keys of a service that contradict each other. Only active services are judged.
 */
export function checkReferences(model: ComposeModel, notes: Notes, selection: Selection): void {
  new References(model, notes, activeServices(model, selection)).check()
}

class References {
  readonly #model: ComposeModel
  readonly #notes: Notes
  readonly #active: ReadonlyMap<string, Mapping>
  readonly #all: Mapping | undefined

  constructor(model: ComposeModel, notes: Notes, active: ReadonlyMap<string, Mapping>) {
    this.#model = model
    this.#notes = notes
    this.#active = active
    this.#all = asMapping(model.root.get('services'))
  }

  check(): void {
    for (const [name, service] of this.#active) {
      if (this.#model.isUnresolved(service)) continue
      this.#source(name, service)
      this.#build(name, service)
      this.#networks(name, service)
      this.#volumes(name, service)
      this.#files(name, service)
      this.#dependencies(name, service)
      this.#healthcheck(service)
      this.#mounts(name, service)
      this.#counts(name, service)
      this.#limits(name, service)
      this.#watch(name, service)
    }
    this.#circles()
    this.#containerNames()
  }

  #source(name: string, service: Mapping): void {
    const image = service.get('image')
    if (!isNull(service.get('build')) || service.entry('provider')) return
    if (image && (textOf(image) !== '' || this.#model.isUnresolved(image)) && !isNull(image)) return
    const at = this.#all?.entry(name)?.key.span ?? service.span
    this.#notes.problem('no-image-or-build', at, `The service "${name}" has neither an image nor a build.`)
  }

  #build(name: string, service: Mapping): void {
    const build = asMapping(service.get('build'))
    if (!build) return
    const inline = build.entry('dockerfile_inline')
    if (inline && !isNull(inline.value) && textOf(build.get('dockerfile'))) {
      const message = `The build of "${name}" has a dockerfile and a dockerfile_inline; only one can be.`
      this.#notes.problem('dockerfile-conflict', inline.key.span, message)
    }
    const platform = service.get('platform')
    const platforms = listOf(build.get('platforms'))
    const wanted = textOf(platform)
    if (platform && wanted && platforms.length > 0 && !platforms.some((node) => textOf(node) === wanted)) {
      const message = `The service "${name}" runs on ${wanted}, which build.platforms does not have.`
      this.#notes.problem('platform-not-built', platform.span, message)
    }
    for (const { value } of asMapping(build.get('additional_contexts'))?.entries ?? []) {
      const context = textOf(value)
      if (!context?.startsWith('service:')) continue
      const other = context.slice('service:'.length)
      if (!this.#all?.entry(other)) {
        const message = `The build of "${name}" takes its context from "${other}", which is no service.`
        this.#notes.problem('undefined-dependency', value.span, message)
      } else if (isNull(asMapping(this.#all.get(other))?.get('build'))) {
        const message = `The build of "${name}" takes its context from "${other}", which is not built.`
        this.#notes.problem('undefined-dependency', value.span, message)
      }
    }
    for (const { source, node } of fileReferences(build.get('secrets'))) {
      this.#defined('secrets', source, node, 'undefined-build-secret', `The build of "${name}"`)
    }
  }

  #networks(name: string, service: Mapping): void {
    const networks = service.entry('networks')
    const mode = service.get('network_mode')
    const joined = asMapping(networks?.value)?.entries ?? []
    if (networks && joined.length > 0 && textOf(mode)) {
      const message = `The service "${name}" has network_mode and networks; only one can be.`
      this.#notes.problem('network-mode-conflict', networks.key.span, message)
    }
    for (const { key } of joined) {
      if (key.text === 'default') continue
      this.#defined('networks', key.text, key, 'undefined-network', `The service "${name}"`)
    }
  }

  #volumes(name: string, service: Mapping): void {
    for (const node of listOf(service.get('volumes'))) {
      const mount = readMount(node).mount
      if (mount?.type !== 'volume' || !mount.source?.value || this.#isUnknown(node)) continue
      const at = { span: mount.source.span }
      this.#defined('volumes', mount.source.value, at, 'undefined-volume', `The service "${name}"`)
    }
  }

  #files(name: string, service: Mapping): void {
    for (const { source, node } of fileReferences(service.get('secrets'))) {
      this.#defined('secrets', source, node, 'undefined-secret', `The service "${name}"`)
    }
    for (const { source, node } of fileReferences(service.get('configs'))) {
      this.#defined('configs', source, node, 'undefined-config', `The service "${name}"`)
    }
    for (const { key } of asMapping(service.get('models'))?.entries ?? []) {
      this.#defined('models', key.text, key, 'undefined-model', `The service "${name}"`)
    }
  }

  #defined(
    section: string,
    name: string,
    node: { readonly span: YamlNode['span'] },
    about: ComposeProblemKind,
    who: string,
  ): void {
    const known = asMapping(this.#model.root.get(section))
    if (known?.entry(name)) return
    if ('kind' in node && this.#isUnknown(node as YamlNode)) return
    const thing = section.slice(0, -1)
    this.#notes.problem(about, node.span, `${who} names the ${thing} "${name}", which is not defined.`)
  }

  #dependencies(name: string, service: Mapping): void {
    const explicit = asMapping(service.get('depends_on'))
    for (const dependency of readDependencies(service)) {
      const other = dependency.name.value
      if (this.#active.has(other)) continue
      // What `depends_on` says of a service goes before what other keys imply; a shared network has to exist.
      if (explicit?.entry(other) && !['depends_on', 'network_mode'].includes(dependency.by)) continue
      const isDefined = this.#all?.entry(other) !== undefined
      if (isDefined && !dependency.required) continue
      const about = isDefined ? 'disabled-dependency' : 'undefined-dependency'
      const what = isDefined ? 'is not active' : 'is not defined'
      const message = `The service "${name}" depends on "${other}" (${dependency.by}), which ${what}.`
      this.#notes.problem(about, dependency.name.span, message)
    }
  }

  #healthcheck(service: Mapping): void {
    const bad = readHealthcheck(service.get('healthcheck'))?.badStart
    if (!bad) return
    const message = `The first item of a healthcheck's test is CMD, CMD-SHELL or NONE, not "${bad.value}".`
    this.#notes.problem('healthcheck-test', bad.span, message)
  }

  #mounts(name: string, service: Mapping): void {
    const seen = new Map<string, YamlNode>()
    for (const { target, node } of mountTargetsOf(service)) {
      const earlier = seen.get(target)
      if (!earlier) seen.set(target, node)
      else if (!this.#isUnknown(node) && !this.#isUnknown(earlier)) {
        const message = `The service "${name}" mounts something on ${target} twice.`
        const related = [{ at: earlier.span, message: 'Mounted here first' }]
        this.#notes.problem('duplicate-mount-target', node.span, message, { related })
      }
    }
  }

  #counts(name: string, service: Mapping): void {
    const scale = numberAt(service, ['scale'])
    const replicas = numberAt(service, ['deploy', 'replicas'])
    for (const [key, count] of [
      ['scale', scale],
      ['deploy.replicas', replicas],
    ] as const) {
      if (!count || count.value >= 0) continue
      this.#notes.problem('conflicting-limits', count.span, `${key} of "${name}" must not be negative.`)
    }
    if (scale && replicas && scale.value !== replicas.value) {
      this.#conflict(name, 'scale', 'deploy.replicas', scale, replicas)
    }
    const containerName = service.get('container_name')
    const count = scale ?? replicas
    if (containerName && textOf(containerName) && count && count.value > 1) {
      const message = `The service "${name}" runs ${count.value} times, so it cannot have a container_name.`
      const related = [{ at: count.span, message: 'How often it runs' }]
      this.#notes.problem('container-name-scale', containerName.span, message, { related })
    }
  }

  #limits(name: string, service: Mapping): void {
    const pairs: readonly (readonly [
      string,
      readonly string[],
      (node: YamlNode | undefined) => Located<number> | undefined,
    ])[] = [
      ['cpus', ['deploy', 'resources', 'limits', 'cpus'], numberOf],
      ['mem_limit', ['deploy', 'resources', 'limits', 'memory'], sizeAt],
      ['mem_reservation', ['deploy', 'resources', 'reservations', 'memory'], sizeAt],
      ['pids_limit', ['deploy', 'resources', 'limits', 'pids'], numberOf],
    ]
    for (const [key, path, read] of pairs) {
      const one = read(service.get(key))
      const other = read(nodeAt(service, path))
      if (!one || one.value === 0) continue
      if (other && one.value !== other.value) this.#conflict(name, key, path.join('.'), one, other)
      const section = nodeAt(service, path.slice(0, -1))
      if (other || section?.kind !== 'mapping' || section.entry(path.at(-1)!)) continue
      const message = `Compose takes ${path.slice(0, -1).join('.')} of "${name}" to be without a limit and refuses ${key} beside it; write ${path.join('.')}, too.`
      const related = [{ at: section.span, message: 'What lacks it' }]
      this.#notes.problem('conflicting-limits', one.span, message, { related })
    }
  }

  #conflict(name: string, key: string, otherKey: string, one: Located<number>, other: Located<number>): void {
    const message = `${key} and ${otherKey} of "${name}" have different values.`
    const related = [{ at: other.span, message: 'The other value' }]
    this.#notes.problem('conflicting-limits', one.span, message, { related })
  }

  #watch(name: string, service: Mapping): void {
    for (const node of listOf(nodeAt(service, ['develop', 'watch']))) {
      const action = textOf(asMapping(node)?.get('action'))
      if (!action || action === 'rebuild' || action === 'restart') continue
      if (textOf(asMapping(node)?.get('target'))) continue
      const message = `Watching with the action ${action} in "${name}" needs a target.`
      this.#notes.problem('watch-target', node.span, message)
    }
  }

  #circles(): void {
    const done = new Set<string>()
    const chain: string[] = []
    const visit = (name: string, through: ComposeDependency | undefined) => {
      const service = this.#active.get(name)
      if (!service || done.has(name)) return
      const start = chain.indexOf(name)
      if (start !== -1 && through) {
        const circle = [...chain.slice(start), name].join(' -> ')
        this.#notes.problem('dependency-cycle', through.name.span, `Services wait for each other: ${circle}.`)
        return
      }
      chain.push(name)
      for (const dependency of readDependencies(service)) visit(dependency.name.value, dependency)
      chain.pop()
      done.add(name)
    }
    for (const name of this.#active.keys()) visit(name, undefined)
  }

  #containerNames(): void {
    const seen = new Map<string, { readonly service: string; readonly node: YamlNode }>()
    for (const [service, definition] of this.#active) {
      const node = definition.get('container_name')
      const name = textOf(node)
      if (!node || !name || this.#isUnknown(node)) continue
      const earlier = seen.get(name)
      if (!earlier) seen.set(name, { service, node })
      else {
        const message = `The services "${earlier.service}" and "${service}" have the same container_name "${name}".`
        const related = [{ at: earlier.node.span, message: 'The other one' }]
        this.#notes.problem('duplicate-container-name', node.span, message, { related })
      }
    }
  }

  #isUnknown(node: YamlNode): boolean {
    if (this.#model.isUnresolved(node)) return true
    return node.kind === 'mapping' && node.entries.some(({ value }) => this.#model.isUnresolved(value))
  }
}

/** Names of secrets or configs in their short and long forms. */
function fileReferences(node: YamlNode | undefined): { source: string; node: YamlNode }[] {
  return listOf(node).flatMap((item) => {
    const source = item.kind === 'mapping' ? item.get('source') : item
    if (item.kind === 'mapping' && isNull(source)) return [{ source: '', node: item }]
    const text = textOf(source)
    return text !== undefined && source ? [{ source: text, node: source }] : []
  })
}

function numberAt(node: Mapping, path: Path): Located<number> | undefined {
  return numberOf(nodeAt(node, path))
}

function numberOf(node: YamlNode | undefined): Located<number> | undefined {
  const text = textOf(node)
  if (!node || text === undefined || text.trim() === '' || !Number.isFinite(Number(text))) return undefined
  return { value: Number(text), span: node.span }
}

function sizeAt(node: YamlNode | undefined): Located<number> | undefined {
  const bytes = node?.kind === 'scalar' ? readSize(node) : undefined
  return node && bytes !== undefined ? { value: bytes, span: node.span } : undefined
}
