import { faultOfLabelKey } from '../../deployment/label-keys.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-label-key',
  on: 'instruction',
  severity: 'info',
  category: 'style',
  summary: 'Keys of labels keep to the guidelines of Docker.',
  why: 'Tools look labels up by such names; one that is in no namespace of its author collides, and one of Docker may change its meaning.',
  like: ['hadolint:DL3048'],
  bad: [
    { Dockerfile: 'FROM debian:13\nLABEL «com.docker.shop»=1 «Version»=2 «.hidden»=3 «a..b»=4 «-x»=5\n' },
    { Dockerfile: 'FROM debian:13\nONBUILD LABEL «name-» value\nLABEL «with$dollar»=1\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:13\nLABEL org.opencontainers.image.source=x com.example.my_label/2=y description="z"\n',
    },
    { Dockerfile: 'FROM debian:13\nARG NAME\nLABEL com.example.$NAME=1\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'LABEL') return
    const defined = new Set(instruction.stage?.variables.map(({ name }) => name))
    for (const { key } of instruction.pairs) {
      const fault = faultOfLabelKey(key, defined)
      if (fault) yield { at: key.span, message: `The label ${key.value} ${fault}.` }
    }
  },
})
