import type { ComposeReference } from './compose/model.ts'
import type { EnvFile } from './env-file.ts'
import { isGivenVariable } from './given-variables.ts'
import type { StackDrawing } from './graph.ts'
import { addEnvFile } from './graph-env-files.ts'
import { folderOf, nameOf } from './paths.ts'

/** Adds where the `${VARIABLE}`s of a stack's files get their values, and those that get none. */
export function addReferences(drawing: StackDrawing): void {
  for (const reference of drawing.stack.references) {
    if (reference.state === 'set') addSource(drawing, reference)
    else if (lacksValue(reference) && !isGivenVariable(reference.name)) addOpenReference(drawing, reference)
  }
}

function lacksValue({ state }: ComposeReference): boolean {
  return state === 'empty-unset' || state === 'required-unset'
}

/** The service in whose definition a reference stands. */
function readerOf({ stack, idOfService }: StackDrawing, { path }: ComposeReference): string | undefined {
  const service = path[0] === 'services' ? stack.services.get(String(path[1])) : undefined
  return service && idOfService(service)
}

function addSource(drawing: StackDrawing, reference: ComposeReference): void {
  const { draft } = drawing
  const from = readerOf(drawing, reference)
  // Of several the last wins, as when the stack is loaded.
  const source = interpolationFiles(drawing).findLast((file) => sets(file, reference.name))
  if (from === undefined || !source) return
  const place = draft.places.of(reference.span)
  const to = addEnvFile(draft, source)
  draft.edge({ from, to, kind: 'interpolates-from', label: reference.name, place })
}

function sets({ variables }: EnvFile, name: string): boolean {
  return variables.some((variable) => variable.name === name && !variable.commentedOut)
}

/** The env files that Compose fills in the files of a stack from, weakest first. */
function interpolationFiles({ deployment, stack }: StackDrawing): EnvFile[] {
  const folders = [...new Set(['', stack.directory])]
  const files = deployment.project.envFiles
  const beside = folders.flatMap((folder) =>
    files.filter(({ path }) => nameOf(path) === '.env' && folderOf(path) === folder),
  )
  const marked = files.filter(
    ({ path, mark }) =>
      mark === deployment.environment.kind &&
      folders.includes(folderOf(path)) &&
      nameOf(path).startsWith('.env.'),
  )
  return [...beside, ...marked]
}

function addOpenReference(drawing: StackDrawing, reference: ComposeReference): void {
  const { draft, idOf, group } = drawing
  const { name, span, state } = reference
  const place = draft.places.of(span)
  const isOutside = comesFromOutside(drawing, reference)
  const to = draft.node({
    id: idOf('reference', name),
    kind: 'reference',
    label: `\${${name}}`,
    group,
    place,
    details: { value: isOutside ? 'from outside' : undefined },
    ...(!isOutside && {
      unresolved:
        state === 'required-unset' ? 'it is required and has no value' : 'it has no value and no default',
    }),
  })
  const from = readerOf(drawing, reference)
  if (from !== undefined)
    draft.edge({ from, to, kind: 'refers-to', place, isUnresolved: !isOutside || undefined })
}

/** An example declares it, or it says itself (`:?`) that it is given, and there is no file that it should be in. */
function comesFromOutside({ deployment, stack }: StackDrawing, { name, state }: ComposeReference): boolean {
  const near = deployment.project.envFiles.filter(({ path }) => {
    const folder = folderOf(path)
    return (
      folder === '' || folder === stack.directory || stack.files.some((file) => folderOf(file) === folder)
    )
  })
  if (near.some((file) => file.isExample && file.variables.some((variable) => variable.name === name)))
    return true
  return state === 'required-unset' && near.every(({ isExample }) => isExample)
}
