import { defineRule } from '../../engine/rule.ts'

const quota = (hard: string) =>
  `apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: web\nspec:\n  hard:\n${hard}`
const KEYS = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']

export default defineRule({
  id: 'require-resource-quota-limits',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'A ResourceQuota limits CPU and memory, requested and used.',
  why: 'What a quota leaves out, one namespace may take from all others.',
  like: ['trivy:KSV-0040'],
  bad: [{ 'quota.yaml': quota('    requests.cpu: 1\n    requests.memory: 1Gi\n').replace('hard', '«hard»') }],
  good: [{ 'quota.yaml': quota(KEYS.map((key) => `    ${key}: 1\n`).join('')) }],

  *check(object) {
    if (!object.is('ResourceQuota', '')) return
    const hard = object.at('spec', 'hard')
    const lacking = KEYS.filter((key) => !hard.at(key).isWritten)
    if (lacking.length === 0) return
    yield {
      at: hard.place,
      message: `${object.title} does not limit ${lacking.join(', ')}; add them to hard.`,
    }
  },
})
