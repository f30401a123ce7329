import type { Instruction, Word } from '../documents/dockerfile/document.ts'
import { parseTemplate, referencesOf } from '../documents/template.ts'
import type { Span } from '../span.ts'
import { isPlatformArgument } from './base-arguments.ts'
import type { Stage } from './image.ts'
import { environmentOf } from './image-facts.ts'
import { referencesIn } from './word-references.ts'

/** A variable that an instruction expands though nothing of the file defines it there. */
export interface UndefinedReference {
  readonly name: string
  readonly span: Span
  readonly instruction: Instruction
  /** What is defined at that place. */
  readonly defined: ReadonlySet<string>
  /**
   * `global`: an ARG before FROM has the name, which stages do not see; `platform`: BuildKit gives it to stages
   * that ask by ARG; `nowhere`: no image below can have it; `unknown`: the base image may bring it.
   */
  readonly why: 'global' | 'platform' | 'nowhere' | 'unknown'
}

/** Variables that a stage's instructions expand and that nothing before them defines. RUN's own text is the shell's. */
export function* undefinedReferences(stage: Stage): Iterable<UndefinedReference> {
  const below = environmentBelow(stage)
  const globals = new Set(stage.image.globalArguments.map(({ name }) => name))
  const parent = stage.base.kind === 'stage' ? stage.base.stage : undefined
  const defined = new Set([...(below ?? ['PATH']), ...(parent ? namesAtEndOf(parent) : [])])
  for (const instruction of stage.instructions) {
    for (const { name, span } of expandedBy(instruction, defined)) {
      if (defined.has(name) || !/^[A-Za-z_]/.test(name)) continue
      const why = globals.has(name)
        ? 'global'
        : isPlatformArgument(name)
          ? 'platform'
          : below
            ? 'nowhere'
            : 'unknown'
      yield { name, span, instruction, defined, why }
    }
    for (const name of definedBy(instruction)) defined.add(name)
  }
}

/** Variables of the image below all stages of the file; undefined where nobody knows them. */
function environmentBelow(stage: Stage): ReadonlySet<string> | undefined {
  if (stage.base.kind === 'stage') return environmentBelow(stage.base.stage)
  if (stage.base.kind === 'scratch') return new Set(['PATH'])
  return stage.base.kind === 'external' ? environmentOf(stage.base.reference) : undefined
}

const known = new WeakMap<Stage, ReadonlySet<string>>()

/** ENV and ARG of a stage and those below it; both go on to the stages that are built on it. */
function namesAtEndOf(stage: Stage): ReadonlySet<string> {
  let names = known.get(stage)
  if (!names) {
    const inherited = stage.base.kind === 'stage' ? namesAtEndOf(stage.base.stage) : []
    names = new Set([...inherited, ...stage.instructions.flatMap(definedBy)])
    known.set(stage, names)
  }
  return names
}

function definedBy(instruction: Instruction): string[] {
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') return []
  return instruction.pairs.map(({ key }) => key.value)
}

function* expandedBy(
  instruction: Instruction,
  defined: Set<string>,
): Iterable<{ readonly name: string; readonly span: Span }> {
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD': {
      const flags = instruction.flags.filter(({ name }) => name === 'chown' || name === 'chmod')
      yield* inWords([...flags.map(({ value }) => value), ...instruction.sources, instruction.destination])
      for (const { quoted, body } of instruction.heredocs) {
        if (quoted) continue
        const references = referencesOf(parseTemplate(body.value, 'dockerfile'))
        for (const { name, start, end } of references) yield { name, span: body.spanOf(start, end) }
      }
      return
    }
    case 'RUN':
      yield* inWords(instruction.flags.filter(({ name }) => name === 'mount').map(({ value }) => value))
      return
    case 'ARG':
      // An ARG sees those to its left, also in the same instruction.
      for (const { key, value } of instruction.pairs) {
        yield* referencesIn(value)
        defined.add(key.value)
      }
      return
    case 'ENV':
    case 'LABEL':
      yield* inWords(instruction.pairs.flatMap(({ key, value }) => [key, value]))
      return
    case 'USER':
    case 'WORKDIR':
    case 'EXPOSE':
    case 'VOLUME':
    case 'STOPSIGNAL':
      yield* inWords(instruction.words)
  }
}

function inWords(words: readonly (Word | undefined)[]) {
  return words.flatMap((word) => referencesIn(word))
}
