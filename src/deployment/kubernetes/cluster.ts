import type { YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import type { Environment } from '../environment.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Variable } from '../variable.ts'
import { type Role, type RoleBinding, readRole, readRoleBinding } from './access.ts'
import type { Container } from './container.ts'
import { variablesOfData } from './container-variables.ts'
import { makesMore } from './manifests.ts'
import { KubernetesObject } from './object.ts'
import { withoutOwned } from './owned-objects.ts'
import {
  type DisruptionBudget,
  type NetworkPolicy,
  readBudget,
  readNetworkPolicy,
  readScaler,
  type Scaler,
} from './policies-on-pods.ts'
import { LabelIndex, type LabelSelector } from './selectors.ts'
import { type Backend, backendsOf, type KubernetesService, readService } from './services.ts'
import { type Workload, workloadOf } from './workload.ts'

/**
 * Every object that is deployed to one environment, and what they have to do with each other. Namespaces are
 * compared as they are written: an unwritten one is another than `default`. What is not among the files is
 * undefined; before a rule calls it missing it asks `isWhole`.
 */
export class Cluster {
  readonly environment: Environment
  readonly files: ProjectFiles
  /**
   * Whether what the files lack is known to be missing: all of them were asked for, and no kustomization among
   * them makes objects by itself or fetches some.
   */
  readonly isWhole: boolean
  readonly objects: readonly KubernetesObject[]
  readonly workloads: readonly Workload[]
  readonly #workloadOf = new Map<KubernetesObject, Workload>()
  readonly #byKind = new Map<string, KubernetesObject[]>()
  readonly #byName = new Map<string, KubernetesObject[]>()
  readonly #data = new Map<KubernetesObject, readonly Variable[]>()
  readonly #made = new Map<string, unknown>()

  constructor(
    documents: readonly YamlDocument[],
    environment: Environment,
    files: ProjectFiles,
    isPart: boolean,
  ) {
    this.environment = environment
    this.files = files
    this.objects = withoutOwned(
      documents.flatMap((document) =>
        document.roots.flatMap(({ root }) => objectsIn(root, document, { cluster: this, isFromList: false })),
      ),
    )
    this.isWhole = !isPart && !documents.some(makesMore)
    for (const object of this.objects) {
      add(this.#byKind, object.kind, object)
      add(this.#byName, nameKey(object.kind, object.namespace, object.name?.value ?? ''), object)
    }
    this.workloads = this.objects.flatMap((object) => {
      const workload = workloadOf(object)
      if (workload) this.#workloadOf.set(object, workload)
      return workload ?? []
    })
  }

  /** Of every workload. */
  get containers(): readonly Container[] {
    return this.#once('containers', () => this.workloads.flatMap(({ containers }) => containers))
  }

  /** Objects of a kind, of whatever group. */
  ofKind(kind: string): readonly KubernetesObject[] {
    return this.#byKind.get(kind) ?? []
  }

  /** The objects of a kind, namespace and name; several where they are of several groups, or written twice. */
  findAll(kind: string, namespace: string, name: string): readonly KubernetesObject[] {
    return this.#byName.get(nameKey(kind, namespace, name)) ?? []
  }

  /** The first of them. */
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.findAll(kind, namespace, name)[0]
  }

  /** The workload that an object is. */
  workloadOf(object: KubernetesObject): Workload | undefined {
    return this.#workloadOf.get(object)
  }

  /** Workloads of a namespace whose pods a selector matches; an empty one matches all. */
  workloadsMatching(selector: LabelSelector, namespace: string): readonly Workload[] {
    const byNamespace = this.#once('workload labels', () => {
      const groups = new Map<string, Workload[]>()
      for (const workload of this.workloads) add(groups, workload.namespace, workload)
      return new Map(
        [...groups].map(([key, group]) => [key, new LabelIndex(group, ({ podLabels }) => podLabels)]),
      )
    })
    return byNamespace.get(namespace)?.matching(selector) ?? []
  }

  /** Services of the core API. */
  get services(): readonly KubernetesService[] {
    return this.#once('services', () =>
      this.ofKind('Service')
        .filter(({ group }) => group === '')
        .map((object) => readService(object, this)),
    )
  }

  service(namespace: string, name: string): KubernetesService | undefined {
    const byName = this.#once('services by name', () => {
      const services = new Map<string, KubernetesService>()
      for (const service of this.services) {
        const { namespace: own, name: called } = service.object
        services.set(nameKey('Service', own, called?.value ?? ''), service)
      }
      return services
    })
    return byName.get(nameKey('Service', namespace, name))
  }

  /** Services whose selector takes the pods of a workload. */
  servicesOf(workload: Workload): readonly KubernetesService[] {
    return this.#onWorkload('services of', this.services, workload)
  }

  /** Every place where an Ingress or a route of the Gateway API leads to a Service. */
  get backends(): readonly Backend[] {
    return this.#once('backends', () =>
      ['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute']
        .flatMap((kind) => this.ofKind(kind))
        .flatMap((object) => backendsOf(object, this)),
    )
  }

  /** The backends of one Ingress or route. */
  backendsOf(object: KubernetesObject): readonly Backend[] {
    const byObject = this.#once('backends by object', () => {
      const groups = new Map<KubernetesObject, Backend[]>()
      for (const backend of this.backends) add(groups, backend.object, backend)
      return groups
    })
    return byObject.get(object) ?? []
  }

  /** HorizontalPodAutoscalers of every version, and ScaledObjects of KEDA. */
  get scalers(): readonly Scaler[] {
    return this.#once('scalers', () =>
      ['HorizontalPodAutoscaler', 'ScaledObject']
        .flatMap((kind) => this.ofKind(kind))
        .map((object) => readScaler(object, this)),
    )
  }

  /** What an object scales, where it is a scaler. */
  scaler(object: KubernetesObject): Scaler | undefined {
    return this.#byObject('scaler', this.scalers).get(object)
  }

  /** Those that drive a workload, whether or not they name its apiVersion as it is written. */
  scalersOf(workload: Workload): readonly Scaler[] {
    const byTarget = this.#once('scalers by target', () => {
      const groups = new Map<KubernetesObject, Scaler[]>()
      for (const scaler of this.scalers) {
        const target = scaler.target ?? scaler.namedTarget
        if (target) add(groups, target, scaler)
      }
      return groups
    })
    return byTarget.get(workload.object) ?? []
  }

  /** PodDisruptionBudgets. */
  get budgets(): readonly DisruptionBudget[] {
    return this.#once('budgets', () =>
      this.ofKind('PodDisruptionBudget').map((object) => readBudget(object, this)),
    )
  }

  budget(object: KubernetesObject): DisruptionBudget | undefined {
    return this.#byObject('budget', this.budgets).get(object)
  }

  budgetsOf(workload: Workload): readonly DisruptionBudget[] {
    return this.#onWorkload('budgets of', this.budgets, workload)
  }

  get networkPolicies(): readonly NetworkPolicy[] {
    return this.#once('network policies', () =>
      this.ofKind('NetworkPolicy').map((object) => readNetworkPolicy(object, this)),
    )
  }

  networkPolicy(object: KubernetesObject): NetworkPolicy | undefined {
    return this.#byObject('network policy', this.networkPolicies).get(object)
  }

  networkPoliciesOf(workload: Workload): readonly NetworkPolicy[] {
    return this.#onWorkload('network policies of', this.networkPolicies, workload)
  }

  /** Roles and ClusterRoles. */
  get roles(): readonly Role[] {
    return this.#once('roles', () =>
      [...this.ofKind('Role'), ...this.ofKind('ClusterRole')].map((object) => readRole(object, this)),
    )
  }

  /** A Role of a namespace, or a ClusterRole. */
  role(kind: string, namespace: string, name: string): Role | undefined {
    if (kind === 'Role') {
      const object = this.find('Role', namespace, name)
      return object && this.roleOf(object)
    }
    const ofCluster = this.#once('cluster roles by name', () => {
      const roles = this.roles.filter(({ isOfCluster }) => isOfCluster)
      return new Map(roles.map((role) => [role.object.name?.value ?? '', role]))
    })
    return kind === 'ClusterRole' ? ofCluster.get(name) : undefined
  }

  roleOf(object: KubernetesObject): Role | undefined {
    return this.#byObject('role', this.roles).get(object)
  }

  /** RoleBindings and ClusterRoleBindings. */
  get roleBindings(): readonly RoleBinding[] {
    return this.#once('bindings', () =>
      [...this.ofKind('RoleBinding'), ...this.ofKind('ClusterRoleBinding')].map((object) =>
        readRoleBinding(object, this),
      ),
    )
  }

  roleBinding(object: KubernetesObject): RoleBinding | undefined {
    return this.#byObject('binding', this.roleBindings).get(object)
  }

  /** The bindings that give a role to anybody. */
  bindingsOf(role: Role): readonly RoleBinding[] {
    const byRole = this.#once('bindings by role', () => {
      const groups = new Map<KubernetesObject, RoleBinding[]>()
      for (const binding of this.roleBindings) {
        const bound = binding.role
        if (bound) add(groups, bound.object, binding)
      }
      return groups
    })
    return byRole.get(role.object) ?? []
  }

  /** The bindings that give the rules of a role to anybody: by its name, or by a role that aggregates it. */
  grantingBindingsOf(role: Role): readonly RoleBinding[] {
    const byRole = this.#once('granting bindings', () => {
      const groups = new Map<KubernetesObject, RoleBinding[]>()
      for (const binding of this.roleBindings) {
        const bound = binding.role
        if (!bound) continue
        const sources = new Set([bound.object, ...bound.effectiveRules.map(({ writtenIn }) => writtenIn)])
        for (const source of sources) add(groups, source, binding)
      }
      return groups
    })
    return byRole.get(role.object) ?? []
  }

  /** The entries of a ConfigMap or Secret. */
  dataOf(object: KubernetesObject): readonly Variable[] {
    let known = this.#data.get(object)
    if (!known) {
      known = variablesOfData(object)
      this.#data.set(object, known)
    }
    return known
  }

  /** What a list of things knows of one object. */
  #byObject<T extends { readonly object: KubernetesObject }>(
    name: string,
    things: readonly T[],
  ): ReadonlyMap<KubernetesObject, T> {
    return this.#once(`${name} by object`, () => new Map(things.map((thing) => [thing.object, thing])))
  }

  /** Of things that know their workloads, those of one. */
  #onWorkload<T extends { readonly workloads: readonly Workload[] }>(
    name: string,
    things: readonly T[],
    workload: Workload,
  ): readonly T[] {
    const groups = this.#once(name, () => {
      const made = new Map<Workload, T[]>()
      for (const thing of things) for (const each of thing.workloads) add(made, each, thing)
      return made
    })
    return groups.get(workload) ?? []
  }

  /** Made when first asked for. */
  #once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make())
    return this.#made.get(name) as T
  }
}

/** The objects of one document; those of a List one by one, those of a List in it too. */
function objectsIn(
  root: YamlNode | undefined,
  document: YamlDocument,
  around: { readonly cluster: Cluster; readonly isFromList: boolean },
): KubernetesObject[] {
  if (root?.kind === 'sequence') return root.items.flatMap((item) => objectsIn(item, document, around))
  if (root?.kind !== 'mapping' || !(root.entry('apiVersion') || root.entry('kind'))) return []
  const kind = root.get('kind')
  if (kind?.kind === 'scalar' && kind.text.endsWith('List')) {
    const items = root.get('items') ?? root.get('Items')
    if (items?.kind === 'sequence') {
      return items.items.flatMap((item) => objectsIn(item, document, { ...around, isFromList: true }))
    }
    if (kind.text === 'List') return []
  }
  return [new KubernetesObject(root, document, around)]
}

function nameKey(kind: string, namespace: string, name: string): string {
  return `${kind}\0${namespace}\0${name}`
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
