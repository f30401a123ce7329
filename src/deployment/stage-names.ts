import type { Image, Stage } from './image.ts'

const known = new WeakMap<Image, ReadonlyMap<string, readonly Stage[]>>()

/** The stages of a name, in order; BuildKit compares names without case. */
export function stagesNamed(image: Image, name: string): readonly Stage[] {
  let byName = known.get(image)
  if (!byName) {
    byName = group(image.stages)
    known.set(image, byName)
  }
  return byName.get(name.toLowerCase()) ?? []
}

function group(stages: readonly Stage[]): Map<string, Stage[]> {
  const byName = new Map<string, Stage[]>()
  for (const stage of stages) {
    const name = stage.name?.value.toLowerCase()
    if (name === undefined) continue
    const same = byName.get(name)
    if (same) same.push(stage)
    else byName.set(name, [stage])
  }
  return byName
}
