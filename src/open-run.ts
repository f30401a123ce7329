import { buildProject } from './deployment/build-project.ts'
import type { Project } from './deployment/project.ts'
import type { ProjectFiles } from './deployment/project-files.ts'
import type { AnyRule } from './engine/rule.ts'
import type { Exchange } from './exchanges/exchange.ts'
import type { ExchangeDocument } from './exchanges/exchange-document.ts'
import { openDisk } from './files/disk.ts'
import { type FileKind, kindByContent, kindByName } from './files/kinds.ts'
import { openMemory } from './files/memory.ts'
import { overlayFiles } from './files/overlay.ts'
import type { Severity, Trouble } from './finding.ts'
import { admissionPolicyTexts, apiSource, checkApiOptions } from './kubernetes-apis.ts'
import { openExchanges } from './open-exchanges.ts'
import { locate, toProjectPath } from './place.ts'
import { globMatcher } from './policies/globs.ts'
import { KnownRules } from './policies/known-rules.ts'
import { bookOf, type PeerBook } from './policies/peers/peer-book.ts'
import type { ResolvedPolicy } from './policies/resolve.ts'
import { didYouMean } from './policies/suggest.ts'
import { loadPolicy, loadShippedChecks } from './policy-files.ts'
import type { RenderAnswers, RenderMode } from './render-manifests.ts'
import { rules as builtInRules } from './rules/index.ts'
import { ShellChecker } from './shell-check.ts'
import { UsageError } from './usage-error.ts'

/** What `lint` and `fix` take. Everything may be left out. */
export interface LintOptions {
  /** The folder paths are relative to; the process's own where left out. */
  readonly cwd?: string
  /** Files and folders to judge; the whole of `cwd` where left out. */
  readonly paths?: readonly string[]
  /** A virtual project, path → text. Nothing is read from disk then. */
  readonly files?: Readonly<Record<string, string>>
  /** A policy as an object, the path of one, or false for none but `plimsoll:recommended`. Looked for where left out. */
  readonly config?: object | string | false
  /** Only the deployment to this environment. */
  readonly environment?: string
  /** The version of Kubernetes that manifests are for (`1.31`, `v1.31.2`); the newest known where left out. */
  readonly kubernetesVersion?: string
  /** A folder of JSON Schemas of further kinds, named as kubeconform names them: `{kind}-{group}-{version}.json`. */
  readonly schemaFolder?: string
  /**
   * A file or folder of manifests with the admission policies of the cluster (ValidatingAdmissionPolicy, their bindings
   * and params, definitions of custom resources): objects are judged by them as if they were part of the project.
   */
  readonly admissionPolicies?: string
  /**
   * Whether kustomizations and charts are rendered by kustomize or kubectl and helm, of a project on disk. `auto`,
   * where left out: what cannot be is a note; `required`: a trouble; `never`: nothing is run.
   */
  readonly render?: RenderMode
  /** Variables as the shell would give them to docker compose; nothing is taken from the process. */
  readonly env?: Readonly<Record<string, string>>
  /** "Today" for rules that know dates. */
  readonly now?: Date
  /** Only these rules, by id or by a peer's id; what the policy never has on is on at its own severity. */
  readonly only?: readonly string[]
  /** Not these rules. */
  readonly skip?: readonly string[]
  /** Severities that win over the policy's; `on` is the rule's own. */
  readonly severities?: Readonly<Record<string, Severity | 'on' | 'off'>>
  /** Compose files in merge order; they are then the only stack. */
  readonly composeFiles?: readonly string[]
  readonly buildArguments?: Readonly<Record<string, string>>
  /** Comments in files silence nothing. */
  readonly ignoreSuppressions?: boolean
  /**
   * Speak as another tool would (`hadolint`): its default set of checks, its names and severities for what rules
   * do the same. Of the policy only its files and environments count, and that tool's own settings.
   */
  readonly as?: string
  /** Texts that stand for those on disk or beside them, path → text: what an editor has not saved yet. */
  readonly overlay?: Readonly<Record<string, string>>
  /** Of all files only those of `overlay` are looked at; what they lack is not known to be missing. */
  readonly alone?: boolean
  /** Report only what is found in these files. The whole project is judged all the same. */
  readonly about?: readonly string[]
  /** What endpoints answered, judged with the project. */
  readonly exchanges?: readonly Exchange[]
}

/** Everything that stays the same while a project is judged, fixed and judged again. */
export interface Run {
  readonly root: string | undefined
  readonly files: ProjectFiles
  readonly troubles: () => readonly Trouble[]
  /** What programs made of kustomizations and charts, as they are on disk. */
  readonly renderings: RenderAnswers | undefined
  readonly policy: ResolvedPolicy
  readonly rules: readonly AnyRule[]
  readonly options: LintOptions
  readonly now: Date
  readonly composeSet: readonly string[] | undefined
  /** Only a part of the project was asked for, so what the rest of it uses looks unused. */
  readonly isPart: boolean
  /** The files that are reported of; all where undefined. */
  readonly about: ReadonlySet<string> | undefined
  readonly shellChecker: ShellChecker
  /** What endpoints answered, as rules look at it. */
  readonly exchanges: readonly ExchangeDocument[]
  /** The tool in whose place the run speaks. */
  readonly as: PeerBook | undefined
}

/**
 * Finds a project, its policy and the rules that are to run; nothing is judged yet.
 * @throws UsageError for a path that does not exist, a policy with mistakes, an unknown rule
 */
export async function openRun(options: LintOptions): Promise<Run> {
  checkApiOptions(options)
  const place = options.files ? undefined : await locate(options)
  const as = options.as === undefined ? undefined : peerNamed(options.as)
  const policy = await loadPolicy({
    as,
    config: options.config,
    root: place?.root,
    folder: place?.folder,
    files: options.files,
  })
  const disk = place && !options.alone ? openDisk(place.root, place.starts, policy.ignore) : undefined
  const found = disk ?? openMemory(options.files ?? {})
  const overlay = [
    ...Object.entries(admissionPolicyTexts(options, place?.root)),
    ...Object.entries(options.overlay ?? {}).map(([path, text]) => [toProjectPath(path, place), text]),
  ]
  const rules = await knownRules(policy, options)
  return {
    root: place?.root,
    files: overlay.length === 0 ? found : overlayFiles(found, Object.fromEntries(overlay)),
    troubles: () => (disk?.troubles ?? []).map((trouble) => ({ kind: 'unreadable', ...trouble })),
    renderings:
      disk && place && options.overlay === undefined ? await rendered(options, place.root, disk) : undefined,
    policy,
    rules: selectRules(rules, options),
    options,
    now: options.now ?? new Date(),
    composeSet: options.composeFiles?.map((path) => toProjectPath(path, place)),
    isPart: options.alone === true || (place !== undefined && !place.starts.includes('')),
    about: options.about && new Set(options.about.map((path) => toProjectPath(path, place))),
    shellChecker: new ShellChecker(),
    exchanges: await openExchanges(options, policy.environments),
    as,
  }
}

/** Few projects have anything to render; the others do not wait for what would. */
async function rendered(
  { render = 'auto', kubernetesVersion }: LintOptions,
  root: string,
  files: ProjectFiles,
): Promise<RenderAnswers | undefined> {
  if (!files.paths.some((path) => /(?:^|\/)(?:Chart\.yaml|[Kk]ustomization(?:\.ya?ml)?)$/.test(path)))
    return undefined
  const { renderManifests } = await import('./render-manifests.ts')
  return renderManifests({ root, files, mode: render, kubernetesVersion })
}

function peerNamed(name: string): PeerBook {
  const ids = builtInRules.flatMap(({ like }) => like ?? [])
  const peers = [...new Set(ids.map((id) => id.slice(0, id.indexOf(':'))))].sort()
  if (peers.includes(name)) return bookOf(name)
  throw new UsageError(`No rule does what a tool "${name}" does.${didYouMean(name, peers)}`)
}

/** The rules that may run: the policy's, and shipped checks that only the options name. */
async function knownRules(policy: ResolvedPolicy, options: LintOptions): Promise<readonly AnyRule[]> {
  const rules = [...builtInRules, ...policy.checks]
  const known = new KnownRules(rules)
  const isKnown = namesIn(options).every((name) => known.named(name).length > 0)
  return isKnown ? rules : [...new KnownRules([...(await loadShippedChecks()), ...rules]).byId.values()]
}

function namesIn({ only, skip, severities }: LintOptions): readonly string[] {
  return [...(only ?? []), ...(skip ?? []), ...Object.keys(severities ?? {})]
}

function selectRules(rules: readonly AnyRule[], options: LintOptions): AnyRule[] {
  const { only, skip } = options
  const unknown = namesIn(options).find((name) => !rules.some((rule) => isNamed(rule, [name])))
  if (unknown !== undefined) throw new UsageError(new KnownRules(rules).unknown(unknown))
  return rules.filter((rule) => (!only || isNamed(rule, only)) && !(skip && isNamed(rule, skip)))
}

/** Whether one of the names is the rule's own or its name in another tool. */
export function isNamed(rule: AnyRule, names: readonly string[]): boolean {
  return names.some((name) => name === rule.id || rule.like?.includes(name))
}

/** Whether the run reports of a file. */
export function isAsked({ about }: Run, path: string | undefined): boolean {
  return about === undefined || path === undefined || about.has(path)
}

/** Every file that is judged, with what it is judged as. */
export function kindsOf(run: Run): Map<string, string> {
  const found = Object.entries(sortByKind(run.files)).flatMap(([kind, paths]) =>
    paths.map((path) => [path, kind] as const),
  )
  const named = new Map<string, string>(found)
  const { documents } = readProject(run, run.files)
  return new Map(documents.map(({ path, kind }) => [path, named.get(path) ?? kind]))
}

/**
 * Builds the model of the files as they are now.
 * @throws UsageError where nothing belongs to the environment that is asked for
 */
export function readProject(
  { options, policy, composeSet, isPart, as, exchanges, renderings }: Run,
  files: ProjectFiles,
): Project {
  const byKind = sortByKind(files)
  const project = buildProject({
    files,
    dockerfiles: byKind.dockerfile,
    composeFiles: byKind.compose,
    envFiles: byKind.env,
    nginxFiles: byKind.nginx,
    caddyFiles: byKind.caddy,
    manifestFiles: byKind.kubernetes,
    ...(renderings && { renderings }),
    apis: apiSource(options, files),
    workflowFiles: byKind.workflow,
    platformFiles: byKind.platform,
    ...(composeSet && { composeSet }),
    isPart,
    environments: as ? [] : policy.environments,
    ...(as && { ignoresMarks: true }),
    matches: (globs, path) => globMatcher(globs)(path),
    ...(options.environment !== undefined && { environment: options.environment }),
    env: options.env ?? {},
    buildArguments: options.buildArguments ?? {},
    exchanges,
  })
  if (options.environment !== undefined && project.deployments.length === 0) {
    throw new UsageError(`Nothing in this project belongs to an environment "${options.environment}".`)
  }
  return project
}

/** Of JSON most is none of ours, so that one that cannot be read leaves the run whole. */
function textOf(files: ProjectFiles, path: string, named: 'yaml' | 'conf' | 'json'): string {
  const read = (named === 'json' && files.textIfReadable) || files.text
  return read(path) ?? ''
}

function sortByKind(files: ProjectFiles): Record<FileKind, string[]> {
  const byKind: Record<FileKind, string[]> = {
    dockerfile: [],
    compose: [],
    env: [],
    nginx: [],
    caddy: [],
    kubernetes: [],
    workflow: [],
    platform: [],
    exchange: [],
  }
  for (const path of files.paths) {
    const named = kindByName(path)
    const isOpen = named === 'yaml' || named === 'conf' || named === 'json'
    const kind = isOpen ? kindByContent(textOf(files, path, named), named) : named
    if (!kind) continue
    // Read here, so that one that cannot be read is a trouble, whoever looks at it later and finds it missing.
    files.text(path)
    byKind[kind].push(path)
  }
  return byKind
}
