import { defineRule } from '../../engine/rule.ts'
import { ci, workflow } from './examples.ts'

export default defineRule({
  id: 'no-write-all-permissions',
  on: 'workflow',
  severity: 'warning',
  category: 'security',
  summary: 'The token of a workflow may do what its jobs need, not everything.',
  why: 'One action that goes bad can then push code, publish packages and approve its own pull requests.',
  like: ['checkov:CKV2_GHA_1', 'zizmor:excessive-permissions'],
  bad: [
    ci('- run: make', 'on: push\npermissions: «write-all»'),
    workflow(
      'on: push\npermissions: {}\njobs:\n  a:\n    permissions: «write-all»\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n',
    ),
  ],
  good: [
    ci('- run: make', 'on: push\npermissions: read-all'),
    ci('- run: make', 'on: push\npermissions:\n  contents: write'),
  ],

  *check({ permissions, jobs }) {
    for (const each of [{ permissions, isTop: true }, ...jobs.map((job) => ({ ...job, isTop: false }))]) {
      if (each.permissions?.all !== 'write-all') continue
      yield {
        at: each.permissions.span,
        message:
          'write-all lets the token change everything in the repository; name the permissions that are needed, such as contents: read.',
        like: each.isTop
          ? ['checkov:CKV2_GHA_1', 'zizmor:excessive-permissions']
          : ['zizmor:excessive-permissions'],
      }
    }
  },
})
