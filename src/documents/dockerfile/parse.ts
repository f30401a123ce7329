import { takeDirectives } from './directives.ts'
import type { DockerfileDocument, Instruction } from './document.ts'
import { readInstruction } from './instructions.ts'
import { Source } from './source.ts'

/** An image has 127 layers at most; a file with so many instructions is made to hurt. */
const MOST_INSTRUCTIONS = 50_000

/** A file with so many unknown instructions is no Dockerfile, and nobody reads a longer list. */
const MOST_UNKNOWN = 1000

/**
 * Reads a Dockerfile as BuildKit does (frontend/dockerfile/parser and …/instructions). Never throws. A problem
 * of severity `error` is what BuildKit refuses to parse; it has a place, and parsing goes on after it. Stages
 * and the order of instructions are not judged, and a file need not hold a FROM.
 * @param path as the project names the file; it goes into the spans
 */
export function parseDockerfile(path: string, text: string): DockerfileDocument {
  const source = new Source(path, text)
  const directives = takeDirectives(source)
  const instructions: Instruction[] = []
  let unknown = 0
  let refusedHealthcheck: readonly number[] = []
  for (let read = source.takeLogicalLine(); read !== undefined; read = source.takeLogicalLine()) {
    source.refusals = []
    const instruction = readInstruction(source, read)
    instructions.push(instruction)
    if (instruction.keyword === 'FROM') refusedHealthcheck = []
    if (instruction.keyword === 'HEALTHCHECK') {
      // BuildKit's parser accepts any HEALTHCHECK; one that a later one replaces has no effect on the image.
      for (const index of refusedHealthcheck) soften(source, index)
      refusedHealthcheck = source.refusals
    }
    if (instruction.keyword === 'UNKNOWN') unknown += 1
    if (unknown >= MOST_UNKNOWN || instructions.length >= MOST_INSTRUCTIONS) {
      const which = unknown >= MOST_UNKNOWN ? 'unknown instructions' : 'instructions'
      source.report(instruction.keywordSpan, `Reading stops here, after too many ${which}.`)
      break
    }
  }
  if (instructions.length === 0) source.report(source.span(0, 0), 'The file holds no instruction.')
  source.problems.sort((one, other) => one.at.start - other.at.start)
  const { problems, comments } = source
  return {
    kind: 'dockerfile',
    path,
    text,
    problems,
    comments,
    directives,
    escape: source.escape,
    instructions,
  }
}

function soften(source: Source, index: number): void {
  const problem = source.problems[index]
  if (problem) source.problems[index] = { ...problem, severity: 'warning' }
}
