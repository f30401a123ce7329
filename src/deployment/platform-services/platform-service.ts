import type { Located, Span } from '../../span.ts'
import type { Command } from '../command.ts'
import type { Environment } from '../environment.ts'
import type { ImageReference } from '../image-reference.ts'
import type { Instances } from '../service.ts'
import type { EffectiveVariable, Variable } from '../variable.ts'

/** A platform that runs what a manifest in the repository describes. */
export type Platform = 'Render' | 'Railway' | 'Fly' | 'Heroku' | 'Vercel'

/**
 * `web` answers requests, `worker` does not, `job` comes to an end, `static` is files on the platform's own
 * servers, `functions` are started for each request.
 */
type Role = 'web' | 'worker' | 'job' | 'static' | 'functions' | 'unknown'

/** A Dockerfile that a manifest names. */
export interface NamedDockerfile {
  readonly path: Located<string>
  /** Where it may be meant to lie, from the root of the project or of the service. */
  readonly candidates: readonly string[]
}

/** A service as the manifest of a hosting platform describes it: `render.yaml`, `fly.toml`, a Procfile … */
export interface PlatformService {
  readonly platform: Platform
  /** Of the manifest. */
  readonly path: string
  /** What stands for it in the manifest; `value` is what to call it in a message. */
  readonly name: Located<string>
  readonly role: Role
  /** The folder of the project that it is built from. */
  readonly folder: string
  readonly environment: Environment
  /** Run by the platform before anything starts. */
  readonly buildCommands: readonly Command[]
  readonly startCommands: readonly Command[]
  /** Run once for each release, such as migrations. */
  readonly releaseCommands: readonly Command[]
  /** Those of the groups that it takes in, too. */
  readonly assignments: readonly Variable[]
  readonly variables: ReadonlyMap<string, EffectiveVariable>
  /** False where the platform's dashboard or secrets bring more than the manifest says. */
  readonly variablesAreComplete: boolean
  /** Where the platform asks over HTTP whether it is well. */
  readonly healthCheckPath: Located<string> | undefined
  /** How to write one, where the platform knows such a thing and the manifest has none of any kind. */
  readonly missingHealthCheck: string | undefined
  readonly instances: readonly Instances[]
  /** What keeps it from being started again after a crash. */
  readonly noRestart: Span | undefined
  readonly dockerfile: NamedDockerfile | undefined
  /** The image that it runs as it is. */
  readonly image: ImageReference | undefined
  /** The manifest brings a store that several instances can share. */
  readonly hasSharedStore: boolean
}

/** How a secret is given to a service of a platform without writing it down. */
export const SECRET_ADVICE: Readonly<Record<Platform, string>> = {
  Render: 'write sync: false instead of value, and give it in the dashboard',
  Railway: 'give it as a variable in the dashboard',
  Fly: 'give it with "fly secrets set"',
  Heroku: 'give it with "heroku config:set", or let the platform make one ("generator": "secret")',
  Vercel: 'give it with "vercel env add"',
}
