/**
 * Top-level domains that are in the preload lists of browsers as a whole, so that every name below them is reached
 * by https only. Source: Google's registry (registry.google), for its own domains, and the list of Chromium.
 */
const PRELOADED = new Set(
  'android app bank boo channel chrome dad day dev eat esq fly foo gle gmail google hangout hotmail ing insurance meet meme mov new nexus page phd play prof rsvp search youtube zip'.split(
    ' ',
  ),
)

/** Whether browsers know without asking that a host is reached by https only; single sites are not known here. */
export function isPreloaded(host: string): boolean {
  return PRELOADED.has(host.slice(host.lastIndexOf('.') + 1))
}
