import type { Word } from '../documents/dockerfile/document.ts'
import { expandTemplate, parseTemplate } from '../documents/template.ts'
import type { Image } from './image.ts'
import { referencesIn, type WordReference } from './word-references.ts'

/** What BuildKit defines for FROM without any ARG, with the values of the commonest build. */
const PLATFORM_ARGUMENTS: Readonly<Record<string, string>> = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDOSVERSION: '',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETOSVERSION: '',
  TARGETARCH: 'amd64',
  TARGETVARIANT: '',
  TARGETSTAGE: 'default',
}

/** Whether BuildKit defines an argument by itself: at FROM at once, in a stage where ARG asks for it. */
export function isPlatformArgument(name: string): boolean {
  return Object.hasOwn(PLATFORM_ARGUMENTS, name)
}

/** Names that FROM may use. */
export function argumentNamesOfBases({ globalArguments }: Image): readonly string[] {
  return [...globalArguments.map(({ name }) => name), ...Object.keys(PLATFORM_ARGUMENTS)]
}

/** Variables in a word of FROM that no ARG before the first FROM declares, one of each name. */
export function undeclaredArguments(image: Image, word: Word | undefined): readonly WordReference[] {
  const references = referencesIn(word)
  if (references.length === 0) return []
  const known = valuesOfBases(image)
  const seen = new Set<string>()
  return references.filter(({ name }) => {
    if (known.has(name) || seen.has(name)) return false
    seen.add(name)
    return true
  })
}

/** What a word of FROM becomes in a build that passes no arguments; what has no default is empty, as in BuildKit. */
export function withDefaults(image: Image, word: Word): string {
  if (word.quote === 'single' || !word.value.includes('$')) return word.value
  return expand(word.value, valuesOfBases(image))
}

const known = new WeakMap<Image, ReadonlyMap<string, string | undefined>>()

/** The arguments that FROM may use, with their defaults. */
function valuesOfBases(image: Image): ReadonlyMap<string, string | undefined> {
  let values = known.get(image)
  if (!values) {
    const filled = new Map<string, string | undefined>(Object.entries(PLATFORM_ARGUMENTS))
    for (const { name, written } of image.globalArguments) {
      const text = written.replace(/^(["'])(.*)\1$/s, '$2')
      if (written !== '') filled.set(name, written.startsWith("'") ? text : expand(text, filled))
      else if (!filled.has(name)) filled.set(name, undefined)
    }
    values = filled
    known.set(image, values)
  }
  return values
}

function expand(text: string, values: ReadonlyMap<string, string | undefined>): string {
  return expandTemplate(parseTemplate(text, 'dockerfile'), (name) => values.get(name))
}

/** Whether every service that builds a file passes all the arguments, so that their defaults do not matter. */
export function arePassedByBuilders({ builtBy }: Image, names: readonly string[]): boolean {
  return (
    builtBy.length > 0 &&
    builtBy.every(({ build }) => names.every((name) => build?.arguments.some((given) => given.name === name)))
  )
}
