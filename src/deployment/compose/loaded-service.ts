import { parseEnv } from '../../documents/env/parse.ts'
import { envValues } from '../../documents/env/values.ts'
import type { Mapping, YamlNode } from '../../documents/yaml/node.ts'
import { castScalar } from './casts.ts'
import { readCommand } from './command.ts'
import { readDependencies } from './dependencies.ts'
import { readEnvFileItems } from './env-files.ts'
import { readHealthcheck } from './healthcheck.ts'
import {
  completeDeviceRequests,
  isPlainObject,
  loadedDevices,
  loadedFiles,
  loadedMounts,
  loadedPorts,
  type Plain,
} from './loaded-lists.ts'
import type { ComposeModel } from './model.ts'
import type { Notes } from './notes.ts'
import type { LocatedFile, ReadableFiles } from './reader.ts'
import { readSize } from './sizes.ts'
import { asMapping, isNull, listOf, nodeAt, type Path, plainOf, setOwn, textOf } from './tree.ts'

/** Where files of the model lie. */
export interface ProjectPlaces {
  readonly files: ReadableFiles
  locate(written: string): LocatedFile
  /** Files whose paths are relative to the project directory as they stand. */
  readonly ownFiles: ReadonlySet<string>
}

const SIZES = [
  ['mem_limit'],
  ['mem_reservation'],
  ['memswap_limit'],
  ['mem_swappiness'],
  ['shm_size'],
  ['build', 'shm_size'],
  ['deploy', 'resources', 'limits', 'memory'],
  ['deploy', 'resources', 'reservations', 'memory'],
] as const

const NUMBERS = [
  ['cpu_count'],
  ['cpu_percent'],
  ['cpu_period'],
  ['cpu_quota'],
  ['cpu_rt_period'],
  ['cpu_rt_runtime'],
  ['cpu_shares'],
  ['cpus'],
  ['deploy', 'resources', 'limits', 'cpus'],
  ['deploy', 'resources', 'limits', 'pids'],
  ['deploy', 'resources', 'reservations', 'cpus'],
  ['pids_limit'],
] as const

/** One service of the model as plain JSON in one form. */
export class LoadedService {
  readonly #name: string
  readonly #node: Mapping
  readonly #model: ComposeModel
  readonly #places: ProjectPlaces
  readonly #notes: Notes
  readonly #plain: Plain

  constructor(name: string, node: Mapping, model: ComposeModel, places: ProjectPlaces, notes: Notes) {
    this.#name = name
    this.#node = node
    this.#model = model
    this.#places = places
    this.#notes = notes
    this.#plain = plainOf(node) as Plain
  }

  plain(): Plain {
    const plain = this.#plain
    plain.name = this.#name
    for (const key of ['command', 'entrypoint']) this.#set(key, commandWords(this.#node.get(key)))
    this.#set('ports', loadedPorts(this.#node.get('ports')))
    this.#set('volumes', loadedMounts(this.#node.get('volumes'), this.#places.ownFiles))
    this.#set('secrets', loadedFiles(this.#node.get('secrets'), '/run/secrets/'))
    this.#set('configs', loadedFiles(this.#node.get('configs'), undefined))
    this.#set('devices', loadedDevices(this.#node.get('devices')))
    this.#set('env_file', this.#envFileItems())
    this.#healthcheck()
    this.#build()
    this.#numbers()
    this.#replicas()
    this.#environment()
    this.#labels()
    this.#dependencies()
    completeDeviceRequests(plain)
    for (const key of ['post_start', 'pre_start', 'pre_stop']) this.#hooks(key)
    this.#watches()
    if (plain.pull_policy === 'if_not_present') plain.pull_policy = 'missing'
    if (
      isNull(this.#node.get('network_mode')) &&
      !Object.keys(isPlainObject(plain.networks) ? plain.networks : {}).length
    ) {
      if (!this.#node.entry('provider')) plain.networks = { default: null }
    }
    return plain
  }

  #set(key: string, value: unknown): void {
    if (value !== undefined && this.#node.entry(key)) this.#plain[key] = value
  }

  #envFileItems(): unknown[] | undefined {
    const node = this.#node.get('env_file')
    if (node === undefined || isNull(node)) return undefined
    return readEnvFileItems(node).map(({ path, required, format }) => ({
      path: path.value,
      required,
      ...(format ? { format } : {}),
    }))
  }

  #healthcheck(): void {
    const plain = this.#plain.healthcheck
    const test = nodeAt(this.#node, ['healthcheck', 'test'])
    if (!isPlainObject(plain) || test?.kind !== 'scalar' || test.value === null) return
    const read = readHealthcheck(this.#node.get('healthcheck'))
    plain.test = ['CMD-SHELL', ...(read?.test.map((word) => word.value) ?? [])]
  }

  #build(): void {
    const build = this.#plain.build
    if (!isPlainObject(build)) return
    build.context ??= '.'
    if (!build.dockerfile && !build.dockerfile_inline) build.dockerfile = 'Dockerfile'
    if (isPlainObject(build.args)) {
      this.#inherit(build.args)
      // An argument that nothing gives a value is not passed to the build.
      build.args = Object.fromEntries(Object.entries(build.args).filter(([, value]) => value !== null))
    }
    const secrets = loadedFiles(nodeAt(this.#node, ['build', 'secrets']), undefined)
    if (secrets) build.secrets = secrets
  }

  #numbers(): void {
    for (const path of SIZES) this.#replace(path, readSize)
    for (const key of ['device_read_bps', 'device_read_iops', 'device_write_bps', 'device_write_iops']) {
      listOf(nodeAt(this.#node, ['blkio_config', key])).forEach((_, index) => {
        this.#replace(['blkio_config', key, index, 'rate'], readSize)
      })
    }
    for (const path of NUMBERS) {
      this.#replace(path, (scalar) => {
        const value = castScalar(scalar, 'number').value
        return typeof value === 'number' ? value : undefined
      })
    }
  }

  #replace(path: Path, read: (scalar: Extract<YamlNode, { kind: 'scalar' }>) => number | undefined): void {
    const node = nodeAt(this.#node, path)
    const value = node?.kind === 'scalar' && node.value !== null ? read(node) : undefined
    if (value === undefined) return
    let at: unknown = this.#plain
    for (const step of path.slice(0, -1)) {
      at = isPlainObject(at) || Array.isArray(at) ? (at as Plain)[step] : undefined
    }
    if (isPlainObject(at)) at[path.at(-1)!] = value
  }

  /** `scale` is the older word for `deploy.replicas` and goes before it. */
  #replicas(): void {
    const { deploy, scale } = this.#plain
    if (isPlainObject(deploy) && typeof scale === 'number') deploy.replicas = scale
  }

  #environment(): void {
    const merged: Plain = {}
    const known = new Map<string, string>()
    const own = this.#plain.environment
    if (isPlainObject(own)) this.#inherit(own)
    // References in an env file see the project's variables, then the service's own, then those above them.
    const given = new Map<string, string>()
    for (const [name, value] of isPlainObject(own) ? Object.entries(own) : []) {
      if (typeof value === 'string') given.set(name, value)
    }
    for (const item of readEnvFileItems(this.#node.get('env_file'))) {
      const text = this.#read(item.path.value, item.path.span, item.required, 'env file')
      if (text === undefined) continue
      const document = parseEnv(item.path.value, text, item.format === 'raw' ? { format: 'raw' } : {})
      const variables = Object.fromEntries([...known, ...given, ...this.#model.variables])
      const { values, problems } = envValues(document, variables)
      this.#notes.envFileProblems([...document.problems, ...problems])
      for (const [name, value] of values) {
        known.set(name, value)
        setOwn(merged, name, value)
      }
    }
    if (isPlainObject(own)) {
      // A name without a value takes away what an env file has for it.
      for (const [name, value] of Object.entries(own)) setOwn(merged, name, value)
    }
    if (isPlainObject(own) || known.size > 0) this.#plain.environment = merged
  }

  /** Names without a value take the project's. */
  #inherit(values: Plain): void {
    for (const [name, value] of Object.entries(values)) {
      if (value === null && this.#model.variables.has(name)) {
        setOwn(values, name, this.#model.variables.get(name))
      }
    }
  }

  #labels(): void {
    const files = listOf(this.#node.get('label_file'))
    if (files.length === 0) return
    const labels: Record<string, string> = {}
    for (const node of files) {
      const path = textOf(node)
      const text = path === undefined ? undefined : this.#read(path, node.span, true, 'label file')
      if (path === undefined || text === undefined) continue
      // References in a label file see the labels before them and nothing else.
      const document = parseEnv(path, text)
      const { values, problems } = envValues(document, labels)
      this.#notes.envFileProblems([...document.problems, ...problems])
      for (const [name, value] of values) setOwn(labels, name, value)
    }
    this.#plain.labels = { ...labels, ...(isPlainObject(this.#plain.labels) ? this.#plain.labels : {}) }
  }

  #read(written: string, span: YamlNode['span'], required: boolean, what: string): string | undefined {
    const { path, kind } = this.#places.locate(written)
    if (kind === 'file') return this.#places.files.text(path)
    if (kind === 'directory' || (kind === 'missing' && required)) {
      const why = kind === 'missing' ? 'does not exist' : 'is a folder'
      this.#notes.problem('env-file-missing', span, `The ${what} ${path} of "${this.#name}" ${why}.`)
    }
    return undefined
  }

  #dependencies(): void {
    const dependencies = readDependencies(this.#node)
    if (dependencies.length === 0) return
    const plain: Plain = {}
    for (const dependency of dependencies) {
      const name = dependency.name.value
      if (Object.hasOwn(plain, name)) continue
      const written = isPlainObject(this.#plain.depends_on) ? this.#plain.depends_on[name] : undefined
      setOwn(plain, name, {
        ...(isPlainObject(written) ? written : { restart: dependency.restart }),
        condition: dependency.condition,
        required: dependency.required,
      })
    }
    this.#plain.depends_on = plain
  }

  #hooks(key: string): void {
    listOf(this.#node.get(key)).forEach((node, index) => {
      splitCommand(asMapping(node), at(this.#plain[key], index))
    })
  }

  /** Commands that run after files were synced. */
  #watches(): void {
    listOf(nodeAt(this.#node, ['develop', 'watch'])).forEach((node, index) => {
      const develop = this.#plain.develop
      const watch = at(isPlainObject(develop) ? develop.watch : undefined, index)
      splitCommand(asMapping(asMapping(node)?.get('exec')), isPlainObject(watch) ? watch.exec : undefined)
    })
  }
}

function at(list: unknown, index: number): unknown {
  return Array.isArray(list) ? list[index] : undefined
}

function splitCommand(hook: Mapping | undefined, plain: unknown): void {
  const words = commandWords(hook?.get('command'))
  if (words && isPlainObject(plain)) plain.command = words
}

function commandWords(node: YamlNode | undefined): string[] | undefined {
  return readCommand(node)?.words.map((word) => word.value)
}
