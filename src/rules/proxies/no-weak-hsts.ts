import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-weak-hsts',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'Strict-Transport-Security holds for half a year at least, and `preload` for what the list asks.',
  why: 'A short time is over before most visitors come back. The preload list refuses names with less than a year or without includeSubDomains.',
  bad: [
    { 'nginx.conf': 'add_header Strict-Transport-Security «max-age=3600» always;\n' },
    {
      'nginx.conf':
        'add_header strict-transport-security «"max-age=15552000; includeSubDomains; preload"»;\n',
    },
    { 'nginx.conf': 'add_header Strict-Transport-Security «"max-age=31536000; preload"»;\n' },
    { 'nginx.conf': 'add_header Strict-Transport-Security «"includeSubDomains"»;\n' },
  ],
  good: [
    {
      'nginx.conf':
        'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload" always;\n',
    },
    {
      'nginx.conf':
        'add_header Strict-Transport-Security "MAX-AGE=\\"15552000\\"";\nadd_header Strict-Transport-Security $hsts;\n',
    },
    // Zero takes an earlier one back.
    { 'nginx.conf': 'add_header Strict-Transport-Security "max-age=0";\n' },
    { 'nginx.local.conf': 'add_header Strict-Transport-Security max-age=60;\n' },
  ],

  *check({ directive, environment }) {
    const [name, value] = directive.words
    if (!environment.isProduction || directive.name !== 'add_header' || !value) return
    if (name?.value.toLowerCase() !== 'strict-transport-security' || value.value.includes('$')) return
    const text = value.value.toLowerCase()
    const seconds = /(?:^|;)\s*max-age\s*=\s*"?(\d+)/.exec(text)?.[1]
    const age = Number(seconds ?? Number.NaN)
    if (age === 0) return
    const isPreload = /(?:^|;)\s*preload\b/.test(text)
    const fault =
      seconds === undefined
        ? 'It has no max-age, so browsers ignore it'
        : age < 15_552_000
          ? `max-age=${seconds} is less than half a year`
          : isPreload && (age < 31_536_000 || !text.includes('includesubdomains'))
            ? 'preload asks for a year at least and includeSubDomains'
            : undefined
    if (fault) yield { at: value.span, message: `${fault}; write "max-age=31536000; includeSubDomains".` }
  },
})
