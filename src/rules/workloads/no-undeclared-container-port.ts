import { builtImageOf } from '../../deployment/built-images.ts'
import type { Container } from '../../deployment/kubernetes/container.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const COMPOSE = 'services:\n  web:\n    build: .\n    image: acme/web:2\n'
const listen = (port: string, more = '') =>
  examplePod({ container: `      ports: [{ containerPort: ${port} }]\n${more}` })

export default defineRule({
  id: 'no-undeclared-container-port',
  on: 'container',
  severity: 'info',
  category: 'correctness',
  summary: 'The port of a container is the one that its image declares by EXPOSE.',
  why: 'A Service sends requests to that port; where nobody listens there, the pod is running, its log is quiet, and every request is refused.',
  bad: [
    { 'pod.yaml': listen('«8080»'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nEXPOSE 3000\n' },
    {
      'pod.yaml': listen('«80»'),
      'skaffold.yaml': 'build:\n  artifacts:\n    - image: acme/web\n',
      Dockerfile: 'FROM node:24 AS base\nEXPOSE 3000/tcp\nFROM base\n',
    },
  ],
  good: [
    { 'pod.yaml': listen('3000'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nEXPOSE 3000\n' },
    // Said to listen there, or more is declared than one, or nothing.
    {
      'pod.yaml': listen('8080', '      env: [{ name: PORT, value: "8080" }]\n'),
      'compose.yaml': COMPOSE,
      Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
    },
    {
      'pod.yaml': listen('8080', '      args: ["--listen=:8080"]\n'),
      'compose.yaml': COMPOSE,
      Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
    },
    { 'pod.yaml': listen('8080'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\nEXPOSE 3000 4000\n' },
    { 'pod.yaml': listen('8080'), 'compose.yaml': COMPOSE, Dockerfile: 'FROM node:24\n' },
    { 'pod.yaml': listen('8080') },
  ],

  *check(container, { project }) {
    const [declared, ...others] = container.ports
    if (!declared?.port || others.length > 0 || declared.protocol !== 'TCP') return
    const built = builtImageOf(container, project)
    const [exposed, ...more] = built?.stage.exposed ?? []
    if (!built || !exposed || more.length > 0 || exposed.value.protocol !== 'tcp') return
    const port = declared.port.value
    if (port === exposed.value.port || isMentioned(container, port)) return
    yield {
      at: declared.port.span,
      message: `The ${container.title} is said to listen on ${port}, and ${built.image.path} says EXPOSE ${exposed.value.port}; write that port, or have the image declare this one.`,
      related: [{ at: exposed.span, message: 'The one port that is declared' }],
    }
  },
})

/** Its command or a variable may tell the program where to listen. */
function isMentioned(container: Container, port: number): boolean {
  const word = new RegExp(`(?<!\\d)${port}(?!\\d)`)
  const given = [...container.texts('command'), ...container.texts('args')].map(({ value }) => value)
  const values = [...container.variables.values()].map(({ value }) => value ?? '')
  return [...given, ...values].some((text) => word.test(text))
}
