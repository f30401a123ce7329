import { isMonitor } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

const SELINUX = /^label[:=]disable$/i

/** The switch and what it takes away. */
const SWITCHES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[:=])seccomp[:=]unconfined$/i, 'every system call of the kernel is open to it'],
  [/^apparmor[:=]unconfined$/i, 'no AppArmor profile holds it'],
  [SELINUX, 'SELinux does not keep it apart'],
  [/^systempaths[:=]unconfined$/i, 'the protected parts of /proc and /sys are open to it'],
]

export default defineRule({
  id: 'no-unconfined-process',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No service runs with the default protection of the kernel switched off.',
  why: 'Seccomp, AppArmor and SELinux are what stops most ways out of a container; without them one hole in the kernel is enough.',
  like: ['kics:default_seccomp_profile_disabled'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    security_opt:\n      - no-new-privileges:true\n      - «seccomp:unconfined»\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    security_opt: [«apparmor=unconfined», «"label=disable"»]\n',
    },
  ],
  good: [
    // SELinux keeps monitors from what they are there to look at.
    {
      'compose.yaml':
        'services:\n  node:\n    image: prom/node-exporter:v1.9.1\n    security_opt: [label=disable]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    security_opt:\n      - seccomp:./seccomp.json\n      - apparmor:docker-default\n      - label:type:container_t\n',
    },
    {
      'compose.local.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    security_opt: [seccomp:unconfined]\n',
    },
  ],

  *check(service) {
    if (!runsInProduction(service)) return
    for (const { value, span } of service.securityOptions) {
      const found = SWITCHES.find(([pattern]) => pattern.test(value))
      if (!found || (found[0] === SELINUX && isMonitor(service.runtimeImage))) continue
      yield {
        at: span,
        message: `${value} takes away the protection of ${service.name.value}: ${found[1]}; remove it, or give a profile of its own.`,
        like: /seccomp/i.test(value) ? ['kics:default_seccomp_profile_disabled'] : [],
      }
    }
  },
})
