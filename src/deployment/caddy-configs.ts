import type { CaddyDirective, CaddyDocument, CaddySite, CaddyWord } from '../documents/caddy/document.ts'
import { programOf, unwrap } from '../documents/shell/parse.ts'
import type { EnvironmentKind } from './environment.ts'
import { imageName } from './image-reference.ts'
import { isWithin } from './paths.ts'
import type { Deployment } from './project.ts'
import type { ProjectFiles } from './project-files.ts'
import { filesIn } from './proxy-configs.ts'
import type { Service } from './service.ts'

/** A Caddyfile and the service whose Caddy reads it. */
export interface CaddyConfig {
  readonly service: Service
  readonly document: CaddyDocument
}

/** Where to look for Caddyfiles. */
export interface CaddyConfigSource {
  readonly deployments: readonly Deployment[]
  readonly files: ProjectFiles
  /** Files that are Caddyfiles by their name. */
  readonly paths: readonly string[]
  documentAt(path: string): CaddyDocument | undefined
  markOf(path: string): EnvironmentKind | undefined
}

/**
 * Whose Caddyfiles the files are: the service's that mounts or copies them, whatever program it runs else. One that
 * nobody takes belongs to the only Caddy of the stack around it, if that has none of its own.
 */
export function findCaddyConfigs(source: CaddyConfigSource): readonly CaddyConfig[] {
  if (source.paths.length === 0) return []
  const found: CaddyConfig[] = []
  const services = source.deployments.flatMap((deployment) => deployment.services)
  for (const service of services.filter(runsCaddy)) {
    const paths = new Set(
      filesIn(service, source.files).flatMap(({ from }) =>
        source.paths.filter((path) => isWithin(path, from)),
      ),
    )
    for (const path of paths) {
      const document = source.documentAt(path)
      if (document) found.push({ service, document })
    }
  }
  const taken = new Set(found.map(({ document }) => document.path))
  const readers = new Set(found.map(({ service }) => service))
  const rest = source.paths.filter((path) => !taken.has(path))
  const guessed = source.deployments.flatMap((deployment) =>
    rest.flatMap((path) => configAround(path, deployment, readers, source) ?? []),
  )
  return [...found, ...guessed]
}

/** Whether a service runs Caddy, by its image or its command. */
function runsCaddy({ runtimeImage, startCommands }: Service): boolean {
  const isImage =
    runtimeImage !== undefined &&
    !runtimeImage.unresolved &&
    /^(?:caddy|frankenphp)$/.test(imageName(runtimeImage))
  return isImage || startCommands.some((command) => /^(?:caddy|frankenphp)$/.test(programOf(unwrap(command))))
}

function configAround(
  path: string,
  deployment: Deployment,
  readers: ReadonlySet<Service>,
  source: CaddyConfigSource,
): CaddyConfig | undefined {
  const mark = source.markOf(path)
  if (mark !== undefined && mark !== deployment.environment.kind) return undefined
  const around = deployment.stacks.filter((stack) => isWithin(path, stack.directory))
  const deepest = Math.max(...around.map((stack) => stack.directory.length))
  const [service, ...others] = around
    .filter((stack) => stack.directory.length === deepest)
    .flatMap((stack) => [...stack.services.values()].filter(runsCaddy))
  if (!service || others.length > 0 || readers.has(service)) return undefined
  const document = source.documentAt(path)
  return document && { service, document }
}

/** Snippets may import each other; more levels than this are a circle. */
const MOST_IMPORTS = 8
/** An import in an import in an import grows fast; no configuration comes near. */
const MOST_DIRECTIVES = 10_000

/** Every directive of a site, each before those in its block, with snippets of the file in place of their imports. */
export function directivesOfSite(document: CaddyDocument, site: CaddySite): CaddyDirective[] {
  const found: CaddyDirective[] = []
  const visit = (directives: readonly CaddyDirective[], level: number) => {
    for (const directive of directives) {
      if (found.length >= MOST_DIRECTIVES) return
      found.push(directive)
      if (directive.block) visit(directive.block, level)
      const snippet = directive.name === 'import' && level < MOST_IMPORTS && snippetOf(document, directive)
      if (snippet) visit(withArguments(snippet.directives, directive.words.slice(1)), level + 1)
    }
  }
  visit(site.directives, 0)
  return found
}

function snippetOf({ snippets }: CaddyDocument, { words }: CaddyDirective) {
  return snippets.find(({ name }) => name === words[0]?.value)
}

const ARGUMENT = /\{args(?:\[(\d+)\]|\.(\d+))\}/g

/** The directives with `{args[0]}` filled in; what comes from an argument is found where it is given. */
function withArguments(
  directives: readonly CaddyDirective[],
  given: readonly CaddyWord[],
): readonly CaddyDirective[] {
  if (given.length === 0) return directives
  return directives.map((directive) => ({
    ...directive,
    words: directive.words.map((word) => withArgument(word, given)),
    block: directive.block && withArguments(directive.block, given),
  }))
}

function withArgument(word: CaddyWord, given: readonly CaddyWord[]): CaddyWord {
  if (!word.value.includes('{args')) return word
  const alone = /^\{args(?:\[(\d+)\]|\.(\d+))\}$/.exec(word.value)
  const argument = alone && given[Number(alone[1] ?? alone[2])]
  if (argument) return argument
  const value = word.value.replace(ARGUMENT, (all, index, old) => given[Number(index ?? old)]?.value ?? all)
  return { ...word, value, isVerbatim: false }
}
