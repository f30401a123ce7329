import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Span } from '../span.ts'
import type { Image, Stage } from './image.ts'
import { spanWithin } from './word-references.ts'

interface Mention {
  readonly name: string
  /** Index of the stage that mentions it. */
  readonly index: number
  readonly span: Span
}

const known = new WeakMap<Image, ReadonlyMap<string, readonly Mention[]>>()

/** Where a stage and those after it name the stage: in FROM, in `COPY --from=`, in `RUN --mount=from=`. */
export function mentionsOf({ name, image, index }: Stage): readonly Span[] {
  if (!name) return []
  let byName = known.get(image)
  if (!byName) {
    byName = group(image)
    known.set(image, byName)
  }
  const mentions = byName.get(name.value.toLowerCase()) ?? []
  return mentions.filter((mention) => mention.index >= index).map(({ span }) => span)
}

function group({ stages }: Image): Map<string, Mention[]> {
  const byName = new Map<string, Mention[]>()
  for (const { from, instructions, index } of stages) {
    const base = from?.image ? [{ name: from.image.value, span: from.image.span }] : []
    for (const { name, span } of [...base, ...instructions.flatMap(mentionsIn)]) {
      const mention = { name: name.toLowerCase(), index, span }
      const same = byName.get(mention.name)
      if (same) same.push(mention)
      else byName.set(mention.name, [mention])
    }
  }
  return byName
}

/** What COPY, ADD and RUN, also as triggers, take from other stages or images, by name. */
export function mentionsIn(instruction: Instruction): { readonly name: string; readonly span: Span }[] {
  if (instruction.keyword === 'ONBUILD') {
    return instruction.instruction ? mentionsIn(instruction.instruction) : []
  }
  return instruction.flags.flatMap(({ name, value }) => {
    if (!value) return []
    if (name === 'from') return [{ name: value.value, span: value.span }]
    const setting = name === 'mount' ? /(?:^|,)\s*from=([^,]*)/i.exec(value.value) : null
    if (!setting) return []
    const end = setting.index + setting[0].length
    return [{ name: setting[1]!, span: spanWithin(value, end - setting[1]!.length, end) }]
  })
}
