import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

interface Options {
  readonly days: number
  readonly files: number
  readonly megabytes: number
}

const LIMITS = [
  {
    flag: 'audit-log-maxage',
    option: 'days',
    what: 'days',
    like: ['checkov:CKV_K8S_92', 'kics:audit_log_maxage_not_properly_set'],
    likeMissing: ['trivy:KCV-0020'],
  },
  {
    flag: 'audit-log-maxbackup',
    option: 'files',
    what: 'files',
    like: ['checkov:CKV_K8S_93', 'kics:audit_log_maxbackup_not_properly_set'],
    likeMissing: ['trivy:KCV-0021'],
  },
  {
    flag: 'audit-log-maxsize',
    option: 'megabytes',
    what: 'megabytes',
    like: ['checkov:CKV_K8S_94', 'kics:audit_log_maxsize_not_properly_set'],
    likeMissing: ['trivy:KCV-0022'],
  },
] as const

export default defineRule<'object', Options>({
  id: 'require-audit-log-retention',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The audit log is kept long enough to look into a break-in.',
  why: 'Most break-ins are noticed after weeks. A log that has been rotated away by then, or filled the disk, tells nothing.',
  like: [
    'checkov:CKV_K8S_92',
    'checkov:CKV_K8S_93',
    'checkov:CKV_K8S_94',
    'trivy:KCV-0020',
    'trivy:KCV-0021',
    'trivy:KCV-0022',
    'kics:audit_log_maxage_not_properly_set',
    'kics:audit_log_maxbackup_not_properly_set',
    'kics:audit_log_maxsize_not_properly_set',
  ],
  options: {
    type: 'object',
    properties: {
      days: { type: 'integer', minimum: 1, default: 30, description: 'How long each file is kept.' },
      files: { type: 'integer', minimum: 1, default: 10, description: 'How many old files are kept.' },
      megabytes: { type: 'integer', minimum: 1, default: 100, description: 'How large a file may grow.' },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '«--audit-log-maxage=7»',
        '--audit-log-maxbackup=10',
        '--audit-log-maxsize=100',
      ),
    },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--audit-log-maxage=30', '--audit-log-maxbackup=10') },
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--audit-log-maxage=30',
        '«--audit-log-maxbackup=2»',
        '«--audit-log-maxsize=10»',
      ),
    },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--audit-log-maxage=30',
        '--audit-log-maxbackup=10',
        '--audit-log-maxsize=100',
      ),
    },
    //  What collects its output keeps the log.
    { 'program.yaml': examplePodOf('kube-apiserver', '--audit-log-path=-') },
  ],

  *check(object, { options }) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (program.setting('audit-log-path')?.value === '-') continue
      for (const { flag, option, what, like, likeMissing } of LIMITS) {
        const setting = program.setting(flag)
        const wanted = options[option]
        if (setting ? Number(setting.value || 0) >= wanted : !program.lacks(flag)) continue
        yield {
          at: setting?.span ?? program.place,
          message: `${program.title} keeps too little of its audit log; set --${flag} to ${wanted} ${what} or more.`,
          like: setting ? like : [...like, ...likeMissing],
        }
      }
    }
  },
})
