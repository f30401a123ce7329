import { describe, expect, it } from 'vitest'
import { lint } from '../../src/lint.ts'

/** Everything that both guides warn of, on one page. */
const OPEN = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostPID: true
  hostNetwork: true
  volumes: [{ name: root, hostPath: { path: / } }]
  containers:
    - name: app
      image: acme/web
      securityContext: { privileged: true, runAsUser: 0 }
      ports: [{ containerPort: 80, hostPort: 80 }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: all }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: default, namespace: shop }]
`
const CLOSED = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: shop }
spec:
  limits: [{ type: Container, default: { cpu: 1, memory: 128Mi }, defaultRequest: { cpu: 100m, memory: 64Mi }, max: { cpu: 2, memory: 1Gi }, min: { cpu: 10m, memory: 16Mi } }]
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: shop }
spec: { hard: { requests.cpu: 4, requests.memory: 4Gi, limits.cpu: 8, limits.memory: 8Gi } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]
  egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  serviceAccountName: web
  automountServiceAccountToken: false
  securityContext: { runAsNonRoot: true, runAsUser: 20001, runAsGroup: 20001, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: app
      image: acme/web:2.1.0
      resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 1, memory: 128Mi } }
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
`

const found = async (preset: string, text: string) => {
  const { findings } = await lint({
    files: { 'all.yaml': text },
    config: { extends: [`plimsoll:${preset}`] },
  })
  return [...new Set(findings.map(({ rule }) => rule))]
}

describe.each(['cis-kubernetes', 'nsa-kubernetes'])('%s', (preset) => {
  it('names what is open', async () => {
    expect(await found(preset, OPEN)).toEqual(
      expect.arrayContaining([
        'no-privileged-workload',
        'no-pod-host-pid',
        'no-pod-host-network',
        'no-pod-host-port',
        'no-sensitive-host-path',
        'no-privilege-escalation',
        'require-non-root-user',
        'require-seccomp-profile',
        'require-network-policy',
        'no-automounted-token',
        'no-wildcard-access',
        'no-cluster-admin-binding',
      ]),
    )
  })

  it('has nothing to say of what is closed', async () => {
    expect(await found(preset, CLOSED)).toEqual([])
  })
})
