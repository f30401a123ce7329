import { defineRule } from '../../engine/rule.ts'

const KEY = 'eks.amazonaws.com/role-arn'
/** AWS documentation, "IAM identifiers"; other partitions are those of China and of governments. */
const ARN = /^arn:aws(?:-[a-z-]+)?:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/

const account = (arn: string, kind = 'ServiceAccount') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: web\n  annotations:\n    ${KEY}: ${arn}\n`

export default defineRule({
  id: 'no-invalid-role-arn',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'The role of AWS that a service account stands for is written as an ARN.',
  why: 'EKS passes over what it cannot read: the pods run without the role, and AWS refuses them at the first call.',
  like: ['kube-linter:invalid-irsa-role'],
  bad: [
    { 'account.yaml': account('«shop-uploads»') },
    { 'account.yaml': account('«arn:aws:iam::1234:role/shop-uploads»') },
  ],
  good: [
    { 'account.yaml': account('arn:aws:iam::121212121212:role/shop/uploads') },
    { 'account.yaml': account('shop-uploads', 'ConfigMap') },
    { 'account.yaml': account('"{{ .Values.role }}"') },
  ],

  *check(object) {
    const arn = object.annotations.get(KEY)
    if (!object.is('ServiceAccount', '') || !arn || ARN.test(arn.value) || /[{$<]/.test(arn.value)) return
    yield {
      at: arn.span,
      message: `${object.title} names the role ${arn.value} of AWS, which is no ARN; write arn:aws:iam::<account>:role/<name>.`,
    }
  },
})
