import type { Span } from '../span.ts'
import { isOfProduction, runnerPlaces } from './command.ts'
import { stageOf } from './copied-files.ts'
import { siteGeneratorOf } from './development-servers.ts'
import type { Stage } from './image.ts'
import { type ImageReference, imageName } from './image-reference.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Build, Service } from './service.ts'
import { developmentServerStartedBy } from './started-servers.ts'

const STATIC_SERVERS = new Set([
  'nginx',
  'nginx-unprivileged',
  'caddy',
  'httpd',
  'apache',
  'lighttpd',
  'static-web-server',
  'static-file-server',
  'docker-static-website',
  'gostatic',
  'openresty',
  'angie',
  'serve',
])

/** Whether an image is a web server that by itself serves files and runs no application. */
function isStaticServer(reference: ImageReference | undefined): boolean {
  return reference !== undefined && !reference.unresolved && STATIC_SERVERS.has(imageName(reference))
}

/**
 * Whether a service does nothing but serve files made at build time: the policy says so, or its Dockerfile
 * ends in a web server that takes files from an earlier stage.
 */
export function servesStaticFiles({ name, environment, build, runtimeImage }: Service): boolean {
  if (environment.policy.staticSites?.includes(name.value)) return true
  const stage = build?.stage
  if (!stage || !isStaticServer(runtimeImage)) return false
  return stage.instructions.some(
    (instruction) => instruction.keyword === 'COPY' && instruction.flags.some((flag) => flag.name === 'from'),
  )
}

/** What keeps a service from being a site that was built once and is served by a web server. */
export interface StaticSiteFault {
  readonly at: Span
  /** The end of a sentence that begins with the service's name. */
  readonly fault: string
  readonly related: readonly { readonly at: Span; readonly message: string }[]
}

/** Images that are known to build a site each time they start, or to be a language's. */
const GENERATOR_IMAGE =
  /^(?:mkdocs(?:-material)?|jekyll|hugo|docusaurus|antora|gatsby|hexo|node|python|ruby|php|golang|bun|deno|alpine|debian|ubuntu)$/

/**
 * What keeps a service from being built to a static site as one should be: its image, else its start. Unknown
 * images pass.
 */
export function staticSiteFault(service: Service, files: ProjectFiles): StaticSiteFault | undefined {
  return imageFault(service) ?? startFault(service, files)
}

function imageFault({ image, build }: Service): StaticSiteFault | undefined {
  if (build) return buildFault(build)
  if (!image || image.unresolved) return undefined
  if (!GENERATOR_IMAGE.test(imageName(image)) && !isStaticServer(image)) return undefined
  return { at: image.span, fault: `runs ${image.text} as it is, with nothing built in`, related: [] }
}

function buildFault({ stage, image, target, dockerfile, context }: Build): StaticSiteFault | undefined {
  if (!stage || !image || stage.base.kind === 'none') return undefined
  const at = target?.span ?? dockerfile?.span ?? context.span
  const related = stage.from ? [{ at: stage.from.span, message: 'The stage that is run.' }] : []
  const { externalBase } = stage
  if (externalBase?.unresolved) return undefined
  if (!isStaticServer(externalBase)) {
    const base = externalBase ? `on ${externalBase.text}` : 'on no web server'
    return { at, fault: `runs a stage that is built ${base}`, related }
  }
  return copiesFromStage(stage)
    ? undefined
    : { at, fault: 'takes nothing from an earlier stage that built it', related }
}

function startFault({ startCommands }: Service, files: ProjectFiles): StaticSiteFault | undefined {
  for (const command of startCommands) {
    // A development server in production is found by a rule of its own.
    const server = isOfProduction(command) ? undefined : developmentServerStartedBy(command, files)
    const generator = siteGeneratorOf(command) ?? server?.name
    if (generator === undefined) continue
    return { at: command.span, fault: `runs ${generator} when it starts`, related: runnerPlaces(command) }
  }
  return undefined
}

/** Whether a stage, or one below it, copies from another stage of its file. */
function copiesFromStage(stage: Stage): boolean {
  const isOwn = stage.instructions.some((instruction) => {
    const from = instruction.keyword === 'COPY' && instruction.flags.find(({ name }) => name === 'from')
    return from && stageOf(stage, from) !== undefined
  })
  return isOwn || (stage.base.kind === 'stage' && copiesFromStage(stage.base.stage))
}
