import type { ImageReference } from './image-reference.ts'

const DOCKER_HUB = ['docker.io', 'hub.docker.com']

/** Whether an image comes from one of the registries, each a host (`*` for any part of it) or a host with a path. */
export function isTrusted({ registry, repository }: ImageReference, registries: readonly string[]): boolean {
  const hosts = registry === undefined || DOCKER_HUB.includes(registry) ? DOCKER_HUB : [registry]
  return registries.some((trusted) => {
    const [pattern = '', ...path] = trusted.replace(/\/+$/, '').split('/')
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')
    const prefix = path.join('/')
    const isBelow = prefix === '' || repository === prefix || repository.startsWith(`${prefix}/`)
    return isBelow && hosts.some((host) => new RegExp(`^${source}$`).test(host))
  })
}
