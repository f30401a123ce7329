import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyRule } from './engine/rule.ts'
import { explainFileError, readText } from './files/read.ts'
import type { PolicySource, PolicySources } from './policies/chain.ts'
import { discoverPolicy, POLICY_FILE_NAMES } from './policies/discover.ts'
import { isFileSpecifier } from './policies/globs.ts'
import type { PeerBook } from './policies/peers/peer-book.ts'
import { PEER_FORMATS } from './policies/peers/peer-policy.ts'
import type { PreparedPolicy } from './policies/prepared.ts'
import { type Resolution, type ResolvedPolicy, resolvePolicy, shippedChecks } from './policies/resolve.ts'
import { rules } from './rules/index.ts'
import { Lines } from './span.ts'
import { UsageError } from './usage-error.ts'

/** What holds where a project has no policy of its own. */
const DEFAULT = { extends: ['plimsoll:recommended'] }

/** The shipped presets, without `plimsoll:`. */
export const PRESETS = [
  'recommended',
  'production',
  'strict',
  'style',
  'observatory',
  'pod-security-baseline',
  'pod-security-restricted',
  'control-plane',
  'cis-kubernetes',
  'nsa-kubernetes',
]
const PRESET_FOLDER = fileURLToPath(new URL('../policies/', import.meta.url))
/** The build writes there what it read of the presets. There is none where the sources run as they are. */
const PREPARED_FOLDER = fileURLToPath(new URL('data/', import.meta.url))

/** Where a run's policy comes from. */
export interface PolicyRequest {
  /** A policy, the path of one, or false for the default; looked for where left out. */
  readonly config?: object | string | false | undefined
  /** The project's folder on disk, which paths are shown relative to; undefined for a virtual project. */
  readonly root: string | undefined
  /** Where the search for a policy starts, upwards; the root where left out. */
  readonly folder?: string | undefined
  /** The tool by whose default set of checks is judged. */
  readonly as?: PeerBook | undefined
  /** The texts of a virtual project. */
  readonly files?: Readonly<Record<string, string>> | undefined
}

/**
 * Finds, reads and resolves the policy of a run.
 * @throws UsageError that lists every mistake with file, line and column
 */
export async function loadPolicy(request: PolicyRequest): Promise<ResolvedPolicy> {
  return (await loadPolicyTexts(request)).resolved
}

/** A policy without mistakes. */
export type LoadedPolicy = Omit<Resolution, 'problems'>

/**
 * As `loadPolicy`, with the texts of all policies read, for the lines of origins.
 * @throws UsageError as `loadPolicy` does
 */
export async function loadPolicyTexts(request: PolicyRequest): Promise<LoadedPolicy> {
  const { resolved, problems, texts } = await resolveRequest(request)
  if (problems.length === 0) return { resolved, texts }
  const lines = problems.map(({ at, address, message }) => {
    const text = texts.get(at.path)
    const { line, column } = new Lines(text ?? '').position(at.start)
    const place =
      text === undefined || at.path.startsWith('<')
        ? address
          ? `config.${address}`
          : 'config'
        : `${at.path}:${line}:${column}`
    return `${place}: ${message}`
  })
  throw new UsageError(lines.join('\n'))
}

/** The checks of every shipped preset as rules, whatever the project's policy extends. */
export async function loadShippedChecks(): Promise<readonly AnyRule[]> {
  const { rules: checks } = await shippedChecks(virtualSources({}))
  return checks
}

/** The JSON Schema of a policy file, as text. */
export async function readPolicySchema(): Promise<string> {
  return readFile(new URL('../schemas/policy.schema.json', import.meta.url), 'utf8')
}

async function resolveRequest({ config, root, folder, files, as }: PolicyRequest): Promise<Resolution> {
  const sources = root === undefined ? virtualSources(files ?? {}) : diskSources(root)
  const policy = await findPolicy({ config, root, folder, files })
  // Who wants no settings files wants none of other tools either.
  const peerPolicies = config === false ? [] : await findPeerPolicies(root, files)
  return resolvePolicy({ policy, rules, sources, peerPolicies, as })
}

/** The settings of other tools at the project's root. */
async function findPeerPolicies(
  root: string | undefined,
  files: Readonly<Record<string, string>> | undefined,
): Promise<PolicySource[]> {
  const read = async (path: string) =>
    root !== undefined
      ? readIfThere(join(root, path))
      : files && Object.hasOwn(files, path)
        ? files[path]
        : undefined
  const found = await Promise.all(
    PEER_FORMATS.map(async ({ files: names }) => {
      const texts = await Promise.all(names.map(read))
      const first = texts.findIndex((text) => text !== undefined)
      return first === -1 ? [] : [{ path: names[first]!, text: texts[first]! }]
    }),
  )
  return found.flat()
}

async function findPolicy({
  config,
  root,
  folder,
  files,
}: PolicyRequest): Promise<PolicySource | { config: object }> {
  if (config === false) return { config: DEFAULT }
  if (typeof config === 'object') return { config }
  if (typeof config === 'string') return readNamed(config, root, files)
  if (root === undefined) {
    const name = POLICY_FILE_NAMES.find((each) => files && Object.hasOwn(files, each))
    return name === undefined ? { config: DEFAULT } : { path: name, text: files![name]! }
  }
  const found = await findPolicyFile(folder ?? root)
  return found ? { path: display(root, found.path), text: found.text } : { config: DEFAULT }
}

/** The nearest policy file from a folder upwards to the root of its repository; an absolute path. */
export async function findPolicyFile(folder: string): Promise<PolicySource | undefined> {
  const { found } = await discoverPolicy(folder, {
    read: readIfThere,
    isRepositoryRoot: async (each) => existsSync(join(each, '.git')),
    join,
    parent: (each) => (dirname(each) === each ? undefined : dirname(each)),
  })
  return found
}

async function readNamed(
  path: string,
  root: string | undefined,
  files: Readonly<Record<string, string>> | undefined,
): Promise<PolicySource> {
  const text = root === undefined ? files?.[path] : await readIfThere(resolve(path))
  if (text === undefined) throw new UsageError(`The policy ${path} cannot be read.`)
  return { path: root === undefined ? path : display(root, resolve(path)), text }
}

function virtualSources(files: Readonly<Record<string, string>>): PolicySources {
  return {
    presets: PRESETS,
    preset: readPreset,
    async read(specifier, from) {
      if (!isFileSpecifier(specifier)) return undefined
      const path = join(dirname(from), specifier).split(sep).join('/')
      return Object.hasOwn(files, path) ? { path, text: files[path]! } : undefined
    },
  }
}

function diskSources(root: string): PolicySources {
  return {
    presets: PRESETS,
    preset: readPreset,
    async read(specifier, from) {
      const policyPath = isAbsolute(from) ? from : resolve(root, from)
      const path = isFileSpecifier(specifier)
        ? resolve(dirname(policyPath), specifier)
        : resolvePackage(specifier, policyPath)
      const text = path === undefined ? undefined : await readIfThere(path)
      return text === undefined ? undefined : { path: display(root, path!), text }
    },
  }
}

/** An npm package that is a policy names the file as its main entry; nothing of it is run. */
function resolvePackage(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier)
  } catch {
    return undefined
  }
}

async function readPreset(name: string): Promise<PolicySource | undefined> {
  const text = await readIfThere(join(PRESET_FOLDER, `${name}.yaml`))
  if (text === undefined) return undefined
  const prepared = await readIfThere(join(PREPARED_FOLDER, `${name}-policy.json`))
  return {
    path: `plimsoll:${name}`,
    text,
    prepared: prepared === undefined ? undefined : (JSON.parse(prepared) as PreparedPolicy),
  }
}

/** Larger ones nobody wrote, and reading them takes long. In bytes. */
const LARGEST_POLICY = 1024 * 1024

/** The text of a policy file; undefined where there is none. One that is there and cannot be read is no absent one. */
async function readIfThere(path: string): Promise<string | undefined> {
  try {
    // Nobody works while this waits, and going through the thread pool takes longer than the answer.
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found || found.isDirectory()) return undefined
    if (found.size > LARGEST_POLICY) throw new Error('is over 1 MB, which no policy is')
    return readText(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw new UsageError(`The policy ${path} ${explainFileError(error)}.`)
  }
}

/** Relative to the project where it lies in it, so that globs of the policy have a base. */
function display(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
