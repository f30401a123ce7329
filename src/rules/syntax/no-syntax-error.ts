import { isForbiddenTrigger } from '../../deployment/forbidden-triggers.ts'
import { isManifestOf } from '../../deployment/kubernetes/ignored-fields.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-syntax-error',
  on: 'document',
  severity: 'error',
  category: 'syntax',
  summary: 'Every file can be read as what it is.',
  why: 'A tool that meets the error stops there, or reads something else than its author meant.',
  like: ['hadolint:DL3043'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    «image»: nginx:1.30\n' },
    { Dockerfile: 'FROM debian:12\n«FETCH» something\n' },
    { Dockerfile: 'FROM debian:12\nONBUILD «FROM» debian:13\nONBUILD «onbuild» RUN make\n' },
    { '.env': '«NAME="never closed»\n' },
  ],
  good: [{ 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n' }],

  *check(document, { project }) {
    const isManifest = isManifestOf(project, document)
    for (const { at, message, severity, related, isTwinKey } of document.problems) {
      // Kubernetes takes the last one; rules on objects tell of it.
      if (severity !== 'error' || (isTwinKey && isManifest)) continue
      const like = isForbiddenTrigger(document, at) ? ['hadolint:DL3043'] : []
      yield { at, message, like, ...(related && { related }) }
    }
  },
})
