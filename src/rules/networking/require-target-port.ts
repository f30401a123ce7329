import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from '../workloads/example-pod.ts'

const service = (port: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n  ports: [${port}]\n`
const web = exampleDeployment({
  container: '      ports: [{ name: http, containerPort: 8080 }]\n',
}).replace('  template:\n', '  template:\n    metadata: { labels: { app: web } }\n')

export default defineRule({
  id: 'require-target-port',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'The target port of a Service is one that its containers list.',
  why: 'A name that no container has leads nowhere; a number that none lists is either undocumented or wrong.',
  like: ['kics:service_does_not_target_pod'],
  bad: [
    { 'web.yaml': web + service('{ port: 80, targetPort: «https» }') },
    { 'web.yaml': web + service('{ port: 80, targetPort: «9090» }') },
    { 'web.yaml': web + service('{ port: «80» }') },
  ],
  good: [
    { 'web.yaml': web + service('{ port: 80, targetPort: http }') },
    { 'web.yaml': web + service('{ port: 80, targetPort: 8080 }') },
    { 'web.yaml': web.replace(/ports:.*/, 'args: []') + service('{ port: 80 }') },
  ],

  *check(object) {
    if (!object.is('Service', '')) return
    const service = object.cluster.service(object.namespace, object.name?.value ?? '')
    if (service?.object !== object || service.workloads.length === 0) return
    for (const { port, targetPort, targets } of service.ports) {
      const written = targetPort ?? (port && { value: String(port.value), span: port.span })
      if (!written || targets.length > 0) continue
      // Containers need not list their ports; those that do list some are taken at their word.
      const listed = service.workloads.flatMap(({ lastingContainers }) =>
        lastingContainers.flatMap(({ ports }) => ports),
      )
      if (/^\d+$/.test(written.value) && listed.length === 0) continue
      yield {
        at: written.span,
        message: `${object.title} leads to port ${written.value}, which no container behind it lists; correct it, or add it to the container's ports.`,
      }
    }
  },
})
