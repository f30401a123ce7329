import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-known-healthcheck',
  on: 'service',
  severity: 'info',
  category: 'reliability',
  summary: 'A service of a registry’s image says in its compose file how its health is checked.',
  why: 'Whether the image brings a check nobody here can see, and the next version may be without.',
  like: ['kics:healthcheck_not_set'],
  bad: [
    {
      'compose.yaml': 'services:\n  «api»:\n    image: ghcr.io/acme/api:1\n  «web»:\n    build: .\n',
      Dockerfile: 'FROM ghcr.io/acme/base:1\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    healthcheck:\n      test: [CMD, /healthy]\n  migrate:\n    image: ghcr.io/acme/api:1\n    restart: "no"\n  web:\n    build: .\n',
      Dockerfile: 'FROM ghcr.io/acme/base:1\nHEALTHCHECK CMD ["/healthy"]\n',
    },
    { 'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n' },
  ],

  *check(service) {
    const { name, healthcheck, runtimeImage, isJob, definition } = service
    if (healthcheck.state !== 'unknown' || isJob || definition.get('provider')) return
    if (!runsInProduction(service)) return
    const whose = runtimeImage && !runtimeImage.unresolved ? runtimeImage.text : 'its image'
    yield {
      at: name.span,
      message: `Whether ${whose} checks the health of ${name.value} cannot be seen here; write healthcheck.test.`,
    }
  },
})
