import type { Located } from '../../span.ts'
import type { Environment } from '../environment.ts'
import type { Cluster } from './cluster.ts'
import { Container, type ContainerKind } from './container.ts'
import type { Fields, Step } from './fields.ts'
import type { KubernetesObject } from './object.ts'
import { type LabelSelector, type Labels, readPlainSelector, readSelector } from './selectors.ts'
import { type Volume, volumesOf } from './volumes.ts'

/** Where each kind has its pod template, and in which groups the kind is that one; older ones too. */
const TEMPLATES: Readonly<Record<string, { groups: readonly string[]; path: readonly Step[] }>> = {
  Pod: { groups: [], path: [] },
  Deployment: { groups: ['apps', 'extensions'], path: ['spec', 'template'] },
  ReplicaSet: { groups: ['apps', 'extensions'], path: ['spec', 'template'] },
  DaemonSet: { groups: ['apps', 'extensions'], path: ['spec', 'template'] },
  StatefulSet: { groups: ['apps'], path: ['spec', 'template'] },
  ReplicationController: { groups: [], path: ['spec', 'template'] },
  Job: { groups: ['batch', 'extensions'], path: ['spec', 'template'] },
  CronJob: { groups: ['batch'], path: ['spec', 'jobTemplate', 'spec', 'template'] },
  PodTemplate: { groups: [], path: ['template'] },
  DeploymentConfig: { groups: ['apps.openshift.io'], path: ['spec', 'template'] },
  Rollout: { groups: ['argoproj.io'], path: ['spec', 'template'] },
  Service: { groups: ['serving.knative.dev'], path: ['spec', 'template'] },
  Configuration: { groups: ['serving.knative.dev'], path: ['spec', 'template'] },
  Revision: { groups: ['serving.knative.dev'], path: [] },
  ContainerSource: { groups: ['sources.knative.dev'], path: ['spec', 'template'] },
}
/** Kinds that only have a meaning with their group: the core group has others of that name, or none. */
const NEEDS_GROUP = new Set(['Service', 'Rollout', 'Configuration', 'Revision', 'ContainerSource'])

const WITH_REPLICAS = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'ReplicationController',
  'DeploymentConfig',
  'Rollout',
])

const LISTS: readonly (readonly [string, ContainerKind])[] = [
  ['initContainers', 'init'],
  ['containers', 'regular'],
  ['ephemeralContainers', 'ephemeral'],
]

/** An object that runs pods. */
export class Workload {
  readonly object: KubernetesObject
  /** The pod itself, or the template it is made of: what has `metadata` and `spec`. */
  readonly template: Fields
  readonly podSpec: Fields
  readonly podLabels: Labels
  readonly podAnnotations: Labels
  /** Of every kind, in the order init, regular, ephemeral; sidecars are among the init containers. */
  readonly containers: readonly Container[]
  readonly volumes: readonly Volume[]

  constructor(object: KubernetesObject, template: Fields) {
    this.object = object
    this.template = template
    this.podSpec = template.at('spec')
    this.podLabels = template.map('metadata', 'labels')
    this.podAnnotations = template.map('metadata', 'annotations')
    this.volumes = volumesOf(this.podSpec, object)
    this.containers = LISTS.flatMap(([list, kind]) =>
      this.podSpec
        .list(list)
        .filter(({ isMapping }) => isMapping)
        .map((field) => {
          const isSidecar = kind === 'init' && field.text('restartPolicy')?.value === 'Always'
          return new Container(field, isSidecar ? 'sidecar' : kind, this)
        }),
    )
  }

  get kind(): string {
    return this.object.kind
  }

  get name(): Located<string> | undefined {
    return this.object.name
  }

  /** `Deployment web`. */
  get title(): string {
    return this.object.title
  }

  /** Of the object, as written. */
  get namespace(): string {
    return this.object.namespace
  }

  get environment(): Environment {
    return this.object.environment
  }

  get cluster(): Cluster {
    return this.object.cluster
  }

  /** As written; what is not written is 1 for most kinds. */
  get replicas(): Located<number> | undefined {
    return this.object.number('spec', 'replicas')
  }

  /** Its pods run once to their end. */
  get isJob(): boolean {
    return this.kind === 'Job' || this.kind === 'CronJob'
  }

  /** It says itself how many pods there are; of a DaemonSet the nodes say that, of a Job its completions. */
  get hasReplicas(): boolean {
    return WITH_REPLICAS.has(this.kind)
  }

  /** Which pods it takes for its own; that of a ReplicationController and a DeploymentConfig is a plain mapping. */
  get selector(): LabelSelector {
    const field = this.object.at('spec', 'selector')
    const isPlain = this.kind === 'ReplicationController' || this.kind === 'DeploymentConfig'
    return isPlain ? readPlainSelector(field) : readSelector(field)
  }

  /** The containers that run while the pod serves, and those that run before; not the ephemeral ones. */
  get lastingContainers(): readonly Container[] {
    return this.containers.filter(({ kind }) => kind !== 'ephemeral')
  }

  /** Its pods are for nodes of Windows, by `os.name`: what only Linux has does not apply. */
  get isWindows(): boolean {
    return this.podSpec.text('os', 'name')?.value === 'windows'
  }

  /** `containers` alone. */
  get regularContainers(): readonly Container[] {
    return this.containers.filter(({ kind }) => kind === 'regular')
  }

  /** `serviceAccountName`, else the older `serviceAccount`; undefined stands for `default`. */
  get serviceAccountName(): Located<string> | undefined {
    return this.podSpec.text('serviceAccountName') ?? this.podSpec.text('serviceAccount')
  }

  volume(name: string): Volume | undefined {
    return this.volumes.find((each) => each.name?.value === name)
  }
}

/** The workload that an object is, if it is one. Without a known group its kind alone counts. */
export function workloadOf(object: KubernetesObject): Workload | undefined {
  const known = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined
  if (!known) return undefined
  const isOfGroup = known.groups.includes(object.group)
  if (!isOfGroup && (object.group !== '' || NEEDS_GROUP.has(object.kind))) return undefined
  return new Workload(object, object.at(...known.path))
}
