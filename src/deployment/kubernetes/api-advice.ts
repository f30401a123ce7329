import type { Located } from '../../span.ts'
import type { KubernetesObject } from './object.ts'
import type { ApiCatalogue } from './schemas/api-catalogue.ts'
import type { ApiLifetime } from './schemas/api-lifetimes.ts'
import { isFilledIn } from './schemas/node-types.ts'

/** An API that an object asks for and that the version of Kubernetes has no more, or soon will not have. */
export interface ApiAdvice {
  readonly state: 'removed' | 'deprecated'
  /** What happened to it, and what to write instead. */
  readonly message: string
  /** The apiVersion to write instead, where the object may stay as it is. */
  readonly successor: string | undefined
}

/** What to say of the API of an object; undefined where it is served and will be. */
export function adviceOnApi(
  { apiVersion, kind }: KubernetesObject,
  apis: ApiCatalogue,
): ApiAdvice | undefined {
  if (!apiVersion || kind === '' || isFilledIn(apiVersion.value) || isFilledIn(kind)) return undefined
  const api = apiVersion.value
  const lifetime = apis.lifetimeOf(api, kind)
  if (!lifetime) return adviceOnLost(api, kind, apis)
  const { deprecatedIn, removedIn, successor, hasSameFields } = lifetime
  const instead = insteadOf(lifetime, kind)
  const same = hasSameFields ? successor : undefined
  if (removedIn !== undefined && apis.minor >= removedIn) {
    const message = `Kubernetes 1.${apis.minor} has no ${kind} of ${api}, which was removed in 1.${removedIn}${instead}.`
    return { state: 'removed', message, successor: same }
  }
  if (apis.minor < deprecatedIn) return undefined
  const end = removedIn === undefined ? '' : ` and removed in 1.${removedIn}`
  const message = `${kind} of ${api} is deprecated since Kubernetes 1.${deprecatedIn}${end}${instead}.`
  return { state: 'deprecated', message, successor: same }
}

function insteadOf({ successor, successorKind, note }: ApiLifetime, kind: string): string {
  const write =
    successor === undefined
      ? undefined
      : successorKind === undefined
        ? `write \`apiVersion: ${successor}\``
        : `use ${kind.endsWith('List') ? `${successorKind}List` : successorKind} of ${successor}`
  const parts = [write, note].filter((each) => each !== undefined)
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`
}

/** Alpha and beta APIs come and go without a table of ours; which minors had them is known. */
function adviceOnLost(api: string, kind: string, apis: ApiCatalogue): ApiAdvice | undefined {
  const last = apis.lastServed(api, kind)
  if (last === undefined) return undefined
  const successor = apis.versionsOf(kind)[0]
  const instead = successor === undefined ? '' : `: write \`apiVersion: ${successor}\` and check its fields`
  return {
    state: 'removed',
    message: `Kubernetes 1.${apis.minor} has no ${kind} of ${api}, which 1.${last} still had${instead}.`,
    successor: undefined,
  }
}

/** An object of a kind that Kubernetes' own API has not where the object looks for it. */
export interface MistakenKind {
  readonly apiVersion: Located<string>
  readonly kind: Located<string>
  /** The apiVersions that have the kind, the best one first. */
  readonly elsewhere: readonly string[]
  /** The kinds that might be meant. */
  readonly kinds: readonly string[]
}

/** Kinds that others put into the core group: kubectl its settings, OpenShift its objects of old. */
const FOREIGN_KINDS = new Set(
  'Config Template DeploymentConfig BuildConfig Build ImageStream ImageStreamTag Route Project ProjectRequest'.split(
    ' ',
  ),
)

/** Undefined for a kind that is known, that once was, or that somebody else may have defined. */
export function mistakenKind(object: KubernetesObject, apis: ApiCatalogue): MistakenKind | undefined {
  const { apiVersion, group } = object
  const kind = object.text('kind')
  if (!apiVersion || !kind || isFilledIn(apiVersion.value) || isFilledIn(kind.value)) return undefined
  const api = apiVersion.value
  if ((api === 'v1' && FOREIGN_KINDS.has(kind.value)) || !apis.isComplete) return undefined
  if (apis.serves(api, kind.value) || adviceOnApi(object, apis) || apis.schemaOf(object)) return undefined
  const elsewhere = apis.versionsOf(kind.value)
  // `networking/v1` is short for nothing; who defines kinds of their own uses a domain.
  const isOwn = apis.isOwnGroup(group) || (!group.includes('.') && elsewhere.length > 0)
  return isOwn ? { apiVersion, kind, elsewhere, kinds: apis.kindsIn(api) } : undefined
}
