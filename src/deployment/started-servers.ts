import { programOf } from '../documents/shell/parse.ts'
import type { Span } from '../span.ts'
import type { Command } from './command.ts'
import { developmentServerOf, type FoundServer, type LookUp } from './development-servers.ts'
import { isOfficialImage } from './image-reference.ts'
import { launched } from './launchers.ts'
import { readScript, type ScriptCall, scriptCallOf } from './package-scripts.ts'
import type { ProjectFiles } from './project-files.ts'

/** A development server that a container starts, itself or by a script of its package. */
export interface StartedServer extends FoundServer {
  /** The entry of the `package.json` behind it. */
  readonly script: Span | undefined
}

/** Names of scripts that mean development to everybody who reads them. */
const DEVELOPMENT_SCRIPT =
  /^(?:dev|develop|development|watch|hot|(?:dev|watch|hot)[:-].+|(?:start|serve|server|run)[:-](?:dev|development|local|watch|debug))$/
/** Programs that serve production as well; a script that ends in one is no development server, whatever its name. */
const PLAIN_PROGRAM =
  /^(?:node|bun|deno|python[\d.]*|java|gunicorn|uvicorn|hypercorn|granian|pm2|pm2-runtime|serve|http-server|nginx|next|nuxt|nest)$/
const BUILT = 'build the application in its Dockerfile and start what was built'

/** The development server that a command starts, looked up in the scripts of its package where it calls one. */
export function developmentServerStartedBy(command: Command, files: ProjectFiles): StartedServer | undefined {
  const lookUp = variablesOf(command)
  const direct = developmentServerOf(command, lookUp)
  if (direct) return { ...direct, script: undefined }
  const call = scriptCallOf(command)
  return call && startedByScript(call, command, files, lookUp)
}

function startedByScript(
  call: ScriptCall,
  command: Command,
  files: ProjectFiles,
  lookUp: LookUp,
): StartedServer | undefined {
  const script = readScript(call, command, files)
  const byName: StartedServer = { name: call.text, instead: BUILT, script: undefined }
  if (script === undefined || script === 'missing') {
    const program = call.program && developmentServerOf(call.program, lookUp)
    if (program) return { ...byName, instead: program.instead }
    // `serve` may serve what was built, but mostly it is the one of Vue.
    const isNamedSo = DEVELOPMENT_SCRIPT.test(call.script.value) || call.script.value === 'serve'
    return isNamedSo && script === undefined ? byName : undefined
  }
  for (const inner of script.commands) {
    const server = developmentServerOf(inner, lookUp)
    if (server) return { ...server, name: `${call.text} (${server.name})`, script: script.span }
  }
  const last = script.commands.at(-1)
  const isPlain = last === undefined || PLAIN_PROGRAM.test(programOf(launched(last)))
  return DEVELOPMENT_SCRIPT.test(call.script.value) && !isPlain
    ? { ...byName, script: script.span }
    : undefined
}

/** What a command's container knows of a variable. */
function variablesOf({ service, stage, container, platformService }: Command): LookUp {
  return (name) => {
    const runner = service ?? container ?? platformService
    const known = runner
      ? runner.variables.get(name)
      : stage?.variables.findLast((each) => each.name === name && each.place === 'image-environment')
    if (known) return known.value === undefined ? 'unknown' : { value: known.value }
    if (!service) return 'unknown'
    const { image, build, envFileMentions } = service
    // Official images set nothing of an application's.
    const isBare = image !== undefined && !build && isOfficialImage(image)
    const isWhole = service.variablesAreComplete || (isBare && envFileMentions.every((each) => each.isRead))
    return isWhole ? undefined : 'unknown'
  }
}
