import type { Graph } from '../graph.ts'
import { addClusters } from './graph-clusters.ts'
import { GraphDraft, GraphPlaces } from './graph-draft.ts'
import { addEnvFile } from './graph-env-files.ts'
import { addImage } from './graph-images.ts'
import { addReferences } from './graph-references.ts'
import { addResources } from './graph-resources.ts'
import { addRoutes } from './graph-routes.ts'
import { addService } from './graph-services.ts'
import type { Deployment, Project } from './project.ts'
import type { Service } from './service.ts'
import type { Stack } from './stack.ts'

/** What is drawn of one stack, and how its nodes are told from those of other stacks. */
export interface StackDrawing {
  readonly draft: GraphDraft
  readonly deployment: Deployment
  readonly stack: Stack
  /** Id of the group of its nodes. */
  readonly group: string
  /** Id of a node that is the stack's own. */
  idOf(kind: string, name: string): string
  /** Id of a service, which may be another stack's. */
  idOfService(service: Service): string
}

/** A stack as it runs in one environment or, where that makes no difference, in several. */
interface Variant {
  readonly stack: Stack
  readonly deployment: Deployment
  readonly environments: string[]
  readonly stacks: Stack[]
  /** All that it is drawn as, to compare by. */
  readonly drawn: string
}

/** Everything that a project deploys, as one graph. A stack that is the same in several environments is there once. */
export function graphOf(project: Project): Graph {
  const places = new GraphPlaces(project.files)
  const variants = findVariants(project, places)
  const scopes = scopesOf(variants)
  const draft = new GraphDraft(places)
  for (const variant of variants) {
    const scope = (stack: Stack) =>
      scopes.get(variants.find(({ stacks }) => stacks.includes(stack)) ?? variant)!
    draft.add(drawStack(variant, places, scope))
  }
  addClusters(draft, project, places)
  const [only] = project.hasEveryDeployment ? [] : project.deployments
  for (const image of project.images) {
    const isOther = only && image.builtBy.length === 0 && image.mark && image.mark !== only.environment.kind
    if (!isOther) addImage(draft, image)
  }
  const envFiles = only ? only.envFiles : project.envFiles.filter(({ isExample }) => !isExample)
  for (const file of envFiles) addEnvFile(draft, file)
  return draft.finish()
}

function findVariants(project: Project, places: GraphPlaces): Variant[] {
  const variants: Variant[] = []
  // What matters most stands first.
  const deployments = project.deployments.toSorted(
    (a, b) => Number(b.environment.isProduction) - Number(a.environment.isProduction),
  )
  for (const deployment of deployments) {
    for (const stack of deployment.stacks) {
      const environments = [deployment.environment.name]
      const variant = { stack, deployment, environments, stacks: [stack], drawn: '' }
      const drawing = drawStack({ ...variant, environments: [] }, places, ({ files }) => files.join())
      const drawn = JSON.stringify(drawing)
      const same = variants.find((other) => other.drawn === drawn)
      if (same) {
        same.environments.push(deployment.environment.name)
        same.stacks.push(stack)
      } else variants.push({ ...variant, drawn })
    }
  }
  return variants
}

/** What stands before the names of a stack's nodes: nothing where it is alone, else as little as tells it apart. */
function scopesOf(variants: readonly Variant[]): Map<Variant, string> {
  const forms: readonly ((variant: Variant) => string)[] = [
    ({ stack }) => stack.projectName ?? stack.files[0]!,
    ({ stack, environments }) => `${stack.projectName ?? stack.files[0]!}@${environments.join('+')}`,
    ({ stack, environments }) => `${stack.files.join('+')}@${environments.join('+')}`,
  ]
  if (variants.length === 1) return new Map([[variants[0]!, '']])
  const form = forms.find((each) => new Set(variants.map(each)).size === variants.length) ?? forms.at(-1)!
  return new Map(variants.map((variant) => [variant, `${form(variant)}/`]))
}

function drawStack(
  { stack, deployment, environments }: Pick<Variant, 'stack' | 'deployment' | 'environments'>,
  places: GraphPlaces,
  scopeOf: (stack: Stack) => string,
): Graph {
  const draft = new GraphDraft(places)
  const group = draft.group({
    id: `stack:${scopeOf(stack)}`,
    kind: 'stack',
    label: stack.projectName ?? stack.files[0]!,
    environments,
    files: stack.composeFiles,
  })
  const drawing: StackDrawing = {
    draft,
    deployment,
    stack,
    group,
    idOf: (kind, name) => `${kind}:${scopeOf(stack)}${name}`,
    idOfService: (service) => `service:${scopeOf(service.stack)}${service.name.value}`,
  }
  addResources(drawing)
  for (const service of stack.services.values()) addService(drawing, service)
  addRoutes(drawing)
  addReferences(drawing)
  return draft.finish()
}
