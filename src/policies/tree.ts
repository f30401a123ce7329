import type { Entry, Mapping, Scalar, Sequence, YamlNode } from '../documents/yaml/node.ts'
import type { Located } from '../span.ts'

/**
 * Reading a policy's tree after the schema has been checked. A node of the wrong kind has its problem already;
 * here it counts as not written, so that the rest of the file is still read.
 */

export function mappingOf(node: YamlNode | undefined): Mapping | undefined {
  return node?.kind === 'mapping' ? node : undefined
}

export function sequenceOf(node: YamlNode | undefined): Sequence | undefined {
  return node?.kind === 'sequence' ? node : undefined
}

export function scalarOf(node: YamlNode | undefined): Scalar | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node : undefined
}

export function entriesOf(node: YamlNode | undefined): readonly Entry[] {
  return mappingOf(node)?.entries ?? []
}

/** The text of a scalar that is a string; numbers and booleans are something else. */
export function textOf(node: YamlNode | undefined): Located<string> | undefined {
  const scalar = scalarOf(node)
  return typeof scalar?.value === 'string' ? { value: scalar.value, span: scalar.span } : undefined
}

/** The strings of a list; undefined where there is no list. */
export function textsOf(node: YamlNode | undefined): readonly Located<string>[] | undefined {
  return sequenceOf(node)
    ?.items.map(textOf)
    .filter((text) => text !== undefined)
}

export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const value = scalarOf(node)?.value
  return typeof value === 'boolean' ? value : undefined
}

export function numberOf(node: YamlNode | undefined): number | undefined {
  const value = scalarOf(node)?.value
  return typeof value === 'number' ? value : undefined
}

/** One of the words that are allowed; undefined for any other. */
export function wordOf<Word extends string>(
  node: YamlNode | undefined,
  words: readonly Word[],
): Located<Word> | undefined {
  const text = textOf(node)
  const word = words.find((each) => each === text?.value)
  return text && word !== undefined ? { value: word, span: text.span } : undefined
}

/** `object` without the keys that are undefined, as exact optional properties want it. */
export function written<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}
