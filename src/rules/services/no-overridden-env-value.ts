import { defineRule } from '../../engine/rule.ts'

const api = (environment: string) =>
  `services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: api.env\n    environment:\n${environment}`

export default defineRule({
  id: 'no-overridden-env-value',
  on: 'service',
  severity: 'info',
  category: 'correctness',
  summary: 'What an env file says is what its service gets.',
  why: '`environment` wins over `env_file`: whoever changes the value in the env file changes nothing, and finds out in production.',
  bad: [
    { 'compose.yaml': api('      «LOG_LEVEL»: debug\n      PORT: 80\n'), 'api.env': 'LOG_LEVEL=info\n' },
    { 'compose.yaml': api('      - «LOG_LEVEL»=debug\n'), 'api.env': 'LOG_LEVEL=info\n' },
  ],
  good: [
    {
      'compose.yaml': api('      LOG_LEVEL: info\n      PORT: 80\n      HOST: ${HOST}\n'),
      'api.env': 'LOG_LEVEL=info\nHOST=a\n',
    },
    { 'compose.yaml': api('      PORT: 80\n') },
  ],

  *check({ name, variables, environment }) {
    if (environment.kind === 'example') return
    for (const { name: key, value, origin, overrides } of variables.values()) {
      if (origin.place !== 'service-environment' || value === undefined) continue
      const hidden = overrides.find(({ place }) => place === 'env-file')
      if (!hidden || hidden.value === undefined || hidden.value === value || hidden.isExample) continue
      yield {
        at: origin.nameSpan,
        message: `${name.value} gets this ${key} and not that of ${hidden.span.path}; remove one of them.`,
        related: [{ at: hidden.nameSpan, message: 'This one is without effect' }],
      }
    }
  },
})
