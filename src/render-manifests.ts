import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import { markOf } from './deployment/environment-marks.ts'
import { type Chart, findCharts, templatesOf } from './deployment/kubernetes/charts.ts'
import { Fields } from './deployment/kubernetes/fields.ts'
import {
  isComponent,
  isKustomization,
  type KustomizationReach,
  reachOf,
} from './deployment/kubernetes/kustomizations.ts'
import type { Rendering, Renderings } from './deployment/kubernetes/renderings.ts'
import { folderOf, nameOf } from './deployment/paths.ts'
import type { ProjectFiles } from './deployment/project-files.ts'
import { parseYaml } from './documents/yaml/parse.ts'
import type { Trouble } from './finding.ts'

/** `auto`: what cannot be rendered is a note; `required`: it makes the run incomplete; `never`: no program is run. */
export type RenderMode = 'auto' | 'required' | 'never'

export interface RenderAnswers extends Renderings {
  /** What was not rendered, and why, though nothing failed. */
  readonly notes: readonly string[]
  readonly troubles: readonly Trouble[]
}

const NOTHING_RENDERED: RenderAnswers = {
  all: [],
  templates: [],
  isIncomplete: false,
  notes: [],
  troubles: [],
}

interface RenderRequest {
  /** The project's folder on disk. */
  readonly root: string
  readonly files: ProjectFiles
  readonly mode: RenderMode
  /** Of Kubernetes, as the templates of a chart see it. */
  readonly kubernetesVersion: string | undefined
}

const MOST_SECONDS = 30
const MOST_OUTPUT = 64 * 1024 * 1024
const MOST_PROCESSES = 4
/** A chart with more in it is no chart; templates cannot read larger files anyway. */
const MOST_CHART_BYTES = 100 * 1024 * 1024

/**
 * Has kustomizations built and charts rendered by the programs that do so when they are deployed, if those are on
 * the PATH. They run without a shell, a network or the user's settings, and in a folder of their own. Nothing is
 * run where something would have to be fetched.
 */
export async function renderManifests(request: RenderRequest): Promise<RenderAnswers> {
  const jobs = [...kustomizationJobs(request), ...chartJobs(request)]
  const charts = findCharts(request.files.paths)
  if (request.mode === 'never')
    return { ...NOTHING_RENDERED, templates: charts.flatMap(templatesOf), isIncomplete: jobs.length > 0 }
  const outcomes = await inTurns(jobs)
  const left = outcomes.flatMap(({ left }) => left ?? [])
  const failed = outcomes.flatMap(({ failed }) => failed ?? [])
  const isRequired = request.mode === 'required'
  return {
    all: outcomes.flatMap(({ renderings }) => renderings),
    templates: charts.flatMap(templatesOf),
    isIncomplete: left.length + failed.length > 0,
    notes: isRequired ? [] : left.map(({ path, reason }) => `${path} was not rendered: ${reason}`),
    troubles: [...failed, ...(isRequired ? left : [])].map(({ path, reason }) => ({
      kind: 'unreadable' as const,
      path,
      message: `was not rendered: ${reason}`,
    })),
  }
}

interface Unrendered {
  readonly path: string
  readonly reason: string
}

interface JobOutcome {
  readonly renderings: readonly Rendering[]
  /** Nobody's fault: a program that is not there, something that would have to be fetched. */
  readonly left?: readonly Unrendered[]
  /** The program says that it cannot be rendered. */
  readonly failed?: readonly Unrendered[]
}

type Job = () => Promise<JobOutcome>

async function inTurns(jobs: readonly Job[]): Promise<JobOutcome[]> {
  const outcomes: JobOutcome[] = []
  let next = 0
  const worker = async () => {
    while (next < jobs.length) {
      const index = next++
      outcomes[index] = await jobs[index]!()
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST_PROCESSES, availableParallelism()) }, worker))
  return outcomes
}

// Kustomizations

/** One job for each kustomization that no other one takes in: those are what is deployed. */
function kustomizationJobs({ files, root }: RenderRequest): Job[] {
  const documentAt = (path: string) => {
    const text = (files.textIfReadable ?? files.text)(path)
    return text === undefined ? undefined : parseYaml(path, text)
  }
  const paths = files.paths.filter((path) => isKustomization(path) && isOfKustomize(documentAt(path)))
  const reaches = new Map(paths.map((path) => [path, reachOf(path, documentAt, files.kindOf)]))
  const taken = new Set([...reaches.values()].flatMap(({ bases }) => bases))
  return paths
    .filter((path) => !taken.has(path))
    .filter((path) => {
      const document = documentAt(path)
      return document !== undefined && !isComponent(document)
    })
    .map((path) => () => buildKustomization(path, reaches.get(path)!, root))
}

/** Flux has a kind of that name too, and calls its files so now and then. */
function isOfKustomize(document: ReturnType<typeof parseYaml> | undefined): boolean {
  return (document?.roots ?? []).every(({ root }) => {
    const version = new Fields(root).text('apiVersion')?.value
    return version === undefined || version.startsWith('kustomize.config.k8s.io/')
  })
}

async function buildKustomization(
  path: string,
  { files, refusal }: KustomizationReach,
  root: string,
): Promise<JobOutcome> {
  if (refusal !== undefined) return unrendered(path, `${refusal}. Its files are judged as they are written.`)
  return inFolder(async (folder) => {
    // kustomize says where objects come from only when a kustomization asks it to.
    const prefix = relative(folder, realpathSync.native(root)).split(sep).join('/')
    const target = [prefix, folderOf(path)].filter(Boolean).join('/')
    const write = (wrapper: object) =>
      writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(wrapper))
    const resources = [target]
    const programs = [['kustomize', 'build', '.'] as const, ['kubectl', 'kustomize', '.'] as const]
    for (const [program, ...given] of programs) {
      write({ resources, buildMetadata: ['originAnnotations'] })
      let answer = await run(program, given, folder)
      if (answer.isMissing) continue
      if (answer.text === undefined && answer.problem.includes('buildMetadata')) {
        // Before version 4.5 it could not be asked; names have to do.
        write({ resources })
        answer = await run(program, given, folder)
        if (answer.isMissing) continue
      }
      if (answer.text === undefined) return failure(path, program, answer.problem)
      const rendering: Rendering = {
        program: 'kustomize',
        path,
        markedBy: path,
        title: nameOf(folderOf(path)) || 'kustomization',
        text: answer.text,
        sources: files,
        prefix,
        valueFiles: [],
      }
      return { renderings: [rendering] }
    }
    return unrendered(
      path,
      'neither kustomize nor kubectl is on the PATH, so its files are judged as they are written. ' +
        'Get one at https://kubectl.docs.kubernetes.io/installation/kustomize/.',
    )
  })
}

// Charts

function chartJobs({ files, root, kubernetesVersion }: RenderRequest): Job[] {
  return findCharts(files.paths).flatMap((chart) => {
    const settings = parseYaml(chart.path, files.text(chart.path) ?? '')
    const fields = new Fields(settings.roots[0]?.root)
    // One that is only there for others cannot be deployed; one without a name is none.
    if (fields.text('type')?.value === 'library' || !fields.text('name')) return []
    const missing = fields
      .list('dependencies')
      .flatMap((each) => each.text('name')?.value ?? [])
      .filter((name) => !hasDependency(join(root, chart.folder), name))
    return [() => renderChart(chart, { root, kubernetesVersion, missing })]
  })
}

function hasDependency(chart: string, name: string): boolean {
  const folder = join(chart, 'charts')
  if (!existsSync(folder)) return false
  return readdirSync(folder).some(
    (each) => each === name || (each.startsWith(`${name}-`) && each.endsWith('.tgz')),
  )
}

async function renderChart(
  chart: Chart,
  request: {
    readonly root: string
    readonly kubernetesVersion: string | undefined
    readonly missing: readonly string[]
  },
): Promise<JobOutcome> {
  const { path } = chart
  const { root, kubernetesVersion, missing } = request
  if (missing.length > 0)
    return unrendered(
      path,
      `its charts/ lacks ${missing.join(', ')}, so what it deploys is not judged. Run helm dependency build first.`,
    )
  return inFolder(async (folder) => {
    const copy = join(folder, 'chart')
    const problem = copyChart(join(root, chart.folder), copy)
    if (problem !== undefined) return unrendered(path, problem)
    const outcomes: (JobOutcome & { readonly valueFile?: string })[] = []
    for (const valueFile of [undefined, ...chart.valueFiles]) {
      const inChart =
        valueFile && (chart.folder === '' ? valueFile : valueFile.slice(chart.folder.length + 1))
      const given = [
        ...['template', 'release', copy, '--skip-tests', '--include-crds'],
        ...(inChart === undefined ? [] : ['--values', join(copy, inChart)]),
        ...(kubernetesVersion === undefined ? [] : ['--kube-version', kubernetesVersion]),
      ]
      const answer = await run('helm', given, folder)
      if (answer.isMissing)
        return unrendered(
          path,
          'helm is not on the PATH, so what it deploys is not judged. Get it at https://helm.sh/docs/intro/install/.',
        )
      if (answer.text === undefined) {
        outcomes.push(
          failure(valueFile ?? path, 'helm', answer.problem.replaceAll(copy, chart.folder || '.')),
        )
        continue
      }
      const rendering: Rendering = {
        program: 'helm',
        path,
        markedBy: valueFile ?? path,
        title: basename(valueFile ?? (chart.folder || 'chart')).replace(/\.ya?ml$/, ''),
        text: answer.text,
        sources: chart.files,
        prefix: chart.folder,
        valueFiles: [...(valueFile ? [valueFile] : []), join(chart.folder, 'values.yaml')],
      }
      outcomes.push({ renderings: [rendering] })
    }
    return deployed(outcomes)
  })
}

/**
 * Of the sets of values those that are deployed. A chart whose own values are not enough (`required`) is given them
 * by its other sets; where one of these is for production, its own alone are deployed nowhere.
 */
function deployed(outcomes: readonly JobOutcome[]): JobOutcome {
  const [own, ...others] = outcomes
  const renderings = others.flatMap((each) => each.renderings)
  const isForProduction = renderings.some(({ markedBy }) => markOf(markedBy) === 'production')
  const isOwnNeeded = renderings.length === 0 || (!isForProduction && own!.renderings.length > 0)
  const taken = isOwnNeeded ? outcomes : others
  return {
    renderings: taken.flatMap((each) => each.renderings),
    failed: taken.flatMap((each) => each.failed ?? []),
  }
}

/**
 * Copies what is a file or a folder. Helm follows links, which may lead anywhere.
 * @returns why it was not copied
 */
function copyChart(from: string, to: string): string | undefined {
  let bytes = 0
  mkdirSync(to)
  cpSync(from, to, {
    recursive: true,
    filter(source) {
      const found = lstatSync(source)
      if (/^(?:\.git|node_modules)$/.test(basename(source))) return false
      if (found.isFile()) bytes += found.size
      return bytes <= MOST_CHART_BYTES && (found.isFile() || found.isDirectory())
    },
  })
  return bytes > MOST_CHART_BYTES ? 'the chart is larger than 100 MB.' : undefined
}

// Programs

function unrendered(path: string, reason: string): JobOutcome {
  return { renderings: [], left: [{ path, reason }] }
}

function failure(path: string, program: string, problem: string): JobOutcome {
  return { renderings: [], failed: [{ path, reason: `${program} says: ${problem}` }] }
}

async function inFolder(work: (folder: string) => Promise<JobOutcome>): Promise<JobOutcome> {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'plimsoll-')))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Answer =
  | { readonly isMissing: true }
  | { readonly isMissing: false; readonly text: string }
  | { readonly isMissing: false; readonly text?: undefined; readonly problem: string }

/** Nothing of the user's environment but the way to programs, and a proxy that nobody answers at. */
function environmentIn(folder: string): NodeJS.ProcessEnv {
  const { PATH, Path, SystemRoot, SYSTEMROOT } = process.env
  const nowhere = 'http://127.0.0.1:9'
  return {
    ...(PATH !== undefined && { PATH }),
    ...(Path !== undefined && { Path }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    ...(SYSTEMROOT !== undefined && { SYSTEMROOT }),
    HOME: folder,
    USERPROFILE: folder,
    TMPDIR: folder,
    KUBECONFIG: join(folder, 'none'),
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
  }
}

function run(program: string, given: readonly string[], folder: string): Promise<Answer> {
  const options = {
    cwd: folder,
    env: environmentIn(folder),
    timeout: MOST_SECONDS * 1000,
    killSignal: 'SIGKILL' as const,
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
  }
  const { execFile } = process.getBuiltinModule('node:child_process')
  return new Promise((resolve) => {
    execFile(program, [...given], options, (error, stdout, stderr) => {
      if (!error) resolve({ isMissing: false, text: stdout })
      else if (error.code === ('ENOENT' as never)) resolve({ isMissing: true })
      else if (error.killed)
        resolve({ isMissing: false, problem: `it did not end within ${MOST_SECONDS} seconds.` })
      else resolve({ isMissing: false, problem: lastLine(stderr) ?? error.message })
    })
  })
}

function lastLine(text: string): string | undefined {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(?:Use --debug|# Warning|WARNING)/i.test(line))
  return lines
    .at(-1)
    ?.replace(/^[Ee]rror: */, '')
    .trim()
}
