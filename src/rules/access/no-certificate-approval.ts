import { grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'

const GROUP = 'certificates.k8s.io'
const role = (rules: string, kind = 'ClusterRole') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: signer }\nrules:\n${rules}`
const rule = (resource: string, verb: string) =>
  `  - apiGroups: [${GROUP}]\n    resources: [${resource}]\n    verbs: [${verb}]\n`

export default defineRule<'object', AccessOptions>({
  id: 'no-certificate-approval',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role approves requests for client certificates.',
  why: 'A certificate of the cluster says who somebody is: who approves requests may become anybody, any group and any node included, until it expires.',
  like: ['checkov:CKV_K8S_156'],
  options: accessOptions,
  bad: [
    {
      'role.yaml': role(rule('«certificatesigningrequests/approval»', 'update') + rule('signers', 'approve')),
    },
    { 'role.yaml': role(rule('signers, «"*/approval"»', '"*"')) },
  ],
  good: [
    // Each right alone does nothing.
    { 'role.yaml': role(rule('certificatesigningrequests/approval', 'update')) },
    {
      'role.yaml': role(rule('certificatesigningrequests/approval', 'get') + rule('signers', 'approve')),
    },
  ],

  *check(object, { options }) {
    const approvals = grantsOf(
      object,
      { resources: ['certificatesigningrequests/approval'], verbs: ['update', 'patch'] },
      options,
    )
    const signers = grantsOf(object, { resources: ['signers'], verbs: ['approve'] }, options)
    const isOfGroup = ({ rule: { apiGroups } }: (typeof signers)[number]) =>
      apiGroups.some(({ value }) => value === GROUP || value === '*')
    const approval = approvals.find(isOfGroup)
    if (!approval || !signers.some(isOfGroup)) return
    yield {
      at: approval.resource.span,
      message: `${object.title} approves requests for certificates; leave that to the controller that checks them.`,
      like: object.kind === 'ClusterRole' ? ['checkov:CKV_K8S_156'] : [],
    }
  },
})
