import type { Entry, YamlNode } from './node.ts'

/**
 * What the merge keys (`<<`) of a mapping add to it, after https://yaml.org/type/merge.html: keys of the mapping
 * itself win, then those of earlier sources. `onWrong` gets each source that is neither a mapping nor a list of
 * mappings.
 */
export function mergedEntries(
  own: readonly Entry[],
  merges: readonly Entry[],
  onWrong: (source: YamlNode) => void,
): Entry[] {
  const taken = new Set(own.map((entry) => entry.key.text))
  const merged: Entry[] = []
  for (const { value } of merges) {
    for (const source of value.kind === 'sequence' ? value.items : [value]) {
      if (source.kind !== 'mapping') {
        onWrong(source)
        continue
      }
      for (const entry of source.entries) {
        if (taken.has(entry.key.text)) continue
        taken.add(entry.key.text)
        merged.push({ ...entry, merged: true })
      }
    }
  }
  return merged
}
