import type { NginxWord } from '../documents/nginx/document.ts'
import { type NginxLine, outward } from './nginx-levels.ts'
import { isPrefix, type NginxLocation, readLocation } from './nginx-servers.ts'

/** An `alias` in a location that matches more than the folder it names, as its prefix has no slash at its end. */
export function looseAliases({
  directive,
  level,
}: NginxLine): { readonly location: NginxLocation; readonly path: NginxWord } | undefined {
  const [path] = directive.words
  if (directive.name !== 'alias' || !path) return undefined
  for (const at of outward(level)) {
    const location = readLocation(at)
    if (!location) continue
    return isPrefix(location) && !location.pattern.endsWith('/') ? { location, path } : undefined
  }
  return undefined
}
