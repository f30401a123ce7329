import type { Located, Span } from '../../span.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import { type ImageReference, parseImageReference } from '../image-reference.ts'
import type { EffectiveVariable, Variable } from '../variable.ts'
import { healthCommands, hookCommands, startCommandsOf } from './container-commands.ts'
import {
  type EnvironmentSource,
  effectiveVariablesOf,
  ownVariables,
  sourcesOf,
} from './container-variables.ts'
import { Fields } from './fields.ts'
import { type SecurityContext, securityContextOf } from './security-context.ts'
import type { Volume } from './volumes.ts'
import type { Workload } from './workload.ts'

/** `sidecar`: an init container that goes on running (`restartPolicy: Always`). */
export type ContainerKind = 'regular' | 'init' | 'sidecar' | 'ephemeral'

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe'

/** A port that a container says it listens on. */
export interface ContainerPort {
  readonly field: Fields
  readonly name: Located<string> | undefined
  readonly port: Located<number> | undefined
  readonly hostPort: Located<number> | undefined
  /** `TCP` where nothing is written. */
  readonly protocol: string
}

/** Where a container sees a volume. */
export interface VolumeMount {
  readonly field: Fields
  readonly name: Located<string> | undefined
  readonly mountPath: Located<string> | undefined
  readonly isReadOnly: boolean
  /** Undefined where the pod has no volume of that name. */
  readonly volume: Volume | undefined
}

/** A container of a pod, whatever starts the pod; any field of it can be asked for. */
export class Container extends Fields {
  readonly workload: Workload
  readonly kind: ContainerKind
  readonly environment: Environment
  #variables: readonly Variable[] | undefined
  #sources: readonly EnvironmentSource[] | undefined
  #effective: ReadonlyMap<string, EffectiveVariable> | undefined
  #startCommands: readonly Command[] | undefined
  #security: SecurityContext | undefined

  constructor(field: Fields, kind: ContainerKind, workload: Workload) {
    super(field.node, field.parent, field.step, field.entry)
    this.workload = workload
    this.kind = kind
    this.environment = workload.environment
  }

  get name(): Located<string> | undefined {
    return this.text('name')
  }

  /** As a message names it: `container web of Deployment shop`. */
  get title(): string {
    const what = this.kind === 'regular' ? 'container' : `${this.kind} container`
    return `${what} ${this.name?.value ?? 'without a name'} of ${this.workload.object.title}`
  }

  get image(): ImageReference | undefined {
    const image = this.text('image')
    return image && image.value !== '' ? parseImageReference(image.value, image.span) : undefined
  }

  /** What runs when it starts: `command` and `args`; of an image's own command nothing is known. */
  get startCommands(): readonly Command[] {
    this.#startCommands ??= startCommandsOf(this)
    return this.#startCommands
  }

  /** What its probes run (`health`) and its lifecycle (`hook`). */
  get otherCommands(): readonly Command[] {
    return [...healthCommands(this), ...hookCommands(this)]
  }

  /** Its own `env` entries with a name; one by `valueFrom` has no value of its own. */
  get assignments(): readonly Variable[] {
    this.#variables ??= ownVariables(this)
    return this.#variables
  }

  /** Everything of ConfigMaps, Secrets and the pod that it takes variables from, by `env` and `envFrom`. */
  get environmentSources(): readonly EnvironmentSource[] {
    this.#sources ??= sourcesOf(this)
    return this.#sources
  }

  /** What its environment will hold, as far as the files tell. */
  get variables(): ReadonlyMap<string, EffectiveVariable> {
    this.#effective ??= effectiveVariablesOf(this)
    return this.#effective
  }

  get ports(): readonly ContainerPort[] {
    return this.list('ports').map((field) => ({
      field,
      name: field.text('name'),
      port: field.number('containerPort'),
      hostPort: field.number('hostPort'),
      protocol: field.text('protocol')?.value ?? 'TCP',
    }))
  }

  get mounts(): readonly VolumeMount[] {
    return this.list('volumeMounts').map((field) => {
      const name = field.text('name')
      return {
        field,
        name,
        mountPath: field.text('mountPath'),
        isReadOnly: field.isTrue('readOnly'),
        volume: name && this.workload.volume(name.value),
      }
    })
  }

  /** `requests` or `limits` of a resource, to be asked for `.quantity()`; also where they are not written. */
  resource(list: 'requests' | 'limits', name: string): Fields {
    return this.at('resources', list, name)
  }

  /** Undefined where it has none. */
  probe(name: ProbeName): Fields | undefined {
    const probe = this.at(name)
    return probe.isSet ? probe : undefined
  }

  /** `imagePullPolicy`, or what the API makes of its absence: Always without tag or with `latest`. */
  get effectivePullPolicy(): string {
    const written = this.text('imagePullPolicy')?.value
    if (written) return written
    const { image } = this
    const isMoving =
      image !== undefined && image.digest === undefined && (image.tag === undefined || image.tag === 'latest')
    return isMoving ? 'Always' : 'IfNotPresent'
  }

  /** What holds for it, its own and inherited from the pod. */
  get security(): SecurityContext {
    this.#security ??= securityContextOf(this)
    return this.#security
  }

  /** Its name; else its image. */
  protected override get heading(): Span | undefined {
    return this.name?.span ?? this.text('image')?.span
  }
}
