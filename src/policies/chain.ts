import type { Located } from '../span.ts'
import { baseOfFile, isFileSpecifier } from './globs.ts'
import type { Policy, PolicyProblem } from './policy.ts'
import { type PreparedPolicy, restorePolicy } from './prepared.ts'
import { type PolicyReading, readPolicy } from './read.ts'
import { didYouMean } from './suggest.ts'

/** The text of a policy file. `path` is project-relative for a file of the project, else as it may be shown. */
export interface PolicySource {
  readonly path: string
  readonly text: string
  /** What the build has read of it already. */
  readonly prepared?: PreparedPolicy | undefined
}

/** Where policies come from; the caller reads, this module never opens anything. */
export interface PolicySources {
  /** What a specifier (relative path or npm package) names, seen from the policy at `from`; undefined: nothing. */
  read(specifier: string, from: string): Promise<PolicySource | undefined>
  /** The names of the shipped presets without `plimsoll:`, `all` not among them. */
  readonly presets: readonly string[]
  /** A shipped preset by its name. */
  preset(name: string): Promise<PolicySource | undefined>
}

/** A policy with the place it has in the chain of `extends`. */
export interface Link {
  readonly policy: Policy
  /** What its globs and paths are relative to, from the project root. */
  readonly base: string
  /** `plimsoll:all`: every known rule on, at its own severity. */
  readonly everything: boolean
  /** The other tool whose settings these are. */
  readonly peer?: string
}

export interface Chain {
  /** Weakest first: what a policy extends stands before it. */
  readonly links: readonly Link[]
  readonly problems: readonly PolicyProblem[]
  /** The texts of all policies read, for lines and columns of problems. */
  readonly texts: ReadonlyMap<string, string>
}

const PRESET = 'plimsoll:'
const EVERYTHING = 'plimsoll:all'
/** A chain longer than this was made by a machine, or to keep one busy. */
const LONGEST_CHAIN = 100

/**
 * Follows `extends` from a policy to everything below it. Cycles, missing policies and all that is wrong in
 * any of them are problems. The same policy may be reached on several ways; it is read once.
 */
export async function readChain(start: PolicyReading, sources: PolicySources): Promise<Chain> {
  const reader = new ChainReader(sources)
  await reader.follow(start, { base: baseOfFile(start.policy.path, ''), isOfProject: true, above: [] })
  return reader
}

/** How a policy was reached. */
interface Way {
  readonly base: string
  /** By files of the project alone. What a preset or a package holds is meant for the project that uses it. */
  readonly isOfProject: boolean
  readonly above: readonly Policy[]
}

class ChainReader implements Chain {
  readonly links: Link[] = []
  readonly problems: PolicyProblem[] = []
  readonly texts = new Map<string, string>()
  readonly #readings = new Map<string, PolicyReading>()
  readonly #sources: PolicySources

  constructor(sources: PolicySources) {
    this.#sources = sources
  }

  async follow(reading: PolicyReading, { base, isOfProject, above }: Way): Promise<void> {
    this.#keep(reading)
    const { policy } = reading
    const way = [...above, policy]
    const specifiers = policy.extends ?? (above.length === 0 ? [defaultOf(policy)] : [])
    for (const [index, specifier] of specifiers.entries()) {
      if (specifier.value === EVERYTHING) {
        this.links.push({ policy: everything(policy, specifier), base, everything: true })
        continue
      }
      const next = await this.#read(specifier.value, way)
      if (typeof next === 'string') {
        this.problems.push({ at: specifier.span, address: `extends[${index}]`, message: next })
        continue
      }
      const stays = isOfProject && isFileSpecifier(specifier.value)
      const below = stays ? baseOfFile(next.policy.path, base) : base
      await this.follow(next, { base: below, isOfProject: stays, above: way })
    }
    this.links.push({ policy, base, everything: false })
  }

  #keep(reading: PolicyReading): void {
    if (this.#readings.has(reading.policy.path)) return
    this.#readings.set(reading.policy.path, reading)
    this.texts.set(reading.policy.path, reading.policy.text)
    this.problems.push(...reading.problems)
  }

  /** The policy that a specifier of the last policy of a way names, or why there is none. */
  async #read(specifier: string, way: readonly Policy[]): Promise<PolicyReading | string> {
    const source = await find(specifier, way.at(-1)!, this.#sources)
    if (!source) return notFound(specifier, this.#sources.presets)
    const name = isFileSpecifier(specifier) ? source.path : specifier
    const reading = this.#readings.get(source.path) ?? readSource(source, name)
    return this.#reasonAgainst(reading.policy, way) ?? reading
  }

  #reasonAgainst(policy: Policy, way: readonly Policy[]): string | undefined {
    const loop = way.findIndex((each) => each.path === policy.path)
    if (loop !== -1) {
      const names = [...way.slice(loop), policy].map(({ name }) => name)
      return `Policies extend each other: ${names.join(' → ')}.`
    }
    if (this.links.length < LONGEST_CHAIN && way.length < LONGEST_CHAIN) return undefined
    return `More than ${LONGEST_CHAIN} policies extend each other.`
  }
}

/** Reads what is not prepared. */
export function readSource({ path, text, prepared }: PolicySource, name: string): PolicyReading {
  return prepared?.text === text ? restorePolicy(prepared, path, name) : readPolicy(path, text, name)
}

async function find(
  specifier: string,
  from: Policy,
  sources: PolicySources,
): Promise<PolicySource | undefined> {
  if (!specifier.startsWith(PRESET)) return sources.read(specifier, from.path)
  const name = specifier.slice(PRESET.length)
  return sources.presets.includes(name) ? sources.preset(name) : undefined
}

function notFound(specifier: string, presets: readonly string[]): string {
  if (/^https?:/.test(specifier))
    return 'Policies are not fetched from the network; extend a file or a package.'
  const names = [...presets, 'all'].map((preset) => PRESET + preset)
  if (specifier.startsWith(PRESET)) return `There is no preset "${specifier}".${didYouMean(specifier, names)}`
  if (names.includes(PRESET + specifier))
    return `There is no policy "${specifier}". Did you mean "${PRESET}${specifier}"?`
  return `There is no policy "${specifier}": it is neither a file beside this one nor an installed package.`
}

/** What a policy of the run itself extends when it does not say. */
function defaultOf(policy: Policy): Located<string> {
  return { value: `${PRESET}recommended`, span: { path: policy.path, start: 0, end: 0 } }
}

/** `plimsoll:all` has no file: it is made out of what is known. */
function everything(extender: Policy, specifier: Located<string>): Policy {
  return {
    ...extender,
    name: EVERYTHING,
    path: specifier.span.path,
    extends: [],
    environments: [],
    environmentSpans: new Map(),
    rules: [],
    overrides: [],
    checks: [],
    ignore: [],
    failOn: undefined,
  }
}
