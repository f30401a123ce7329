import type { Word } from '../documents/dockerfile/document.ts'
import { referencesIn } from './word-references.ts'

/**
 * What is wrong with the key of a label by https://docs.docker.com/engine/manage-resources/labels/, to follow
 * the key in a sentence. Nothing is said of one that holds a variable of the file.
 */
export function faultOfLabelKey(key: Word, defined: ReadonlySet<string>): string | undefined {
  const references = referencesIn(key)
  if (references.length > 0 && references.every(({ name }) => defined.has(name))) return undefined
  const { value } = key
  const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./.exec(value)?.[0]
  if (reserved) return `is in ${reserved}*, which belongs to Docker; put it in a namespace of your own`
  if (/[A-Z]/.test(value)) return 'has capitals; write it in lower case'
  if (!/^[a-z]/.test(value)) return 'must begin with a letter'
  if (!/[a-z0-9]$/.test(value)) return 'must end with a letter or digit'
  const other = /[^a-z0-9._/-]/.exec(value)?.[0]
  if (other)
    return `has ${JSON.stringify(other)} in it; letters, digits, ".", "-", "_" and "/" may stand there`
  const double = /\.\.|--/.exec(value)?.[0]
  return double && `has "${double}" in it; write one`
}
