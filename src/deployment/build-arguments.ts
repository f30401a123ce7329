import type { Instruction, Word } from '../documents/dockerfile/document.ts'
import { parseTemplate, referencesOf } from '../documents/template.ts'
import type { Span } from '../span.ts'
import { isPlatformArgument } from './base-arguments.ts'
import type { Image, Stage } from './image.ts'
import type { Variable } from './variable.ts'
import { publicPrefix } from './variable-names.ts'
import { spanWithin } from './word-references.ts'

/** What builders take without ARG (Dockerfile reference, "Predefined ARGs" and "BuildKit built-in build args"). */
const PREDEFINED =
  /^(?:(?:https?|ftp|no|all)_proxy|(?:HTTPS?|FTP|NO|ALL)_PROXY|BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/

/**
 * Whether a Dockerfile takes an argument; undefined where that is not known: another front end reads the file, or
 * triggers of a base image may ask for it.
 */
export function declaresArgument(image: Image, name: string): boolean | undefined {
  if (PREDEFINED.test(name) || isPlatformArgument(name)) return true
  const syntax = image.document.directives.find((directive) => directive.name === 'syntax')?.value.value
  if (syntax !== undefined && !/^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/.test(syntax))
    return undefined
  if (image.document.instructions.some((instruction) => asksFor(instruction, name))) return true
  return image.stages.some(mayHaveTriggers) ? undefined : false
}

function asksFor(outer: Instruction, name: string): boolean {
  const instruction = outer.keyword === 'ONBUILD' ? outer.instruction : outer
  return instruction?.keyword === 'ARG' && instruction.pairs.some(({ key }) => key.value === name)
}

function mayHaveTriggers({ base }: Stage): boolean {
  return base.kind === 'external' && (base.reference.unresolved || /onbuild/.test(base.reference.text))
}

/** An argument without a value of its own, and the instruction that makes use of it. */
export interface NeededArgument {
  readonly argument: Variable
  /** Where it is put in; the argument itself where a bundler reads it from the environment of RUN. */
  readonly use: Span
}

/**
 * The arguments of a stage that are empty unless a build passes them, though an instruction puts them in without
 * a default. What RUN makes of its variables is not looked at.
 */
export function neededArguments(stage: Stage): readonly NeededArgument[] {
  const isTaken = (name: string) => PREDEFINED.test(name) || isPlatformArgument(name)
  return stage.variables.flatMap((argument): NeededArgument[] => {
    const { name, place, value, written, span } = argument
    if (place !== 'image-argument' || argument.stage !== stage || written !== '' || value !== undefined)
      return []
    if (isTaken(name) || stage.image.globalArguments.some((global) => global.name === name)) return []
    const later = stage.instructions.filter((instruction) => instruction.span.start > span.start)
    const use = publicPrefix(name) ? span : firstUse(name, later)
    return use ? [{ argument, use }] : []
  })
}

function firstUse(name: string, instructions: readonly Instruction[]): Span | undefined {
  for (const instruction of instructions) {
    for (const word of wordsOf(instruction)) {
      if (word.quote === 'single') continue
      const found = [...referencesOf(parseTemplate(word.value, 'dockerfile'))].find(
        (reference) => reference.name === name && reference.operator === undefined,
      )
      if (found) return spanWithin(word, found.start, found.end)
    }
  }
  return undefined
}

/** What decides how the image works; an empty label harms nobody. */
function wordsOf(instruction: Instruction): readonly Word[] {
  switch (instruction.keyword) {
    case 'ENV':
      return instruction.pairs.flatMap(({ value }) => value ?? [])
    case 'COPY':
    case 'ADD':
      return [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])]
    case 'USER':
    case 'WORKDIR':
    case 'EXPOSE':
      return instruction.words
    default:
      return []
  }
}
