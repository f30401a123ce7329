import { isTriggeredBy } from '../../deployment/workflows/workflow.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci, workflow } from './examples.ts'

export default defineRule({
  id: 'require-workflow-permissions',
  on: 'workflow',
  severity: 'info',
  category: 'security',
  summary: 'A workflow says what its token may do.',
  why: 'Without it the token has what the organisation gives by default, which in older ones is to write everything.',
  like: ['zizmor:excessive-permissions'],
  bad: [
    ci('- run: make', '«on»: push'),
    workflow(
      '«on»: push\njobs:\n  a:\n    permissions: { contents: read }\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n  b:\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n',
    ),
  ],
  good: [
    ci('- run: make', 'on: push\npermissions:\n  contents: read'),
    ci('- run: make', 'on: push\npermissions: {}'),
    workflow(
      'on: push\njobs:\n  a:\n    permissions: read-all\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n',
    ),
    // Whoever calls it says what it may do.
    ci('- run: make', 'on: workflow_call'),
  ],

  *check(subject) {
    const { forge, root, jobs, permissions, triggers } = subject
    if (forge !== 'github' || permissions || jobs.length === 0) return
    if (triggers.length === 1 && isTriggeredBy(subject, 'workflow_call')) return
    const silent = jobs.filter((job) => !job.permissions)
    if (silent.length === 0) return
    const names = silent.map(({ id }) => id.value)
    const key = root.entry('on')?.key.span ?? jobs[0]!.id.span
    yield {
      at: key,
      message: `Nothing says what the token of ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''} may do; write "permissions: { contents: read }" at the top, and more where a job needs it.`,
    }
  },
})
