import { faultsOfPortName } from '../../deployment/kubernetes/port-names.ts'
import { defineRule } from '../../engine/rule.ts'

const service = (port: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n      targetPort: ${port}\n`

export default defineRule({
  id: 'no-invalid-target-port',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'The target port of a Service is a number from 1 to 65535, or the name of a port.',
  why: 'The API server refuses the Service for any other.',
  like: ['kube-linter:invalid-target-ports'],
  bad: [
    { 'web.yaml': service('«123456»') },
    { 'web.yaml': service('«"8080"»') },
    { 'web.yaml': service('«metrics-of-the-web»') },
  ],
  good: [{ 'web.yaml': service('8080') }, { 'web.yaml': service('http') }],

  *check(object) {
    if (!object.is('Service', '')) return
    for (const port of object.list('spec', 'ports')) {
      const field = port.at('targetPort')
      const written = field.number()
      const text = field.text()?.value ?? ''
      if (written?.value === 0 || (!written && text === '')) continue
      const isPort = written !== undefined && written.value >= 1 && written.value <= 65535
      const faults = written ? (isPort ? [] : ['is no number from 1 to 65535']) : faultsOfPortName(text)
      for (const fault of faults) {
        yield {
          at: field.place,
          message: `The targetPort ${text} of ${object.title} ${fault}; write a port's number without quotes, or its name.`,
        }
      }
    }
  },
})
