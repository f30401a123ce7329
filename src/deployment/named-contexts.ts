import type { Image } from './image.ts'

/** Names that `additional_contexts` of the services that build a file give to folders and images. */
export function namedContextsOf({ builtBy }: Image): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { definition } of builtBy) {
    const build = definition.get('build')
    const contexts = build?.kind === 'mapping' ? build.get('additional_contexts') : undefined
    if (contexts?.kind === 'mapping') for (const { key } of contexts.entries) names.add(String(key.value))
    if (contexts?.kind !== 'sequence') continue
    for (const item of contexts.items) if (item.kind === 'scalar') names.add(item.text.split('=', 1)[0]!)
  }
  return names
}
