import type { Located, Span } from '../../span.ts'
import { imageName } from '../image-reference.ts'
import type { EffectiveVariable } from '../variable.ts'
import type { Container } from './container.ts'
import { PROGRAM_NAMES, type ProgramName, type ProgramSource } from './control-plane-source.ts'

interface Word {
  readonly value: string
  readonly span: Span
  /** The shell puts something in here. */
  readonly isOpen: boolean
}

interface StartedProgram {
  readonly name: ProgramName
  readonly place: Span
  readonly words: readonly Word[]
}

/** Flags that name a file with more settings. */
const CONFIGURATION_FLAGS = ['config', 'config-file']

/** The program of a cluster that a container runs, with its flags; undefined where it runs another one. */
export function flaggedProgram(container: Container): ProgramSource | undefined {
  const started = startedProgram(container)
  if (!started) return undefined
  const { name, place, words } = started
  const flags = readFlags(words)
  const hasMore =
    CONFIGURATION_FLAGS.some((flag) => flags.has(flag)) ||
    words.some((word) => word.isOpen && !word.value.startsWith('-'))
  return {
    name,
    title: `${name} of ${container.workload.object.title}`,
    container,
    place,
    mayTake: (flag) => hasMore || (name === 'etcd' && variableOf(container, flag) !== undefined),
    spelling: (flag) => `--${flag}`,
    values: (flag) => flags.get(flag) ?? (name === 'etcd' ? environmentValues(container, flag) : []),
  }
}

function startedProgram(container: Container): StartedProgram | undefined {
  for (const { name, nameSpan, words } of container.startCommands) {
    const all = [
      { value: name, span: nameSpan, isOpen: false },
      ...words.map(({ value, span, literal }) => ({ value, span, isOpen: isOpen(value, literal) })),
    ]
    const [first, ...rest] = name === 'exec' ? all.slice(1) : all
    if (!first) continue
    const program = programNamed(first.value)
    if (program) return { name: program, place: first.span, words: rest }
    const [second, ...others] = rest
    const inner =
      second && /(?:^|\/)hyperkube$/.test(first.value) ? programOfHyperkube(second.value) : undefined
    if (second && inner) return { name: inner, place: second.span, words: others }
  }
  return programOfImage(container)
}

/** An image starts its program itself where only arguments are given. */
function programOfImage(container: Container): StartedProgram | undefined {
  const { image } = container
  const words = container.texts('args')
  if (!image || container.at('command').isSet || words.length === 0) return undefined
  const name = programNamed(imageName(image).replace(/-(?:amd64|arm64|arm|ppc64le|s390x)$/, ''))
  const open = words.map(({ value, span }) => ({ value, span, isOpen: isOpen(value, true) }))
  return name && { name, place: container.at('args').place, words: open }
}

function programNamed(word: string): ProgramName | undefined {
  const name = word.slice(word.lastIndexOf('/') + 1)
  return PROGRAM_NAMES.find((known) => known === name)
}

/** It knows each by its name without `kube-` too. */
function programOfHyperkube(word: string): ProgramName | undefined {
  return programNamed(word) ?? programNamed(`kube-${word}`)
}

function isOpen(value: string, literal: boolean): boolean {
  return !literal || /^\$\(\w+\)$/.test(value)
}

/** `--name=value`, `--name value` and `--name`; a flag that is given several times has several values. */
function readFlags(words: readonly Word[]): ReadonlyMap<string, readonly Located<string>[]> {
  const flags = new Map<string, Located<string>[]>()
  words.forEach(({ value: word, span }, index) => {
    const match = /^--?([a-z][\w-]*)(?:=([\s\S]*))?$/i.exec(word)
    if (!match) return
    const next = words[index + 1]
    const isSeparate = match[2] === undefined && next !== undefined && !next.value.startsWith('-')
    const value = isSeparate ? { value: next.value, span: next.span } : { value: match[2] ?? '', span }
    const values = flags.get(match[1]!)
    if (values) values.push(value)
    else flags.set(match[1]!, [value])
  })
  return flags
}

function environmentValues(container: Container, flag: string): readonly Located<string>[] {
  const variable = variableOf(container, flag)
  if (variable?.value === undefined) return []
  return [{ value: variable.value, span: variable.origin.span }]
}

/** etcd takes each flag from a variable too: `ETCD_CERT_FILE`. A flag goes before it. */
function variableOf(container: Container, flag: string): EffectiveVariable | undefined {
  return container.variables.get(`ETCD_${flag.toUpperCase().replaceAll('-', '_')}`)
}
