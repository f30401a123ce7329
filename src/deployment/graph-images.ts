import { undeclaredArguments } from './base-arguments.ts'
import type { GraphDraft } from './graph-draft.ts'
import type { Image, Stage } from './image.ts'
import type { ImageReference } from './image-reference.ts'
import { namedContextsOf } from './named-contexts.ts'
import { runMounts } from './run-mounts.ts'

/** Id of a stage, whether it is drawn already or not. */
export function stageId({ image, index, name }: Stage): string {
  return `stage:${image.path}#${name?.value ?? index}`
}

/** Adds a Dockerfile: its stages, what each is based on and what each copies from others. */
export function addImage(draft: GraphDraft, image: Image): void {
  const group = draft.group({
    id: `dockerfile:${image.path}`,
    kind: 'dockerfile',
    label: image.path,
    files: [image.path],
  })
  for (const stage of image.stages) addStage(draft, stage, group)
  for (const stage of image.stages) {
    addBase(draft, stage)
    addCopies(draft, stage)
  }
}

function addStage(draft: GraphDraft, stage: Stage, group: string): void {
  const { image, name, from, user, healthcheck, exposed } = stage
  const start = from?.span ?? image.document.instructions[0]?.span
  draft.node({
    id: stageId(stage),
    kind: 'stage',
    label: name?.value ?? labelOfUnnamed(stage),
    group,
    place: start && draft.places.of(start),
    details: {
      dockerfile: image.path,
      user: user?.words[0]?.value,
      healthcheck: healthcheck ? (healthcheck.none ? 'disabled' : 'present') : undefined,
      ports: exposed.map(({ value }) => `${value.port}/${value.protocol}`).join(', ') || undefined,
      final: stage === image.finalStage && image.stages.length > 1 ? 'true' : undefined,
    },
  })
}

function labelOfUnnamed({ image, index }: Stage): string {
  if (image.stages.length === 1) return image.path
  return index === image.stages.length - 1 ? 'final stage' : `stage ${index}`
}

function addBase(draft: GraphDraft, stage: Stage): void {
  const { base, from, image } = stage
  if (!from || base.kind === 'none') return
  const place = draft.places.of(from.span)
  const edge = { from: stageId(stage), kind: 'based-on', place } as const
  if (base.kind === 'stage') draft.edge({ ...edge, to: stageId(base.stage) })
  else if (base.kind === 'scratch') {
    const to = draft.node({ id: 'image:scratch', kind: 'image', label: 'scratch' })
    draft.edge({ ...edge, to })
  } else {
    const undeclared = undeclaredArguments(image, from.image).map(({ name }) => name)
    const unresolved =
      undeclared.length > 0 ? `no ARG before the first FROM declares ${undeclared.join(', ')}` : undefined
    const to = addPulledImage(draft, base.reference, unresolved)
    draft.edge({ ...edge, to, isUnresolved: unresolved !== undefined || undefined })
  }
}

/** Adds an image of a registry, and returns its id. */
export function addPulledImage(
  draft: GraphDraft,
  reference: ImageReference,
  unresolved?: string | undefined,
): string {
  // What is left of it without its variables says little; what is written says which they are.
  const label = reference.unresolved ? draft.places.textAt(reference.span) : reference.text
  return draft.node({
    id: `image:${label}`,
    kind: 'image',
    label,
    details: {
      registry: reference.registry,
      tag: reference.unresolved ? undefined : (reference.tag ?? (reference.digest ? undefined : 'none')),
      digest: reference.digest,
      known: reference.unresolved ? 'only at build' : undefined,
    },
    unresolved,
  })
}

function addCopies(draft: GraphDraft, stage: Stage): void {
  const { image, instructions } = stage
  const earlier = image.stages.slice(0, stage.index)
  for (const instruction of instructions) {
    const flag =
      instruction.keyword === 'COPY' ? instruction.flags.find(({ name }) => name === 'from') : undefined
    const sources = [
      ...(flag?.value ? [{ name: flag.value.value, span: flag.value.span }] : []),
      ...runMounts(instruction).flatMap(({ from, span }) => (from ? [{ name: from, span }] : [])),
    ]
    for (const { name, span } of sources) {
      const place = draft.places.of(span)
      const edge = { from: stageId(stage), kind: 'copies-from', place } as const
      const source = stageCalled(name, earlier)
      if (source) draft.edge({ ...edge, to: stageId(source) })
      else if (/[:@/]/.test(name) && !name.includes('$')) {
        draft.edge({ ...edge, to: draft.node({ id: `image:${name}`, kind: 'image', label: name }) })
      } else if (instruction.keyword === 'COPY' && !name.includes('$') && !namedContextsOf(image).has(name)) {
        // A name alone may be an image of Docker Hub; BuildKit would look there.
        const to = draft.node({
          id: `stage:${image.path}#?${name}`,
          kind: 'stage',
          label: name,
          place,
          unresolved: `${image.path} has no stage ${name} before this COPY`,
        })
        draft.edge({ ...edge, to, isUnresolved: true })
      }
    }
  }
}

function stageCalled(name: string, stages: readonly Stage[]): Stage | undefined {
  const named = stages.findLast((stage) => stage.name?.value.toLowerCase() === name.toLowerCase())
  return named ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined)
}
