import { defineRule } from '../../engine/rule.ts'

const KEYS = ['auth-url', 'auth-tls-match-cn', 'mirror-target', 'mirror-host'].map(
  (name) => `nginx.ingress.kubernetes.io/${name}`,
)
/** What ends a value in the configuration that is made of it: line breaks, braces, quotes and semicolons. */
const ESCAPES = [
  /https?:\/\/[^\s<>"{}|^`\\]*[\r\n<>"{}|^`\\]\S*/,
  /CN=.*[\r\n#{};|].*/s,
  /https?:\/\/.*[;#]\s*[\r\n]/s,
]

const ingress = (annotation: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  annotations:\n    nginx.ingress.kubernetes.io/${annotation}\nspec:\n  ingressClassName: nginx\n`

export default defineRule({
  id: 'no-injection-by-annotation',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'Annotations for ingress-nginx hold nothing that would end their line of the configuration.',
  why: 'Controllers before 1.11.5 and 1.12.1 run what follows, with the Secrets of the whole cluster in reach (CVE-2025-24514, CVE-2025-1097, CVE-2025-1098).',
  like: ['trivy:KCV-0093'],
  bad: [
    { 'shop.yaml': ingress('auth-url: «http://auth.example.com/x|y»') },
    { 'shop.yaml': ingress('auth-tls-match-cn: «"CN=shop#;\\ninjected"»') },
    { 'shop.yaml': ingress('mirror-host: «"http://example.com/#;\\ninjected"»') },
  ],
  good: [
    { 'shop.yaml': ingress('auth-url: https://auth.example.com/check?from=$host') },
    { 'shop.yaml': ingress('auth-tls-match-cn: CN=shop') },
    { 'shop.yaml': ingress('auth-url: http://auth.example.com/x|y').replace('Name: nginx', 'Name: traefik') },
  ],

  *check(object) {
    const ofClass = object.text('spec', 'ingressClassName')?.value.toLowerCase()
    if (object.kind !== 'Ingress' || ofClass !== 'nginx') return
    for (const key of KEYS) {
      const value = object.annotations.get(key)
      if (!value || !ESCAPES.some((pattern) => pattern.test(value.value))) continue
      yield {
        at: value.span,
        message: `The annotation ${key} of ${object.title} holds characters that end its line in the configuration of nginx; write nothing but an address or name.`,
      }
    }
  },
})
