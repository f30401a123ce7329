import { dockerignoreOf } from './dockerignore.ts'
import type { Stage } from './image.ts'
import { isWithin, joinPath } from './paths.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import { type SourceReference, sourceReferences } from './source-references.ts'

const known = new WeakMap<Service, readonly SourceReference[]>()

/**
 * Where the code of a service reads environment variables: of the files in its build context those that its
 * Dockerfile copies. None where the service is not built here.
 */
export function readsOf(service: Service, project: Project): readonly SourceReference[] {
  const reads = known.get(service) ?? findReads(service, project)
  known.set(service, reads)
  return reads
}

function findReads(service: Service, project: Project): readonly SourceReference[] {
  const ships = shippedBy(service, project)
  return ships ? sourceReferences(project).filter(({ span }) => ships(span.path)) : []
}

/** Whether a file of the project gets into the image of a service; undefined where nothing is built here. */
export function shippedBy(
  { build, stack }: Service,
  { files, deployments }: Project,
): ((path: string) => boolean) | undefined {
  const context = build?.contextPath
  if (!build?.stage || context === undefined) return undefined
  const dockerignore = dockerignoreOf(files, context, build.dockerfilePath)
  const copied = copiedPaths(build.stage, context)
  const inner = deployments
    .flatMap(({ services }) => services.flatMap((each) => each.build?.contextPath ?? []))
    .filter((path) => path !== context && isWithin(path, context) && path !== stack.directory)
  return (path) =>
    isWithin(path, context) &&
    copied.some((each) => isWithin(path, each)) &&
    !inner.some((each) => isWithin(path, each)) &&
    !dockerignore.ignores(context === '' ? path : path.slice(context.length + 1))
}

/** Project paths that the stages up to one copy from the context; of a pattern the folder before it. */
function copiedPaths(stage: Stage, context: string): string[] {
  const stages = stage.image.stages.slice(0, stage.index + 1)
  return stages.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return []
      if (instruction.flags.some(({ name }) => name === 'from')) return []
      return instruction.sources.flatMap(({ value }) => {
        const literal = value.replace(/[^/]*[*?[$].*$/, '')
        return joinPath(context, literal) ?? []
      })
    }),
  )
}
