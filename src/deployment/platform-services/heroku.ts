import type { ProcfileDocument } from '../../documents/procfile/parse.ts'
import type { Mapping } from '../../documents/yaml/node.ts'
import { asMapping, listOf, textOf } from '../compose/tree.ts'
import { folderOf } from '../paths.ts'
import type { Variable } from '../variable.ts'
import { commandText, manifestVariable, replicas, type ServiceDraft } from './draft.ts'

/** Reads a Procfile and the `app.json` beside it, either of which may be missing (devcenter.heroku.com). */
export function readHeroku(
  procfile: ProcfileDocument | undefined,
  app: { path: string; root: Mapping } | undefined,
): ServiceDraft[] {
  const assignments = app ? readVariables(app.path, app.root) : []
  const formation = asMapping(app?.root.get('formation'))
  const addOns = listOf(app?.root.get('addons')).map(
    (node) => textOf(asMapping(node)?.get('plan') ?? node) ?? '',
  )
  const common = {
    platform: 'Heroku' as const,
    assignments,
    // Config vars are set beside the files.
    variablesAreComplete: false,
    hasSharedStore: addOns.some((plan) => /redis|valkey|memcach|keydb/i.test(plan)),
  }
  const services = (procfile?.processes ?? []).map(({ name, command }): ServiceDraft => {
    const isRelease = name.value === 'release'
    return {
      ...common,
      path: procfile!.path,
      folder: folderOf(procfile!.path),
      name,
      role: isRelease ? 'job' : name.value === 'web' ? 'web' : 'worker',
      ...(isRelease ? { release: [command] } : { start: command }),
      instances: [replicas(asMapping(formation?.get(name.value))?.get('quantity'))],
    }
  })
  if (services.length > 0 || !app) return services
  const place = app.root.entries[0]?.key.span
  if (!place) return []
  const scripts = asMapping(app.root.get('scripts'))
  return [
    {
      ...common,
      path: app.path,
      folder: folderOf(app.path),
      name: { value: textOf(app.root.get('name')) ?? 'the app', span: place },
      role: 'worker',
      release: [commandText(scripts?.get('postdeploy'))],
    },
  ]
}

function readVariables(path: string, root: Mapping): Variable[] {
  return (asMapping(root.get('env'))?.entries ?? []).map(({ key, value }) => {
    const given = asMapping(value)?.get('value') ?? value
    return manifestVariable(path, key, given.kind === 'scalar' ? given : undefined)
  })
}
