import { defineRule } from '../../engine/rule.ts'

/** Annotations by which controllers of clouds take certificates from elsewhere. */
const CERTIFICATES = [
  'networking.gke.io/managed-certificates',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'alb.ingress.kubernetes.io/certificate-arn',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
]

const ingress = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n${spec}  rules:\n    - host: shop.example.com\n`

export default defineRule({
  id: 'require-ingress-tls',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Every Ingress has TLS.',
  why: 'Without it passwords and session cookies go through every network between as text.',
  like: ['polaris:tlsSettingsMissing'],
  bad: [{ 'shop.yaml': ingress('').replace('spec:', '«spec»:') }, { 'shop.yaml': ingress('  «tls»: []\n') }],
  good: [
    { 'shop.yaml': ingress('  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]\n') },
    { 'shop.yaml': ingress('').replace('networking.k8s.io', 'networking.internal.knative.dev') },
    {
      'shop.yaml': ingress('').replace(
        'spec:',
        '  annotations: { networking.gke.io/managed-certificates: shop }\nspec:',
      ),
    },
  ],

  *check(object) {
    if (!object.is('Ingress', 'networking.k8s.io', 'extensions', '')) return
    const tls = object.at('spec', 'tls')
    if (tls.list().length > 0 || CERTIFICATES.some((key) => object.annotations.has(key))) return
    yield {
      at: tls.place,
      message: `${object.title} answers without TLS; add spec.tls with its hosts and the Secret of their certificate.`,
    }
  },
})
