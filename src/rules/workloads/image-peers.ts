import type { Container } from '../../deployment/kubernetes/container.ts'

/** What stands behind the last colon, which kube-score takes for the tag. */
function tagForKubeScore(image: string): string {
  const colon = image.lastIndexOf(':')
  return colon === -1 ? '' : image.slice(colon + 1)
}

/** Whether an image without a digest has no tag or `latest`; the colon before a port of the registry is none. */
export function isMoving({ image }: Container): boolean {
  return (
    image !== undefined && image.digest === undefined && (image.tag === undefined || image.tag === 'latest')
  )
}

/** Those that say of an image that it is `latest`, or has no tag. */
export function latestPeers(image: string): readonly string[] {
  const lastPart = image.slice(image.lastIndexOf('/') + 1)
  const isMovingTag = !image.includes('@') && (!lastPart.includes(':') || lastPart.endsWith(':latest'))
  const scored = tagForKubeScore(image)
  const opinions: readonly (readonly [string, boolean])[] = [
    ['kube-linter:latest-tag', image.endsWith(':latest') || !lastPart.includes(':')],
    ['kube-score:container-image-tag', scored === '' || scored === 'latest'],
    ['polaris:tagNotSpecified', !/^.+:.+$/.test(image) || image.endsWith(':latest')],
    ['checkov:CKV_K8S_14', isMovingTag],
    ['trivy:KSV-0013', isMovingTag],
    ['kics:invalid_image', isMovingTag],
  ]
  return opinions.flatMap(([peer, speaks]) => (speaks ? [peer] : []))
}

/** Those that want the pull policy of a container to be another. */
export function pullPeers(container: Container): readonly string[] {
  const image = container.text('image')?.value ?? ''
  const policy = container.text('imagePullPolicy')?.value
  if (policy === 'Always') return image === '' ? ['checkov:CKV_K8S_15'] : []
  const scored = tagForKubeScore(image)
  const isFixed = policy !== undefined || (scored !== '' && scored !== 'latest')
  const isPulledAnyway = container.image?.tag === undefined || container.image.tag === 'latest'
  const opinions: readonly (readonly [string, boolean])[] = [
    ['polaris:pullPolicyNotAlways', true],
    ['kube-score:container-image-pull-policy', isFixed],
    ['checkov:CKV_K8S_15', image === '' || policy !== undefined || !isPulledAnyway],
    [
      'kics:image_pull_policy_of_container_is_not_always',
      image.includes(':') && !image.includes('@') && !image.includes(':latest'),
    ],
  ]
  return opinions.flatMap(([peer, speaks]) => (speaks ? [peer] : []))
}
