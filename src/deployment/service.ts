import type { Mapping } from '../documents/yaml/node.ts'
import type { Located, Span } from '../span.ts'
import type { Command } from './command.ts'
import type { ComposeDependency } from './compose/dependencies.ts'
import type { Mount } from './compose/mounts.ts'
import type { PortMapping } from './compose/ports.ts'
import type { Environment } from './environment.ts'
import type { Image, Stage } from './image.ts'
import type { ImageReference } from './image-reference.ts'
import type { Stack } from './stack.ts'
import type { EffectiveVariable, Variable } from './variable.ts'

/** Unknown is a state: an image from a registry may bring what nobody here can see. */
type Presence = 'present' | 'disabled' | 'absent' | 'unknown'

/** The healthcheck that will run: compose's, else that of the image the service is built from. */
export interface Healthcheck {
  readonly state: Presence
  /** What says so: the compose key or the HEALTHCHECK instruction. */
  readonly span: Span | undefined
  readonly writtenIn: 'compose' | 'dockerfile' | undefined
  readonly commands: readonly Command[]
}

/** Where `build:` leads. */
export interface Build {
  /** As written, after interpolation. */
  readonly context: Located<string>
  /** Project-relative folder; undefined for a URL or a path out of the project. */
  readonly contextPath: string | undefined
  readonly contextState: 'directory' | 'file' | 'missing' | 'outside' | 'remote'
  /** Undefined where it is not written and `Dockerfile` is meant. */
  readonly dockerfile: Located<string> | undefined
  /** Project-relative; undefined for inline, remote or outside. */
  readonly dockerfilePath: string | undefined
  readonly dockerfileState: 'file' | 'missing' | 'inline' | 'outside' | 'remote'
  readonly target: Located<string> | undefined
  readonly arguments: readonly Variable[]
  readonly span: Span
  /** The Dockerfile, if it is in the project. */
  readonly image: Image | undefined
  /** The stage that `target` names, or the last; undefined where it does not exist or its name is not known. */
  readonly stage: Stage | undefined
}

/** Another service that has to run before this one, and what says so. */
export interface Dependency extends ComposeDependency {
  /** Undefined where the stack has no such service. */
  readonly service: Service | undefined
}

export interface Attachment {
  readonly network: Located<string>
  readonly aliases: readonly Located<string>[]
}

/** How many of it run, and what says so: `deploy.replicas`, `scale`, or a server's worker option. */
export interface Instances {
  readonly count: number
  readonly span: Span
  readonly by: 'replicas' | 'scale' | 'workers'
}

/** An entry of `ports`; where a variable without a value is part of it, what it leaves out is not known. */
export interface ServicePort extends PortMapping {
  readonly isUnresolved: boolean
}

/** An entry of `volumes`; where a variable without a value is part of it, its paths are not known. */
export interface ServiceMount extends Mount {
  readonly isUnresolved: boolean
}

/** An env file where a service names it. */
export interface EnvFileMention {
  /** Project-relative; as written where it leads out of the project. */
  readonly path: string
  readonly span: Span
  /** `unknown`: a variable without a value is part of the path. */
  readonly state: 'file' | 'directory' | 'missing' | 'outside' | 'unknown'
  readonly isRead: boolean
  /** `format:`; `raw` means no quotes, no expansion, no comments behind values. */
  readonly format: string | undefined
  /** Compose refuses to start without it. */
  readonly required: boolean
}

/** A service as it will run: compose files merged, variables expanded, its Dockerfile looked up. */
export interface Service {
  /** The key under `services`. */
  readonly name: Located<string>
  readonly stack: Stack
  readonly environment: Environment
  /** The merged mapping; undefined for an empty service. */
  readonly definition: Mapping
  /** `image:` of compose. */
  readonly image: ImageReference | undefined
  readonly build: Build | undefined
  /** What runs in the end: the stage it builds, or the image it pulls. The base at the bottom of it. */
  readonly runtimeImage: ImageReference | undefined
  /** What runs when the container starts: effective entrypoint and command, scripts followed. */
  readonly startCommands: readonly Command[]
  /** Whether compose replaces the image's command or entrypoint. */
  readonly overridesCommand: boolean
  readonly healthcheck: Healthcheck
  /** `user:` of compose, else USER of the stage. */
  readonly user: Located<string> | undefined
  /** Its own `environment` entries. */
  readonly assignments: readonly Variable[]
  readonly labels: readonly Variable[]
  /** Project paths of its `env_file`s, in order; the later wins. */
  readonly envFilePaths: readonly string[]
  /** The same with their places. */
  readonly envFileMentions: readonly EnvFileMention[]
  /** What its container's environment will hold. */
  readonly variables: ReadonlyMap<string, EffectiveVariable>
  /** False where a source of variables could not be read, so that an absent one is not known to be absent. */
  readonly variablesAreComplete: boolean
  readonly ports: readonly ServicePort[]
  readonly exposed: readonly Located<number>[]
  readonly mounts: readonly ServiceMount[]
  readonly networks: readonly Attachment[]
  readonly dependencies: readonly Dependency[]
  readonly restart: Located<string> | undefined
  /** What makes several of it run, if anything is written about it. */
  readonly instances: readonly Instances[]
  readonly profiles: readonly Located<string>[]
  readonly networkMode: Located<string> | undefined
  readonly pid: Located<string> | undefined
  readonly ipc: Located<string> | undefined
  readonly usernsMode: Located<string> | undefined
  readonly privileged: Located<boolean> | undefined
  readonly capAdd: readonly Located<string>[]
  readonly capDrop: readonly Located<string>[]
  readonly securityOptions: readonly Located<string>[]
  /** Undefined, too, where a variable without a value is part of it. */
  readonly containerName: Located<string> | undefined
  /** Every name by which the other services reach it: its own, container name, aliases, links. */
  readonly hostNames: ReadonlySet<string>
  /** Runs to its end and is done: another service waits for `service_completed_successfully`, or it says
   * `restart: "no"` and publishes nothing, or the policy says that it migrates. */
  readonly isJob: boolean
}
