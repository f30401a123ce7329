// Objects of Kubernetes for the bench, and other tools on the same files.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cli, compare, measure, measureProgram, print } from './measure.js'

/** Apps of five objects that lead to each other, ten apps in a file. */
export function generateObjects(folder, count) {
  mkdirSync(folder, { recursive: true })
  for (let file = 0; file < count / 50; file++) {
    const apps = Array.from({ length: 10 }, (_, index) => objectsOf(`app-${file}-${index}`))
    writeFileSync(join(folder, `apps-${file}.yaml`), apps.join('---\n'))
  }
  return folder
}

function objectsOf(name) {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      containers:
        - name: web
          image: registry.example.com/${name}:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: ${name} } }]
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }
          readinessProbe: { httpGet: { path: /health, port: http } }
          securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { app: ${name} }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
data: { LOG_LEVEL: info, GREETING: hello }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: ${name} } }
`
}

/** kubeconform and kube-linter on the same files, where they are installed. */
export function compareManifests(folder) {
  const schemas = process.env.PLIMSOLL_BENCH_SCHEMAS
  const peers = {
    kubeconform: schemas && ['-strict', '-summary', '-schema-location', schemas, folder],
    'kube-linter': ['lint', folder],
  }
  const isThere = (name) => spawnSync(name, ['version']).error === undefined
  const asked = Object.entries(peers).filter(([name, args]) => args && isThere(name))
  for (const name of Object.keys(peers)) {
    if (!asked.some(([other]) => other === name)) {
      const wanted = name === 'kubeconform' ? ' or PLIMSOLL_BENCH_SCHEMAS names no schemas for it' : ''
      console.log(`${name} is not installed${wanted}; the comparison with it was left out.`)
    }
  }
  if (asked.length === 0) return
  const runs = compare(
    {
      plimsoll: () => measure([cli, 'lint', '-f', 'json', folder]),
      ...Object.fromEntries(asked.map(([name, args]) => [name, () => measureProgram(name, args)])),
    },
    3,
  )
  for (const [name] of asked) {
    print(
      `${name} (the same objects)`,
      runs[name],
      `${(runs[name].time / runs.plimsoll.time).toFixed(2)} × plimsoll`,
    )
  }
}
