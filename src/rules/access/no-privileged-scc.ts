import { defineRule } from '../../engine/rule.ts'

const scc = (value: string) =>
  `apiVersion: security.openshift.io/v1\nkind: SecurityContextConstraints\nmetadata:\n  name: agents\nallowPrivilegedContainer: ${value}\n`

export default defineRule({
  id: 'no-privileged-scc',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No SecurityContextConstraints of OpenShift allow privileged containers.',
  why: 'Whoever may use them starts a container with every right of root on its node.',
  like: ['kube-linter:scc-deny-privileged-container'],
  bad: [{ 'scc.yaml': scc('«true»') }, { 'scc.yaml': scc('«yes»') }],
  good: [
    { 'scc.yaml': scc('false') },
    {
      'scc.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nallowPrivilegedContainer: true\n',
    },
  ],

  *check(object) {
    const allowed = object.boolean('allowPrivilegedContainer')
    if (object.kind !== 'SecurityContextConstraints' || !allowed?.value) return
    yield {
      at: allowed.span,
      message: `${object.title} allow privileged containers; set allowPrivilegedContainer to false and allow the capabilities that are needed.`,
      fix: { title: 'Set it to false', safe: false, edits: [{ span: allowed.span, text: 'false' }] },
    }
  },
})
