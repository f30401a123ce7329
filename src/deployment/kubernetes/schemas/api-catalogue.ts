import type { YamlDocument, YamlNode } from '../../../documents/yaml/node.ts'
import { parseYaml } from '../../../documents/yaml/parse.ts'
import { folderOf, joinPath } from '../../paths.ts'
import type { ProjectFiles } from '../../project-files.ts'
import type { Cluster } from '../cluster.ts'
import type { KubernetesObject } from '../object.ts'
import { type ApiLifetime, GONE_GROUPS, lifetimeOf } from './api-lifetimes.ts'
import { type ApiData, BuiltInSchemas } from './built-in.ts'
import { readSchema } from './json-schema.ts'
import { minorOf, NEWEST_MINOR, schemaMinorFor } from './kubernetes-version.ts'
import type { Pattern, Schema } from './schema.ts'
import { type Budget, type ManifestProblem, validate } from './validate.ts'

/** What is known of the version of Kubernetes that manifests are for. */
export interface ApiSource {
  /** As the user named it: `1.31`, `v1.31.2`; the newest that we know where left out. */
  readonly version?: string | undefined
  /** Reads the schemas of one minor; left out, Kubernetes' own kinds go unjudged. */
  readonly load?: ((minor: number) => ApiData) | undefined
  /** Reads a file of the folder of JSON Schemas that the user named. */
  readonly schemaText?: ((name: string) => string | undefined) | undefined
}

/** Which kinds there are, and what an object of each must be. One for each project. */
export class ApiCatalogue {
  /** `31` of 1.31. */
  readonly minor: number
  /** The user named a version that we know, so that what it has not is no question of the version. */
  readonly isVersionNamed: boolean
  readonly #source: ApiSource
  readonly #files: ProjectFiles
  readonly #custom = new Map<string, Schema>()
  readonly #budget: Budget = { left: 3_000_000 }
  readonly #problems = new WeakMap<YamlNode, readonly ManifestProblem[]>()
  readonly #fileSchemas = new Map<string, Schema | undefined>()
  #builtIn: BuiltInSchemas | undefined

  constructor(source: ApiSource, files: ProjectFiles) {
    this.#source = source
    this.#files = files
    const named = source.version === undefined ? undefined : minorOf(source.version)
    this.minor = named ?? NEWEST_MINOR
    this.isVersionNamed = named !== undefined && named <= NEWEST_MINOR
  }

  /** Read when the first manifest asks for it. */
  get #own(): BuiltInSchemas | undefined {
    if (!this.#source.load) return undefined
    this.#builtIn ??= new BuiltInSchemas(this.#source.load(schemaMinorFor(this.minor)))
    return this.#builtIn
  }

  /** What an object must be; undefined where nobody says. What the user brings comes before what we know. */
  schemaOf(object: KubernetesObject): Schema | undefined {
    const apiVersion = object.apiVersion?.value ?? ''
    const { kind } = object
    if (apiVersion === '' || kind === '') return undefined
    const named = this.#source.schemaText && this.#schemaInFolder(object, this.#source.schemaText)
    if (named) return named
    const lifetime = lifetimeOf(apiVersion, kind)
    return (
      this.#own?.schemaOf(apiVersion, kind) ??
      (lifetime?.hasSameFields ? this.#own?.schemaOf(lifetime.successor!, kind) : undefined) ??
      this.#customSchema(object, `${apiVersion}/${kind}`) ??
      (lifetime || this.lastServed(apiVersion, kind) !== undefined ? undefined : this.#schemaBeside(object))
    )
  }

  /** What is wrong with an object by its schema; nothing where it has none. */
  problemsOf(object: KubernetesObject): readonly ManifestProblem[] {
    let known = this.#problems.get(object.node)
    if (!known) {
      known = isBroken(object) ? [] : [...missingNames(object), ...this.#held(object)]
      this.#problems.set(object.node, known)
    }
    return known
  }

  #held(object: KubernetesObject): readonly ManifestProblem[] {
    const schema = this.schemaOf(object)
    return schema ? validate(object.node, schema, object.title, this.#budget) : []
  }

  /** What every object's `metadata` must be. */
  get metadata(): Schema | undefined {
    return this.#own?.metadata
  }

  /** Whether the version serves a kind of Kubernetes' own. */
  serves(apiVersion: string, kind: string): boolean {
    const lifetime = lifetimeOf(apiVersion, kind)
    if (lifetime) return lifetime.removedIn === undefined || this.minor < lifetime.removedIn
    return this.#own?.schemaOf(apiVersion, kind) !== undefined
  }

  /** When an API was given up. */
  lifetimeOf(apiVersion: string, kind: string): ApiLifetime | undefined {
    return lifetimeOf(apiVersion, kind)
  }

  /** The last minor that is known to have served a kind which this one does not. */
  lastServed(apiVersion: string, kind: string): number | undefined {
    const gone = this.#own?.data.gone
    const id = `${apiVersion}/${kind}`
    return gone && Object.hasOwn(gone, id) ? gone[id] : undefined
  }

  /** Every kind of the version is known; of one that is newer than this program they are not. */
  get isComplete(): boolean {
    return this.#own !== undefined && this.minor <= NEWEST_MINOR
  }

  /** Whether an API group is one of Kubernetes itself, where every kind is known. */
  isOwnGroup(group: string): boolean {
    const own = this.#own
    if (!own) return false
    this.#groups ??= new Set([
      ...Object.keys(own.data.kinds).map((id) => (id.split('/').length === 3 ? id.split('/')[0]! : '')),
      ...GONE_GROUPS,
    ])
    return this.#groups.has(group)
  }
  #groups: ReadonlySet<string> | undefined

  /** The apiVersions that serve a kind of Kubernetes' own, stable ones first. */
  versionsOf(kind: string): readonly string[] {
    const found = Object.keys(this.#own?.data.kinds ?? {}).filter((id) => id.endsWith(`/${kind}`))
    return found
      .map((id) => id.slice(0, -kind.length - 1))
      .sort((a, b) => Number(/(?:alpha|beta)\d+$/.test(a)) - Number(/(?:alpha|beta)\d+$/.test(b)))
  }

  /** The kinds that an apiVersion of Kubernetes' own has. */
  kindsIn(apiVersion: string): readonly string[] {
    return Object.keys(this.#own?.data.kinds ?? {})
      .filter((id) => id.startsWith(`${apiVersion}/`) && !id.includes('/', apiVersion.length + 1))
      .map((id) => id.slice(apiVersion.length + 1))
  }

  /**
   * Whether something in the project brings schemas with patterns; they are judged once `usePatterns` was called. The
   * library for it is large.
   */
  wantsPatterns(clusters: readonly Cluster[]): boolean {
    return (
      this.#compile === undefined &&
      (this.#source.schemaText !== undefined ||
        clusters.some((cluster) => cluster.ofKind('CustomResourceDefinition').length > 0) ||
        this.#files.paths.some((path) => path === 'schema.json' || path.endsWith('/schema.json')))
    )
  }

  usePatterns(compile: (source: string) => Pattern | undefined): void {
    this.#compile = compile
  }
  #compile: ((source: string) => Pattern | undefined) | undefined

  #customSchema(object: KubernetesObject, id: string): Schema | undefined {
    const known = this.#custom.get(id)
    if (known) return known
    const definition = definitionOf(object)
    if (!definition) return undefined
    const schema = readSchema(definition.schema, {
      dialect: 'structural',
      keepsUnknown: definition.keepsUnknown,
      metadata: this.metadata,
      compile: this.#compile,
    })
    this.#custom.set(id, schema)
    return schema
  }

  /** In kubeconform's layout of file names, or that of the CRDs-catalog. */
  #schemaInFolder(
    { kind, group, version }: KubernetesObject,
    read: (name: string) => string | undefined,
  ): Schema | undefined {
    const lower = kind.toLowerCase()
    const [first = ''] = group.split('.')
    const names =
      group === ''
        ? [`${lower}-${version}.json`]
        : [
            `${lower}-${first}-${version}.json`,
            `${lower}-${group}-${version}.json`,
            `${group}/${lower}_${version}.json`,
          ]
    for (const name of names) {
      const schema = this.#schemaFile(name, read)
      if (schema) return schema
    }
    return undefined
  }

  /** A `schema.json` in the folder of a manifest that describes objects with a kind. */
  #schemaBeside({ path }: KubernetesObject): Schema | undefined {
    const beside = joinPath(folderOf(path), 'schema.json')
    if (beside === undefined || this.#files.kindOf(beside) !== 'file') return undefined
    const schema = this.#schemaFile(beside, (name) => (this.#files.textIfReadable ?? this.#files.text)(name))
    return schema?.fields?.has('kind') ? schema : undefined
  }

  #schemaFile(name: string, read: (name: string) => string | undefined): Schema | undefined {
    if (this.#fileSchemas.has(name)) return this.#fileSchemas.get(name)
    const text = read(name)
    const document: YamlDocument | undefined = text === undefined ? undefined : parseYaml(name, text)
    const root = document?.roots[0]?.root
    const isBroken = document?.problems.some(({ severity }) => severity === 'error')
    const schema =
      root && !isBroken ? readSchema(root, { dialect: 'json-schema', compile: this.#compile }) : undefined
    this.#fileSchemas.set(name, schema)
    return schema
  }
}

/** The schema that a CustomResourceDefinition deployed with an object gives its version. */
export function definitionOf({
  cluster,
  group,
  version,
  kind,
}: KubernetesObject):
  | { readonly definition: KubernetesObject; readonly schema: YamlNode; readonly keepsUnknown: boolean }
  | undefined {
  for (const definition of cluster.ofKind('CustomResourceDefinition')) {
    if (definition.text('spec', 'group')?.value !== group) continue
    if (definition.text('spec', 'names', 'kind')?.value !== kind) continue
    const own = definition.list('spec', 'versions').find((each) => each.text('name')?.value === version)
    if (!own && definition.text('spec', 'version')?.value !== version) continue
    const written = own?.at('schema', 'openAPIV3Schema')
    const schema = written?.isMapping ? written : definition.at('spec', 'validation', 'openAPIV3Schema')
    const isOld = definition.version === 'v1beta1' && !definition.isFalse('spec', 'preserveUnknownFields')
    const keepsUnknown = isOld || definition.isTrue('spec', 'preserveUnknownFields')
    if (schema.node && schema.isMapping) return { definition, schema: schema.node, keepsUnknown }
  }
  return undefined
}

/** Something in it could not be read, which says enough; what was read instead is not what is meant. */
function isBroken({ document, span }: KubernetesObject): boolean {
  return document.problems.some(
    ({ severity, isTwinKey, at }) =>
      severity === 'error' && !isTwinKey && at.start <= span.end && at.end >= span.start,
  )
}

/** Without `apiVersion` and `kind` nobody knows what an object is. */
function missingNames({ node, title }: KubernetesObject): ManifestProblem[] {
  return ['apiVersion', 'kind'].flatMap((key) => {
    const entry = node.entry(key)
    const value = entry?.value
    if (value?.kind === 'scalar' && value.value !== null && value.text !== '') return []
    const at = entry?.key.span ?? node.entries[0]?.key.span ?? node.span
    const message = entry
      ? `\`${key}\` of ${title} is ${value?.kind === 'scalar' ? 'empty' : 'no text'}: write what the object is.`
      : `${title[0]!.toUpperCase()}${title.slice(1)} has no \`${key}\`, so that nobody knows what it is.`
    return [{ at, message, isUnknownField: false }]
  })
}
