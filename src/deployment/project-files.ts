/**
 * What the model may ask of the project's files. `files/` answers it from disk, a test from a map; the model
 * itself never opens anything. Paths are relative to the project root, `/` between parts.
 */
export interface ProjectFiles {
  /** Every file of the project that is not ignored, sorted. */
  readonly paths: readonly string[]
  /** `outside`: the path leaves the project, nobody looked. */
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside'
  /** The text of a file, or undefined where it is missing, outside, unreadable, binary or too large. */
  text(path: string): string | undefined
  /** The same for files that only add to what is known: one that cannot be read leaves the run whole. */
  textIfReadable?(path: string): string | undefined
  /** Whether git tracks it; undefined where git cannot tell. */
  isTracked(path: string): boolean | undefined
}
