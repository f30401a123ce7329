import { parseScript } from '../../documents/shell/parse.ts'
import type { Mapping, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import { Lines, type Located } from '../../span.ts'
import type { Command } from '../command.ts'
import { asMapping, listOf } from '../compose/tree.ts'
import type { Environment } from '../environment.ts'
import { environmentOfMark, markOf } from '../environment-marks.ts'
import { nameOf } from '../paths.ts'
import { type ActionReference, parseActionReference } from './action-reference.ts'
import { placedExpressions, plainText, withoutExpressions } from './read-expressions.ts'
import { buildArgumentsOf, readVariables } from './read-variables.ts'
import type { Job, Permissions, RunScript, Step, Trigger, Workflow } from './workflow.ts'

type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** Only these folders are read by a forge; a copy elsewhere is a template or an example. */
const WORKFLOW_FOLDER = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/

/** The workflows and composite actions among some files. */
export function findWorkflows(
  paths: readonly string[],
  yamlAt: (path: string) => YamlDocument | undefined,
): Workflow[] {
  return paths
    .filter((path) => WORKFLOW_FOLDER.test(path) || /^action\.ya?ml$/.test(nameOf(path)))
    .flatMap((path) => {
      const document = yamlAt(path)
      return (document && buildWorkflow(document)) ?? []
    })
}

/** Reads a workflow, or a composite action; undefined where the file is neither. */
function buildWorkflow(document: YamlDocument): Workflow | undefined {
  const root = asMapping(document.roots[0]?.root)
  if (!root) return undefined
  const runs = asMapping(root.get('runs'))
  const jobs = asMapping(root.get('jobs'))
  if (!jobs && plainText(runs?.get('using'))?.value !== 'composite') return undefined
  const workflow = {
    path: document.path,
    kind: jobs ? 'workflow' : 'action',
    forge: forgeOf(document.path),
    document,
    root,
    triggers: jobs ? readTriggers(root.get('on')) : [],
    permissions: readPermissions(root.get('permissions')),
    hasConcurrency: root.get('concurrency') !== undefined,
  } as unknown as Draft<Workflow>
  const comments = commentReader(document)
  workflow.jobs = jobs
    ? jobs.entries.flatMap(({ key, value }) => readJob(workflow, key, value, comments))
    : []
  const ownSteps = jobs ? [] : readSteps(runs?.get('steps'), { workflow, job: undefined, comments })
  workflow.steps = [...ownSteps, ...workflow.jobs.flatMap(({ steps }) => steps)]
  workflow.variables = [
    ...readVariables(root.get('env'), environmentOfMark(undefined)),
    ...workflow.jobs.flatMap(({ variables }) => variables),
    ...workflow.steps.flatMap((step) => [...step.variables, ...buildArgumentsOf(step)]),
  ]
  return workflow
}

function forgeOf(path: string): Workflow['forge'] {
  const forge = /(?:^|\/)\.(gitea|forgejo)\//.exec(path)?.[1]
  return (forge as Workflow['forge'] | undefined) ?? 'github'
}

function readTriggers(node: YamlNode | undefined): Trigger[] {
  if (node?.kind === 'mapping') {
    return node.entries.map(({ key, value }) => ({
      name: key.text,
      span: key.span,
      filters: asMapping(value),
    }))
  }
  const names = node?.kind === 'sequence' ? node.items : node ? [node] : []
  return names.flatMap((each) => {
    const text = plainText(each)
    return text ? [{ name: text.value, span: text.span, filters: undefined }] : []
  })
}

function readPermissions(node: YamlNode | undefined): Permissions | undefined {
  if (node === undefined) return undefined
  const scopes = new Map<string, Located<string>>()
  for (const { key, value } of asMapping(node)?.entries ?? []) {
    if (value.kind === 'scalar') scopes.set(key.text, { value: value.text, span: value.span })
  }
  return { all: node.kind === 'scalar' ? node.text : undefined, scopes, span: node.span }
}

/** What stands in a comment behind a node, on its line. */
type CommentReader = (node: YamlNode) => string | undefined

function commentReader({ comments, text }: YamlDocument): CommentReader {
  const lines = new Lines(text)
  const behind = new Map(
    comments.filter(({ ownLine }) => !ownLine).map((each) => [lines.lineOf(each.span.start), each.text]),
  )
  return ({ span }) => behind.get(lines.lineOf(span.end))
}

function readAction(node: YamlNode | undefined, comments: CommentReader): ActionReference | undefined {
  return node?.kind === 'scalar' && node.value !== null
    ? parseActionReference(node.text, node.span, comments(node))
    : undefined
}

function readJob(
  workflow: Workflow,
  id: Mapping['entries'][number]['key'],
  node: YamlNode,
  comments: CommentReader,
): Job[] {
  const definition = asMapping(node)
  if (!definition) return []
  const named = definition.get('environment')
  const environment = plainText(asMapping(named)?.get('name') ?? named)
  const secrets = definition.get('secrets')
  const condition = definition.get('if')
  const job = {
    workflow,
    id: { value: id.text, span: id.span },
    definition,
    runners: readRunners(definition),
    environment,
    permissions: readPermissions(definition.get('permissions')),
    hasConcurrency: definition.get('concurrency') !== undefined,
    condition: condition?.kind === 'scalar' ? condition : undefined,
    uses: readAction(definition.get('uses'), comments),
    inheritsSecrets: secrets?.kind === 'scalar' && secrets.text === 'inherit' ? secrets.span : undefined,
    variables: readVariables(definition.get('env'), environmentNamed(environment?.value)),
  } as unknown as Draft<Job>
  job.steps = readSteps(definition.get('steps'), { workflow, job, comments })
  return [job]
}

/** The environment of the deployment that a job's `environment` means; none where its name means nothing to us. */
function environmentNamed(name: string | undefined): Environment {
  return environmentOfMark(name === undefined ? undefined : markOf(name))
}

function readRunners(definition: Mapping): Located<string>[] {
  const node = definition.get('runs-on')
  const labels = listOf(asMapping(node)?.get('labels') ?? node)
  return labels.flatMap((label) => {
    const text = plainText(label)
    if (text) return [text]
    const key = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label.kind === 'scalar' ? label.text : '')?.[1]
    return key === undefined ? [] : valuesOfMatrix(definition, key)
  })
}

function valuesOfMatrix(definition: Mapping, key: string): Located<string>[] {
  const matrix = asMapping(asMapping(definition.get('strategy'))?.get('matrix'))
  const included = listOf(matrix?.get('include')).map((each) => asMapping(each)?.get(key))
  return [...listOf(matrix?.get(key)), ...included].flatMap((node) => plainText(node) ?? [])
}

interface Around {
  readonly workflow: Workflow
  readonly job: Job | undefined
  readonly comments: CommentReader
}

function readSteps(node: YamlNode | undefined, around: Around): Step[] {
  return listOf(node).flatMap((each, index) => {
    const definition = asMapping(each)
    return definition ? [readStep(definition, index, around)] : []
  })
}

function readStep(definition: Mapping, index: number, { workflow, job, comments }: Around): Step {
  const text = (key: string) => plainText(definition.get(key))?.value
  const condition = definition.get('if')
  const environment = environmentNamed(job?.environment?.value)
  const step = {
    workflow,
    job,
    definition,
    label: text('name') ?? text('id') ?? text('uses') ?? `step ${index + 1}`,
    span: definition.span,
    uses: readAction(definition.get('uses'), comments),
    inputs: new Map(asMapping(definition.get('with'))?.entries.map(({ key, value }) => [key.text, value])),
    variables: readVariables(definition.get('env'), environment),
    condition: condition?.kind === 'scalar' ? condition : undefined,
    environment,
  } as unknown as Draft<Step>
  step.run = readRun(definition, workflow, job)
  step.commands = step.run ? commandsOf(step, step.run) : []
  return step
}

function readRun(definition: Mapping, workflow: Workflow, job: Job | undefined): RunScript | undefined {
  const node = definition.get('run')
  if (node?.kind !== 'scalar' || node.value === null) return undefined
  const text = node.traced()
  const ofDefaults = (mapping: Mapping | undefined) =>
    asMapping(asMapping(mapping?.get('defaults'))?.get('run'))?.get('shell')
  const shell =
    definition.get('shell') ??
    ofDefaults(job?.definition) ??
    ofDefaults(workflow.kind === 'workflow' ? workflow.root : undefined)
  return {
    text,
    shell: shell?.kind === 'scalar' ? shell.text : undefined,
    expressions: placedExpressions(text),
  }
}

/** PowerShell is what a runner on Windows takes by itself. */
function isShellScript({ shell }: RunScript, job: Job | undefined): boolean {
  if (shell !== undefined)
    return /(?:^|\/|\s)(?:ba|da|a|z|k)?sh\b(?!\w)/.test(shell) && !/^p(?:ower)?wsh/.test(shell)
  return !(job?.runners ?? []).some(({ value }) => /windows/i.test(value))
}

function commandsOf(step: Step, run: RunScript): Command[] {
  if (!isShellScript(run, step.job)) return []
  const script = withoutExpressions(run.text, run.expressions)
  const { commands } = parseScript(script)
  const line = { form: 'shell' as const, span: run.text.span, commands }
  return commands.map((command) => ({
    ...command,
    phase: 'pipeline',
    writtenIn: 'workflow',
    environment: step.environment,
    service: undefined,
    stage: undefined,
    instruction: undefined,
    line,
  }))
}
