import type { GraphGroup } from '../../graph.ts'

/** What stands over a group: the name, the environments, the files. */
export function groupText({ kind, label, environments = [], files }: GraphGroup): string {
  if (kind === 'dockerfile') return label
  const where = environments.filter((name) => name !== 'default').join(', ')
  const shown =
    files.length > 3 ? `${files.slice(0, 3).join(' + ')} + ${files.length - 3} more` : files.join(' + ')
  return [label, where, shown].filter((part) => part !== '').join(' · ')
}
