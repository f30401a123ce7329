import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-stale-service-account-token',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server looks up whether the account of a token still exists.',
  why: 'Without the look-up the tokens of a deleted account go on working until they expire, and old ones never do.',
  like: ['checkov:CKV_K8S_96', 'trivy:KCV-0024', 'kics:service_account_lookup_set_to_false'],
  bad: [{ 'program.yaml': examplePodOf('kube-apiserver', '«--service-account-lookup=false»') }],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--service-account-lookup=true') },
    //  That is the default.
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (!program.isOff('service-account-lookup')) continue
      yield {
        at: program.placeOf('service-account-lookup'),
        message: `${program.title} takes tokens of deleted accounts; remove --service-account-lookup=false.`,
      }
    }
  },
})
