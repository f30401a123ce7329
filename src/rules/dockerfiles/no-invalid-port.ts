import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-port',
  on: 'instruction',
  severity: 'error',
  category: 'correctness',
  summary: 'EXPOSE names ports from 0 to 65535.',
  why: 'No process can listen on another one, so the build stops or whatever reads EXPOSE goes wrong.',
  like: ['hadolint:DL3011', 'trivy:DS-0008', 'kics:unix_ports_out_of_range'],
  bad: [
    { Dockerfile: 'FROM nginx:1.29\nEXPOSE 80 «80800»\n' },
    { Dockerfile: 'FROM nginx:1.29\nEXPOSE «40000-70000/udp» \\\n  «65536/tcp»\n' },
    { Dockerfile: 'FROM nginx:1.29\nONBUILD EXPOSE «99999»\n' },
  ],
  good: [
    { Dockerfile: 'FROM nginx:1.29\nEXPOSE 0 65535 40000-60000/tcp $PORT ${PORT:-80000}\n' },
    { Dockerfile: 'FROM nginx:1.29\nLABEL port=80000\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'EXPOSE') return
    for (const { value, span } of instruction.words) {
      const match = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(value)
      const wrong = match?.slice(1).find((port) => Number(port ?? 0) > 65_535)
      if (!match || wrong === undefined) continue
      const others = ['trivy:DS-0008', 'kics:unix_ports_out_of_range']
      const ofRange = match[2] === undefined ? ['hadolint:DL3011', ...others] : ['hadolint:DL3011']
      yield {
        at: span,
        message: `${wrong} is no port; they end at 65535.`,
        like: instruction.onbuild ? [] : ofRange,
      }
    }
  },
})
