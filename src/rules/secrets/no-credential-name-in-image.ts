import { peersThatReport } from '../../deployment/credential-names.ts'
import { secretInImage } from '../../deployment/image-secrets.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-credential-name-in-image',
  on: 'variable',
  severity: 'info',
  category: 'security',
  summary: 'No ARG or ENV of a Dockerfile is even named like a credential.',
  why: 'Whoever fills in the name later, by --build-arg or in a base image, puts a secret where everybody can read it. For teams that want what hadolint, BuildKit and Trivy go by: the name alone.',
  like: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031'],
  bad: [
    { Dockerfile: 'FROM debian:13\nARG «auth»=off\nENV «git_key»= «MY_TOKEN_TTL»=3600 «DB_USERNAME»=shop\n' },
  ],
  good: [
    // What holds a secret is reported by no-secret-in-image.
    { Dockerfile: 'FROM debian:13\nARG NPM_TOKEN\nENV PUBLIC_KEY=a LOG=b\nLABEL token=none\n' },
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:18\n    environment: { DB_USERNAME: shop }\n' },
  ],

  *check(variable) {
    const peers = peersThatReport(variable)
    if (peers.length === 0 || publicPrefix(variable.name) || secretInImage(variable)) return
    yield {
      at: variable.nameSpan,
      message: `${variable.name} sounds like a credential, which an image must not hold; give it another name, or take it from a secret when it is needed.`,
      like: peers,
    }
  },
})
