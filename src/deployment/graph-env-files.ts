import type { EnvFile } from './env-file.ts'
import type { GraphDraft } from './graph-draft.ts'
import { isSecret } from './graph-variables.ts'

/** Adds an env file by itself, and returns its id. */
export function addEnvFile(draft: GraphDraft, file: EnvFile): string {
  const active = file.variables.filter(({ commentedOut }) => !commentedOut)
  const secrets = active.filter(isSecret).length
  return draft.node({
    id: `env-file:${file.path}`,
    kind: 'env-file',
    label: file.path,
    place: { path: file.path, line: 1 },
    details: {
      environment: file.mark,
      variables: String(active.length),
      secrets: secrets > 0 ? String(secrets) : undefined,
      git: file.isTracked ? 'tracked' : undefined,
    },
  })
}
