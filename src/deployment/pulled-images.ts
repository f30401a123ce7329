import type { Span } from '../span.ts'
import type { Image } from './image.ts'
import { mentionsIn } from './stage-mentions.ts'
import { stagesNamed } from './stage-names.ts'

/** An image that a Dockerfile takes from a registry. */
export interface PulledImage {
  readonly text: string
  readonly span: Span
}

/**
 * The images in FROM, `COPY --from=` and `RUN --mount=from=`, arguments filled in where they are known; those
 * with an unknown part are left out, and so are stages, numbers and scratch.
 */
export function* pulledImages(image: Image): Iterable<PulledImage> {
  for (const stage of image.stages) {
    if (stage.base.kind === 'external' && !stage.base.reference.unresolved) yield stage.base.reference
    for (const instruction of stage.instructions) {
      for (const { name: text, span } of mentionsIn(instruction)) {
        const isPulled = !text.includes('$') && !/^\d+$/.test(text) && text !== 'scratch'
        if (isPulled && stagesNamed(image, text).length === 0) yield { text, span }
      }
    }
  }
}
