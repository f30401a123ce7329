import { describe, expect, it } from 'vitest'
import { lint } from '../../src/lint.ts'

/** A pod that both levels admit, in JSON so that parts can be put over it. */
const SECURE = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: 'acme/web:2',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
}

type Tree = { [key: string]: unknown }

/** Puts `part` over `base`; null takes a key away. */
function over(base: Tree, part: Tree): Tree {
  const merged: Tree = { ...base }
  for (const [key, value] of Object.entries(part)) {
    const below = merged[key]
    const isTree = (each: unknown): each is Tree =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
    if (value === null) delete merged[key]
    else merged[key] = isTree(value) && isTree(below) ? over(below, value) : value
  }
  return merged
}

function podWith({ spec = {}, container = {}, annotations = {} }: Case): string {
  const own = over(SECURE.spec.containers[0]!, container)
  return JSON.stringify(over(SECURE, { metadata: { annotations }, spec: { ...spec, containers: [own] } }))
}

async function rulesThatSpeak(level: string, each: Case): Promise<string[]> {
  const { findings } = await lint({
    files: { 'pod.json': podWith(each) },
    config: { extends: [`plimsoll:pod-security-${level}`] },
  })
  return [...new Set(findings.map(({ rule }) => rule))].sort()
}

interface Case {
  readonly spec?: Tree
  readonly container?: Tree
  readonly annotations?: Tree
}

const ownContext = (securityContext: Tree): Case => ({ container: { securityContext } })
const adds = (...add: string[]): Case => ownContext({ capabilities: { add } })
const volume = (source: Tree): Case => ({ spec: { volumes: [{ name: 'data', ...source }] } })
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/app'

// The controls of the standard with what it forbids: https://kubernetes.io/docs/concepts/security/pod-security-standards/
const BASELINE: readonly (readonly [string, Case, string])[] = [
  ['HostProcess', ownContext({ windowsOptions: { hostProcess: true } }), 'no-host-process-pod'],
  ['hostNetwork', { spec: { hostNetwork: true } }, 'no-pod-host-network'],
  ['hostPID', { spec: { hostPID: true } }, 'no-pod-host-pid'],
  ['hostIPC', { spec: { hostIPC: true } }, 'no-pod-host-ipc'],
  ['NET_ADMIN', adds('NET_ADMIN'), 'no-added-capability-in-pod'],
  ['SYS_MODULE', adds('SYS_MODULE'), 'no-dangerous-capability-in-pod'],
  ['hostPath', volume({ hostPath: { path: '/data' } }), 'no-host-path-volume'],
  ['hostPath of the system', volume({ hostPath: { path: '/etc' } }), 'no-sensitive-host-path'],
  ['hostPath of a socket', volume({ hostPath: { path: '/run/docker.sock' } }), 'no-runtime-socket-in-pod'],
  ['host port', { container: { ports: [{ containerPort: 80, hostPort: 80 }] } }, 'no-pod-host-port'],
  [
    'host of a probe',
    { container: { startupProbe: { tcpSocket: { host: '10.0.0.1', port: 80 } } } },
    'no-probe-host',
  ],
  ['AppArmor', { annotations: { [APPARMOR]: 'unconfined' } }, 'no-unconfined-apparmor'],
  ['SELinux', ownContext({ seLinuxOptions: { user: 'system_u' } }), 'no-custom-selinux-options'],
  ['procMount', ownContext({ procMount: 'Unmasked' }), 'no-unmasked-proc'],
  ['seccomp', ownContext({ seccompProfile: { type: 'Unconfined' } }), 'no-unconfined-seccomp'],
  [
    'sysctls',
    { spec: { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } } },
    'no-unsafe-sysctl',
  ],
]
const RESTRICTED: readonly (readonly [string, Case, string])[] = [
  ['volume types', volume({ nfs: { server: 'files', path: '/' } }), 'no-uncommon-volume-type'],
  ['escalation', ownContext({ allowPrivilegeEscalation: null }), 'no-privilege-escalation'],
  [
    'runAsNonRoot',
    { spec: { securityContext: { runAsNonRoot: null, runAsUser: 1000 } } },
    'require-non-root-user',
  ],
  ['runAsUser', ownContext({ runAsUser: 0 }), 'require-non-root-user'],
  ['seccomp', { spec: { securityContext: { seccompProfile: null } } }, 'require-seccomp-profile'],
  ['drop', ownContext({ capabilities: { drop: ['NET_RAW'] } }), 'require-all-capabilities-dropped'],
  ['add', adds('CHOWN'), 'no-added-capability-in-pod'],
]
const ADMITTED: readonly (readonly [string, Case])[] = [
  ['nothing else', {}],
  ['NET_BIND_SERVICE', adds('NET_BIND_SERVICE')],
  ['Localhost', ownContext({ seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } })],
  ['AppArmor of the node', { annotations: { [APPARMOR]: 'localhost/acme' } }],
  ['container_t', ownContext({ seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } })],
  ['a claim', volume({ persistentVolumeClaim: { claimName: 'data' } })],
  ['a low user', ownContext({ runAsUser: 1, runAsGroup: 0, readOnlyRootFilesystem: false })],
]

describe.each(['baseline', 'restricted'])('pod-security-%s', (level) => {
  it.each(BASELINE)('refuses %s', async (_, each, rule) => {
    expect(await rulesThatSpeak(level, each)).toEqual([rule])
  })

  it.each(ADMITTED)('admits %s', async (_, each) => {
    expect(await rulesThatSpeak(level, each)).toEqual([])
  })

  it.each(RESTRICTED)('%s is a matter of restricted alone', async (_, each, rule) => {
    expect(await rulesThatSpeak(level, each)).toEqual(level === 'restricted' ? [rule] : [])
  })

  it('asks of pods for Windows only what Windows has', async () => {
    const bare = { spec: { os: { name: 'windows' }, securityContext: { seccompProfile: null } } }
    const each = { ...bare, container: { securityContext: null } }
    expect(await rulesThatSpeak(level, each)).toEqual([])
  })
})

it('a privileged container is refused by both', async () => {
  const each = ownContext({ privileged: true, allowPrivilegeEscalation: true })
  expect(await rulesThatSpeak('baseline', each)).toEqual(['no-privileged-workload'])
  expect(await rulesThatSpeak('restricted', each)).toEqual([
    'no-privilege-escalation',
    'no-privileged-workload',
  ])
})
