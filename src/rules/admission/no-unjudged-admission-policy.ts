import { defineRule } from '../../engine/rule.ts'
import { binding, deployment, policy } from './sample-policies.ts'

export default defineRule({
  id: 'no-unjudged-admission-policy',
  on: 'object',
  severity: 'info',
  category: 'correctness',
  summary: 'What admission policies and schema rules ask of the objects is known from the files.',
  why: 'What is not judged is not a pass: the cluster may refuse what looks fine here.',
  bad: [
    {
      'policy.yaml':
        policy("«authorizer.group('').resource('pods').check('create').allowed()»") + binding('Deny'),
      'web.yaml': deployment(''),
    },
    {
      'policy.yaml': policy("«request.userInfo.username == 'ci'»") + binding('Deny'),
      'web.yaml': deployment(''),
    },
    {
      'policy.yaml': policy('«object.metadata.name.isPrime()»') + binding('Deny'),
      'web.yaml': deployment(''),
    },
  ],
  good: [
    { 'policy.yaml': policy("request.operation == 'CREATE'") + binding('Deny'), 'web.yaml': deployment('') },
    // Enough of it is known.
    {
      'policy.yaml':
        policy("request.userInfo.username == 'ci' || object.kind == 'Deployment'") + binding('Deny'),
      'web.yaml': deployment(''),
    },
  ],

  *check(object, { project }) {
    for (const { at, message, isUnsupported } of project.admission.faultsOf(object)) {
      if (isUnsupported)
        yield { at, message: `This expression of ${object.title} is not judged: ${message}.` }
    }
    const reasons = new Map<string, { at: typeof object.span; message: string; titles: string[] }>()
    for (const { by, at, message, object: judged } of project.admission.unknownIn(object.cluster)) {
      if ((by?.span ?? at).path !== object.path || at.start < object.span.start || at.end > object.span.end)
        continue
      const key = `${at.start} ${message}`
      const reason = reasons.get(key) ?? { at, message, titles: [] }
      reason.titles.push(judged.title)
      reasons.set(key, reason)
    }
    for (const { at, message, titles } of reasons.values()) {
      const more = titles.length > 1 ? ` and ${titles.length - 1} more` : ''
      yield { at, message: `${object.title} does not judge ${titles[0]}${more} here: ${message}.` }
    }
  },
})
