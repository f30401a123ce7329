import { defineRule } from '../../engine/rule.ts'

const limitRange = (limits: string) =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: web\nspec:\n  limits:\n${limits}`
const BOUNDS = '    - type: Container\n      max: { cpu: 2 }\n      min: { cpu: 100m }\n'
const KEYS = ['type', 'max', 'min', 'default', 'defaultRequest']

export default defineRule({
  id: 'require-limit-range-defaults',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'A LimitRange has bounds and defaults.',
  why: 'Without defaults every container that says nothing itself is refused or unlimited; without bounds one asks for a whole node.',
  like: ['trivy:KSV-0039'],
  bad: [{ 'limits.yaml': limitRange(BOUNDS).replace('limits:', '«limits»:') }],
  good: [
    {
      'limits.yaml': limitRange(
        `${BOUNDS}      default: { cpu: 300m }\n      defaultRequest: { cpu: 200m }\n`,
      ),
    },
  ],

  *check(object) {
    if (!object.is('LimitRange', '')) return
    const limits = object.at('spec', 'limits')
    if (limits.list().some((limit) => KEYS.every((key) => limit.at(key).isWritten))) return
    yield {
      at: limits.place,
      message: `No limit of ${object.title} has ${KEYS.slice(1).join(', ')} all together; add what is missing to that of type Container.`,
    }
  },
})
