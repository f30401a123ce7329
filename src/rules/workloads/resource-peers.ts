import type { Container } from '../../deployment/kubernetes/container.ts'
import type { MissingResource } from '../../deployment/kubernetes/resources.ts'

/** Of those that judge a request or limit, the ones that miss it in this container. */
export function resourcePeers(
  { kind }: Container,
  { isZero }: MissingResource,
  peers: readonly string[],
): readonly string[] {
  return peers.filter((peer) => {
    // A zero is something written, except for those two.
    if (isZero) return peer.startsWith('kube-')
    return kind === 'regular' || !peer.startsWith('polaris:')
  })
}
