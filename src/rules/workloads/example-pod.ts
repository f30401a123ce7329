/** What of the pod of an example differs: lines of YAML, each with its own indentation. */
interface Differences {
  /** Of the container, from column 6. */
  readonly container?: string
  /** Of the pod's `spec`, from column 2. */
  readonly spec?: string
  readonly containerName?: string
}

/** The manifest of a pod with one container, for the examples of rules. */
export function examplePod({ container = '', spec = '', containerName = 'app' }: Differences = {}): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}  containers:\n    - name: ${containerName}\n      image: acme/web:2\n${container}`
}

/** The same in a Deployment. */
export function exampleDeployment({
  container = '',
  spec = '',
  containerName = 'app',
}: Differences = {}): string {
  const deeper = (lines: string) => lines.replace(/^(?=.)/gm, '    ')
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n${deeper(spec)}      containers:\n        - name: ${containerName}\n          image: acme/web:2\n${deeper(container)}`
}
