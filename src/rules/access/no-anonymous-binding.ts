import { defineRule } from '../../engine/rule.ts'
import { exampleBinding } from './example-role.ts'

/** Who everybody is, and the group that no rule binds (Kubernetes documentation, "RBAC Good Practices"). */
const PEERS: Readonly<Record<string, string>> = {
  'system:anonymous': 'trivy:KSV-0122',
  'system:unauthenticated': 'trivy:KSV-0122',
  'system:masters': 'trivy:KSV-0123',
  'system:authenticated': 'trivy:KSV-01011',
}

const subject = (name: string, kind = 'Group') =>
  `\n  - { kind: ${kind}, name: "${name}", apiGroup: rbac.authorization.k8s.io }`

export default defineRule({
  id: 'no-anonymous-binding',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role is given to everybody, nor to the group that stands above all roles.',
  why: 'Whoever reaches the API server is anonymous until he says who he is, and on some clouds anybody with an account of the cloud is authenticated.',
  like: ['trivy:KSV-0122', 'trivy:KSV-0123', 'trivy:KSV-01011'],
  bad: [
    {
      'binding.yaml': exampleBinding('view', {
        subjects: subject('system:anonymous', 'User').replace(/"(.*)"/, '«"$1"»'),
      }),
    },
    {
      'binding.yaml': exampleBinding('pods', {
        kind: 'RoleBinding',
        roleKind: 'Role',
        subjects: subject('jane', 'User') + subject('system:authenticated').replace(/"(.*)"/, '«"$1"»'),
      }),
    },
    {
      'binding.yaml': exampleBinding('tools', {
        subjects: subject('system:masters').replace(/"(.*)"/, '«"$1"»'),
      }),
    },
  ],
  good: [
    { 'binding.yaml': exampleBinding('view', { subjects: subject('system:serviceaccounts:build') }) },
    // Every cluster has these; they tell nothing but its version.
    {
      'binding.yaml': exampleBinding('system:public-info-viewer', {
        subjects: subject('system:unauthenticated'),
      }),
    },
  ],

  *check(object) {
    if (!/^(?:cluster)?rolebinding$/i.test(object.kind)) return
    const role = object.text('roleRef', 'name')?.value ?? ''
    if (role === 'system:public-info-viewer' || role === 'system:discovery' || role === 'system:basic-user')
      return
    for (const field of object.list('subjects')) {
      const name = field.text('name')
      const peer = name && Object.hasOwn(PEERS, name.value) ? PEERS[name.value] : undefined
      if (!name || !peer || field.text('kind')?.value === 'ServiceAccount') continue
      yield {
        at: name.span,
        message: `${object.title} gives its role to ${name.value}; name the users, groups or service accounts that need it.`,
        like: [peer],
      }
    }
  },
})
