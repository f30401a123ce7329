import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const account = (more = '', name = 'default') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: shop\n${more}`

export default defineRule({
  id: 'no-automounted-default-token',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'The service account `default` gives no pod its token.',
  why: 'Without it every pod that names no account holds a key to the API server, which most never use and any intruder finds.',
  like: ['checkov:CKV_K8S_41', 'kics:default_service_account_in_use'],
  bad: [
    { 'account.yaml': account('', '«default»') },
    { 'account.yaml': account('automountServiceAccountToken: «true»\n') },
  ],
  good: [
    { 'account.yaml': account('automountServiceAccountToken: false\n') },
    { 'account.yaml': account('', 'web') },
  ],

  *check(object) {
    if (!object.is('ServiceAccount', '') || object.name?.value !== 'default') return
    const field = object.at('automountServiceAccountToken')
    if (object.isFalse('automountServiceAccountToken')) return
    const edit = field.isWritten
      ? field.isSet && { span: field.span!, text: 'false' }
      : additionTo(object, 'automountServiceAccountToken', 'false')
    yield {
      at: field.place,
      message: `The account default gives its token to every pod without an account of its own; set automountServiceAccountToken to false.`,
      ...(edit && { fix: { title: 'Set it to false', safe: false, edits: [edit] } }),
    }
  },
})
