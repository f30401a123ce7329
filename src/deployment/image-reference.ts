import type { Span } from '../span.ts'

/** `[registry/]repository[:tag][@digest]`; a part that holds an unresolved variable makes `unresolved` true. */
export interface ImageReference {
  /** As written or resolved: `nginx:1.29`. */
  readonly text: string
  /** `ghcr.io`, `localhost:5000`; undefined for Docker Hub. */
  readonly registry: string | undefined
  /** `library/nginx` is `nginx` here; `bitnami/redis`. */
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
  /** A variable in it has no known value. */
  readonly unresolved: boolean
  readonly span: Span
}

/**
 * Splits an image reference (distribution reference grammar: the first part is a registry when it holds a
 * dot, a colon or is `localhost`).
 */
export function parseImageReference(
  text: string,
  span: Span,
  unresolved = text.includes('$'),
): ImageReference {
  const [beforeDigest = '', digest] = splitAt(text, text.indexOf('@'))
  const slash = beforeDigest.lastIndexOf('/')
  const colon = beforeDigest.indexOf(':', slash + 1)
  const [path = '', tag] = splitAt(beforeDigest, colon)
  const first = path.indexOf('/')
  const head = first === -1 ? '' : path.slice(0, first)
  const isRegistry = head === 'localhost' || head.includes('.') || head.includes(':')
  const isDockerHub = head === 'docker.io' || head === 'index.docker.io' || head === 'registry-1.docker.io'
  let repository = isRegistry ? path.slice(first + 1) : path
  if (!isRegistry || isDockerHub) repository = repository.replace(/^library\//, '')
  return {
    text,
    registry: isRegistry && !isDockerHub ? head : undefined,
    repository,
    tag: tag || undefined,
    digest: digest || undefined,
    unresolved,
    span,
  }
}

/** The last part of the repository: `redis` of `ghcr.io/bitnami/redis`. */
export function imageName(reference: ImageReference): string {
  return reference.repository.slice(reference.repository.lastIndexOf('/') + 1)
}

/** A Docker Official Image: a plain name on Docker Hub. */
export function isOfficialImage(reference: ImageReference): boolean {
  return reference.registry === undefined && !reference.repository.includes('/') && !reference.unresolved
}

const DOMAIN =
  /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d+)?$/i
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

/**
 * Why a text names no image, by the grammar of github.com/distribution/reference; undefined where it may.
 * @returns what is wrong with it, to follow "since"
 */
export function faultOfReference(text: string): string | undefined {
  if (text === '') return 'it is empty'
  if (/^[0-9a-f]{64}$/.test(text)) return 'it is the ID of an image'
  const [beforeDigest = '', digest] = splitAt(text, text.indexOf('@'))
  const [first = ''] = beforeDigest.split('/', 1)
  const isDomain =
    beforeDigest.includes('/') &&
    (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  if (isDomain && !DOMAIN.test(first)) return `${first} is no host of a registry`
  const rest = isDomain ? beforeDigest.slice(first.length + 1) : beforeDigest
  const [repository = '', tag] = splitAt(rest, rest.indexOf(':'))
  if (repository !== repository.toLowerCase()) return 'names of images are in lower case'
  if (!repository.split('/').every((part) => PATH.test(part))) {
    return repository === '' ? 'it has no name' : `"${repository}" is no name of an image`
  }
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    return tag === '' ? 'its tag is empty' : `"${tag}" is no tag`
  }
  if (digest === undefined) return undefined
  const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }
  const [algorithm = '', hash = ''] = splitAt(digest, digest.indexOf(':'))
  return /^[0-9a-f]+$/.test(hash) && hash.length === lengths[algorithm]
    ? undefined
    : 'its digest is not whole'
}

function splitAt(text: string, at: number): [string, string | undefined] {
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
