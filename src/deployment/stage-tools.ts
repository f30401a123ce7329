import type { CopyInstruction, Instruction } from '../documents/dockerfile/document.ts'
import { parseScript, programOf, unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import { inContainer, workdirAtEnd } from './copied-files.ts'
import type { Stage } from './image.ts'
import type { ImageReference } from './image-reference.ts'
import { imageHasTool, type ProbeTool } from './image-tools.ts'
import { nameOf } from './paths.ts'

/** Folders of the PATH, and those that hold them: what is copied there as a folder may bring any program. */
const PROGRAM_FOLDERS = new Set([
  '/',
  '/usr',
  '/usr/local',
  ...['', '/usr', '/usr/local'].flatMap((folder) => [`${folder}/bin`, `${folder}/sbin`]),
])
/** Programs of which nobody here knows what else they put into an image. */
const INSTALLERS =
  /^(?:make|ansible(?:-playbook)?|chef-\w+|puppet|nix(?:-\w+)?|conda|mamba|micromamba|playwright|dpkg|rpm|aptitude|tasksel|source|\.)$/
const SHELL = /^(?:ba|da|a|z|k)?sh$/
/** The folders in which an image's own programs lie. */
const SYSTEM_PROGRAM = /^\/(?:usr\/(?:local\/)?)?s?bin\//

/** Whether it is certain that a stage lacks a program: the image below has none, and nothing may bring it. */
export function lacksTool(stage: Stage, tool: ProbeTool): boolean {
  for (let at = stage; ; at = at.base.stage) {
    if (at.instructions.some((instruction) => mayBring(instruction, tool, at))) return false
    if (at.base.kind === 'scratch') return true
    if (at.base.kind === 'external') return imageHasTool(at.base.reference, tool) === false
    if (at.base.kind === 'none') return false
  }
}

/** What a healthcheck of the image may call instead; undefined where neither is known to be there. */
export function otherTool(base: ImageReference | undefined, tool: ProbeTool): ProbeTool | undefined {
  const other = tool === 'curl' ? 'wget' : 'curl'
  return base && imageHasTool(base, other) ? other : undefined
}

function mayBring(instruction: Instruction, tool: ProbeTool, stage: Stage): boolean {
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD':
      return mayCopy(instruction, tool, stage)
    case 'RUN': {
      const { command, heredocs } = instruction
      if (!command || heredocs.length > 0) return true
      const words =
        command.form === 'exec' ? command.words.map(({ value }) => value).join(' ') : command.script.value
      // Whoever mentions it there has or installs it.
      if (new RegExp(`(?<![\\w.-])${tool}(?![\\w])`).test(words)) return true
      return command.form === 'exec' || parseScript(command.script).commands.some(mayInstallAnything)
    }
    default:
      return false
  }
}

/** A script of the project, a package list from elsewhere: what comes of it is not known. */
function mayInstallAnything(command: SimpleCommand): boolean {
  const inner = unwrap(command)
  const program = programOf(inner)
  if (program === '' && inner.name === '') return false
  if (INSTALLERS.test(program)) return true
  if (SHELL.test(program)) return !inner.words.some(({ value }) => /^-[a-z]*c$/.test(value))
  if (inner.name.includes('/') && !SYSTEM_PROGRAM.test(inner.name)) return true
  if (program === 'npx' && inner.words.some(({ value }) => value === 'playwright')) return true
  const installs = inner.words.some(({ value }) => /^(?:install|add)$/.test(value))
  return (
    inner.name.includes('$') ||
    (installs && inner.words.some(({ literal }) => !literal)) ||
    program === 'xargs'
  )
}

function mayCopy({ sources, destination, keyword }: CopyInstruction, tool: ProbeTool, stage: Stage): boolean {
  if (!destination) return false
  if (destination.value.includes('$')) return true
  const to = inContainer(workdirAtEnd(stage), destination.value)
  if (nameOf(to) === tool || sources.some(({ value }) => nameOf(value) === tool)) return true
  if (!PROGRAM_FOLDERS.has(to)) return false
  // A name with an ending is a file of that name; anything else may be a folder with anything in it.
  return sources.some(
    ({ value }) =>
      keyword === 'ADD' || !/^[^*?$]*\/?[^/*?$]+\.(?:sh|py|js|json|toml|ya?ml|conf|txt|jar|md)$/.test(value),
  )
}
