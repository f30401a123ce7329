import { defineRule } from '../../engine/rule.ts'

const constraint = (repository: string) =>
  `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sAllowedRepos\nmetadata: { name: repos }\nspec:\n  parameters:\n    repos: [${repository}]\n`

export default defineRule({
  id: 'no-open-image-prefix',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'Prefixes of images that Gatekeeper allows end in a slash.',
  why: 'They are compared letter by letter: `registry.acme.com` lets in `registry.acme.com.evil.example` too.',
  like: ['trivy:KSV-0124'],
  bad: [
    { 'repos.yaml': constraint('«registry.acme.com»') },
    { 'repos.yaml': constraint('registry.acme.com/, «acme»') },
  ],
  good: [
    { 'repos.yaml': constraint('registry.acme.com/shop/') },
    { 'repos.yaml': constraint('acme').replace('K8sAllowedRepos', 'K8sRequiredLabels') },
  ],

  *check(object) {
    if (object.kind !== 'K8sAllowedRepos') return
    for (const prefix of object.texts('spec', 'parameters', 'repos')) {
      if (prefix.value.endsWith('/')) continue
      yield {
        at: prefix.span,
        message: `${object.title} allows every image whose name begins with ${prefix.value}; end the prefix with a slash.`,
      }
    }
  },
})
