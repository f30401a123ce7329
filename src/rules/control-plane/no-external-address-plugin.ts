import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-external-address-plugin',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The API server does not refuse external addresses of Services.',
  why: 'Where a cluster uses `externalIPs`, DenyServiceExternalIPs stops every new Service that has one.',
  like: ['trivy:KCV-0003'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=DenyServiceExternalIPs»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--enable-admission-plugins=NodeRestriction') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (!program.list('enable-admission-plugins').includes('DenyServiceExternalIPs')) continue
      yield {
        at: program.placeOf('enable-admission-plugins'),
        message: `${program.title} refuses Services with external addresses; remove DenyServiceExternalIPs if they are wanted.`,
      }
    }
  },
})
