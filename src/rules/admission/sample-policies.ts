/** Manifests for the examples of these rules. */

export function policy(expression: string, more = ''): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: limit
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: >-
        ${expression}
${more}`
}

export function binding(action: string): string {
  return `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: limit
spec:
  policyName: limit
  validationActions: [${action}]
`
}

/** @param spec lines of the spec; one container for each image */
export function deployment(spec: string, ...images: readonly string[]): string {
  const containers = (images.length > 0 ? images : ['acme/web:2']).map(
    (image, at) => `        - name: c${at}\n          image: ${image}\n`,
  )
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
${spec}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
${containers.join('')}`
}

export function definition(rule: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: queues.acme.example
spec:
  group: acme.example
  scope: Namespaced
  names: { kind: Queue, plural: queues }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations:
                - rule: ${rule}
              properties:
                min: { type: integer }
                max: { type: integer }
`
}

export function custom(spec: string): string {
  return `apiVersion: acme.example/v1\nkind: Queue\nmetadata:\n  name: jobs\nspec:\n${spec}`
}
