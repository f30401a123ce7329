import { isReleaseName } from './end-of-life.ts'

/** Tags that every registry moves on. */
const MOVING = new Set(
  'latest stable edge test nightly dev beta canary main master develop trunk snapshot rolling next current unstable preview lts mainline release prod production staging'.split(
    ' ',
  ),
)
const KNOWN_TO_DCLINT = new Set('latest stable edge test nightly dev beta canary lts'.split(' '))

/**
 * Whether a tag names no version: none at all, a word for whatever is newest, or a variant (`alpine`) alone.
 * `well-known`: dclint says so too.
 */
export function floatingTag(
  tag: string | undefined,
  more: readonly string[] = [],
): 'well-known' | 'floating' | undefined {
  if (tag === undefined || KNOWN_TO_DCLINT.has(tag) || more.includes(tag)) return 'well-known'
  if (MOVING.has(tag)) return 'floating'
  if (tag.split('-').some(isReleaseName)) return undefined
  // Every version and every hash has a digit, hardly ever a hash has none.
  return /\d/.test(tag) || /(?:^|-)[0-9a-f]{7,}$/.test(tag) ? undefined : 'floating'
}
