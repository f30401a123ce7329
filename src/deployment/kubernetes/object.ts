import type { Mapping, YamlDocument } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import type { Environment } from '../environment.ts'
import type { Cluster } from './cluster.ts'
import { Fields } from './fields.ts'

/** One object of a manifest, with every field of it to be asked for: `object.text('spec', 'type')`. */
export class KubernetesObject extends Fields {
  declare readonly node: Mapping
  /** Project-relative path of the file. */
  readonly path: string
  readonly document: YamlDocument
  /** Undefined where it is not written, or null. */
  readonly apiVersion: Located<string> | undefined
  /** `apps` of `apps/v1`; empty for the core group, and where no apiVersion is written. */
  readonly group: string
  /** `v1` of `apps/v1`. */
  readonly version: string
  /** Empty where it is not written. */
  readonly kind: string
  readonly name: Located<string> | undefined
  /** As written under `metadata`; empty where it is not. Objects are matched by this raw text. */
  readonly namespace: string
  readonly labels: ReadonlyMap<string, Located<string>>
  readonly annotations: ReadonlyMap<string, Located<string>>
  /** It stands among the items of a List. */
  readonly isFromList: boolean
  readonly environment: Environment
  /** Everything that is deployed with it. */
  readonly cluster: Cluster

  constructor(
    node: Mapping,
    document: YamlDocument,
    { cluster, isFromList }: { cluster: Cluster; isFromList: boolean },
  ) {
    super(node)
    this.document = document
    this.path = document.path
    this.apiVersion = this.text('apiVersion')
    const written = this.apiVersion?.value ?? ''
    const slash = written.indexOf('/')
    this.group = slash === -1 ? '' : written.slice(0, slash)
    this.version = written.slice(slash + 1)
    this.kind = this.text('kind')?.value ?? ''
    this.name = this.text('metadata', 'name')
    this.namespace = this.text('metadata', 'namespace')?.value ?? ''
    this.labels = this.map('metadata', 'labels')
    this.annotations = this.map('metadata', 'annotations')
    this.isFromList = isFromList
    this.cluster = cluster
    this.environment = cluster.environment
  }

  /** The whole object in its file. */
  override get span(): Span {
    return this.node.span
  }

  /** As a message names it: `Deployment web`; where it has no name, `this Deployment`. */
  get title(): string {
    const name = this.#writtenName ?? this.text('metadata', 'generateName')?.value
    const kind = this.kind || 'object'
    return name === undefined ? `this ${kind}` : `${kind} ${name}`
  }

  /** Kustomize adds to names; people know an object by what its file says, which is the same for every overlay. */
  get #writtenName(): string | undefined {
    const { name, document } = this
    if (name?.span.path !== this.path) return name?.value
    const written = document.text.slice(name.span.start, name.span.end)
    return /^[\w.-]+$/.test(written) && name.value.includes(written) ? written : name.value
  }

  /** Whether it is of a kind in one of some API groups (`''` is core), any version; without groups, in any. */
  is(kind: string, ...groups: readonly string[]): boolean {
    return this.kind === kind && (groups.length === 0 || groups.includes(this.group))
  }

  /** Its name; else its kind. */
  protected override get heading(): Span | undefined {
    return this.name?.span ?? this.text('kind')?.span
  }
}
