import type { Mapping } from '../../documents/yaml/node.ts'
import { asMapping } from '../compose/tree.ts'
import { folderOf } from '../paths.ts'
import { commandText, type ServiceDraft, variablesIn } from './draft.ts'

/** Reads `vercel.json` (vercel.com/docs/project-configuration); only what it builds and the variables it names. */
export function readVercel(path: string, root: Mapping): ServiceDraft[] {
  const place = root.entries[0]?.key.span
  if (!place) return []
  const build = asMapping(root.get('build'))
  const assignments = [...variablesIn(path, root.get('env')), ...variablesIn(path, build?.get('env'))]
  return [
    {
      platform: 'Vercel',
      path,
      name: { value: `the project of ${path}`, span: place },
      role: 'functions',
      folder: folderOf(path),
      build: [commandText(root.get('installCommand')), commandText(root.get('buildCommand'))],
      // `@name` is a secret that the platform keeps.
      assignments: assignments.map((each) =>
        each.value?.startsWith('@') ? { ...each, value: undefined } : each,
      ),
      variablesAreComplete: false,
    },
  ]
}
