import type { Word } from '../documents/dockerfile/document.ts'
import { expandKnown } from './build-image.ts'

/** Suffixes of archives; those that Docker unpacks and those that hadolint takes for archives. */
const ARCHIVE = /\.(?:tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz|tar\.zst|tzst|zst)$/

/**
 * Whether a source is one that ADD is made for: an archive, a URL, a Git repository. One that only a variable
 * names may be, unless the destination has the name of a file.
 */
export function isArchiveName(
  source: Word,
  destination: Word | undefined,
  known: ReadonlyMap<string, string | undefined>,
): boolean {
  const text = source.quote === 'single' ? source.value : (expandKnown(source.value, known) ?? source.value)
  if (ARCHIVE.test(text) || isRemoteSource(text)) return true
  const isUnknown = /\$(?:\{[^}]*\}|\w+)$/.test(text)
  return isUnknown && !/\.[a-z]\w*$/i.test(destination?.value ?? '')
}

/** A URL or a Git repository. */
export function isRemoteSource(text: string): boolean {
  return /^(?:https?|git|ssh|ftp):\/\/|^git@/i.test(text)
}

/** `ADD file:5f70… in /`: the history of an image, given as a Dockerfile. */
export function isImageHistory(text: string): boolean {
  return /^(?:file|multi|dir):[0-9a-f]{32,}$/.test(text)
}
