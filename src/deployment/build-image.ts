import type {
  CommandInstruction,
  DockerfileDocument,
  FromInstruction,
  HealthcheckInstruction,
  Instruction,
  PairsInstruction,
  ShellInstruction,
  Word,
  WordsInstruction,
} from '../documents/dockerfile/document.ts'
import { expandTemplate, parseTemplate } from '../documents/template.ts'
import type { Located } from '../span.ts'
import type { Environment, EnvironmentKind } from './environment.ts'
import { environmentOfMark } from './environment-marks.ts'
import type { Base, Image, Stage } from './image.ts'
import { type ImageReference, parseImageReference } from './image-reference.ts'
import type { Service } from './service.ts'
import type { Variable, VariablePlace } from './variable.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Works out the stages of a Dockerfile. `mark` is the environment its path names. */
export function buildImage(document: DockerfileDocument, mark: EnvironmentKind | undefined): Image {
  const environment = environmentOfMark(mark)
  const beforeFirst = leading(document.instructions)
  const globalArguments = readVariables(beforeFirst, new Map(), environment, undefined)
  const globals = new Map(globalArguments.map((argument) => [argument.name, argument.value]))
  const stages: Stage[] = []
  const builtBy: Service[] = []
  const image: Mutable<Image> = {
    path: document.path,
    document,
    mark,
    globalArguments,
    stages,
    finalStage: undefined as unknown as Stage,
    builtBy,
  }
  for (const { from, instructions } of splitStages(document.instructions)) {
    stages.push(buildStage({ image, index: stages.length, from, instructions, globals, environment }))
  }
  image.finalStage = stages.at(-1)!
  return image
}

/** Notes that a service builds an image; the model is made of both and neither can come first. */
export function noteBuilder(image: Image, service: Service): void {
  ;(image.builtBy as Service[]).push(service)
}

/** The instructions before the first FROM; in a file without FROM there are none, all belong to its stage. */
function leading(instructions: readonly Instruction[]): readonly Instruction[] {
  const first = instructions.findIndex((instruction) => instruction.keyword === 'FROM')
  return first === -1 ? [] : instructions.slice(0, first)
}

function splitStages(
  instructions: readonly Instruction[],
): { from: FromInstruction | undefined; instructions: Instruction[] }[] {
  const stages: { from: FromInstruction | undefined; instructions: Instruction[] }[] = []
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push({ from: instruction, instructions: [] })
    else stages.at(-1)?.instructions.push(instruction)
  }
  return stages.length > 0 ? stages : [{ from: undefined, instructions: [...instructions] }]
}

function buildStage(parts: {
  image: Image
  index: number
  from: FromInstruction | undefined
  instructions: readonly Instruction[]
  globals: ReadonlyMap<string, string | undefined>
  environment: Environment
}): Stage {
  const { image, index, from, instructions, globals, environment } = parts
  const base = findBase(from, image.stages, globals)
  const parent = base.kind === 'stage' ? base.stage : undefined
  const command = last<CommandInstruction>(instructions, 'CMD')
  const entrypoint = last<CommandInstruction>(instructions, 'ENTRYPOINT')
  const stage: Mutable<Stage> = {
    image,
    index,
    name: from?.name && { value: from.name.value, span: from.name.span },
    from,
    base,
    instructions,
    user: last<WordsInstruction>(instructions, 'USER') ?? parent?.user,
    workdir: last<WordsInstruction>(instructions, 'WORKDIR') ?? parent?.workdir,
    shell: last<ShellInstruction>(instructions, 'SHELL') ?? parent?.shell,
    // An ENTRYPOINT without a CMD beside it drops the inherited CMD (moby: dispatchEntrypoint).
    command: command ?? (entrypoint ? undefined : parent?.command),
    entrypoint: entrypoint ?? parent?.entrypoint,
    healthcheck: last<HealthcheckInstruction>(instructions, 'HEALTHCHECK') ?? parent?.healthcheck,
    exposed: [],
    variables: [],
    externalBase: base.kind === 'external' ? base.reference : parent?.externalBase,
  }
  const inherited = (parent?.variables ?? []).filter((variable) => variable.place === 'image-environment')
  const known = new Map<string, string | undefined>(inherited.map(({ name, value }) => [name, value]))
  const own = readVariables(instructions, known, environment, stage, globals)
  stage.variables = [...inherited, ...own]
  stage.exposed = [...(parent?.exposed ?? []), ...readExposed(instructions, known)]
  return stage
}

function last<T extends Instruction>(
  instructions: readonly Instruction[],
  keyword: T['keyword'],
): T | undefined {
  return instructions.findLast((instruction) => instruction.keyword === keyword) as T | undefined
}

/** Nobody builds so many stages on each other; whoever walks down a chain may do so by recursion. */
const HIGHEST_STAGE = 200

const heights = new WeakMap<Stage, number>()

/** How many stages a stage is built on; those below it have been asked before. */
function heightOf(stage: Stage): number {
  let height = heights.get(stage)
  if (height === undefined) {
    height = stage.base.kind === 'stage' ? heightOf(stage.base.stage) + 1 : 0
    heights.set(stage, height)
  }
  return height
}

function findBase(
  from: FromInstruction | undefined,
  earlier: readonly Stage[],
  globals: ReadonlyMap<string, string | undefined>,
): Base {
  if (!from?.image) return { kind: 'none' }
  const reference = readImageReference(from.image, globals)
  if (reference.text === 'scratch') return { kind: 'scratch' }
  // BuildKit compares stage names without case; a later stage of the same name wins.
  const named = earlier.findLast((stage) => stage.name?.value.toLowerCase() === reference.text.toLowerCase())
  if (named && heightOf(named) >= HIGHEST_STAGE) return { kind: 'none' }
  return named ? { kind: 'stage', stage: named } : { kind: 'external', reference }
}

/** The image a word names once build arguments are filled in by their defaults. */
function readImageReference(word: Word, globals: ReadonlyMap<string, string | undefined>): ImageReference {
  let unresolved = false
  const template = parseTemplate(word.value, 'dockerfile')
  const text = expandTemplate(template, (name) => globals.get(name), {
    unset: () => {
      unresolved = true
    },
  })
  return parseImageReference(unresolved ? word.value : text, word.span, unresolved)
}

/** ENV, ARG and LABEL as variables. `known` grows by what they set, as in a build. */
function readVariables(
  instructions: readonly Instruction[],
  known: Map<string, string | undefined>,
  environment: Environment,
  stage: Stage | undefined,
  globals: ReadonlyMap<string, string | undefined> = new Map(),
): Variable[] {
  const variables: Variable[] = []
  for (const outer of instructions) {
    const instruction = outer.keyword === 'ONBUILD' ? outer.instruction : outer
    const place = instruction && PLACES[instruction.keyword]
    if (!place) continue
    for (const pair of (instruction as PairsInstruction).pairs) {
      // Docker refuses it, and what stands there may be the value of the word before.
      if (place === 'image-environment' && !pair.value) continue
      const name = pair.key.value
      const value = pair.value ? expandKnown(pair.value.value, known) : globals.get(name)
      if (place !== 'image-label') known.set(name, value)
      variables.push({
        name,
        nameSpan: pair.key.span,
        value,
        written: pair.value?.raw ?? '',
        valueSpan: pair.value?.span ?? pair.key.span,
        span: pair.span,
        place,
        environment,
        commentedOut: false,
        isExample: false,
        envFile: undefined,
        service: undefined,
        stage,
      })
    }
  }
  return variables
}

const PLACES: Readonly<Record<string, VariablePlace | undefined>> = {
  ENV: 'image-environment',
  ARG: 'image-argument',
  LABEL: 'image-label',
}

/** The text with its variables filled in; undefined where one of them is not known. */
export function expandKnown(
  text: string,
  known: ReadonlyMap<string, string | undefined>,
): string | undefined {
  let complete = true
  const expanded = expandTemplate(parseTemplate(text, 'dockerfile'), (name) => known.get(name), {
    unset: () => {
      complete = false
    },
  })
  return complete ? expanded : undefined
}

function readExposed(
  instructions: readonly Instruction[],
  known: ReadonlyMap<string, string | undefined>,
): Located<{ port: number; protocol: string }>[] {
  const exposed: Located<{ port: number; protocol: string }>[] = []
  for (const instruction of instructions) {
    if (instruction.keyword !== 'EXPOSE') continue
    for (const word of instruction.words) {
      const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(expandKnown(word.value, known) ?? '')
      if (!match) continue
      const first = Number(match[1])
      const lastPort = Math.min(Number(match[2] ?? first), first + 1000)
      const protocol = (match[3] ?? 'tcp').toLowerCase()
      for (let port = first; port <= lastPort; port++) {
        exposed.push({ value: { port, protocol }, span: word.span })
      }
    }
  }
  return exposed
}
