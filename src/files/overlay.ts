/** The part of a project's files that an overlay changes. */
interface Files {
  readonly paths: readonly string[]
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside'
  text(path: string): string | undefined
}

/** The same files with some texts replaced or added: an editor's buffer over what is on disk. */
export function overlayFiles<T extends Files>(below: T, texts: Readonly<Record<string, string>>): T {
  const has = (path: string) => Object.hasOwn(texts, path)
  return {
    ...below,
    paths: [...new Set([...below.paths, ...Object.keys(texts)])].sort(),
    kindOf: (path) => (has(path) ? 'file' : below.kindOf(path)),
    text: (path) => (has(path) ? texts[path] : below.text(path)),
  }
}
