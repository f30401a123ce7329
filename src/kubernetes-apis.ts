import { statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LinearPattern } from './deployment/kubernetes/admission/texts.ts'
import type { ApiSource } from './deployment/kubernetes/schemas/api-catalogue.ts'
import type { ApiData } from './deployment/kubernetes/schemas/built-in.ts'
import { minorOf } from './deployment/kubernetes/schemas/kubernetes-version.ts'
import type { Project } from './deployment/project.ts'
import type { ProjectFiles } from './deployment/project-files.ts'
import { openDisk } from './files/disk.ts'
import { explainFileError, readText } from './files/read.ts'
import { UsageError } from './usage-error.ts'

/** The options of a run that say what manifests are judged by. */
interface ApiOptions {
  readonly cwd?: string
  readonly files?: Readonly<Record<string, string>>
  readonly kubernetesVersion?: string
  readonly schemaFolder?: string
  readonly admissionPolicies?: string
}

const loaded = new Map<number, ApiData>()

/** Reads the schemas of one minor, which the build lays beside the code. */
function loadApiData(minor: number): ApiData {
  const known = loaded.get(minor)
  if (known) return known
  const path = fileURLToPath(new URL(`./generated/kubernetes-1.${minor}.json`, import.meta.url))
  const data = JSON.parse(readText(path)) as ApiData
  loaded.set(minor, data)
  return data
}

/** What a project's manifests are judged by. */
export function apiSource(options: ApiOptions, files: ProjectFiles): ApiSource {
  const { kubernetesVersion: version, schemaFolder } = options
  return {
    version,
    load: loadApiData,
    ...(schemaFolder !== undefined && { schemaText: schemaReader(schemaFolder, options, files) }),
  }
}

/** The user named the folder, so it may lie anywhere; a name made of what a manifest says does not lead out of it. */
function schemaReader(
  folder: string,
  options: ApiOptions,
  files: ProjectFiles,
): (name: string) => string | undefined {
  if (options.files) return (name) => files.text(`${folder.replace(/\/+$/, '')}/${name}`)
  return openDisk(resolve(options.cwd ?? '.', folder), [], []).textIfReadable
}

/** @throws UsageError for a version that is none of Kubernetes, and a folder that does not exist */
export function checkApiOptions({ kubernetesVersion: version, schemaFolder, files, cwd }: ApiOptions): void {
  if (version !== undefined && minorOf(version) === undefined) {
    throw new UsageError(`"${version}" is no version of Kubernetes. Write it like 1.31 or v1.31.2.`)
  }
  if (schemaFolder === undefined || files) return
  try {
    openDisk(resolve(cwd ?? '.', schemaFolder), [], [])
  } catch (error) {
    throw new UsageError(`The folder of schemas ${schemaFolder} ${explainFileError(error)}.`)
  }
}

/**
 * The manifests of the policies that the user named, path → text. They may lie outside of the project: the user named
 * them, so they are read all the same, and their paths begin with `../`.
 * @throws UsageError where there is no such file or folder
 */
export function admissionPolicyTexts(
  { admissionPolicies: named, files, cwd }: ApiOptions,
  root: string | undefined,
): Record<string, string> {
  if (named === undefined || files || root === undefined) return {}
  const start = resolve(cwd ?? '.', named)
  try {
    const isFile = statSync(start).isFile()
    const folder = isFile ? dirname(start) : start
    const disk = openDisk(folder, [isFile ? basename(start) : ''], [])
    const paths = disk.paths.filter((path) => isFile || /\.(?:ya?ml|json)$/.test(path))
    return Object.fromEntries(
      paths.flatMap((path) => {
        const text = disk.text(path)
        return text === undefined ? [] : [[relative(root, join(folder, path)).split(sep).join('/'), text]]
      }),
    )
  } catch (error) {
    throw new UsageError(`The admission policies ${named}: ${explainFileError(error)}.`)
  }
}

/** Loads what matches the patterns of schemas that the project brings; large, so only where there are any. */
export async function preparePatterns({ apis, deployments }: Project): Promise<void> {
  if (!apis.wantsPatterns(deployments.map(({ kubernetes }) => kubernetes))) return
  const { RE2JS } = await import('re2js')
  apis.usePatterns((source) => {
    try {
      const compiled = RE2JS.compile(source)
      return { source, matches: (text) => compiled.matcher(text).find() }
    } catch {
      // What RE2 cannot read (look-ahead) is not judged.
      return undefined
    }
  })
}

/** Loads what evaluates policies and rules of schemas; large, so only where the project brings any. */
export async function prepareExpressions({ admission, deployments }: Project): Promise<void> {
  if (!admission.wantsExpressions(deployments.map(({ kubernetes }) => kubernetes))) return
  const [cel, { RE2JS }] = await Promise.all([import('@marcbachmann/cel-js'), import('re2js')])
  admission.useExpressions({ cel, compilePattern: (source) => linearPattern(RE2JS, source) })
}

/** Undefined for what RE2 does not read, which the API server does not either. */
export function linearPattern(
  library: Pick<typeof import('re2js').RE2JS, 'compile'>,
  source: string,
): LinearPattern | undefined {
  try {
    const compiled = library.compile(source)
    return {
      matches: (text) => compiled.matcher(text).find(),
      findAll(text, most) {
        const matcher = compiled.matcher(text)
        const found: string[] = []
        while (found.length < most && matcher.find()) found.push(matcher.group() ?? '')
        return found
      },
    }
  } catch {
    return undefined
  }
}
