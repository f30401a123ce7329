/** What of the workload of an example differs: lines of YAML, each with its own indentation. */
interface Differences {
  readonly kind?: string
  readonly name?: string
  /** Of the object's `metadata`, from column 2. */
  readonly metadata?: string
  /** Of its `spec`, from column 2. */
  readonly spec?: string
  /** Of its pods' `spec`, from column 6. */
  readonly podSpec?: string
}

/** The manifest of a Deployment whose pods have the label `app: web`, for the examples of rules. */
export function exampleWorkload({
  kind = 'Deployment',
  name = 'web',
  metadata = '',
  spec = '',
  podSpec = '',
}: Differences = {}): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${metadata}spec:\n${spec}  template:\n    metadata:\n      labels: { app: web }\n    spec:\n${podSpec}      containers: [{ name: app, image: acme/web:2 }]\n`
}

/** A HorizontalPodAutoscaler of it, to stand behind another document. */
export function exampleScaler(spec: string, target = 'web'): string {
  return `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }\n${spec}`
}

/** A PodDisruptionBudget of it, to stand behind another document. */
export function exampleBudget(spec: string, app = 'web'): string {
  return `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  selector: { matchLabels: { app: ${app} } }\n${spec}`
}

/** A Service that takes its pods, to stand behind another document. */
export const EXAMPLE_SERVICE =
  '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: { app: web }\n  ports: [{ port: 80 }]\n'
