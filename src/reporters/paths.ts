/** A path without a leading `./`, which GitHub and GitLab do not match with their own. */
export function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '')
}

/** Whether the place is an endpoint and no file of the project. */
export function isEndpoint(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path)
}

/** A path as a relative URI reference, percent-encoded; an endpoint stays the URL it is. */
export function pathUri(path: string): string {
  if (isEndpoint(path) && URL.canParse(path)) return new URL(path).href
  return plainPath(path)
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/')
}

/** Values by their path, in the order in which the paths come. */
export function groupByPath<T extends { readonly path: string }>(values: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(value.path)
    if (group) group.push(value)
    else groups.set(value.path, [value])
  }
  return groups
}
