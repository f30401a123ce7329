import { markOf } from './environment-marks.ts'
import type { Image } from './image.ts'
import { folderOf, nameOf } from './paths.ts'
import type { Project } from './project.ts'

/** Files in which people and pipelines say what is built: workflows, scripts, make and bake files, notes. */
const TELLS_BUILDS =
  /(?:^|\/)(?:makefile|gnumakefile|justfile|jenkinsfile|tiltfile|earthfile|vagrantfile|taskfile[^/]*|rakefile|fabfile\.py|tasks\.py|noxfile\.py|build\.bazel|readme[^/]*|contributing[^/]*|captain-definition|(?:package|project|devcontainer|docker-bake|railway|vercel)\.json)$|\.(?:ya?ml|toml|hcl|sh|bash|zsh|fish|ps1|bat|cmd|mk|md|rst|txt|adoc|groovy|gradle|kts|tf|nix)$/i
/** Lock files, and the policy, which says where things are and builds none. */
const TELLS_NO_BUILD = /(?:^|\/)(?:pnpm-lock\.yaml|\.?plimsoll\.ya?ml)$/
/** A folder is also named to say where its compose file is. */
const NOT_OF_COMPOSE = '(?!/(?:[\\w-]+[.-])?compose[\\w.-]*\\.ya?ml)'

/**
 * Whether some text of the project speaks of a Dockerfile, so that something outside of Compose may build it.
 * One with a name of its own is looked for by that name; a plain `Dockerfile` by its folder, of which a
 * pipeline may name the last part only.
 */
export function isMentionedAsBuild(image: Image, project: Project): boolean {
  const name = nameOf(image.path)
  const folder = folderOf(image.path)
  const isPlain = /^(?:docker|container)file$/i.test(name)
  // Whoever builds the root by its plain name need not name it at all.
  if (isPlain && folder === '') return true
  const inScripts = wordPattern(isPlain ? shortName(folder) : name)
  // People write of "the docs" in many ways; of a build they write the folder as a path.
  const inProse = isPlain
    ? new RegExp(`${wordPattern(folder).source}/|docker build[^\\n]*${inScripts.source}`)
    : inScripts
  const inCompose = new Set(project.deployments.flatMap(({ stacks }) => stacks.flatMap(({ files }) => files)))
  return project.files.paths.some((path) => {
    if (path === image.path || !TELLS_BUILDS.test(path) || TELLS_NO_BUILD.test(path)) return false
    // What Compose builds is known already; a folder's name there is mostly the name of a service.
    if (isPlain && inCompose.has(path)) return false
    const mention = PROSE.test(path) ? inProse : inScripts
    return mention.test(project.files.text(path) ?? '')
  })
}

const PROSE = /(?:^|\/)(?:readme|contributing)[^/]*$|\.(?:md|rst|txt|adoc)$/i

/** A word as it stands between other things than letters, digits, dots and dashes. */
function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\w.-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])${NOT_OF_COMPOSE}`)
}

/** The last part of a folder's path; `local` or `production` alone says too little, so what is above goes with it. */
function shortName(folder: string): string {
  const parts = folder.split('/')
  const last = parts.findLastIndex((part) => markOf(`${part}/`) === undefined)
  return parts.slice(Math.max(0, last)).join('/')
}
