import { heldSecret, peersThatReport } from '../../deployment/kubernetes-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

const map = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n${data.replace(/^/gm, '  ')}\n`

export default defineRule({
  id: 'no-secret-in-config-map',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A ConfigMap holds no secret.',
  why: 'ConfigMaps are readable for everybody who may look into the namespace, are not encrypted at rest, and stand in the repository.',
  like: ['polaris:sensitiveConfigmapContent', 'trivy:KSV-0109'],
  bad: [
    { 'map.yaml': map('DB_PASSWORD: «q8Zt3LmN0vXcR5yB»\nLOG: info') },
    {
      'map.yaml': map(
        'app.properties: |\n  server.port=8080\n  spring.datasource.password=«q8Zt3LmN0vXcR5yB»',
      ),
    },
    {
      'map.json':
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"env":"TOKEN=«q8Zt3LmN0vXcR5yB»"}}',
    },
  ],
  good: [
    { 'map.yaml': map('DB_PASSWORD_FILE: /run/secrets/db\nTOKEN_TTL: "3600"\nDB_PASSWORD: ${DB_PASSWORD}') },
    {
      'map.yaml': map(
        'app.properties: |\n  spring.datasource.password=${DB_PASSWORD}\n  token.ttl=60\n  password=',
      ),
    },
    { 'map.dev.yaml': map('DB_PASSWORD: only-4-my-machine') },
  ],

  *check(variable) {
    if (variable.place !== 'config-map') return
    const secret = heldSecret(variable)
    if (!secret) return
    const place = secret.name === variable.name ? secret.name : `${secret.name} in ${variable.name}`
    yield {
      at: secret.at,
      message: `${place} of the ConfigMap ${variable.object?.name?.value ?? ''} holds ${secret.label}. Keep it in a Secret that is made where it is deployed, and replace it, since it is known now.`,
      like: peersThatReport(variable).filter((peer) => peer !== 'trivy:KSV-01010'),
    }
  },
})
