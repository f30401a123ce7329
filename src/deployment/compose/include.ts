import type { Entry, Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { type Span, TracedText } from '../../span.ts'
import { folderOf, joinPath } from '../paths.ts'
import { mergeTrees } from './merge.ts'
import type { ComposeReader } from './reader.ts'
import { relocateModel, wayTo } from './relocate.ts'
import {
  asMapping,
  impliedScalar,
  isNull,
  listOf,
  makeMapping,
  makeScalar,
  makeSequence,
  plainOf,
  textOf,
  withEntry,
  withoutKey,
  withValue,
} from './tree.ts'
import { type Variables, valuesOfEnvText } from './variables.ts'

const SECTIONS = ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'] as const

/** Loads the files of an include as a model of their own. */
export type LoadFiles = (
  paths: readonly { readonly path: string; readonly span: Span }[],
  directory: string,
  variables: Variables,
  chain: readonly string[],
) => Mapping | undefined

interface Include {
  readonly paths: readonly { readonly path: string; readonly span: Span }[]
  /** Relative paths of the included files start here. */
  readonly directory: string
  readonly variables: Variables
  /** What its own env files add to the variables of the including model. */
  readonly added: Variables
}

/**
 * The model with everything its `include` names. What the model itself defines goes over what is included;
 * the same name in two includes must mean the same.
 */
export function resolveIncludes(
  root: Mapping,
  directory: string,
  variables: Variables,
  chain: readonly string[],
  reader: ComposeReader,
  load: LoadFiles,
): Mapping {
  const node = root.get('include')
  if (!node) return root
  let imported: Mapping | undefined
  for (const item of listOf(node)) {
    const include = readInclude(item, directory, variables, chain, reader)
    if (!include) continue
    const names = include.paths.map(({ path }) => path)
    const model = load(include.paths, include.directory, include.variables, [...chain, ...names])
    if (!model) continue
    const bound = bindInherited(model, include.added)
    const moved = relocateModel(bound, wayTo(include.directory, directory), reader.notes)
    if (moved.kind === 'mapping')
      imported = imported ? together(imported, moved, reader) : sectionsOnly(moved)
  }
  const own = withoutKey(root, 'include')
  if (!imported) return own
  noteOverrides(imported, own, reader)
  const merged = mergeTrees(imported, own, reader.notes)
  return merged.kind === 'mapping' ? merged : own
}

function readInclude(
  item: YamlNode,
  directory: string,
  variables: Variables,
  chain: readonly string[],
  reader: ComposeReader,
): Include | undefined {
  const { notes } = reader
  const mapping = asMapping(item)
  const paths: { path: string; span: Span }[] = []
  for (const node of listOf(mapping ? mapping.get('path') : item)) {
    const written = textOf(node)
    if (written === undefined || notes.isUnresolved(node)) continue
    const { path, kind } = reader.locate(directory, written)
    if (kind === 'outside') continue
    if (kind !== 'file') {
      const what = kind === 'missing' ? 'does not exist' : 'is a folder'
      notes.problem('include', node.span, `The included file ${path} ${what}.`)
    } else if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].join(' includes ')
      notes.problem('include-cycle', node.span, `Compose files include each other in a circle: ${circle}.`)
    } else paths.push({ path, span: node.span })
  }
  const first = paths[0]
  if (!first) return undefined
  const projectDirectory = textOf(mapping?.get('project_directory'))
  const ownDirectory =
    projectDirectory === undefined
      ? folderOf(first.path)
      : (joinPath(directory, projectDirectory) ?? directory)
  const added = includeVariables(mapping, directory, ownDirectory, variables, reader)
  const all = added.size === 0 ? variables : new Map([...added, ...variables])
  return { paths, directory: ownDirectory, variables: all, added }
}

/** What the env files of an include add; the variables of the including model stay as they are. */
function includeVariables(
  mapping: Mapping | undefined,
  directory: string,
  ownDirectory: string,
  variables: Variables,
  reader: ComposeReader,
): Variables {
  const written = listOf(mapping?.get('env_file'))
  const added = new Map<string, string>()
  const read = (path: string) => {
    const text = reader.text(path)
    if (text === undefined) return
    const known = new Map([...added, ...variables])
    for (const [name, value] of valuesOfEnvText(path, text, known, (problems) =>
      reader.notes.envFileProblems(problems),
    )) {
      if (!variables.has(name)) added.set(name, value)
    }
  }
  if (written.length === 0) {
    const { path, kind } = reader.locate(ownDirectory, '.env')
    if (kind === 'file') read(path)
  }
  for (const node of written) {
    const text = textOf(node)
    if (text === undefined || text === '/dev/null') continue
    const { path, kind } = reader.locate(directory, text)
    reader.notes.envFiles.push({
      path,
      span: node.span,
      required: true,
      format: undefined,
      service: undefined,
      kind,
    })
    if (kind === 'file') read(path)
    else if (kind !== 'outside') {
      const what = kind === 'missing' ? 'does not exist' : 'is a folder'
      reader.notes.problem('env-file-missing', node.span, `The env file ${path} ${what}.`)
    }
  }
  return added
}

function sectionsOnly(root: Mapping): Mapping {
  const entries = root.entries.filter((entry) => SECTIONS.some((section) => section === entry.key.text))
  return makeMapping(entries, root)
}

/** Two included models side by side. */
function together(earlier: Mapping, later: Mapping, reader: ComposeReader): Mapping {
  let result = earlier
  for (const section of SECTIONS) {
    const entry = later.entry(section)
    const added = asMapping(entry?.value)
    if (!entry || !added) continue
    const known = asMapping(result.get(section))
    const names = new Map<string, Entry>(known?.entries.map((one) => [one.key.text, one]))
    for (const one of added.entries) {
      const before = names.get(one.key.text)
      if (!before) names.set(one.key.text, one)
      else if (JSON.stringify(plainOf(before.value)) !== JSON.stringify(plainOf(one.value))) {
        const message = `${section}.${one.key.text} is included twice with different content.`
        const related = [{ at: before.key.span, message: 'Included here first' }]
        reader.notes.problem('include-conflict', one.key.span, message, { related })
      }
    }
    result = withEntry(result, withValue(entry, makeMapping([...names.values()], known ?? added)))
  }
  return result
}

/** Compose before version 5 refuses a resource that the including file defines otherwise. */
function noteOverrides(imported: Mapping, own: Mapping, reader: ComposeReader): void {
  for (const section of SECTIONS) {
    for (const { key, value } of asMapping(own.get(section))?.entries ?? []) {
      const included = asMapping(imported.get(section))?.entry(key.text)
      if (!included || JSON.stringify(plainOf(included.value)) === JSON.stringify(plainOf(value))) continue
      const message = `${section}.${key.text} is included, too; Compose before version 5 refuses that.`
      const related = [{ at: included.key.span, message: 'The included definition' }]
      reader.notes.problem('include-conflict', key.span, message, { severity: 'warning', related })
    }
  }
}

/** Gives the variables that services only name the values that the include's own env files have for them. */
function bindInherited(root: Mapping, added: Variables): Mapping {
  const entry = root.entry('services')
  const services = asMapping(entry?.value)
  if (added.size === 0 || !entry || !services) return root
  const bound = services.entries.map((service) => {
    const environment = asMapping(service.value)?.entry('environment')
    if (service.value.kind !== 'mapping' || !environment) return service
    const value = bindEnvironment(environment.value, added)
    return withValue(service, withEntry(service.value, withValue(environment, value)))
  })
  return withEntry(root, withValue(entry, makeMapping(bound, services)))
}

function bindEnvironment(environment: YamlNode, added: Variables): YamlNode {
  if (environment.kind === 'sequence') {
    return makeSequence(
      environment.items.map((item) => {
        const value = item.kind === 'scalar' ? added.get(item.text) : undefined
        return value !== undefined && item.kind === 'scalar' ? assigned(item, value) : item
      }),
      environment,
    )
  }
  if (environment.kind !== 'mapping') return environment
  const entries = environment.entries.map((entry) => {
    const value = isNull(entry.value) ? added.get(entry.key.text) : undefined
    return value === undefined ? entry : withValue(entry, impliedScalar(value, entry.value.span))
  })
  return makeMapping(entries, environment)
}

function assigned(name: Scalar, value: string): Scalar {
  const after = { ...name.span, start: name.span.end }
  const given = TracedText.join([{ value: `=${value}`, span: after, whole: true }], after)
  const whole = TracedText.concat([name.traced(), given], name.span)
  return makeScalar(whole.value, whole, name)
}
