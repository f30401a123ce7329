import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-no-new-privileges',
  on: 'service',
  severity: 'info',
  category: 'security',
  summary: 'A service says no-new-privileges.',
  why: 'Without it a program with the setuid bit makes an intruder root of the container, whatever user the service runs as.',
  like: ['kics:no_new_privileges_not_set', 'kics:security_opt_not_set'],
  bad: [
    { 'compose.yaml': 'services:\n  «web»:\n    image: nginx:1.29\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    security_opt:\n      - «no-new-privileges:false»\n',
    },
    {
      'compose.yaml':
        'services:\n  «web»:\n    image: nginx:1.29\n    security_opt:\n      - seccomp:./seccomp.json\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    security_opt: [no-new-privileges:true]\n  api:\n    image: ghcr.io/acme/api:1\n    security_opt: [no-new-privileges]\n  worker:\n    image: ghcr.io/acme/api:1\n    security_opt: [no-new-privileges=true]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    security_opt: ["${SECURITY}"]\n' },
    { 'compose.local.yaml': 'services:\n  web:\n    image: nginx:1.29\n' },
  ],

  *check(service) {
    const { name, securityOptions, definition } = service
    if (!runsInProduction(service) || definition.get('provider')) return
    const own = securityOptions.find(({ value }) => /^no-new-privileges/.test(value))
    // An option that a variable without a value stands for may be this one.
    if (securityOptions.some(({ value }) => value === '') || (own && !/[:=]false$/.test(own.value))) return
    yield {
      at: (own ?? name).span,
      message: `A program of ${name.value} can gain privileges by setuid; write security_opt: [no-new-privileges:true].`,
      like: [securityOptions.length > 0 ? 'kics:no_new_privileges_not_set' : 'kics:security_opt_not_set'],
    }
  },
})
