import { type ImageReference, isOfficialImage } from './image-reference.ts'

/** Programs that healthchecks call and that many images lack. */
export type ProbeTool = 'curl' | 'wget'

interface Tools {
  readonly curl?: boolean
  readonly wget?: boolean
}

const NEITHER: Tools = { curl: false, wget: false }
const BOTH: Tools = { curl: true, wget: true }
/** BusyBox has a wget of its own. */
const BUSYBOX: Tools = { curl: false, wget: true }

/**
 * Official images by the kind of their tag, as their Dockerfiles were in November 2026: `alpine` for tags that
 * name Alpine, `slim`, else `plain`. What is not in here nobody knows.
 */
const OFFICIAL: Readonly<
  Record<string, { plain?: Tools; slim?: Tools; alpine?: Tools; 'alpine-slim'?: Tools }>
> = {
  alpine: { plain: BUSYBOX },
  busybox: { plain: BUSYBOX },
  debian: { plain: NEITHER, slim: NEITHER },
  ubuntu: { plain: NEITHER },
  'buildpack-deps': { plain: BOTH },
  // Those on buildpack-deps bring both; their slim forms remove what they needed to install themselves.
  node: { plain: BOTH, slim: NEITHER, alpine: BUSYBOX },
  python: { plain: BOTH, slim: NEITHER, alpine: BUSYBOX },
  ruby: { plain: BOTH, slim: NEITHER, alpine: BUSYBOX },
  golang: { plain: BOTH, alpine: BUSYBOX },
  rust: { plain: BOTH, slim: NEITHER, alpine: BUSYBOX },
  perl: { plain: BOTH, slim: NEITHER },
  php: { plain: { curl: true }, alpine: BOTH },
  nginx: { plain: { curl: true }, alpine: BOTH, 'alpine-slim': BUSYBOX },
  caddy: { plain: BUSYBOX, alpine: BUSYBOX },
  postgres: { plain: NEITHER, alpine: BUSYBOX },
  redis: { plain: NEITHER, alpine: BUSYBOX },
  memcached: { alpine: BUSYBOX },
  traefik: { plain: BUSYBOX },
}

/** Whether an image has a program; undefined where nobody knows. */
export function imageHasTool(reference: ImageReference, tool: ProbeTool): boolean | undefined {
  if (reference.unresolved) return undefined
  return toolsOf(reference)?.[tool]
}

function toolsOf(reference: ImageReference): Tools | undefined {
  const { registry, repository, tag = 'latest' } = reference
  if (registry === 'gcr.io' && repository.startsWith('distroless/')) {
    // Only the form for debugging has a shell and its tools.
    return /(?:^|-)debug/.test(tag) ? BUSYBOX : NEITHER
  }
  if (registry === 'mcr.microsoft.com') return ofDotnet(repository, tag)
  if (!isOfficialImage(reference) || !Object.hasOwn(OFFICIAL, repository)) return undefined
  return OFFICIAL[repository]![kindOfTag(tag)]
}

/** Microsoft took curl out of its Debian and Ubuntu images with .NET 8. */
function ofDotnet(repository: string, tag: string): Tools | undefined {
  const major = Number(/^(\d+)\.\d/.exec(tag)?.[1])
  if (!/^dotnet\/(?:aspnet|runtime|runtime-deps)$/.test(repository) || !(major >= 8)) return undefined
  if (tag.includes('alpine')) return BUSYBOX
  return /azurelinux|mariner|cbl|windows|nanoserver/.test(tag) ? undefined : NEITHER
}

function kindOfTag(tag: string): 'plain' | 'slim' | 'alpine' | 'alpine-slim' {
  if (/alpine/.test(tag)) return /alpine-slim|alpine\d[\d.]*-slim/.test(tag) ? 'alpine-slim' : 'alpine'
  return /(?:^|-)slim/.test(tag) ? 'slim' : 'plain'
}
