import type { YamlNode } from '../documents/yaml/node.ts'
import { parseYaml } from '../documents/yaml/parse.ts'
import type { Span } from '../span.ts'
import type { EnvironmentKind } from './environment.ts'
import type { Image, Stage } from './image.ts'
import { type ImageReference, imageName, parseImageReference } from './image-reference.ts'
import type { Container } from './kubernetes/container.ts'
import { Fields } from './kubernetes/fields.ts'
import { folderOf, joinPath, nameOf } from './paths.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import { inputOf, type Step } from './workflows/workflow.ts'

/** What an image that a container runs is built from, in this project. */
interface BuiltImage {
  readonly image: Image
  readonly stage: Stage
  /** What says so; `folder`: only that the Dockerfile's folder has the image's name. */
  readonly by: 'compose' | 'workflow' | 'skaffold' | 'folder'
  /** Where that is written; undefined for a folder. */
  readonly span: Span | undefined
  /** The service that builds it. */
  readonly service: Service | undefined
}

interface Source extends BuiltImage {
  /** A name with its registry, without tag and digest; a pattern where expressions stand in it. */
  readonly name: string | RegExp
  readonly environment: EnvironmentKind | 'unmarked' | undefined
}

/** What a project says of builds, sorted by what it is asked for. */
interface Builds {
  readonly byName: ReadonlyMap<string, readonly Source[]>
  readonly patterns: readonly Source[]
  /** Dockerfiles that are deployed, by the name of their folder. */
  readonly byFolder: ReadonlyMap<string, readonly Image[]>
}

const known = new WeakMap<Project, Builds>()

/**
 * What a container's image is built from: a service of Compose with that `image`, a workflow that pushes it, an
 * artifact of Skaffold, else the one Dockerfile whose folder has its name. Undefined where nothing says it, or
 * several things say what differs.
 */
export function builtImageOf(container: Container, project: Project): BuiltImage | undefined {
  const { image, environment } = container
  if (!image || image.repository.includes('$')) return undefined
  let builds = known.get(project)
  if (!builds) {
    builds = buildsOf(project)
    known.set(project, builds)
  }
  const name = fullName(image)
  const patterns = builds.patterns.filter((source) => (source.name as RegExp).test(name))
  const all = [...(builds.byName.get(name) ?? []), ...patterns]
  const same = all.filter((source) => source.environment === environment.kind)
  const found = same.length > 0 ? same : all
  const [first] = found
  if (first) return found.every(({ stage }) => stage === first.stage) ? first : undefined
  return ofFolder(image, builds)
}

function buildsOf(project: Project): Builds {
  const sources = [...ofCompose(project), ...ofWorkflows(project), ...ofSkaffold(project)]
  return {
    byName: groupedBy(
      sources.filter(({ name }) => typeof name === 'string'),
      ({ name }) => name as string,
    ),
    patterns: sources.filter(({ name }) => typeof name !== 'string'),
    byFolder: groupedBy(
      project.images.filter(
        ({ path, mark }) =>
          (mark === undefined || mark === 'production') && /^(?:docker|container)file$/i.test(nameOf(path)),
      ),
      ({ path }) => nameOf(folderOf(path)),
    ),
  }
}

function fullName({ registry, repository }: ImageReference): string {
  return registry === undefined ? repository : `${registry}/${repository}`
}

function ofCompose({ deployments }: Project): Source[] {
  return deployments.flatMap(({ services, environment }) =>
    services.flatMap((service): Source[] => {
      const { image, build } = service
      if (!image || !build?.stage || image.repository.includes('$')) return []
      const name = fullName(image)
      const { stage } = build
      return [
        {
          image: stage.image,
          stage,
          by: 'compose',
          span: image.span,
          service,
          name,
          environment: environment.kind,
        },
      ]
    }),
  )
}

/** `docker/build-push-action` with the names in `tags`, or those that `docker/metadata-action` makes them of. */
function ofWorkflows(project: Project): Source[] {
  return project.workflows
    .flatMap(({ steps }) => steps)
    .filter((step) => isAction(step, 'build-push-action'))
    .flatMap((step): Source[] => {
      const tags = inputOf(step, 'tags')
      if (!tags) return []
      const metadata = step.job?.steps.filter((each) => isAction(each, 'metadata-action')) ?? []
      const names = /steps\.[\w-]+\.outputs\.tags/.test(tags.text)
        ? metadata.flatMap((each) => (inputOf(each, 'images')?.text ?? '').split(/[\n,]/))
        : tags.text.split(/[\n,]/)
      const context = inputOf(step, 'context')?.text ?? '.'
      const file = inputOf(step, 'file')?.text ?? `${context}/Dockerfile`
      const stage = stageAt(project, joinPath(file), inputOf(step, 'target')?.text)
      if (!stage) return []
      return names.flatMap((written) => {
        const name = patternOf(written.trim())
        const built = {
          image: stage.image,
          stage,
          by: 'workflow',
          span: tags.span,
          service: undefined,
        } as const
        return name ? [{ ...built, name, environment: undefined }] : []
      })
    })
}

function isAction({ uses }: Step, repository: string): boolean {
  return uses?.kind === 'repository' && uses.owner === 'docker' && uses.repository === repository
}

/** A name in which expressions stand for what is not known; at least its last part must be written. */
function patternOf(written: string): string | RegExp | undefined {
  const parts = written.replace(/(?<!\/\/[^/]*):[^/]*$/, '').split(/\$\{\{.*?\}\}/)
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return last === '' ? undefined : fullName(parseImageReference(written, NOWHERE))
  if (!/^[^:@]*\/[^/:@]+$/.test(last)) return undefined
  return new RegExp(`^${parts.map(escaped).join('.+')}$`)
}

const NOWHERE: Span = { path: '', start: 0, end: 0 }

function ofSkaffold(project: Project): Source[] {
  const { files } = project
  return files.paths
    .filter((path) => /(?:^|\/)skaffold[^/]*\.ya?ml$/.test(path))
    .flatMap((path) => parseYaml(path, files.text(path) ?? '').roots)
    .flatMap(({ root }) => artifactsIn(root).flatMap((artifact) => ofArtifact(artifact, project)))
}

function artifactsIn(root: YamlNode | undefined): readonly Fields[] {
  return new Fields(root).list('build', 'artifacts')
}

function ofArtifact(artifact: Fields, project: Project): Source[] {
  const image = artifact.text('image')
  if (!image) return []
  const context = joinPath(folderOf(image.span.path), artifact.text('context')?.value ?? '.')
  const file = artifact.text('docker', 'dockerfile')?.value ?? 'Dockerfile'
  const path = context === undefined ? undefined : joinPath(context, file)
  const stage = stageAt(project, path, artifact.text('docker', 'target')?.value)
  if (!stage) return []
  const name = fullName(parseImageReference(image.value, image.span))
  const built = { image: stage.image, stage, by: 'skaffold', span: image.span, service: undefined } as const
  return [{ ...built, name, environment: undefined }]
}

/** A name without an owner is that of a public image, whatever folder is called so too. */
function ofFolder(image: ImageReference, { byFolder }: Builds): BuiltImage | undefined {
  if (image.registry === undefined && !image.repository.includes('/')) return undefined
  const own = byFolder.get(imageName(image)) ?? []
  const [only] = own
  if (!only || own.length > 1 || only.stages.length === 0) return undefined
  return { image: only, stage: only.finalStage, by: 'folder', span: undefined, service: undefined }
}

function stageAt(
  { images }: Project,
  path: string | undefined,
  target: string | undefined,
): Stage | undefined {
  const image = images.find((each) => each.path === path)
  if (!image || image.stages.length === 0) return undefined
  return target === undefined ? image.finalStage : image.stages.find(({ name }) => name?.value === target)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Items by a key of each, in their order. */
export function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
