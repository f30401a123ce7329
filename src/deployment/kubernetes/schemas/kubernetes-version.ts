/** The minors that there are schemas of, oldest first: build/kubernetes-schemas.js makes them. */
export const SCHEMA_MINORS = [30, 32, 34, 36] as const

/** The one that is judged by where nobody names a version. */
export const NEWEST_MINOR = 36

/** The minor of a version of Kubernetes: 31 of `1.31`, `v1.31.2`, `1.31.4-gke.100`; undefined where it is none. */
export function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+].*)?$/.exec(version.trim())
  return match ? Number(match[1]) : undefined
}

/**
 * The minor whose schemas to judge a minor by: itself or the next one that there are any of, so that no field which it
 * has is called unknown; the newest for a later one.
 */
export function schemaMinorFor(minor: number): number {
  return SCHEMA_MINORS.find((each) => each >= minor) ?? NEWEST_MINOR
}
