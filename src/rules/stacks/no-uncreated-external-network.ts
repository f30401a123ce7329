import { isCreatedByHand } from '../../deployment/network-mentions.ts'
import { createdNetworks } from '../../deployment/networks.ts'
import type { Resource, Stack } from '../../deployment/stack.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-uncreated-external-network',
  on: 'stack',
  severity: 'warning',
  category: 'reliability',
  summary: 'An external network is created by another stack or script of the project.',
  why: 'On a new machine the stack does not start, "network declared as external, but could not be found", until somebody remembers what to type.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  «proxy»:\n    external: true\n',
    },
    // What the other stack creates is called infra_proxy.
    {
      'infra/compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    networks: [proxy]\nnetworks:\n  proxy:\n',
      'app/compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [edge]\nnetworks:\n  edge:\n    external: true\n    name: «proxy»\n',
    },
    // Created for developers only.
    {
      'docker/local/compose.yaml':
        'name: local\nservices:\n  proxy:\n    image: traefik:v3.5\nnetworks:\n  default:\n    name: edge\n',
      'docker/production/compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [edge]\nnetworks:\n  «edge»:\n    external: true\n',
    },
  ],
  good: [
    {
      'infra/compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    networks: [proxy]\nnetworks:\n  proxy:\n    name: proxy\n',
      'app/compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [edge]\nnetworks:\n  edge:\n    external: true\n    name: proxy\n',
    },
    {
      'infra/compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'app/compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [infra_default]\nnetworks:\n  infra_default:\n    external: true\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n',
      'scripts/setup.sh':
        '#!/bin/sh\ndocker network inspect proxy >/dev/null || docker network create --driver bridge proxy\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n    name: ${NETWORK}\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: false\n',
    },
    // Nobody joins it.
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\nnetworks:\n  proxy:\n    external: true\n' },
    // The engine's own.
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [host]\nnetworks:\n  host:\n    external: true\n',
    },
  ],

  *check(stack, { project }) {
    const isAnyExternal = [...stack.networks.values()].some(({ external }) => external?.value)
    if (project.isPart || !isAnyExternal) return
    const here =
      project.deployments.find(({ environment }) => environment === stack.environment)?.stacks ?? []
    const others = project.deployments.flatMap(({ stacks }) => stacks).filter((other) => other !== stack)
    for (const network of stack.networks.values()) {
      const { name, engineName, nameIsKnown, external } = network
      const wanted = engineName?.value ?? name.value
      if (
        !external?.value ||
        !nameIsKnown ||
        !isJoined(name.value, stack) ||
        /^(?:host|bridge|none|ingress)$/.test(wanted)
      )
        continue
      if (here.some((other) => createdNetworks(other).has(wanted)) || isCreatedByHand(wanted, project))
        continue
      const near = others.flatMap((other) => namesakeOf(wanted, name.value, other))[0]
      yield {
        at: (engineName ?? name).span,
        message: messageFor(wanted, stack, near),
        related: near ? [{ at: near.at, message: `${near.file} creates ${near.created}.` }] : [],
      }
    }
  },
})

function messageFor(wanted: string, stack: Stack, near: Namesake | undefined): string {
  if (!near || near.created === wanted) {
    const place = near ? stack.environment.name : 'this project'
    const elsewhere = near ? ` (${near.file} is of another environment)` : ''
    return `Nothing in ${place} creates the network ${wanted}${elsewhere}; include the compose file that creates it, or create it here without external.`
  }
  return `Nothing creates the network ${wanted}; ${near.file} creates ${near.created}. Write that name here, or name: ${wanted} there.`
}

/** The default network is joined by whoever names none. */
function isJoined(network: string, { services }: Stack): boolean {
  return (
    network === 'default' ||
    [...services.values()].some(({ networks }) => networks.some((each) => each.network.value === network))
  )
}

/** A network of another stack that was perhaps meant. */
interface Namesake {
  readonly at: Resource['span']
  readonly file: string
  /** What the engine calls it. */
  readonly created: string
}

function namesakeOf(wanted: string, key: string, stack: Stack): Namesake[] {
  return [...createdNetworks(stack)].flatMap(([created, network]) => {
    if (!network || (created !== wanted && network.name.value !== wanted && network.name.value !== key))
      return []
    return [{ at: network.name.span, file: network.name.span.path, created }]
  })
}
