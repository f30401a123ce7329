import type { NginxDirective } from '../documents/nginx/document.ts'
import type { Environment } from './environment.ts'
import type { NginxConfig } from './nginx-configs.ts'

/** A block of a configuration, or what stands around all blocks, with what `include` brings in its place. */
export interface NginxLevel {
  /** `http`, `server`, `location`, `if` …; `main` for the outermost. */
  readonly name: string
  readonly head: NginxDirective | undefined
  readonly parent: NginxLevel | undefined
  readonly directives: readonly NginxDirective[]
  /** Those of its directives that have a block. */
  readonly levels: readonly NginxLevel[]
  /** It includes what is not in the project. */
  readonly hasUnknownInclude: boolean
  readonly config: NginxConfig
  readonly environment: Environment
}

/** A directive in the level it is a part of. */
export interface NginxLine {
  readonly directive: NginxDirective
  readonly level: NginxLevel
  /** Its place among the level's directives. */
  readonly index: number
  readonly environment: Environment
}

/** The files that an `include` names: undefined where they are not in the project. */
export type FindIncluded = (pattern: string) => readonly (readonly NginxDirective[])[] | undefined

const MOST_INCLUDES = 20

/** Joins blocks and included files to one tree. */
export function buildLevels(
  config: NginxConfig,
  directives: readonly NginxDirective[],
  findIncluded: FindIncluded,
): NginxLevel {
  return build(undefined, undefined, directives, 0)

  function build(
    head: NginxDirective | undefined,
    parent: NginxLevel | undefined,
    own: readonly NginxDirective[],
    includes: number,
  ): NginxLevel {
    const all: NginxDirective[] = []
    const levels: NginxLevel[] = []
    const level = {
      name: head?.name ?? 'main',
      head,
      parent,
      directives: all,
      levels,
      hasUnknownInclude: false,
      config,
      environment: config.environment,
    }
    take(own, includes)
    return level

    function take(given: readonly NginxDirective[], depth: number): void {
      for (const directive of given) {
        if (directive.name === 'include' && directive.words[0]) {
          const files = depth < MOST_INCLUDES ? findIncluded(directive.words[0].value) : []
          if (!files) level.hasUnknownInclude = true
          for (const file of files ?? []) take(file, depth + 1)
        } else {
          all.push(directive)
          if (directive.block) levels.push(build(directive, level, directive.block, depth))
        }
      }
    }
  }
}

/** The level and every one in it. */
export function* levelsIn(level: NginxLevel): Iterable<NginxLevel> {
  yield level
  for (const inner of level.levels) yield* levelsIn(inner)
}

/** The level, then those around it, the outermost last. */
export function* outward(level: NginxLevel): Iterable<NginxLevel> {
  for (let at: NginxLevel | undefined = level; at; at = at.parent) yield at
}

/** The directives of a name that a level has itself. */
export function own(level: NginxLevel, name: string): readonly NginxDirective[] {
  return level.directives.filter((directive) => directive.name === name)
}

/**
 * The directives of a name that hold in a level: its own, else those of the nearest level around it that has
 * any, as nginx inherits `add_header`, `proxy_set_header`, `access_log`, `error_page` and most others.
 */
export function effective(level: NginxLevel, name: string): readonly NginxDirective[] {
  for (const at of outward(level)) {
    const found = own(at, name)
    if (found.length > 0) return found
  }
  return []
}

/** The first word of a directive that holds in a level: `on` of `gzip on`. */
export function settingOf(level: NginxLevel, name: string): string | undefined {
  return effective(level, name).at(-1)?.words[0]?.value
}

/** Whether a level may inherit or include what nobody here can see. */
export function mayHoldMore(level: NginxLevel): boolean {
  return !level.config.isWhole || [...outward(level)].some(({ hasUnknownInclude }) => hasUnknownInclude)
}

const unknownParts = new WeakMap<NginxLevel, boolean>()

/** Whether anything in a level or below may be brought by an include that is not in the project. */
export function hasUnknownParts(level: NginxLevel): boolean {
  const known = unknownParts.get(level)
  if (known !== undefined) return known
  const found = level.hasUnknownInclude || level.levels.some(hasUnknownParts)
  unknownParts.set(level, found)
  return found
}

const byName = new WeakMap<NginxConfig, ReadonlyMap<string, readonly NginxDirective[]>>()

/** The directives of a name in a whole configuration, whatever their level. */
export function everywhere(config: NginxConfig, name: string): readonly NginxDirective[] {
  let known = byName.get(config)
  if (!known) {
    const named = new Map<string, NginxDirective[]>()
    for (const { directive } of linesOf(config)) {
      const others = named.get(directive.name)
      if (others) others.push(directive)
      else named.set(directive.name, [directive])
    }
    known = named
    byName.set(config, known)
  }
  return known.get(name) ?? []
}

/** Every directive of a configuration in its place. */
export function* linesOf(config: NginxConfig): Iterable<NginxLine> {
  for (const level of levelsIn(config.root)) {
    for (const [index, directive] of level.directives.entries()) {
      yield { directive, level, index, environment: config.environment }
    }
  }
}
